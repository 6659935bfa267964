/**
 * Public addresses that the build may be given: of the site, `SITE_URL=https://course.example/init-lab/ npm run build`,
 * and of its source, `SOURCE_URL=https://…` or `repository` in package.json.
 */
import { readFileSync } from 'node:fs';
import { inRoot } from './paths.js';
import { SetupError } from './report.js';

/**
 * @param {string | undefined} [given]
 * @returns {string | undefined} with a final slash; undefined if not given
 */
export function siteAddress(given = process.env.SITE_URL) {
  if (!given) return undefined;
  const url = urlIn(given);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new SetupError(
      `SITE_URL is ${JSON.stringify(given)}; allowed: an address that begins with https:// or http://`,
    );
  url.hash = url.search = '';
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

/** @returns {string | undefined} */
function repository() {
  const { repository: given } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  return (typeof given === 'string' ? given : given?.url)?.replace(/^git\+/, '').replace(/\.git$/, '');
}

/**
 * The public address of the source; undefined if nobody gave one: the page does not invent it.
 * @param {string | undefined} [given]
 */
export function sourceAddress(given = process.env.SOURCE_URL ?? repository()) {
  if (!given) return undefined;
  const url = urlIn(given);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new SetupError(
      `The address of the source is ${JSON.stringify(given)}; allowed: an address that begins with https:// or http://`,
    );
  return url.href;
}

const SOURCE = '<!-- source -->';

/** The page on the source, where its address is not known. */
export const SOURCE_PAGE = 'docs/source.html';

/** Links to the source in the page's footer. @param {string} html @param {string | undefined} source */
export const withSource = (html, source = SOURCE_PAGE) =>
  html.replace(SOURCE, () => `<a href="${source.replaceAll('"', '%22')}">Source code</a>`);

/** @param {string} text */
function urlIn(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/**
 * Adds the page's absolute address, and those of the link preview.
 * @param {string} html @param {string} site
 */
export const withSite = (html, site) =>
  html
    .replace(/(<meta\s[^>]*og:image"[^>]*content=")\.\//, (_, before) => before + site)
    .replace(
      '</head>',
      () => `<link rel="canonical" href="${site}"><meta property="og:url" content="${site}">\n  </head>`,
    );

/**
 * Adds the site's address and the link to its source to the built page. Runs last, since Vite names files at the end.
 * @returns {import('vite').Plugin}
 */
export const siteLinks = () => ({
  name: 'site-links',
  enforce: 'post',
  transformIndexHtml: { order: 'pre', handler: (html) => withSource(html, sourceAddress()) },
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const site = siteAddress();
      const page = bundle['index.html'];
      if (site && page?.type === 'asset') page.source = withSite(String(page.source), site);
    },
  },
});
