/** The public address of the site, if given to the build: `SITE_URL=https://course.example/init-lab/ npm run build`. */
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
 * Adds the site's address to the built page. Runs last, since Vite names files at the end.
 * @returns {import('vite').Plugin}
 */
export const siteLinks = () => ({
  name: 'site-links',
  apply: 'build',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const site = siteAddress();
      const page = bundle['index.html'];
      if (site && page?.type === 'asset') page.source = withSite(String(page.source), site);
    },
  },
});
