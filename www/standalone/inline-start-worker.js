/**
 * Starts an engine worker from text inside the script, in place of www/engine/start-worker.js: file pages and sandboxed
 * frames may not load a worker file. The worker is classic, because Chromium starts no module worker there.
 */
import text from 'init-lab:worker';
import { EngineFailure, hints, workerRefused } from '../engine/failure.js';
import { NO_WEBASSEMBLY } from '../engine/no-webassembly.js';

const ADVICE = 'If this page has a Content-Security-Policy, it must allow “worker-src blob:”.';

/** @type {string | undefined} */
let address;

/** @returns {Worker} */
export function startWorker() {
  if (typeof WebAssembly !== 'object') throw new EngineFailure('no-webassembly', NO_WEBASSEMBLY);
  address ??= URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  try {
    const worker = new Worker(address);
    hints.set(worker, `The engine’s worker could not be started. ${ADVICE}`);
    return worker;
  } catch (error) {
    throw workerRefused(error, ADVICE);
  }
}
