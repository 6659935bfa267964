/** The address that the site will have, where whoever builds it says so: `SITE_URL=https://course.example/init-lab/ npm run build`. */
import { SetupError } from './report.js';

/**
 * @param {string | undefined} [given]
 * @returns {string | undefined} with a slash at its end; undefined: not known
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
 * Programs that show a card for a link want whole addresses; without one they are left out of the page but for the picture, which
 * some find all the same.
 * @returns {import('vite').Plugin}
 */
export const siteLinks = () => ({
  name: 'site-links',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { filename }) => {
      const site = siteAddress();
      if (!site || !filename.endsWith('index.html')) return html;
      return {
        html: html.replaceAll(
          /(<meta[^>]+(?:og:image|twitter:image)"[^>]+content=")\.\//g,
          (_, before) => before + site,
        ),
        tags: [
          { tag: 'link', attrs: { rel: 'canonical', href: site }, injectTo: 'head' },
          { tag: 'meta', attrs: { property: 'og:url', content: site }, injectTo: 'head' },
        ],
      };
    },
  },
});
