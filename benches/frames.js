/**
 * The page's costs besides training: `node benches/frames.js [--quick] [--long]`, after `npm run build`. Live drawing
 * against training alone, in the same worker; the page's thread while eight panels play, from the browser's tracing;
 * with --long also the memory over a million iterations.
 */
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { say } from '../scripts/report.js';
import { liveRun, memory, openSite, pauseTime, settled, trainTo, trainingAlone } from './frames/site.js';
import { busy, byName, mainThread, traced } from './frames/trace.js';

/** @typedef {{ name: string, value: number, unit: string, target?: string }} Row */

const THREE = {
  runs: [{ initializer: 'zeros' }, { initializer: 'random_normal', stddev: 10 }, { initializer: 'he' }],
};
const EIGHT = {
  runs: ['he', 'xavier', 'glorot_uniform', 'zeros', 'he', 'xavier', 'orthogonal', 'lsuv'].map((initializer, k) => ({
    initializer,
    label: `${initializer} ${k}`,
  })),
};

const SIX = { runs: EIGHT.runs.slice(0, 6) };
const DEEP = { preset: 'framework_defaults' };

/** @param {number[]} values @param {number} share */
function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/**
 * Live and alone, alternated, so that other load on the machine affects both.
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
  const [wall, processor] = [busy(thread, 'dur'), busy(thread, 'tdur')];
  if (explain)
    for (const [name, { ms, count }] of byName(thread).slice(0, 40))
      say(`${ms.toFixed(1).padStart(9)} ms ${String(count).padStart(6)} × ${name}`);
  return [
    {
      name: 'eight panels playing: page busy, a frame',
      value: quantile(wall.perFrame, 0.5),
      unit: 'ms',
      target: '≤ 8',
    },
    { name: 'the same, of the processor’s time', value: quantile(processor.perFrame, 0.5), unit: 'ms' },
    { name: 'eight panels playing: 95 % of frames', value: quantile(wall.perFrame, 0.95), unit: 'ms' },
    { name: 'the same, of the processor’s time', value: quantile(processor.perFrame, 0.95), unit: 'ms' },
    { name: 'eight panels playing: longest task', value: wall.longest, unit: 'ms', target: '≤ 50' },
    { name: 'the same, of the processor’s time', value: processor.longest, unit: 'ms' },
    { name: 'eight panels playing: frames', value: (1000 * wall.perFrame.length) / milliseconds, unit: '/s' },
  ];
}

/** @param {Awaited<ReturnType<typeof openSite>>} site @param {number} rounds @returns {Promise<Row[]>} */
async function pauses(site, rounds) {
  const page = await site.open(THREE);
  const times = [];
  for (let round = 0; round < rounds; round += 1) times.push(await pauseTime(page));
  await page.close();
  return [{ name: 'pause to the full picture', value: quantile(times, 0.5), unit: 'ms', target: '≤ 100' }];
}

/** One worker against two, alternated. @param {Awaited<ReturnType<typeof openSite>>} site @param {number} rounds @returns {Promise<Row[]>} */
async function pool(site, rounds) {
  const ratios = [];
  for (let round = 0; round < rounds; round += 1) {
    const times = [];
    for (const cores of [1, 2]) {
      const page = await site.open(DEEP, cores);
      times.push((await liveRun(page)).took);
      await page.close();
    }
    ratios.push(times[1] / times[0]);
  }
  return [{ name: 'five deep networks: two workers / one', value: quantile(ratios, 0.5), unit: '×' }];
}

/** @param {Awaited<ReturnType<typeof openSite>>} site @returns {Promise<Row[]>} */
async function longRun(site) {
  const page = await site.open({ ...SIX, training: { iterations: 1_000_000 } });
  await trainTo(page, 100_000);
  const before = await memory(site.browser, page);
  await trainTo(page, 1_000_000);
  const after = await memory(site.browser, page);
  await page.close();
  return [
    {
      name: 'a million iterations of six runs: page’s heap',
      value: after.heap - before.heap,
      unit: 'MB',
      target: '≤ 10',
    },
    {
      name: 'the page’s process, all workers included',
      value: after.process - before.process,
      unit: 'MB',
      target: '≤ 10',
    },
  ];
}

/** @param {{ quick?: boolean, long?: boolean, explain?: boolean }} [how] @returns {Promise<Row[]>} */
export async function frames({ quick = false, long = false, explain = false } = {}) {
  const site = await openSite();
  try {
    const rows = [
      ...(await live(site, 'three panels to the end', THREE, quick ? 3 : 7)),
      ...(await playing(site, quick ? 3000 : 15_000, explain)),
    ];
    rows.push(...(await pauses(site, quick ? 3 : 15)));
    if (!quick) rows.push(...(await live(site, 'five deep networks to the end', DEEP, 3)), ...(await pool(site, 3)));
    if (long) rows.push(...(await longRun(site)));
    return rows;
  } finally {
    await site.close();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean' }, long: { type: 'boolean' }, explain: { type: 'boolean' } },
  });
  for (const { name, value, unit, target = '' } of await frames(values)) {
    say(`${name.padEnd(50)}${value.toFixed(2).padStart(12)} ${unit.padEnd(4)} ${target}`);
  }
}
