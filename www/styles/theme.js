/** The themes of charts/colours.js as CSS custom properties. */
import { css, unsafeCSS } from 'lit';
import { themes } from '../charts/colours.js';

/** @param {import('../charts/colours.js').Theme} theme */
const declarations = (theme) =>
  [
    ...Object.entries(theme)
      .filter(([, value]) => typeof value === 'string')
      .map(([name, value]) => `--${name === 'onAccent' ? 'on-accent' : name}: ${value};`),
    ...theme.series.map((colour, slot) => `--series-${slot}: ${colour};`),
    `--weight: ${theme.weight};`,
  ].join(' ');

const slots = themes.light.series.map((_, slot) => `[data-series="${slot}"] { --series: var(--series-${slot}); }`);

export const themeStyles = css`
  ${unsafeCSS(
    [
      ...Object.entries(themes).map(
        ([name, theme]) =>
          `.lab[data-theme="${name}"] { ${declarations(theme)} color-scheme: ${name === 'dark' ? 'dark' : 'light'}; }`,
      ),
      ...slots,
      `@media print { .lab.lab[data-theme] { ${declarations(themes.light)} color-scheme: light; } }`,
    ].join('\n'),
  )}
`;
