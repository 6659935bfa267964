/** The core from inside the script, in place of www/engine/core.js: nothing is fetched. */
import packed from 'init-lab:core';
import { simd } from 'wasm-feature-detect';
import { EngineError, compile } from '../engine/load.js';
import { NO_WEBASSEMBLY } from '../engine/no-webassembly.js';
import { unpacked } from './unpack.js';

const NO_SIMD =
  'This browser’s WebAssembly has no SIMD, and only the build that uses it is inside this file. Browsers have had it since 2021 ' +
  '(Safari since 16.4). Update the browser, or open init-lab’s page from a web server: that has a build for such browsers, too.';

/** @returns {Promise<import('../engine/core.js').Core>} @throws {EngineError} */
export async function loadCore() {
  if (typeof WebAssembly !== 'object') throw new EngineError('no-webassembly', NO_WEBASSEMBLY);
  if (!(await simd())) throw new EngineError('compile', NO_SIMD);
  return { module: await compile(await unpacked(packed)), build: 'simd' };
}
