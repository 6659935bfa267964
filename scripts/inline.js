/** Scripts that have everything inside: what the ordinary build fetches when it is wanted is text in them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { closerTemplates } from './closer-templates.js';
import { generatedFolder, inRoot, root } from './paths.js';

/** Modules for which another stands in, by their paths below www/. */
const VARIANTS = new Map([
  ['engine/place.js', 'standalone/inline-place.js'],
  ['engine/core.js', 'standalone/inline-core.js'],
  ['engine/start-worker.js', 'standalone/inline-start-worker.js'],
  ['export/one-file-source.js', 'standalone/inline-one-file-source.js'],
]);

/** @param {string | Buffer} content */
export const packed = (content) => gzipSync(content, { level: 9 }).toString('base64');

/**
 * @param {Record<string, string>} texts  modules of one text each, by their names
 * @returns {import('vite').Plugin}
 */
function inline(texts) {
  return {
    name: 'inline',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (source in texts) return `\0${source}`;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      const variant = found && VARIANTS.get(path.relative(inRoot('www'), found.id).split(path.sep).join('/'));
      return variant ? inRoot('www', variant) : found;
    },
    load(id) {
      const text = id.startsWith('\0') ? texts[id.slice(1)] : undefined;
      return text === undefined ? undefined : `export default ${JSON.stringify(text)}`;
    },
  };
}

/**
 * One script of a module and everything that it imports, sooner or later.
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
    plugins: [inline(texts), closerTemplates()],
    build: {
      target: 'es2022',
      write: false,
      modulePreload: false,
      reportCompressedSize: false,
      // The name of a classic script's exports, of which it has none.
      lib: { entry: inRoot('www', entry), formats: [format], name: 'initLab' },
      rolldownOptions: { output: { codeSplitting: false, minify: true } },
    },
  });
  const [{ output }] = /** @type {import('vite').Rolldown.RolldownOutput[]} */ ([built].flat());
  const [chunk, ...others] = output;
  if (others.length > 0) throw new Error(`${entry} was to be one script, but there is ${others[0].fileName}, too`);
  return chunk.code.trim();
}

/** Bundles of the given entries with the worker and the core inside. @returns {Promise<(entry: string, format?: 'iife' | 'es') => Promise<string>>} */
export async function inlineScripts() {
  const worker = await script('engine/worker.js', {
    'init-lab:core': packed(readFileSync(path.join(generatedFolder, 'init_lab_simd.wasm'))),
  });
  return (entry, format) => script(entry, { 'init-lab:worker': worker }, format);
}

/** A style sheet as a page can hold it. @param {string} file  below www/ */
export async function styles(file) {
  const { build } = await import('vite');
  const built = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: { write: false, reportCompressedSize: false, rolldownOptions: { input: inRoot('www', file) } },
  });
  const [{ output }] = /** @type {import('vite').Rolldown.RolldownOutput[]} */ ([built].flat());
  const sheet = output.find(({ fileName }) => fileName.endsWith('.css'));
  if (sheet?.type !== 'asset') throw new Error(`${file} became no style sheet`);
  return String(sheet.source).trim();
}
