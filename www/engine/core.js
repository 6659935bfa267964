/**
 * Fetches the WebAssembly build that this host can run. In the single-file page, www/standalone/inline-core.js replaces
 * this module.
 */
import { simd } from 'wasm-feature-detect';
import { loadModule } from './load.js';

/** @typedef {{ module: WebAssembly.Module, build: 'simd' | 'scalar' }} Core */

/** @returns {Promise<Core>} @throws {import('./load.js').EngineError} */
export async function loadCore() {
  const build = typeof WebAssembly === 'object' && (await simd()) ? 'simd' : 'scalar';
  const url =
    build === 'simd'
      ? new URL('./generated/init_lab_simd.wasm', import.meta.url)
      : new URL('./generated/init_lab_scalar.wasm', import.meta.url);
  return { module: await loadModule(url), build };
}
