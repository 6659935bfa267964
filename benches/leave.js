/**
 * How soon another experiment is there that is asked for while the engine does long work: `node benches/leave.js`, after `npm
 * run build`. 20,000 points in 30 layers of 256 units, at each stage of that work; from asking to the picture of the other one.
 */
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { say } from '../scripts/report.js';
import { watchWorkers } from '../tests/browser/workers.js';
import { openSite, settled } from './frames/site.js';
import { median } from './measure.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../www/element/init-lab-element.js').InitLab} InitLab */

/** @param {number} samples @param {string} initializer */
const experiment = (samples, initializer = 'he') => ({
  dataset: {
    name: 'custom',
    points: Array.from({ length: samples }, (_, k) => [Math.cos(k), Math.sin(1.3 * k), k % 2]),
  },
  network: { hidden: Array(30).fill(256) },
  runs: [{ initializer }],
});

/** @param {Page} page @param {any} asked */
const setState = (page, asked) =>
  page.evaluate((state) => /** @type {InitLab} */ (document.querySelector('init-lab')).setState(state), asked);

/**
 * Each stage: the request under way, what it asks for, and how it comes to that. The last two begin with fewer samples, so that
 * their first picture is not waited for so long.
 * @type {{ name: string, stage: { name: string, part?: string }, before?: any, begin: (page: Page) => Promise<unknown> }[]}
 */
const STAGES = [
  { name: 'drawing its weights', stage: { name: 'open' }, begin: (page) => setState(page, experiment(20_000)) },
  { name: 'fitting LSUV', stage: { name: 'open' }, begin: (page) => setState(page, experiment(20_000, 'lsuv')) },
  { name: 'its first picture', stage: { name: 'frame' }, begin: (page) => setState(page, experiment(20_000)) },
  {
    name: 'inspecting it (1,000 samples)',
    stage: { name: 'frame', part: 'inspect' },
    before: experiment(1000),
    begin: (page) => page.locator('#open-inside').click(),
  },
  {
    name: 'catching up (1,000 samples)',
    stage: { name: 'frame', part: 'until' },
    before: experiment(1000),
    begin: (page) =>
      page.evaluate(
        () => void (/** @type {InitLab} */ (document.querySelector('init-lab')).advance(20).catch(() => {})),
      ),
  },
];

/**
 * Milliseconds from asking for another experiment to its picture.
 * @param {Awaited<ReturnType<typeof openSite>>} site @param {(typeof STAGES)[number]} stage
 */
async function left({ browser, url }, { stage, before, begin }) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  await watchWorkers(page);
  await page.goto(url);
  await settled(page);
  if (before) await setState(page, before);
  const underWay = page.evaluate((asked) => /** @type {any} */ (window).workers.underWay(asked), stage);
  begin(page).catch(() => {});
  await underWay;
  const took = await page.evaluate(async () => {
    const start = performance.now();
    await /** @type {InitLab} */ (document.querySelector('init-lab')).setState({ preset: 'moons' });
    return performance.now() - start;
  });
  await page.close();
  return took;
}

/** @param {{ quick?: boolean }} [how] @returns {Promise<import('./load.js').Row[]>} */
export async function leave({ quick = false } = {}) {
  const site = await openSite();
  try {
    const rows = [];
    for (const stage of STAGES) {
      const times = [];
      for (let round = 0; round < (quick ? 1 : 5); round += 1) times.push(await left(site, stage));
      rows.push({ name: `left while ${stage.name}`, value: median(times), unit: 'ms', target: '≤ 200' });
    }
    return rows;
  } finally {
    await site.close();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
  for (const { name, value, unit } of await leave(values)) say(`${name}: ${Math.round(value ?? NaN)} ${unit}`);
}
