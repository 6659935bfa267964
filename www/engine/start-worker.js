/**
 * Starts a worker of the engine from its own file, also where that lies on another origin than the page. Where everything is inside one
 * file, www/standalone/inline-start-worker.js stands in for this.
 */
import { EngineFailure, hints, workerRefused } from './failure.js';
import { NO_WEBASSEMBLY } from './no-webassembly.js';
import address from './worker.js?worker&url';

/** A script of the page's own that imports the worker's. @type {string | null} */
let bridge = null;

/** @param {string} name @returns {Worker} */
export function startWorker(name) {
  if (typeof WebAssembly !== 'object') throw new EngineFailure('no-webassembly', NO_WEBASSEMBLY);
  const script = new URL(address, document.baseURI);
  try {
    // Written so that whoever bundles this again sees the worker, too.
    return script.origin === self.origin
      ? new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name })
      : fromElsewhere(script, { type: 'module', name });
  } catch (error) {
    if (location.protocol !== 'file:') throw workerRefused(error);
    throw new EngineFailure(
      'file',
      'This page was opened as a file, and browsers start no workers from files. Open init-lab.html instead, which works as a file, or open this page over http: “npm start” serves it.',
    );
  }
}

/**
 * Browsers start no worker from another origin's address. A script of the page's own may import from there, though, where that server
 * allows it (CORS), as it has allowed the script that this is.
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
