/** The built page in a browser, and its labs: what the measurements of frames have in common. */
import { chromium } from 'playwright-core';
import { ensureBrowser } from '../../scripts/browser.js';
import { distFolder } from '../../scripts/paths.js';
import { serveStatic } from '../../scripts/serve-static.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element.js').InitLab} InitLab */

export async function openSite() {
  const server = await serveStatic(distFolder, { strictCsp: true });
  const browser = await chromium.launch(await ensureBrowser());

  /** The page with this experiment in its lab, at rest. @param {any} experiment */
  async function open(experiment) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    page.setDefaultTimeout(600_000);
    await page.goto(server.url);
    await settled(page);
    await page.evaluate(
      (wanted) => /** @type {InitLab} */ (document.querySelector('init-lab')).setState(wanted),
      experiment,
    );
    await settled(page);
    return page;
  }

  async function close() {
    await browser.close();
    await server.close();
  }

  return { browser, url: server.url, open, close };
}

/** @param {Page} page */
export const settled = (page) =>
  page.waitForFunction(() => /** @type {InitLab} */ (document.querySelector('init-lab'))?.settled);

/** Milliseconds from the start of a run to its end, drawn live. @param {Page} page */
export const liveRun = (page) =>
  page.evaluate(async () => {
    const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
    await lab.rewind();
    let frames = 0;
    lab.addEventListener('progress', () => (frames += 1));
    const start = performance.now();
    const finished = new Promise((resolve) => lab.addEventListener('finish', resolve, { once: true }));
    lab.runToEnd();
    await finished;
    return { took: performance.now() - start, frames };
  });

/** Milliseconds of the training alone, in the page's own worker, with nothing asked of it meanwhile. @param {Page} page @param {any} experiment */
export const trainingAlone = (page, experiment) =>
  page.workers()[0].evaluate(async (wanted) => {
    const { createLab } = await import(new URL('/init-lab.js', location.href).href);
    const lab = await createLab(wanted);
    const start = performance.now();
    // As short as a frame's pieces are, so that the browser's compiler has the same occasions.
    while (lab.iteration < lab.lastIteration) lab.advance(100);
    const took = performance.now() - start;
    lab.free();
    return took;
  }, experiment);
