/** Sweeps on the built page: drawn live, and what the page's thread does while a map refines. */
import { builtPage } from '../built.js';
import { openSite } from './site.js';
import { busy, mainThread, traced } from './trace.js';
import { quantile } from '../measure.js';
import { once } from '../table.js';

/** @typedef {import('./site.js').InitLab} InitLab */
/** @typedef {Awaited<ReturnType<typeof openSite>>} Site */
/** @typedef {import('../table.js').Row} Row */

/** Milliseconds that are traced. */
const TRACED = 4000;

/** The page in a browser. @returns {Promise<Site>} */
export async function sweepSite() {
  await builtPage();
  return openSite();
}

/** Seconds from Play to the end of a sweep, drawn live. @param {Site} site @param {any} experiment */
export async function drawnLive(site, experiment) {
  const page = await site.open(experiment);
  const took = await page.evaluate(async () => {
    const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
    const finished = new Promise((resolve) => lab.addEventListener('sweep-finish', resolve, { once: true }));
    const start = performance.now();
    lab.play();
    await finished;
    return performance.now() - start;
  });
  await page.close();
  return took / 1000;
}

/** The page's thread while a map refines. @param {Site} site @param {any} experiment @returns {Promise<Row[]>} */
export async function whileRefining(site, experiment) {
  const page = await site.open(experiment);
  await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).play());
  await page.waitForTimeout(1500);
  const events = await traced(site.browser, page, () => page.waitForTimeout(TRACED));
  await page.close();
  const thread = mainThread(events);
  const [{ perFrame, longest }, wall] = [busy(thread, 'tdur'), busy(thread, 'dur')];
  const a = (/** @type {number[]} */ frames, /** @type {number} */ q) =>
    once(frames.length ? quantile(frames, q) : NaN);
  return [
    {
      what: 'a map of 256 × 256 refines: the page’s thread, a frame, processor time',
      quantity: a(perFrame, 0.5),
      unit: 'ms',
      target: { atMost: 8 },
    },
    { what: 'the same: 95 % of frames, those with new words among them', quantity: a(perFrame, 0.95), unit: 'ms' },
    { what: 'the same by the clock, with every core training', quantity: a(wall.perFrame, 0.5), unit: 'ms' },
    { what: 'the same: longest task', quantity: once(longest), unit: 'ms' },
    { what: 'the same: frames', quantity: once((1000 * perFrame.length) / TRACED), unit: '/s' },
  ];
}
