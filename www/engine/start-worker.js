/** Starts a worker of the engine from its own file. Where everything is inside one file, www/inline/start-worker.js stands in for this. */
import { EngineFailure } from './failure.js';
import { NO_WEBASSEMBLY } from './load.js';

/** @param {string} name @returns {Worker} */
export function startWorker(name) {
  if (typeof WebAssembly !== 'object') throw new EngineFailure('no-webassembly', NO_WEBASSEMBLY);
  try {
    return new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name });
  } catch (error) {
    const file = location.protocol === 'file:';
    throw new EngineFailure(
      file ? 'file' : 'worker-load',
      file
        ? 'This page was opened as a file, and browsers start no workers from files. Open init-lab.html instead, which works as a file, or open this page over http: “npm start” serves it.'
        : `The browser refused to start the engine’s worker: ${/** @type {Error} */ (error).message}`,
    );
  }
}
