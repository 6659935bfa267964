/** Tells when the device pixel ratio changes: by zooming, on another screen, or under a browser's device emulation. */

/** Emulation and other screens may cause no event, so the ratio is read this often, in milliseconds. */
const INTERVAL = 1000;

/** @type {Set<() => void>} */
const watchers = new Set();
let ratio = 1;
/** @type {ReturnType<typeof setInterval> | undefined} */
let timer;

function check() {
  if (devicePixelRatio === ratio) return;
  ratio = devicePixelRatio;
  for (const tell of watchers) tell();
}

/** @param {() => void} tell  called after each change, until `unwatchRatio` */
export function watchRatio(tell) {
  if (watchers.size === 0) {
    ratio = devicePixelRatio;
    addEventListener('resize', check);
    timer = setInterval(check, INTERVAL);
  }
  watchers.add(tell);
}

/** @param {() => void} tell */
export function unwatchRatio(tell) {
  watchers.delete(tell);
  if (watchers.size > 0) return;
  removeEventListener('resize', check);
  clearInterval(timer);
}
