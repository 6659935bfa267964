/**
 * The core's companion: reads, names and changes experiments, and looks into what the core has trained. A preset as it is can be shown
 * without it, so it comes when it is first needed.
 */
import { wholeCatalogue } from './catalogue.js';
import { loadCompanion } from './core.js';
// Not late itself: a browser may remember of a script that it could not be had, and never ask for it again.
import * as glue from './generated/init_lab_companion.js';
import { run } from './load.js';
import { once } from './once.js';

/** As it was compiled here or elsewhere. @type {WebAssembly.Module | undefined} */
let compiled;
let loaded = false;

/**
 * Loads it once, with the catalogue. After a failed attempt, a later call tries again.
 * @returns {Promise<typeof glue>}
 * @throws {import('./load.js').EngineError}
 */
export const companion = once(async () => {
  const compiling = async () => (compiled ??= await loadCompanion());
  const [module] = await Promise.all([compiling(), wholeCatalogue()]);
  await run(module, glue);
  loaded = true;
  return glue;
});

/** The companion as it was compiled here, for another worker to begin with; nothing where it was not wanted yet. */
export const compiledCompanion = () => compiled;

/** Begins with a companion that was compiled elsewhere. @param {WebAssembly.Module | undefined} module */
export function useCompanion(module) {
  compiled ??= module;
}

/** The companion, for what cannot wait. @throws {Error} before {@link companion} has loaded it */
export function companionNow() {
  if (!loaded) throw new Error('The engine’s companion has not been loaded.');
  return glue;
}
