/** Builds self-contained scripts. Files that the ordinary build fetches are texts inside them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { generatedFolder, inRoot, root } from './paths.js';

/** Replacements of modules, by paths below www/, in the worker and on the page. */
const VARIANTS = new Map([
  ['engine/place.js', 'standalone/inline-place.js'],
  ['engine/core.js', 'standalone/inline-core.js'],
  ['engine/node-thread.js', 'standalone/inline-no-threads.js'],
  ['engine/forecast/forecast-trainer.js', 'standalone/inline-no-forecast.js'],
  ['engine/no-sweeps.js', 'standalone/inline-sweeps.js'],
  ['engine/start-sweep-worker.js', 'standalone/inline-start-sweep-worker.js'],
  ['engine/start-worker.js', 'standalone/inline-start-worker.js'],
  ['export/one-file-source.js', 'standalone/inline-one-file-source.js'],
  ['views/settings/library-list.js', 'standalone/inline-library-list.js'],
  ['views/weights-files.js', 'standalone/inline-no-weights.js'],
]);

/** Gzips. Zopfli's gzip is a twentieth smaller than Node's. @param {Buffer} content */
export async function zipped(content) {
  const { gzipAsync } = await import('@gfx/zopfli');
  return Buffer.from(await gzipAsync(content, {}));
}

/** Gzipped base64, which www/standalone/unpack.js unpacks. @param {Buffer} content */
const packed = async (content) => (await zipped(content)).toString('base64');

/**
 * How a module is minified. Its statements are not joined with commas: Panel puts the widget through Sucrase, which
 * writes what follows `super(…)` into the middle of such an expression.
 */
const MODULE = { compress: { sequences: false }, mangle: true, codegen: true };

/** Replacements on the page only: the core is inside the worker. */
const ON_PAGE = new Map([...VARIANTS, ['engine/core.js', 'standalone/inline-core-of-worker.js']]);

/**
 * @param {Record<string, string>} texts  modules that export one text each, by name
 * @returns {import('vite').Plugin}
 */
function inline(texts) {
  const variants = 'init-lab:worker' in texts ? ON_PAGE : VARIANTS;
  return {
    name: 'inline',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (source in texts) return `\0${source}`;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      const variant = found && variants.get(path.relative(inRoot('www'), found.id).split(path.sep).join('/'));
      return variant ? inRoot('www', variant) : found;
    },
    load(id) {
      const text = id.startsWith('\0') ? texts[id.slice(1)] : undefined;
      return text === undefined ? undefined : `export default ${JSON.stringify(text)}`;
    },
  };
}

/**
 * Bundles a module with all its imports, static and dynamic, into one script.
 * @param {string} entry  below www/
 * @param {Record<string, string>} texts
 * @param {'iife' | 'es'} [format]
 */
async function script(entry, texts, format = 'iife') {
  const { build } = await import('vite');
  const built = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [inline(texts)],
    build: {
      target: 'es2022',
      write: false,
      modulePreload: false,
      reportCompressedSize: false,
      // The global name for the exports of a classic script, which has none.
      lib: { entry: inRoot('www', entry), formats: [format], name: 'initLab' },
      rolldownOptions: { output: { codeSplitting: false, minify: format === 'es' ? MODULE : true } },
    },
  });
  const [{ output }] = /** @type {import('vite').Rolldown.RolldownOutput[]} */ ([built].flat());
  const [chunk, ...others] = output;
  if (others.length > 0) throw new Error(`${entry} was to be one script, but there is ${others[0].fileName}, too`);
  return chunk.code.trim();
}

/**
 * Returns a function that bundles an entry with the worker and the core inside.
 * @returns {Promise<(entry: string, format?: 'iife' | 'es') => Promise<string>>}
 */
export async function inlineScripts() {
  const worker = await script('engine/worker.js', {
    'init-lab:core': await packed(readFileSync(path.join(generatedFolder, 'init_lab_simd.wasm'))),
  });
  return (entry, format) => script(entry, { 'init-lab:worker': worker }, format);
}

/** Bundles a module that needs no worker. @param {string} entry  below www/ */
export const moduleScript = (entry) => script(entry, {}, 'es');

/** The text of a style sheet for use inside a page. @param {string} file  below www/ */
export async function styles(file) {
  const { build } = await import('vite');
  const built = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      reportCompressedSize: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      rolldownOptions: { input: inRoot('www', file) },
    },
  });
  const [{ output }] = /** @type {import('vite').Rolldown.RolldownOutput[]} */ ([built].flat());
  const sheet = output.find(({ fileName }) => fileName.endsWith('.css'));
  if (sheet?.type !== 'asset') throw new Error(`${file} became no style sheet`);
  return String(sheet.source).trim();
}
