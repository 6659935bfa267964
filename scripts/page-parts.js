/** Parts that several pages share: `<!-- part: theme -->` stands for www/site/parts/theme.html. */
import { readFileSync } from 'node:fs';
import { inRoot } from './paths.js';

/** @param {string} html */
const withParts = (html) =>
  html.replaceAll(/<!-- part: ([\w-]+) -->/g, (_, name) =>
    readFileSync(inRoot('www', 'site', 'parts', `${name}.html`), 'utf8').trim(),
  );

/** @returns {import('vite').Plugin} */
export const pageParts = () => ({
  name: 'page-parts',
  transformIndexHtml: { order: 'pre', handler: withParts },
});
