/** The parts of the element that come late, and their styles. */
import { supportsAdoptingStyleSheets, unsafeCSS } from 'lit';
import { LatePart } from '../views/late-part.js';

/** What of them all elements share, once one of them has fetched it. @type {typeof import('./hands.js') | null} */
export let hands = null;

/** @param {() => void} changed @param {() => Promise<void>} knowing  fetches what the set-up's sections tell of */
export const lateParts = (changed, knowing) => ({
  hands: new LatePart(async () => (hands = await import('./hands.js')), changed),
  setup: new LatePart(async () => (await Promise.all([import('../views/settings/index.js'), knowing()]))[0], changed),
  inside: new LatePart(() => import('../views/inside/index.js'), changed),
  share: new LatePart(() => import('../share/index.js'), changed),
});
/** @typedef {ReturnType<typeof lateParts>} LateParts */

/** A sheet for each style, shared by all elements of a page. @type {Map<string, import('lit').CSSResult>} */
const sheets = new Map();

/**
 * A style as a sheet that this root can adopt: one of another document's window cannot.
 * @param {ShadowRoot} root @param {import('lit').CSSResultOrNative} style
 */
function sheetFor({ ownerDocument }, style) {
  const Sheet = ownerDocument.defaultView?.CSSStyleSheet ?? CSSStyleSheet;
  if (style instanceof CSSStyleSheet) return style;
  if (Sheet === CSSStyleSheet) return /** @type {CSSStyleSheet} */ (style.styleSheet);
  const sheet = new Sheet();
  sheet.replaceSync(style.cssText);
  return sheet;
}

/**
 * Gives a shadow root the styles of the parts that have come, behind its own, in the same order however they come.
 * @param {ShadowRoot} root @param {LateParts} parts @param {import('lit').CSSResultOrNative[]} own
 */
export function adoptLate(root, { hands, setup, inside, share }, own) {
  const late = [hands, setup, inside, share].flatMap(({ part }) => (part ? [part.css] : []));
  const results = late.map((css) => {
    if (!sheets.has(css)) sheets.set(css, unsafeCSS(css));
    return /** @type {import('lit').CSSResult} */ (sheets.get(css));
  });
  if (supportsAdoptingStyleSheets) {
    root.adoptedStyleSheets = [...own, ...results].map((style) => sheetFor(root, style));
    return;
  }
  root.querySelectorAll('style[data-late]').forEach((style) => style.remove());
  for (const { cssText } of results) {
    const style = document.createElement('style');
    style.dataset.late = '';
    style.textContent = cssText;
    root.append(style);
  }
}
