/** What axe-core finds on a page. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

/** @typedef {import('playwright-core').Page} Page */

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules of WCAG 2.2 that axe leaves out unless asked, and Lighthouse asks for. */
const ALSO = { 'target-size': { enabled: true } };

/**
 * The violations in words.
 * @param {Page} page
 * @param {string | { fromShadowDom: string[] }} [within]  a selector, or a way through shadow roots; default: the whole page
 * @returns {Promise<string[]>}
 */
export async function violations(page, within = 'html') {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE);
  return page.evaluate(async ([part, rules]) => {
    const { violations: found } = await /** @type {any} */ (window).axe.run(
      { include: [part] },
      { rules, resultTypes: ['violations'], elementRef: true },
    );
    // The page scrolls below the transport at the lower edge: what that covers now is free at another place.
    const inDock = (/** @type {Element | undefined} */ element) => Boolean(element?.closest('.dock'));
    const passing = (/** @type {any} */ { element, any, all }) => {
      const others = [...any, ...all].flatMap(({ relatedNodes }) => relatedNodes ?? []);
      return !inDock(element) && others.some((other) => inDock(other.element));
    };
    return found.flatMap((/** @type {any} */ { id, nodes }) =>
      nodes
        .filter((/** @type {any} */ node) => id !== 'target-size' || !passing(node))
        .map((/** @type {any} */ { html, any, all }) => {
          const why = [...any, ...all].map(({ message }) => message).join(' ');
          return `${id}: ${html.slice(0, 160)}: ${why}`;
        }),
    );
  }, /** @type {const} */ ([within, ALSO]));
}
