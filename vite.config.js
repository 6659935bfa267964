import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { CONTENT_SECURITY_POLICY } from './scripts/content-security-policy.js';

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
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** The page and the package are one build, so that they share their code. */
export default defineConfig({
  // dist/ works from any folder of any server.
  base: './',
  publicDir: false,
  plugins: [contentSecurityPolicy()],
  worker: { format: 'es' },
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
        'init-lab': inRoot('www/engine/lab.js'),
        element: inRoot('www/element.js'),
      },
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: ({ name }) => (name === 'index' ? 'assets/[name]-[hash].js' : '[name].js'),
      },
    },
  },
  optimizeDeps: { entries: ['index.html'] },
  server: {
    host: 'localhost',
    watch: { ignored: ['**/target/**', '**/.cache/**'] },
  },
});
