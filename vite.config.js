import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { CONTENT_SECURITY_POLICY, EMBED_POLICY } from './scripts/content-security-policy.js';
import { documents } from './scripts/doc-pages.js';
import { lesson } from './scripts/lesson.js';
import { pageParts } from './scripts/page-parts.js';
import { siteLinks } from './scripts/site.js';

/** @param {string} file */
const inRoot = (file) => fileURLToPath(new URL(file, import.meta.url));

/**
 * Adds the Content-Security-Policy to the built page. It would block the development server's own inline scripts.
 * @returns {import('vite').Plugin}
 */
function contentSecurityPolicy() {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: (_, { filename }) => [
      {
        tag: 'meta',
        attrs: {
          'http-equiv': 'Content-Security-Policy',
          content: filename.endsWith('embed.html') ? EMBED_POLICY : CONTENT_SECURITY_POLICY,
        },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/**
 * Adds preload links for the page's scripts, so that they are fetched in parallel. The worker and the WebAssembly have
 * none: a worker fetches for itself, and a preload would fetch them twice. The script that starts the worker is the
 * page's first, so the worker starts while the page is laid out.
 * @returns {import('vite').Plugin}
 */
function preloads() {
  return {
    name: 'preloads',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {}, chunk, filename }) => {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const begin = filename === inRoot('index.html') ? chunks.find(({ name }) => name === 'begin') : undefined;
        const files = new Set(chunk?.imports);
        for (const file of files) {
          const found = bundle[file];
          if (found?.type === 'chunk') found.imports.forEach((other) => files.add(other));
        }
        const script =
          begin &&
          `<script type="module" async blocking="render" crossorigin src="./${begin.fileName}"></script>\n    `;
        return {
          html: script ? html.replace('<script type="module"', `${script}$&`) : html,
          tags: [...files].map((file) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
            injectTo: /** @type {const} */ ('head'),
          })),
        };
      },
    },
  };
}

/**
 * Removes Vite's helper around import(), which preloads the dependencies of a part. No part has any of its own.
 * @returns {import('vite').Plugin}
 */
function plainImports() {
  return {
    name: 'plain-imports',
    apply: 'build',
    enforce: 'pre',
    load: (id) => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (fetch) => fetch();' : undefined),
  };
}

/**
 * Folds line ends and indentation in the pages and in the element's templates, the only texts of several lines in its script. Code
 * in a page keeps its lines; the element has none.
 * @returns {import('vite').Plugin}
 */
function foldedWhitespace() {
  return {
    name: 'folded-whitespace',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => html.replace(/(<pre[\s\S]*?<\/pre>)|[ \t\r\n]+/g, (_, code) => code ?? ' '),
    },
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'chunk' && file.name === 'element') file.code = file.code.replace(/\n\s+/g, ' ');
    },
  };
}

/**
 * Writes file addresses in the form that other bundlers understand, so that they include the worker and the
 * WebAssembly.
 * @returns {import('vite').Plugin}
 */
function plainAddresses() {
  const doubled =
    /new URL\((?:``\s*\+\s*)?(new URL\([^()]+,\s*import\.meta\.url\))\.href,\s*``\s*\+\s*import\.meta\.url\)/g;
  const quoted = /new URL\(`([^`$]+)`,\s*import\.meta\.url\)/g;
  return {
    name: 'plain-addresses',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        file.code = file.code
          .replace(doubled, '$1')
          .replace(quoted, 'new URL("$1",import.meta.url)')
          .replaceAll('{type:`module`}', '{type:"module"}')
          .replaceAll('init-lab:own-path', file.fileName);
      }
    },
  };
}

/**
 * Groups the modules of the page's first view into one file, except those that the headless API needs too, since that
 * must not load the element, which a worker cannot.
 * @param {string} name  of the file
 * @param {string} entry  must import a module of the group
 * @param {...string} others  and so must one of these, if any are given
 * @returns {{ name: import('rolldown').CodeSplittingNameFunction, debugName: string }}
 */
const chunk = (name, entry, ...others) => ({
  debugName: name,
  name: (id, context) => {
    const isOf = (/** @type {string} */ file) => {
      const found = new Set([inRoot(file)]);
      for (const module of found) context.getModuleInfo(module)?.importedIds.forEach((other) => found.add(other));
      return found.has(id);
    };
    return isOf(entry) && (others.length === 0 || others.some(isOf)) ? name : null;
  },
});

/** The headless API, and what it imports when a sweep starts workers. */
const HEADLESS = ['www/engine/lab.js', 'www/engine/page-thread.js'];

/** The page and the package are built together, so that they share their code. */
export default defineConfig({
  // Relative addresses let dist/ work from any folder of any server.
  base: './',
  publicDir: false,
  plugins: [
    pageParts(),
    lesson(),
    contentSecurityPolicy(),
    preloads(),
    siteLinks(),
    documents(),
    plainImports(),
    plainAddresses(),
    foldedWhitespace(),
  ],
  worker: { format: 'es', plugins: () => [plainAddresses()] },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    // WebAssembly and styles stay separate files: a policy may forbid data: addresses, and a page needs only one of the
    // two WebAssembly builds.
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: true,
    rolldownOptions: {
      input: {
        index: inRoot('index.html'),
        begin: inRoot('www/site/begin.js'),
        'lesson-page': inRoot('lesson.html'),
        papers: inRoot('papers.html'),
        libraries: inRoot('libraries.html'),
        model: inRoot('model.html'),
        embed: inRoot('embed.html'),
        'init-lab': inRoot('www/engine/lab.js'),
        element: inRoot('www/element/init-lab-element.js'),
        'element-server': inRoot('www/element/element-server.js'),
      },
      preserveEntrySignatures: 'strict',
      output: {
        // A group includes the imports of its modules, so the modules common to both entries come first.
        codeSplitting: {
          groups: [
            { ...chunk('common', 'www/element/init-lab-element.js', ...HEADLESS), priority: 2 },
            { ...chunk('element', 'www/element/init-lab-element.js'), priority: 1 },
          ],
        },
        entryFileNames: ({ name }) =>
          ['index', 'begin', 'lesson-page', 'papers', 'libraries', 'model', 'embed'].includes(name)
            ? 'assets/[name]-[hash].js'
            : '[name].js',
      },
    },
  },
  optimizeDeps: { entries: ['index.html', 'lesson.html', 'papers.html', 'libraries.html', 'model.html', 'embed.html'] },
  server: {
    host: 'localhost',
    watch: { ignored: ['**/target/**', '**/.cache/**'] },
  },
});
