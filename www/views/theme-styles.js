/** The themes of charts/colours.js as CSS custom properties. */
import { unsafeCSS } from 'lit';
import { themes } from '../charts/colours.js';
import { SLOTS, seriesCss } from '../charts/series.js';
import { cssName } from './own-theme.js';

/** @param {import('../charts/colours.js').Theme} theme @param {boolean} [own]  whether a page may override the colours */
const declarations = (theme, own = true) =>
  [
    ...Object.entries(theme)
      .filter(([, value]) => typeof value === 'string')
      .map(([name, value]) => declared(cssName(name), value, own)),
    ...theme.series.map((colour, slot) => declared(`series-${slot}`, colour, own)),
    `--weight: ${theme.weight};`,
  ].join(' ');

/** @param {string} name @param {any} value @param {boolean} own */
const declared = (name, value, own) => `--${name}: ${own ? `var(--init-lab-${name}, ${value})` : value};`;

const slots = Array.from({ length: SLOTS }, (_, slot) => `[data-series="${slot}"] { --series: ${seriesCss(slot)}; }`);

export const themeStyles = unsafeCSS(
  [
    ...Object.entries(themes).map(
      ([name, theme]) =>
        `.lab[data-theme="${name}"] { ${declarations(theme)} color-scheme: ${name === 'dark' ? 'dark' : 'light'}; }`,
    ),
    ...slots,
    `@media print { .lab.lab[data-theme] { ${declarations(themes.light, false)} color-scheme: light; } }`,
  ].join('\n'),
);
