/**
 * Starts a worker of the engine from text inside the script, in place of www/engine/start-worker.js: a page that was opened as a file, and
 * a sandboxed frame, may start no worker from a file. A classic one: Chromium starts no module from there.
 */
import text from 'init-lab:worker';
import { EngineFailure } from '../engine/failure.js';
import { NO_WEBASSEMBLY } from '../engine/load.js';

/** @type {string | undefined} */
let address;

/** @param {string} name @returns {Worker} */
export function startWorker(name) {
  if (typeof WebAssembly !== 'object') throw new EngineFailure('no-webassembly', NO_WEBASSEMBLY);
  address ??= URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  try {
    return new Worker(address, { name });
  } catch (error) {
    throw new EngineFailure(
      'worker-load',
      `The browser refused to start the engine’s worker: ${/** @type {Error} */ (error).message}. A Content-Security-Policy has to allow it: worker-src blob:.`,
    );
  }
}
