/** This project in headless Chromium: sources built like the page's, the engine in a worker. */
import { exclusively } from '../../scripts/exclusive.js';
import { findBrowser } from '../../scripts/browser.js';
import { inRoot } from '../../scripts/paths.js';
import { serveStatic } from '../../scripts/serve-static.js';
import { stopAtEnd } from '../processes.js';

const siteFolder = inRoot('target', 'bench-site');

/** The benchmark's page and worker, built with the page's own settings. */
async function buildSite() {
  const { build } = await import('vite');
  await build({
    root: inRoot('benches', 'browser'),
    configFile: inRoot('vite.config.js'),
    logLevel: 'warn',
    build: {
      outDir: siteFolder,
      emptyOutDir: true,
      reportCompressedSize: false,
      rolldownOptions: { input: inRoot('benches', 'browser', 'index.html') },
    },
  });
}

/**
 * @returns {Promise<import('./contender.js').Contender>}
 * @throws {Error} with the reason why it is unavailable
 */
export async function chromiumContender() {
  const found = await findBrowser();
  if (!found) throw new Error('there is no Chromium or Chrome; CHROME_PATH may name one');
  await exclusively('bench-site', buildSite);
  // The clocks of a cross-origin-isolated page have a resolution of 5 µs, others 100 µs.
  const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
  const server = await serveStatic(siteFolder, { strictCsp: true, headers });
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ ...found, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false });
  const close = async () => {
    forget();
    await browser.close();
    await server.close();
  };
  const forget = stopAtEnd(close);

  const page = await browser.newPage();
  await page.goto(server.url);
  /** @param {object} request @returns {Promise<any>} */
  async function ask(request) {
    const answer = await page.evaluate((task) => /** @type {any} */ (window).ask(task), request);
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  }
  const { build } = await ask({ task: 'about' });
  const versions = `Chromium ${browser.version()} (headless, ${build} build, in a worker)`;
  return { name: 'ours, Chromium', versions, precision: 'f64', ask, close };
}
