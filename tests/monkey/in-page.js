/** What the monkey does within the page. Each function is sent there as text, and knows nothing of this file. */

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** What every page gets before anything is done to it. */
export function prepare() {
  const page = /** @type {any} */ (window);
  if (page.monkey) return;
  /** @type {string[]} */
  const complaints = [];
  page.monkey = { complaints, longest: 0, later: performance.now.bind(performance) };
  addEventListener('error', ({ message }) => {
    // Of no consequence: what is seen is drawn a frame later.
    if (message && !message.startsWith('ResizeObserver loop')) complaints.push(`error: ${message}`);
  });
  addEventListener('unhandledrejection', ({ reason }) => complaints.push(`unhandled: ${reason?.stack ?? reason}`));
  for (const kind of /** @type {const} */ (['error', 'warn'])) {
    const said = page.console[kind];
    page.console[kind] = (/** @type {any[]} */ ...what) => {
      complaints.push(`${kind}: ${what.map(String).join(' ')}`);
      said.apply(console, what);
    };
  }
  // The monkey stays on the page, and leaves no files.
  const stays = (/** @type {Event} */ event) => {
    for (const each of event.composedPath())
      if (each instanceof HTMLAnchorElement && (each.hasAttribute('download') || each.target === '_blank' || each.href.split('#')[0] !== location.href.split('#')[0])) event.preventDefault(); // prettier-ignore
  };
  for (const type of ['click', 'auxclick']) addEventListener(type, stays, true);
  window.print = () => {};
  try {
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) page.monkey.longest = Math.max(page.monkey.longest, duration);
    }).observe({ type: 'longtask' });
  } catch {
    // an engine that does not tell
  }
}

/** The place of the n-th control that can be seen, through shadow roots. @param {[string, number]} which  a selector, n */
export function placeOf([selector, n]) {
  /** @type {Element[]} */
  const found = [];
  const walk = (/** @type {Document | ShadowRoot} */ root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) walk(element.shadowRoot);
      const leads = element instanceof HTMLAnchorElement && element.href.split('#')[0] !== location.href.split('#')[0];
      if (element.matches(selector) && !leads && element.checkVisibility()) found.push(element);
    }
  };
  walk(document);
  const element = found[n % found.length];
  if (!element) return null;
  element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  const { x, y, width, height } = element.getBoundingClientRect();
  const at = { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
  return at.x >= 0 && at.y >= 0 && at.x < innerWidth && at.y < innerHeight ? at : null;
}

/** Writes into the n-th field. @param {[string, number, string]} what */
export function write([selector, n, text]) {
  /** @type {(HTMLInputElement | HTMLTextAreaElement)[]} */
  const found = [];
  const walk = (/** @type {Document | ShadowRoot} */ root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (element.matches(selector) && element.checkVisibility()) found.push(/** @type {HTMLInputElement} */ (element));
    }
  };
  walk(document);
  const field = found[n % found.length];
  if (!field) return;
  field.focus();
  field.value = text;
  for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
}

/** Chooses an option of the n-th list. @param {[number, number]} what */
export function choose([n, option]) {
  /** @type {HTMLSelectElement[]} */
  const found = [];
  const walk = (/** @type {Document | ShadowRoot} */ root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (element instanceof HTMLSelectElement && element.checkVisibility()) found.push(element);
    }
  };
  walk(document);
  const list = found[n % found.length];
  if (!list) return;
  list.selectedIndex = option % Math.max(1, list.options.length);
  for (const type of ['input', 'change']) list.dispatchEvent(new Event(type, { bubbles: true }));
}

/** Calls a method. A refusal is an answer; a rejection that nobody hears is not. @param {[number, any[]]} what */
export function call([n, [name, ...given]]) {
  const labs = document.querySelectorAll('init-lab');
  const lab = /** @type {any} */ (labs[n % labs.length]);
  const answer = lab?.[name](...given);
  answer?.catch?.(() => {});
}

/** @param {[number, string, string | null]} what  null removes it */
export function attribute([n, name, value]) {
  const labs = document.querySelectorAll('init-lab');
  if (value === null) labs[n % labs.length]?.removeAttribute(name);
  else labs[n % labs.length]?.setAttribute(name, value);
}

/** @param {[number, string, any]} what */
export function property([n, name, value]) {
  const labs = document.querySelectorAll('init-lab');
  Object.assign(labs[n % labs.length] ?? {}, { [name]: value });
}

/** Takes a lab from the page, and puts it back where it was. @param {[number, number]} what */
export async function removeForAWhile([n, ms]) {
  const labs = document.querySelectorAll('init-lab');
  const lab = labs[n % labs.length];
  if (!lab) return;
  const place = document.createComment('');
  lab.replaceWith(place);
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
  place.replaceWith(lab);
}

/** @param {[number, string]} what */
export function paste([n, text]) {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  const labs = document.querySelectorAll('init-lab');
  const options = { bubbles: true, cancelable: true, composed: true };
  labs[n % labs.length]?.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: data }));
}

/** Drags a file over a lab, and lets it fall there or not. @param {[number, string[], boolean]} what */
export function drop([n, [name, text], lets]) {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  const labs = document.querySelectorAll('init-lab');
  const lab = labs[n % labs.length];
  const target = lab?.shadowRoot?.querySelector('.lab') ?? lab;
  for (const type of ['dragenter', 'dragover', lets ? 'drop' : 'dragleave'])
    target?.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, composed: true, dataTransfer: data }));
}

/** Chooses a file in the n-th field for files. @param {[number, string[]]} what */
export function pick([n, [name, text]]) {
  const fields = [...document.querySelectorAll('init-lab')].flatMap((lab) => [
    .../** @type {NodeListOf<HTMLInputElement>} */ (lab.shadowRoot?.querySelectorAll('input[type=file]') ?? []),
  ]);
  const field = fields[n % fields.length];
  if (!field) return;
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  field.files = data.files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

/** As if the page were in another tab. @param {boolean} hidden */
export function hide(hidden) {
  Object.defineProperties(document, {
    hidden: { configurable: true, get: () => hidden },
    visibilityState: { configurable: true, get: () => (hidden ? 'hidden' : 'visible') },
  });
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}

/** An event that an extension sends from within a lab, or a window from itself. @param {string} name */
export function dispatch(name) {
  const inner = document.querySelector('init-lab')?.shadowRoot?.querySelector('button') ?? document.body;
  const isOfWindow = ['pagehide', 'pageshow', 'offline', 'online'].includes(name);
  if (name.startsWith('page')) dispatchEvent(new PageTransitionEvent(name, { persisted: true }));
  else (isOfWindow ? window : inner).dispatchEvent(new Event(name, { bubbles: !isOfWindow, composed: true }));
}

/** What browsers and their owners refuse to pages. @param {'storage' | 'clipboard' | 'no-clipboard'} what */
export function deny(what) {
  const refused = () => {
    throw new DOMException('denied by the monkey', what === 'storage' ? 'SecurityError' : 'NotAllowedError');
  };
  if (what === 'storage')
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
      Object.defineProperty(window, name, { configurable: true, get: refused });
  else
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value:
        what === 'clipboard'
          ? Object.fromEntries(['writeText', 'write', 'readText', 'read'].map((name) => [name, async () => refused()]))
          : undefined,
    });
}

/** Sets the page's clocks, as a system that sleeps or is set right does. @param {number} by  milliseconds */
export function turnClock(by) {
  const [now, since] = [Date.now.bind(Date), performance.now.bind(performance)];
  Date.now = () => now() + by;
  // This one never goes back.
  performance.now = () => since() + Math.max(0, by);
}
