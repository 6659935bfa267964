/** The notebook's network beside NumPy, JAX and TensorFlow.js. */
import { quantity, ratio } from '../measure.js';
import { NOTEBOOK_COST, NOTEBOOK_UPDATES, notebook, updateFlops } from '../work.js';
import { measure, microseconds, open, ourselves, peakName, peakTurn, shareOfPeak, trainTurn } from './group.js';

/** @typedef {import('./group.js').Contender} Contender */
/** @typedef {import('../table.js').Row} Row */

/**
 * The work of a round, in pieces of some milliseconds; ours does all the notebook's updates and stores their costs.
 * @param {Contender} contender
 */
function roundOf({ name }) {
  if (name.startsWith('ours')) return { updates: NOTEBOOK_UPDATES, piece: 300 };
  if (name === 'JAX') return { updates: 5000, piece: 250 };
  return name === 'NumPy' ? { updates: 1000, piece: 50 } : { updates: 15, piece: 1 };
}

/** Target for the ratio of a contender's time to ours. @param {string} name */
const targetFor = (name) => ({ JAX: { atMost: 0.5 }, NumPy: { atMost: 0.12 } })[name];

/** Maximum relative difference from our final cost. */
const TOLERANCES = { f64: 1e-10, f32: 1e-4 };

/** TensorFlow.js is so slow that it trains to the end in the long benchmark only. */
const FEW_UPDATES = 300;

/**
 * Checks that all contenders do the same work.
 * @param {import('./group.js').Bench} bench @param {string} key @param {Contender[]} contenders
 * @returns {Promise<Row[]>}
 */
export async function sameCosts({ node, quick, note }, key, contenders) {
  const rows = [];
  for (const { name, precision, ask } of contenders) {
    const updates = quick && precision === 'f32' ? FEW_UPDATES : NOTEBOOK_UPDATES;
    const { cost: expected } = await node.ask({ task: 'train', key, updates });
    const { cost } = await ask({ task: 'train', key, updates });
    const distance = Math.abs(cost / expected - 1);
    const tolerance = TOLERANCES[precision];
    const isSame =
      distance <= tolerance && (updates !== NOTEBOOK_UPDATES || Math.abs(expected - NOTEBOOK_COST) < 1e-10);
    if (!isSame) note(`${name} does other work: its cost after ${updates} updates is ${cost}, not ${expected}`);
    rows.push({
      what: `cost after ${updates.toLocaleString('en')} updates, ${name} (${precision})`,
      text: `${cost.toFixed(10)}${isSame ? '' : ' (!)'}`,
    });
  }
  return rows;
}

/**
 * @param {import('./group.js').Bench} bench
 * @returns {Promise<import('../table.js').Group>}
 */
export async function notebookGroup(bench) {
  const work = notebook();
  const flops = updateFlops(work);
  const own = ourselves(bench);
  const contenders = [...own, ...bench.others];
  await open(bench, work, contenders);
  const costs = await sameCosts(bench, work.key, contenders);
  const turns = contenders.map((contender) => trainTurn(contender, work, roundOf(contender)));
  const measured = await measure(bench, [...own.map(peakTurn), ...turns]);

  const ours = measured.get(bench.node.name);
  /** @type {Row[]} */
  const rows = [];
  for (const contender of contenders) {
    rows.push({
      what: `an update, ${contender.name}`,
      quantity: microseconds(measured.get(contender.name)),
      unit: 'µs',
    });
  }
  for (const { name } of bench.others) {
    rows.push({ what: `ours, Node / ${name}`, quantity: ratio(ours, measured.get(name)), target: targetFor(name) });
  }
  if (bench.chromium) {
    rows.push({
      what: 'ours, Chromium / ours, Node',
      quantity: ratio(measured.get(bench.chromium.name), ours),
      target: { atMost: 1.1 },
    });
  }
  for (const contender of own) {
    const name = peakName(contender);
    rows.push({
      what: `f64x2 multiply-add ${name}`,
      quantity: quantity((seconds) => 1e-9 / seconds, measured.get(name)),
      unit: 'Gflop/s',
    });
  }
  for (const contender of own) {
    rows.push({
      what: `share of the peak, ${contender.name}`,
      quantity: shareOfPeak(flops, measured.get(contender.name), measured.get(peakName(contender))),
      unit: '%',
      target: { atLeast: 0.45 },
    });
  }
  return { title: `${work.title}: ${flops.toLocaleString('en')} flop an update`, rows: [...rows, ...costs] };
}
