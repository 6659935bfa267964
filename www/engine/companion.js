/**
 * The core's companion: reads, names and changes experiments, and looks into what the core has trained. A preset as it is can be shown
 * without it, so it comes when it is first needed.
 */
import { loadCompanion } from './core.js';
import { lateScript } from './load.js';

/** @typedef {typeof import('./generated/init_lab_companion.js')} Companion */

/** @type {Promise<Companion> | undefined} */
let loading;
/** @type {Companion | undefined} */
let loaded;

/**
 * Loads it once. A failed attempt is not remembered, so a later call tries again.
 * @returns {Promise<Companion>}
 * @throws {import('./load.js').EngineError}
 */
export function companion() {
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load() {
  const [glue, module] = await Promise.all([lateScript(import('./generated/init_lab_companion.js')), loadCompanion()]);
  await glue.default({ module_or_path: module });
  loaded = glue;
  return glue;
}

/** The companion, for what cannot wait. @throws {Error} before {@link companion} has loaded it */
export function companionNow() {
  if (!loaded) throw new Error('The engine’s companion has not been loaded.');
  return loaded;
}
