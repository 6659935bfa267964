/** The one instance of the core in this thread. */
import { loadCore } from './core.js';
import * as glue from './generated/init_lab.js';
import { run } from './load.js';

/** @type {import('./core.js').Core | undefined} */
let compiled;
/** @type {Promise<'simd' | 'scalar'> | undefined} */
let running;

/**
 * Loads the core once. A failed attempt is not remembered, so a later call tries again.
 * @returns {Promise<'simd' | 'scalar'>} which build this host runs; both compute the same bits
 * @throws {import('./load.js').EngineError} saying why the core cannot run here, and what to do
 */
export function engineBuild() {
  running ??= start().catch((error) => {
    running = undefined;
    throw error;
  });
  return running;
}

async function start() {
  const core = (compiled ??= await loadCore());
  await run(core.module, glue);
  return core.build;
}

/** The core as it was compiled here, for another worker to begin with. */
export async function compiledCore() {
  await engineBuild();
  if (!compiled) throw new Error('The core was not compiled here.');
  return compiled;
}

/** Begins with a core that was compiled elsewhere. @param {import('./core.js').Core} core */
export function useCore(core) {
  compiled ??= core;
  return engineBuild();
}
