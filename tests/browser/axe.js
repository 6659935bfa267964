/** What axe-core finds on a page. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

/** @typedef {import('playwright-core').Page} Page */

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules whose answer a theme can change by its colours and sizes. Names, roles and order are the same in each. */
const OF_A_THEME = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'];

/** Rules of WCAG 2.2 that axe leaves out unless asked, and Lighthouse asks for. */
const ALSO = { 'target-size': { enabled: true } };

/**
 * The violations in words.
 * @param {Page} page
 * @param {string | { fromShadowDom: string[] }} [within]  a selector, or a way through shadow roots; default: the whole page
 * @param {{ isSeenInLight?: boolean }} [how]  isSeenInLight: all rules were asked in the light theme of the same page: now those that another theme can break
 * @returns {Promise<string[]>}
 */
export async function violations(page, within = 'html', { isSeenInLight = false } = {}) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE);
  return page.evaluate(
    async ([part, rules, only]) => {
      const { violations: found } = await /** @type {any} */ (window).axe.run(
        { include: [part] },
        { rules, resultTypes: ['violations'], elementRef: true, ...(only && { runOnly: [...only] }) },
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
    },
    /** @type {const} */ ([within, ALSO, isSeenInLight ? OF_A_THEME : null]),
  );
}
