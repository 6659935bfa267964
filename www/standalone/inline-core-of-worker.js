/**
 * The core of a page in one file, in place of www/engine/core.js: it is inside the worker's text, once. A worker compiles
 * it and hands it over.
 */
import { Engine } from '../engine/engine.js';
import { startWorker } from './inline-start-worker.js';

/** @returns {Promise<import('../engine/core.js').Core>} */
export async function loadCore() {
  const engine = new Engine(startWorker);
  try {
    return await engine.ask((remote) => remote.core());
  } finally {
    engine.stop();
  }
}
