/** The hosts of npm run hosts: pinned packages, and a page with the recipe of docs/embedding.md. */
import { readFileSync } from 'node:fs';
import { inRoot } from './paths.js';

/**
 * @typedef {object} Host
 * @property {string} name
 * @property {string} title  with its version
 * @property {'npm' | 'python'} kind
 * @property {string[]} packages
 * @property {Record<string, string>} files  texts by path
 * @property {Record<string, string>} [copies]  files or folders of dist/, and where they go
 * @property {string[]} build  a program or Python module, and its parameters
 * @property {string} out  the folder of the built site
 * @property {string} [base]  its address on the server
 * @property {string} [page]
 * @property {'commonjs'} [type]  of its scripts; default: module
 * @property {any} [experiment]  what the page shows; default: the notebook's
 */

const example = (/** @type {string} */ name) => readFileSync(inRoot('docs', 'examples', name), 'utf8');
const ICON = '<link rel="icon" href="data:,">';
const html = (/** @type {string} */ body) => `<!doctype html><html lang="en">${ICON}<title>Host</title>${body}</html>`;
const SEED = { preset: 'notebook', seed: 9 };

/** @type {Host[]} */
export const HOSTS = [
  {
    name: 'react',
    title: 'Vite 8.4.0, React 19.3.1',
    kind: 'npm',
    packages: ['vite@8.4.0', 'react@19.3.1', 'react-dom@19.3.1'],
    files: {
      'index.html': html('<div id="root"></div><script type="module" src="/main.jsx"></script>'),
      'main.jsx': `import { createRoot } from 'react-dom/client';
import * as React from 'react';
import { InitLab } from 'init-lab/react';
createRoot(document.getElementById('root')).render(<InitLab preset="notebook" experiment={{ seed: 9 }} />);`,
      'vite.config.js': "export default { oxc: { jsx: { runtime: 'classic' } } };",
    },
    build: ['vite', 'build'],
    out: 'dist',
    experiment: SEED,
  },
  {
    name: 'vue',
    title: 'Vite 8.4.0, Vue 3.5.45',
    kind: 'npm',
    packages: ['vite@8.4.0', 'vue@3.5.45', '@vitejs/plugin-vue@6.0.11'],
    files: {
      'index.html': html('<div id="root"></div><script type="module" src="/main.js"></script>'),
      'main.js':
        "import 'init-lab/element'; import { createApp } from 'vue'; import App from './App.vue'; createApp(App).mount('#root');",
      'App.vue': '<template><init-lab preset="notebook" :experiment.prop="{ seed: 9 }"></init-lab></template>',
      'vite.config.js':
        "import vue from '@vitejs/plugin-vue'; export default { plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'init-lab' } } })] };",
    },
    build: ['vite', 'build'],
    out: 'dist',
    experiment: SEED,
  },
  {
    name: 'vitepress',
    title: 'VitePress 1.6.4',
    kind: 'npm',
    packages: ['vitepress@1.6.4'],
    files: {
      'index.md': '# Lesson\n\n<init-lab preset="notebook"></init-lab>\n',
      '.vitepress/config.js': `export default { head: [['link', { rel: 'icon', href: 'data:,' }], ['script', { type: 'module', src: '/init-lab/element.js' }]], vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'init-lab' } } } };`,
    },
    copies: { '.': 'public/init-lab' },
    build: ['vitepress', 'build'],
    out: '.vitepress/dist',
  },
  {
    name: 'astro',
    title: 'Astro 6.0.5',
    kind: 'npm',
    packages: ['astro@6.0.5'],
    files: {
      'src/pages/index.astro': html(
        '<init-lab preset="notebook"></init-lab><script>import "init-lab/element";</script>',
      ),
    },
    build: ['astro', 'build'],
    out: 'dist',
  },
  {
    name: 'next',
    title: 'Next 16.4.6 (Turbopack), React 19.3.1',
    kind: 'npm',
    packages: ['next@16.4.6', 'react@19.3.1', 'react-dom@19.3.1'],
    files: {
      'app/layout.jsx':
        'export const metadata = { icons: { icon: "data:," } }; export default ({ children }) => <html lang="en"><body>{children}</body></html>;',
      'app/page.jsx':
        "import Lab from './lab.jsx'; export default function Page() { return <Lab experiment={{ seed: 9 }} />; }",
      'app/lab.jsx': example('next.jsx'),
      'next.config.js': "export default { output: 'export' };",
    },
    build: ['next', 'build'],
    out: 'out',
    experiment: SEED,
  },
  {
    name: 'docusaurus',
    title: 'Docusaurus 3.10.2, baseUrl /course/',
    kind: 'npm',
    packages: ['@docusaurus/core@3.10.2', '@docusaurus/preset-classic@3.10.2', 'react@19.3.1', 'react-dom@19.3.1'],
    files: {
      'docusaurus.config.mjs':
        "export default { title: 'Course', url: 'https://course.example', baseUrl: '/course/', favicon: 'data:,', themeConfig: { colorMode: { respectPrefersColorScheme: true } }, presets: [['classic', { docs: false, blog: false }]] };",
      'src/pages/index.mdx': example('docusaurus.mdx'),
    },
    copies: { '.': 'static/init-lab' },
    build: ['docusaurus', 'build'],
    out: 'build',
    type: 'commonjs',
    base: '/course/',
  },
  {
    name: 'observable',
    title: 'Observable Framework 1.13.4',
    kind: 'npm',
    packages: ['@observablehq/framework@1.13.4'],
    files: {
      'src/index.md':
        '# Lesson\n\n```js\nimport "./init-lab-widget.js";\n```\n\n<init-lab preset="notebook"></init-lab>\n',
      'observablehq.config.js': `export default { root: 'src', head: '${ICON}' };`,
    },
    copies: { 'init-lab-widget.js': 'src/init-lab-widget.js' },
    build: ['observable', 'build'],
    out: 'dist',
  },
  {
    name: 'mkdocs',
    title: 'MkDocs 1.6.1, Material 9.8.2 (slate)',
    kind: 'python',
    packages: ['mkdocs==1.6.1', 'mkdocs-material==9.8.2'],
    files: {
      'docs/index.md': '# Lesson\n\n<init-lab preset="notebook"></init-lab>\n',
      'mkdocs.yml':
        'site_name: Course\ntheme:\n  name: material\n  font: false\n  features: [navigation.instant]\n  palette: { scheme: slate }\nextra_javascript:\n  - path: init-lab/element.js\n    type: module\n',
    },
    copies: { '.': 'docs/init-lab' },
    build: ['mkdocs', 'build', '--quiet'],
    out: 'site',
  },
];
