/** The hosts of npm run hosts that are packages of Python: pinned, each with the recipe of docs/embedding.md. */
import { readFileSync } from 'node:fs';
import { inRoot } from './paths.js';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').Locator} Locator
 *
 * @typedef {import('./hosts-look.js').Expected & Tried} PythonHost
 *
 * @typedef {object} Tried
 * @property {string} name
 * @property {string} title  with its version
 * @property {string[]} packages
 * @property {Record<string, string>} files  texts by path
 * @property {string} [copy]  a file of dist/
 * @property {string} [preset]  of a page of one file beside the recipe
 * @property {string[]} [build]  a Python module and its parameters, run first
 * @property {string} [out]  the folder of a built site, which is served as it is
 * @property {(port: number) => string[]} [serve]  a Python module and its parameters: the host's own server
 * @property {(port: number) => Record<string, string>} [env]
 * @property {string} [path]  the page's address on the server
 * @property {(page: Page) => Promise<unknown>} [begin]  what a reader does until the lab is there
 * @property {(page: Page, lab: Locator) => Promise<unknown>} [again]  what brings the lab anew; default: another page, and back
 * @property {RegExp} [ownErrors]  errors that are the host's own, or of other hosts beside it: text and address, or text and stack
 * @property {boolean} [isFramed]  the lab is in a frame
 * @property {boolean} [hasFrame]  the recipe has a lab in a frame, too, beside the one that is tried
 * @property {Training} training
 */

/**
 * @typedef {object} Training
 * @property {any} experiment
 * @property {'page' | 'host'} by  who trains: this script, by the element's methods, or the recipe itself
 * @property {number} [rate]  a learning rate for another thousand iterations
 * @property {boolean} [prints]  whether the page shows the costs at iteration 1,000 as Python prints them
 */

const example = (/** @type {string} */ name) => readFileSync(inRoot('docs', 'examples', name), 'utf8');

const WIDGETS = ['anywidget==0.11.0', 'ipywidgets==8.1.9'];
const KERNEL = [...WIDGETS, 'ipykernel==7.4.0'];
const NOTEBOOK = { 'jupyter.ipynb': example('jupyter.ipynb') };
/** What the notebook of the docs does. @type {Training} */
const OF_NOTEBOOK = { experiment: { preset: 'moons', seed: 7 }, by: 'host', rate: 0.05, prints: true };
/** @type {Training} */
const OF_PAGE = { experiment: { preset: 'moons', seed: 7 }, by: 'page' };

/** @type {Training} */
const OF_FILE = { experiment: { preset: 'moons' }, by: 'page' };

const NEITHER_NEWS_NOR_LIGHT = {
  'settings/@jupyterlab/apputils-extension/themes.jupyterlab-settings': '{ "theme": "JupyterLab Dark" }',
  'settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings':
    '{ "fetchNews": "false", "checkForUpdates": false }',
};
const jupyter = (/** @type {number} */ port) => [
  '--no-browser',
  '--allow-root',
  `--port=${port}`,
  '--ServerApp.port_retries=0',
  '--IdentityProvider.token=',
];

/** Runs all cells by the menu, once the page has its kernel: what is run before is dropped in silence. @param {Page} page */
async function runAll(page) {
  await page.locator('.jp-Notebook .jp-CodeCell').first().waitFor();
  const isConnected = async () => {
    const kernels = await (await page.request.get(new URL('/api/kernels', page.url()).href)).json();
    return kernels.some((/** @type {any} */ { connections }) => connections > 0);
  };
  while (!(await isConnected())) await page.waitForTimeout(200);
  await page.getByRole('menuitem', { name: 'Run', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Run All Cells', exact: true }).click();
}

/** Runs the first code cell again: a new lab. @param {Page} page */
async function runAgain(page) {
  await page.locator('.jp-Notebook .jp-CodeCell .jp-InputArea').first().click();
  await page.keyboard.press('Control+Enter');
}

/** @type {PythonHost[]} */
export const PYTHON_HOSTS = [
  {
    name: 'jupyterlab',
    title: 'JupyterLab 4.6.6 (Dark), *Run All*',
    ownTheme: true,
    packages: ['jupyterlab==4.6.6', ...KERNEL],
    files: { ...NOTEBOOK, ...NEITHER_NEWS_NOR_LIGHT },
    serve: (port) => ['jupyterlab', ...jupyter(port)],
    path: 'lab/tree/jupyter.ipynb',
    begin: runAll,
    again: runAgain,
    hasFrame: true,
    training: OF_NOTEBOOK,
  },
  {
    name: 'notebook',
    title: 'Jupyter Notebook 7.6.5 (Dark), *Run All*',
    ownTheme: true,
    packages: ['notebook==7.6.5', ...KERNEL],
    files: { ...NOTEBOOK, ...NEITHER_NEWS_NOR_LIGHT },
    serve: (port) => ['notebook', ...jupyter(port)],
    path: 'notebooks/jupyter.ipynb',
    ownErrors: /reading 'schema'[^]*\/notebook_core\./, // at every notebook that it opens
    begin: runAll,
    again: runAgain,
    hasFrame: true,
    training: OF_NOTEBOOK,
  },
  {
    name: 'nbconvert',
    title: 'nbconvert 7.17.2, `--execute --to html`',
    theme: 'light',
    packages: ['nbconvert==7.17.2', ...KERNEL],
    files: NOTEBOOK,
    build: ['nbconvert', '--execute', '--to', 'html', 'jupyter.ipynb'],
    out: '.',
    path: 'jupyter.html',
    hasFrame: true,
    ownErrors: /\/anywidget\.js$/, // it looks beside the page, and then asks a CDN
    training: OF_NOTEBOOK,
  },
  {
    name: 'voila',
    title: 'Voilà 0.5.13, `--theme=dark`',
    ownTheme: true,
    packages: ['voila==0.5.13', ...KERNEL],
    files: NOTEBOOK,
    serve: (port) => ['voila', 'jupyter.ipynb', '--no-browser', `--port=${port}`, '--theme=dark'],
    ownErrors: /labextensions\/@(?:pyviz|jupyter-notebook)\//, // of Panel and Notebook, in the same environment
    hasFrame: true,
    training: OF_NOTEBOOK,
  },
  {
    name: 'marimo',
    title: 'marimo 0.25.2 (dark), `marimo run`',
    ownTheme: true,
    packages: ['marimo==0.25.2', ...WIDGETS],
    files: {
      'app.py': example('marimo_app.py'),
      'pyproject.toml': '[tool.marimo.display]\ntheme = "dark"\n',
    },
    serve: (port) => ['marimo', 'run', 'app.py', '--headless', '--no-token', '--port', String(port)],
    training: { ...OF_PAGE, prints: true },
  },
  {
    name: 'streamlit',
    title: 'Streamlit 1.67.0',
    packages: ['streamlit==1.67.0'],
    files: { 'app.py': example('streamlit_app.py') },
    preset: 'moons',
    isFramed: true,
    serve: (port) => [
      'streamlit',
      'run',
      'app.py',
      '--server.headless=true',
      `--server.port=${port}`,
      '--browser.gatherUsageStats=false',
    ],
    training: OF_FILE,
  },
  {
    name: 'panel',
    title: 'Panel 1.9.4 (dark)',
    ownTheme: true,
    packages: ['panel==1.9.4'],
    files: { 'app.py': example('panel_app.py') },
    copy: 'init-lab-widget.js',
    serve: (port) => ['panel', 'serve', 'app.py', `--port=${port}`],
    path: 'app?theme=dark',
    training: OF_PAGE,
  },
  {
    name: 'shiny',
    title: 'Shiny for Python 1.8.0, shinywidgets 0.8.2',
    packages: ['shiny==1.8.0', 'shinywidgets==0.8.2', ...WIDGETS],
    files: { 'app.py': example('shiny_app.py') },
    serve: (port) => ['shiny', 'run', 'app.py', `--port=${port}`],
    training: { ...OF_PAGE, prints: true },
  },
  {
    name: 'gradio',
    title: 'Gradio 6.31.0',
    packages: ['gradio==6.31.0'],
    files: { 'gradio_app.py': example('gradio_app.py') },
    preset: 'moons',
    isFramed: true,
    serve: () => ['gradio_app'],
    env: (port) => ({ GRADIO_SERVER_PORT: String(port), GRADIO_ANALYTICS_ENABLED: 'False' }),
    training: OF_FILE,
  },
  {
    name: 'sphinx',
    title: 'Sphinx 9.0.4, myst-parser 5.2.0, furo',
    packages: ['sphinx==9.0.4', 'myst-parser==5.2.0', 'furo==2025.12.19'],
    files: {
      'conf.py': 'extensions = ["init_lab.sphinx", "myst_parser"]\nhtml_theme = "furo"\n',
      'index.md': '# Lesson\n\n```{init-lab} moons\n:seed: 7\n\nThree networks that learn two moons.\n```\n',
    },
    build: ['sphinx', '-q', '-W', '.', '_build'],
    out: '_build',
    training: OF_PAGE,
  },
];
