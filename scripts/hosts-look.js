/** What a lab looks like on the page of a host, beside what is expected there. */

/** @typedef {import('playwright-core').Locator} Locator */

/**
 * @typedef {object} Look
 * @property {number} height
 * @property {string} theme
 * @property {string} link  of Share; empty where the recipe hides it
 */

/**
 * @typedef {object} Expected
 * @property {string} [theme]  by default dark: that of the system, or of the host
 * @property {boolean} [ownTheme]  whether the theme is the host's own: the system has the other one
 * @property {string} [linksTo]  the page that links lead to, by its path; by default a link is its end only
 */

/** Heights that show a whole lab at 1,280 pixels, and no emptiness below it. */
const HEIGHTS = { least: 400, most: 1600 };

/** The colours of the system in which a host is opened. @param {Expected} expected @returns {'light' | 'dark'} */
export const systemOf = ({ ownTheme }) => (ownTheme ? 'light' : 'dark');

/** @param {Locator} lab @returns {Promise<Omit<Look, 'link'>>} */
export const lookOf = (lab) =>
  lab.evaluate((/** @type {import('../www/element/init-lab-element.js').InitLab} */ element) => ({
    height: element.offsetHeight,
    theme: element.shadowRoot?.querySelector('.lab')?.getAttribute('data-theme') ?? 'none',
  }));

/** What is not as expected, in words. @param {Expected} expected @param {Look} look @returns {string[]} */
export function faultsOf({ theme = 'dark', linksTo = '' }, look) {
  const faults = [];
  if (look.theme !== theme) faults.push(`theme ${look.theme} instead of ${theme}`);
  if (look.height < HEIGHTS.least || look.height > HEIGHTS.most) faults.push(`${look.height} px high`);
  if (look.link && pageOf(look.link) !== linksTo)
    faults.push(`links lead to ${pageOf(look.link) || 'no page'} instead of ${linksTo || 'none'}`);
  return faults;
}

/** The path of a link's page; empty if it is only the end of a link. @param {string} link */
function pageOf(link) {
  const [page] = link.split('#');
  return page && new URL(page, 'http://host/').pathname;
}

/** A link as the table has it. @param {string} link */
export const saidOf = (link) => (!link ? 'none' : link.startsWith('#') ? 'its end' : `\`${pageOf(link)}\``);
