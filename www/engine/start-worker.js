/**
 * Starts a worker of the engine from its own file, even from another origin than the page's. In the single-file page,
 * www/standalone/inline-start-worker.js replaces this module.
 */
import { EngineFailure, hints, workerRefused } from './failure.js';
import { NO_WEBASSEMBLY } from './no-webassembly.js';
import address from './worker.js?worker&url';

/** Address of a same-origin script that imports the worker's script. @type {string | null} */
let bridge = null;

/** @param {string} name @returns {Worker} */
export function startWorker(name) {
  if (typeof WebAssembly !== 'object') throw new EngineFailure('no-webassembly', NO_WEBASSEMBLY);
  // A worker has no document: there, a sweep starts workers of its own.
  const script = new URL(address, globalThis.document?.baseURI ?? location.href);
  try {
    // Written in this form so that other bundlers recognize the worker.
    return script.origin === self.origin
      ? new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name })
      : fromElsewhere(script, { type: 'module', name });
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
 * @param {URL} script @param {WorkerOptions} how
 */
function fromElsewhere(script, how) {
  bridge ??= URL.createObjectURL(new Blob([`import ${JSON.stringify(script.href)};`], { type: 'text/javascript' }));
  const worker = new Worker(bridge, how);
  const { origin } = script;
  hints.set(
    worker,
    `The engine’s worker could not be started. Its script comes from another origin, ${origin}, so it is started from a blob. ` +
      `If this page has a Content-Security-Policy, it must allow “worker-src blob: ${origin}”, and ${origin} in script-src and ` +
      `connect-src; and ${origin} must send its files with “Access-Control-Allow-Origin”. Or copy the folder to this page’s own server.`,
  );
  return worker;
}
