/** The built page in a browser, and its labs, for the measurements of frames. */
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { ensureBrowser } from '../../scripts/browser.js';
import { distFolder } from '../../scripts/paths.js';
import { serveStatic } from '../../scripts/serve-static.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** Exposes garbage collection, in workers too. */
async function launch() {
  const { args, ...how } = await ensureBrowser();
  return chromium.launch({ ...how, args: [...args, '--js-flags=--expose-gc'] });
}

export async function openSite() {
  const server = await serveStatic(distFolder, { strictCsp: true });
  const browser = await launch();

  /**
   * The page with this experiment in its lab, paused.
   * @param {any} experiment @param {number} [cores]  reported by the browser
   */
  async function open(experiment, cores) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    page.setDefaultTimeout(600_000);
    if (cores)
      await page.addInitScript((count) => {
        Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => count });
      }, cores);
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

/** Milliseconds from a run's start to its end, drawn live. @param {Page} page */
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

/**
 * Milliseconds of training alone, in the page's worker, without other requests.
 * @param {Page} page @param {any} experiment
 */
export const trainingAlone = (page, experiment) =>
  page.workers()[0].evaluate(async (wanted) => {
    const { createLab } = await import(new URL('/init-lab.js', location.href).href);
    const lab = await createLab(wanted);
    const start = performance.now();
    // As short as the pieces of a frame, so that the browser's compiler has the same chances to optimize.
    while (lab.iteration < lab.lastIteration) lab.advance(100);
    const took = performance.now() - start;
    lab.free();
    return took;
  }, experiment);

/** Milliseconds from a pause during play until the picture is complete. @param {Page} page */
export const pauseTime = (page) =>
  page.evaluate(async () => {
    const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
    lab.play();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const start = performance.now();
    lab.pause();
    while (!lab.settled) await new Promise((resolve) => setTimeout(resolve, 1));
    return performance.now() - start;
  });

/** Trains to an iteration. @param {Page} page @param {number} iteration */
export async function trainTo(page, iteration) {
  await page.evaluate((to) => {
    const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
    lab.advance(to - lab.iteration);
  }, iteration);
  await page.waitForFunction(
    (to) => /** @type {InitLab} */ (document.querySelector('init-lab')).iteration >= to,
    iteration,
    { polling: 500 },
  );
  await settled(page);
}

/**
 * MB in use after garbage collection: the page's heap, and its whole process including workers and their WebAssembly.
 * @param {import('playwright-core').Browser} browser @param {Page} page
 */
export async function memory(browser, page) {
  const session = await page.context().newCDPSession(page);
  for (const worker of page.workers()) await worker.evaluate(() => /** @type {any} */ (self).gc?.());
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN;
  await session.detach();
  const system = await browser.newBrowserCDPSession();
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  await system.detach();
  const resident = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => residentSize(id));
  return { heap: heap / 2 ** 20, process: Math.max(...resident) / 2 ** 20 };
}

/** Resident bytes of a process; NaN if the system does not report them. @param {number} id */
function residentSize(id) {
  try {
    const [, pages] = readFileSync(`/proc/${id}/statm`, 'utf8').split(' ');
    return Number(pages) * 4096;
  } catch {
    return NaN;
  }
}
