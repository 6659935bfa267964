/** The single instance of the core in this thread. */
import { loadCore } from './core.js';
import * as glue from './generated/init_lab.js';
import { run } from './load.js';

/** @type {import('./core.js').Core | undefined} */
let compiled;
/** @type {Promise<'simd' | 'scalar'> | undefined} */
let running;

/**
 * Loads the core once. A failed attempt is not cached, so a later call tries again.
 * @returns {Promise<'simd' | 'scalar'>} the build that this host runs; both compute the same bits
 * @throws {import('./load.js').EngineError} with the reason and advice, if the core cannot run here
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

/** The compiled core, to pass to another worker. */
export async function compiledCore() {
  await engineBuild();
  if (!compiled) throw new Error('The core was not compiled here.');
  return compiled;
}

/** Starts with a core compiled by another worker. @param {import('./core.js').Core} core */
export function useCore(core) {
  compiled ??= core;
  return engineBuild();
}
