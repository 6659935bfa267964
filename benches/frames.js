/**
 * What the page does beside training: `node benches/frames.js [--quick] [--long]`, after `npm run build`.
 *
 * Live drawing against training alone, in the same worker; the page's thread while eight panels play, by the browser's own tracing; with
 * --long also the memory over a million iterations.
 */
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { say } from '../scripts/report.js';
import { liveRun, openSite, settled, trainingAlone } from './frames/site.js';
import { busy, byName, mainThread, traced } from './frames/trace.js';

/** @typedef {{ name: string, value: number, unit: string, target?: string }} Row */

const THREE = {
  runs: [{ initializer: 'zeros' }, { initializer: 'random_normal', stddev: 10 }, { initializer: 'he' }],
};
const EIGHT = {
  training: { iterations: 100_000 },
  runs: ['he', 'xavier', 'glorot_uniform', 'zeros', 'he', 'xavier', 'orthogonal', 'lsuv'].map((initializer, k) => ({
    initializer,
    label: `${initializer} ${k}`,
  })),
};

/** @param {number[]} values @param {number} share */
function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/**
 * Live and alone, alternated, so that what else the machine does falls on both.
 * @param {Awaited<ReturnType<typeof openSite>>} site @param {string} name @param {any} experiment @param {number} rounds
 * @returns {Promise<Row[]>}
 */
async function live(site, name, experiment, rounds) {
  const page = await site.open(experiment);
  const [times, alone, shown] = [[], [], []].map(() => /** @type {number[]} */ ([]));
  for (let round = 0; round < rounds; round += 1) {
    alone.push(await trainingAlone(page, experiment));
    const { took, frames } = await liveRun(page);
    times.push(took);
    shown.push((1000 * frames) / took);
  }
  await page.close();
  const ratios = times.map((time, k) => time / alone[k]);
  return [
    { name: `${name}: training alone`, value: quantile(alone, 0.5), unit: 'ms' },
    { name: `${name}: drawn live`, value: quantile(times, 0.5), unit: 'ms' },
    { name: `${name}: live / alone`, value: quantile(ratios, 0.5), unit: '×', target: '≤ 1.5' },
    { name: `${name}: pictures`, value: quantile(shown, 0.5), unit: '/s' },
  ];
}

/** @param {Awaited<ReturnType<typeof openSite>>} site @param {number} milliseconds @param {boolean} explain @returns {Promise<Row[]>} */
async function playing(site, milliseconds, explain) {
  const page = await site.open(EIGHT);
  await page.click('#play');
  await page.waitForTimeout(1000);
  const events = await traced(site.browser, page, () => page.waitForTimeout(milliseconds));
  await page.click('#play');
  await settled(page);
  await page.close();
  const thread = mainThread(events);
  const { perFrame, tasks } = busy(thread);
  if (explain)
    for (const [name, { ms, count }] of byName(thread).slice(0, 40))
      say(`${ms.toFixed(1).padStart(9)} ms ${String(count).padStart(6)} × ${name}`);
  return [
    { name: 'eight panels playing: page busy, a frame', value: quantile(perFrame, 0.5), unit: 'ms', target: '≤ 8' },
    { name: 'eight panels playing: 95 % of frames', value: quantile(perFrame, 0.95), unit: 'ms' },
    { name: 'eight panels playing: longest task', value: tasks[0], unit: 'ms', target: '≤ 50' },
    { name: 'eight panels playing: frames', value: (1000 * perFrame.length) / milliseconds, unit: '/s' },
  ];
}

/** @param {{ quick?: boolean, explain?: boolean }} [how] @returns {Promise<Row[]>} */
export async function frames({ quick = false, explain = false } = {}) {
  const site = await openSite();
  try {
    const rows = [
      ...(await live(site, 'three panels to the end', THREE, quick ? 3 : 7)),
      ...(await playing(site, quick ? 4000 : 15_000, explain)),
    ];
    if (!quick) rows.push(...(await live(site, 'framework_defaults to the end', { preset: 'framework_defaults' }, 2)));
    return rows;
  } finally {
    await site.close();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { quick: { type: 'boolean' }, explain: { type: 'boolean' } } });
  for (const { name, value, unit, target = '' } of await frames(values)) {
    say(`${name.padEnd(50)}${value.toFixed(2).padStart(12)} ${unit.padEnd(4)} ${target}`);
  }
}
