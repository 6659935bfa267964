import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { CONTENT_SECURITY_POLICY, EMBED_POLICY } from './scripts/content-security-policy.js';
import { closerScripts } from './scripts/closer-scripts.js';
import { closerTemplates } from './scripts/closer-templates.js';
import { lesson } from './scripts/lesson.js';
import { siteLinks } from './scripts/site.js';

/** @param {string} file */
const inRoot = (file) => fileURLToPath(new URL(file, import.meta.url));

/**
 * Puts the policy into the built page. The development server's own inline scripts would not pass it.
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
 * Lets the page fetch its scripts side by side: without it, each is known only when the one that imports it has come. The worker and
 * the WebAssembly are no part of it: a worker fetches for itself, and would fetch them a second time. What starts the worker is the page's
 * first script: laying out the page comes after it, while the worker begins.
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
 * Leaves out Vite's own helper around import(), which would fetch ahead what the part needs: no part needs another.
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
 * Pages without the ends of their lines, and what the next ones are indented by. Nothing in them keeps its blanks.
 * @returns {import('vite').Plugin}
 */
function closerPages() {
  return {
    name: 'closer-pages',
    apply: 'build',
    transformIndexHtml: { order: 'post', handler: (html) => html.replace(/[ \t\r\n]+/g, ' ') },
  };
}

/**
 * Writes where files are in the one way that other bundlers understand, who then take the worker and the WebAssembly along.
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
          .replaceAll('{type:`module`,', '{type:"module",');
      }
    },
  };
}

/**
 * Modules that the page's first view is made of are one file, but for those that the headless API needs as well: that must not load
 * the element.
 * @param {string} name  of a file
 * @param {string[]} entries  what its modules are imported by, all of them
 * @returns {{ name: import('rolldown').CodeSplittingNameFunction, debugName: string }}
 */
const chunk = (name, ...entries) => ({
  debugName: name,
  name: (id, context) => {
    const imported = (/** @type {string} */ entry) => {
      const found = new Set([entry]);
      for (const module of found) context.getModuleInfo(module)?.importedIds.forEach((other) => found.add(other));
      return found.has(id);
    };
    return entries.every((entry) => imported(inRoot(entry))) ? name : null;
  },
});

/** The page and the package are one build, so that they share their code. */
export default defineConfig({
  // dist/ works from any folder of any server.
  base: './',
  publicDir: false,
  plugins: [
    lesson(),
    contentSecurityPolicy(),
    preloads(),
    siteLinks(),
    plainImports(),
    plainAddresses(),
    closerTemplates(),
    closerScripts(),
    closerPages(),
  ],
  worker: { format: 'es', plugins: () => [plainAddresses(), closerScripts()] },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    // WebAssembly and styles stay files: a policy may refuse data: addresses, and only one of the two builds is fetched.
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: true,
    rolldownOptions: {
      input: {
        index: inRoot('index.html'),
        begin: inRoot('www/site/begin.js'),
        embed: inRoot('embed.html'),
        'init-lab': inRoot('www/engine/lab.js'),
        element: inRoot('www/element/init-lab-element.js'),
        'element-server': inRoot('www/element/element-server.js'),
      },
      preserveEntrySignatures: 'strict',
      output: {
        // A group takes along what its modules import, so what both entries import is told first.
        codeSplitting: {
          groups: [
            { ...chunk('common', 'www/element/init-lab-element.js', 'www/engine/lab.js'), priority: 2 },
            { ...chunk('element', 'www/element/init-lab-element.js'), priority: 1 },
          ],
        },
        entryFileNames: ({ name }) =>
          ['index', 'begin', 'embed'].includes(name) ? 'assets/[name]-[hash].js' : '[name].js',
      },
    },
  },
  optimizeDeps: { entries: ['index.html', 'embed.html'] },
  server: {
    host: 'localhost',
    watch: { ignored: ['**/target/**', '**/.cache/**'] },
  },
});
