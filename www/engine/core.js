/**
 * Fetches the WebAssembly: the core in the build that this host can run, and its companion; and the catalogue. Where everything is inside
 * one file, www/standalone/inline-core.js stands in for this.
 */
import { simd } from 'wasm-feature-detect';
import { late, loadData, loadModule } from './load.js';

/** @typedef {{ module: WebAssembly.Module, build: 'simd' | 'scalar' }} Core */

/** @returns {Promise<Core>} @throws {import('./load.js').EngineError} */
export async function loadCore() {
  const build = typeof WebAssembly === 'object' && (await simd()) ? 'simd' : 'scalar';
  const url =
    build === 'simd'
      ? new URL('./generated/init_lab_core_simd.wasm', import.meta.url)
      : new URL('./generated/init_lab_core_scalar.wasm', import.meta.url);
  return { module: await loadModule(url), build };
}

/** @returns {Promise<WebAssembly.Module>} @throws {import('./load.js').EngineError} */
export const loadCompanion = () => late(loadModule(new URL('./generated/init_lab_companion.wasm', import.meta.url)));

/** @returns {Promise<import('./catalogue.js').Whole>} @throws {import('./load.js').EngineError} */
export const loadCatalogue = () => late(loadData(new URL('./generated/catalogue.json', import.meta.url)));
