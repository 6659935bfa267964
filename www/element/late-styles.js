/** Adds the styles of optional features to a shadow root that has styles of its own. */
import { supportsAdoptingStyleSheets, unsafeCSS } from 'lit';

/** A sheet for each style, shared by all elements of a page. @type {Map<string, import('lit').CSSResult>} */
const sheets = new Map();

/**
 * A style as a sheet that this root can adopt. A root cannot adopt a sheet of another document's window.
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
 * Adds styles to a shadow root after its own, always in the same order.
 * @param {ShadowRoot} root @param {import('lit').CSSResultOrNative[]} own @param {string[]} late
 */
export function adoptStyles(root, own, late) {
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
