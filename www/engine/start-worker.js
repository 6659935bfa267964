/**
 * Starts a worker of the engine from its own file, even from another origin than the page's. In the single-file page,
 * www/standalone/inline-start-worker.js replaces this module.
 */
import { EngineFailure, hints, workerRefused } from './failure.js';
import { NO_WEBASSEMBLY } from './no-webassembly.js';
import address from './worker.js?worker&url';

/**
 * Bundlers recognize a worker by the form of this call. Vite up to 7 wants its options to be constants, and webpack takes a `name` for
 * the name of a file, so there is none.
 * @returns {Worker}
 */
export const startWorker = () =>
  startFrom(address, () => new Worker(new URL('./worker.js', import.meta.url), { type: 'module' }));

/** Addresses of same-origin scripts that import the worker's script, by its address. @type {Map<string, string>} */
const bridges = new Map();

/** @param {string} address  of the worker's script @param {() => Worker} start  from the page's own origin */
export function startFrom(address, start) {
  if (typeof WebAssembly !== 'object') throw new EngineFailure('no-webassembly', NO_WEBASSEMBLY);
  // A worker has no document: there, a sweep starts workers of its own.
  const script = new URL(address, globalThis.document?.baseURI ?? location.href);
  try {
    return script.origin === self.origin ? start() : fromElsewhere(script);
  } catch (error) {
    if (location.protocol !== 'file:') throw workerRefused(error);
    throw new EngineFailure(
      'file',
      'This page was opened as a file, and browsers do not start workers from files. Open init-lab.html instead, which works as a file, or open this page over http: “npm start” serves it.',
    );
  }
}

/**
 * Starts a worker from another origin. Browsers start no worker from such an address, but a same-origin script may
 * import from it if that server allows it (CORS). The server has already allowed this script.
 * @param {URL} script
 */
function fromElsewhere({ href, origin }) {
  const bridge =
    bridges.get(href) ??
    URL.createObjectURL(new Blob([`import ${JSON.stringify(href)};`], { type: 'text/javascript' }));
  bridges.set(href, bridge);
  const worker = new Worker(bridge, { type: 'module' });
  hints.set(
    worker,
    `The engine’s worker could not be started. Its script comes from another origin, ${origin}, so it is started from a blob. ` +
      `If this page has a Content-Security-Policy, it must allow “worker-src blob: ${origin}”, and ${origin} in script-src and ` +
      `connect-src; and ${origin} must send its files with “Access-Control-Allow-Origin”. Or copy the folder to this page’s own server.`,
  );
  return worker;
}
