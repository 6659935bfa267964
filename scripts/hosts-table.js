/** The hosts of npm run hosts: pinned packages, and a page with the recipe of docs/embedding.md. */
import { readFileSync } from 'node:fs';
import { inRoot } from './paths.js';

/**
 * @typedef {import('./hosts-look.js').Expected & Tried} Host
 *
 * @typedef {object} Tried
 * @property {string} name
 * @property {string} title  with its version
 * @property {'npm' | 'python'} kind
 * @property {string[]} packages
 * @property {Record<string, string>} files  texts by path
 * @property {Record<string, string>} [copies]  files or folders of dist/, and where they go
 * @property {Record<string, string>} [installed]  folders of node_modules/, and where they go
 * @property {string[]} [prepare]  a program and its parameters, run before the next
 * @property {string[]} [build]  a program or Python module, and its parameters
 * @property {string} out  the folder of the built site
 * @property {string} [base]  its address on the server
 * @property {string} [site]  its whole address, where it has to be opened at the one that its pages name
 * @property {string} [page]
 * @property {Record<string, string>} [manifest]  what package.json has beside the packages
 * @property {boolean} [slides]  the lab is in a frame on the second slide
 * @property {boolean} [hasFrame]  the recipe has a lab in a frame, too, beside the one that is tried
 * @property {string[]} [recipe]  what docs/embedding.md says to write, letter for letter
 * @property {any} [experiment]  what the page shows; default: the notebook's
 */

const example = (/** @type {string} */ name) => readFileSync(inRoot('docs', 'examples', name), 'utf8');
const ICON = '<link rel="icon" href="data:,">';
const html = (/** @type {string} */ body) => `<!doctype html><html lang="en">${ICON}<title>Host</title>${body}</html>`;
/** The other page, to which a reader goes and from which they come back. */
const OTHER = html('<h1>Other</h1>');
const LINK = '<a href="/other.html">Other</a>';
const MODULE = { type: 'module' };
const SEED = { preset: 'notebook', seed: 9 };

const IN_VITEPRESS = `<script setup>import 'init-lab/element';</script>\n\n<init-lab preset="notebook"></init-lab>`;
const IN_ASTRO = `<init-lab preset="notebook" transition:persist="lab"></init-lab> <script>import 'init-lab/element';</script>`;
const inAstro = (/** @type {string} */ body) => `---
import { ClientRouter } from 'astro:transitions';
---
<!doctype html><html lang="en"><head>${ICON}<title>Host</title><ClientRouter /></head><body>${body}</body></html>`;

/** @type {Host} */
const NEXT = {
  name: 'next',
  title: 'Next 16.4.6 (Turbopack), React 19.3.1',
  kind: 'npm',
  packages: ['next@16.4.6', 'react@19.3.1', 'react-dom@19.3.1'],
  files: {
    'app/layout.jsx':
      'export const metadata = { icons: { icon: "data:," } }; export default ({ children }) => <html lang="en"><body>{children}</body></html>;',
    'app/page.jsx':
      "import Link from 'next/link'; import Lab from './lab.jsx'; export default function Page() { return <><Lab experiment={{ seed: 9 }} /><Link href='/other/'>Other</Link></>; }",
    'app/other/page.jsx': 'export default function Page() { return <h1>Other</h1>; }',
    'app/lab.jsx': example('next.jsx'),
    'next.config.js': "export default { output: 'export', trailingSlash: true };",
  },
  manifest: MODULE,
  build: ['next', 'build'],
  out: 'out',
  experiment: SEED,
};

/** The rules of its themes that place a frame. */
const MYST_STYLE = '<style>.relative { position: relative } .inline-block { display: inline-block }</style>';
/** A page as MyST's themes show it, with a router: what mystmd read, by the renderers of @myst-theme. */
const MYST_PAGE = `import * as React from 'react';
import { createRoot } from 'react-dom/client';
import { ArticleProvider, ThemeProvider, mergeRenderers } from '@myst-theme/providers';
import { ANY_RENDERERS } from '@myst-theme/anywidget';
import { DEFAULT_RENDERERS, MyST } from 'myst-to-react';
import index from './_build/site/content/index.json';
import other from './_build/site/content/other.json';

const renderers = mergeRenderers([DEFAULT_RENDERERS, ANY_RENDERERS]);

function Page() {
  const [path, go] = React.useState(location.pathname);
  React.useEffect(() => addEventListener('popstate', () => go(location.pathname)), []);
  const { kind, frontmatter, references, mdast } = path === '/other' ? other : index;
  const leave = (event) => {
    event.preventDefault();
    history.pushState(null, '', '/other');
    go('/other');
  };
  return (
    <ThemeProvider theme="dark" setTheme={() => {}} renderers={renderers}>
      <ArticleProvider key={path} kind={kind} frontmatter={frontmatter} references={references}>
        <h1>{frontmatter.title}</h1>
        <MyST ast={mdast} />
        <a href="/other" onClick={leave}>Other</a>
      </ArticleProvider>
    </ThemeProvider>
  );
}
createRoot(document.getElementById('root')).render(<Page />);`;

/** @type {Host[]} */
export const HOSTS = [
  {
    name: 'react',
    title: 'Vite 8.4.0, React 19.3.1',
    kind: 'npm',
    packages: ['vite@8.4.0', 'react@19.3.1', 'react-dom@19.3.1'],
    files: {
      'index.html': html(`<div id="root"></div>${LINK}<script type="module" src="/main.jsx"></script>`),
      'main.jsx': `import { createRoot } from 'react-dom/client';
import * as React from 'react';
import { InitLab } from 'init-lab/react';
createRoot(document.getElementById('root')).render(<InitLab preset="notebook" experiment={{ seed: 9 }} />);`,
      'public/other.html': OTHER,
      'vite.config.js': "export default { oxc: { jsx: { runtime: 'classic' } } };",
    },
    manifest: MODULE,
    build: ['vite', 'build'],
    out: 'dist',
    experiment: SEED,
  },
  {
    name: 'vue',
    title: 'Vite 7.3.8, Vue 3.5.45',
    kind: 'npm',
    packages: ['vite@7.3.8', 'vue@3.5.45', '@vitejs/plugin-vue@6.0.11'],
    files: {
      'index.html': html(`<div id="root"></div>${LINK}<script type="module" src="/main.js"></script>`),
      'main.js':
        "import 'init-lab/element'; import { createApp } from 'vue'; import App from './App.vue'; createApp(App).mount('#root');",
      'App.vue': '<template><init-lab preset="notebook" :experiment.prop="{ seed: 9 }"></init-lab></template>',
      'public/other.html': OTHER,
      'vite.config.js':
        "import vue from '@vitejs/plugin-vue'; export default { plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'init-lab' } } })] };",
    },
    manifest: MODULE,
    recipe: ["template: { compilerOptions: { isCustomElement: (tag) => tag === 'init-lab' } }"],
    build: ['vite', 'build'],
    out: 'dist',
    experiment: SEED,
  },
  {
    name: 'vitepress',
    title: 'VitePress 1.6.4 (Vite 5)',
    kind: 'npm',
    packages: ['vitepress@1.6.4'],
    files: {
      'index.md': `# Lesson\n\n${IN_VITEPRESS}\n\n[Other](./other)\n`,
      'other.md': '# Other\n',
      '.vitepress/config.js': `export default { head: [['link', { rel: 'icon', href: 'data:,' }]], vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'init-lab' } } } };`,
    },
    manifest: MODULE,
    build: ['vitepress', 'build'],
    out: '.vitepress/dist',
    recipe: IN_VITEPRESS.split('\n\n'),
  },
  {
    name: 'astro',
    title: 'Astro 5.18.2 (Vite 6), ClientRouter',
    kind: 'npm',
    packages: ['astro@5.18.2'],
    files: {
      'src/pages/index.astro': inAstro(`${IN_ASTRO}<a href="/other/">Other</a>`),
      'src/pages/other.astro': inAstro(`<h1>Other</h1>${IN_ASTRO}`),
    },
    manifest: MODULE,
    build: ['astro', 'build'],
    out: 'dist',
    recipe: ["<script>import 'init-lab/element';</script>", 'transition:persist="lab"', '<ClientRouter />'],
  },
  NEXT,
  {
    ...NEXT,
    name: 'next-webpack',
    title: 'Next 16.4.6 (webpack), React 19.3.1',
    build: ['next', 'build', '--webpack'],
  },
  {
    name: 'docusaurus',
    title: 'Docusaurus 3.10.2, baseUrl /course/',
    linksTo: '/course/init-lab/index.html',
    kind: 'npm',
    packages: ['@docusaurus/core@3.10.2', '@docusaurus/preset-classic@3.10.2', 'react@19.3.1', 'react-dom@19.3.1'],
    files: {
      'docusaurus.config.mjs':
        "export default { title: 'Course', url: 'https://course.example', baseUrl: '/course/', favicon: 'data:,', themeConfig: { colorMode: { respectPrefersColorScheme: true } }, presets: [['classic', { docs: false, blog: false }]] };",
      'src/pages/index.mdx': `${example('docusaurus.mdx')}\n[Other](/other)\n`,
      'src/pages/other.mdx': '# Other\n',
    },
    copies: { '.': 'static/init-lab' },
    build: ['docusaurus', 'build'],
    out: 'build',
    base: '/course/',
  },
  {
    name: 'observable',
    title: 'Observable Framework 1.13.4',
    kind: 'npm',
    packages: ['@observablehq/framework@1.13.4'],
    files: {
      'src/index.md':
        '# Lesson\n\n```js\nimport "./init-lab-widget.js";\n```\n\n<init-lab preset="notebook"></init-lab>\n\n[Other](./other)\n',
      'src/other.md': '# Other\n',
      'observablehq.config.js': `export default { root: 'src', preserveExtension: true, head: '${ICON}' };`,
    },
    manifest: MODULE,
    recipe: ['import "./init-lab-widget.js"'],
    copies: { 'init-lab-widget.js': 'src/init-lab-widget.js' },
    build: ['observable', 'build'],
    out: 'dist',
  },
  {
    name: 'myst',
    title: 'mystmd 1.8.3, @myst-theme/anywidget 1.4.1',
    theme: 'light',
    kind: 'npm',
    packages: [
      ...['mystmd@1.8.3', 'myst-to-react@1.3.0', '@myst-theme/anywidget@1.4.1', '@myst-theme/providers@1.4.1'],
      ...['vite@8.4.0', 'react@18.3.1', 'react-dom@18.3.1'],
    ],
    files: {
      'index.md': example('myst.md'),
      'other.md': '# Other\n',
      'myst.yml': 'version: 1\nproject:\n  title: Course\nsite:\n  template: ./theme\n',
      'theme/template.yml': 'jtex: v1\ntitle: Page\nkind: site\nversion: 1.0.0\n',
      'index.html': html(`${MYST_STYLE}<div id="root"></div><script type="module" src="/main.jsx"></script>`),
      'main.jsx': MYST_PAGE,
      'vite.config.js': "export default { publicDir: '_build/site/public', oxc: { jsx: { runtime: 'classic' } } };",
    },
    manifest: MODULE,
    prepare: ['myst', 'build', '--site', '--ci'],
    build: ['vite', 'build'],
    out: 'dist',
    hasFrame: true,
    experiment: { preset: 'moons' },
  },
  {
    name: 'reveal',
    title: 'reveal.js 6.0.2',
    theme: 'projector',
    kind: 'npm',
    packages: ['reveal.js@6.0.2'],
    files: { 'site/index.html': example('reveal.html') },
    copies: { '.': 'site/init-lab' },
    installed: { 'reveal.js/dist': 'site/reveal.js/dist' },
    out: 'site',
    slides: true,
  },
  {
    name: 'mkdocs',
    title: 'MkDocs 1.6.1, Material 9.8.2 (slate)',
    ownTheme: true,
    linksTo: '/init-lab/index.html',
    kind: 'python',
    packages: ['mkdocs==1.6.1', 'mkdocs-material==9.8.2'],
    files: {
      'docs/index.md': '# Lesson\n\n<init-lab preset="notebook"></init-lab>\n\n[Other](other.md)\n',
      'docs/other.md': '# Other\n',
      'mkdocs.yml':
        'site_name: Course\nsite_url: https://course.example/\ntheme:\n  name: material\n  font: false\n  features: [navigation.instant]\n  palette: { scheme: slate }\nextra_javascript:\n  - path: init-lab/element.js\n    type: module\n',
    },
    copies: { '.': 'docs/init-lab' },
    build: ['mkdocs', 'build', '--quiet'],
    out: 'site',
    site: 'https://course.example/', // instant navigation compares ports, too
  },
];
