/** Hands a paste that no element took to the page's lab. Without a focus, browsers send it to the body. */

/** @param {HTMLElement} lab */
export function pasteInto(lab) {
  document.addEventListener('paste', (event) => {
    const { target, clipboardData } = event;
    if (event.defaultPrevented || (target !== document.body && target !== document.documentElement)) return;
    const inner = lab.shadowRoot?.querySelector('.lab');
    const handed = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    if (inner?.dispatchEvent(handed) === false) event.preventDefault();
  });
}
