/** How the time of an update grows with the samples and with the weights. */
import { median, quantity } from '../measure.js';
import { updateFlops, workload } from '../work.js';
import { measure, open, trainTurn } from './group.js';

const SAMPLES = [300, 1000, 3000, 10_000, 20_000, 30_000];
const UNITS = [16, 32, 64, 128];

/** Approximate operations per measurement, and per piece. */
const FLOPS = 6e8;
const PIECE = 3e7;

/** Untimed updates that warm the caches. */
const SKIPPED = 2;

/**
 * Times the first `updates` of each workload: the cost of every early update is stored, which affects all alike.
 * @param {import('./group.js').Bench} bench @param {import('../work.js').Workload[]} works
 * @param {(work: import('../work.js').Workload) => number} size the expected proportionality of the time
 * @param {(work: import('../work.js').Workload) => string} name
 */
async function proportions({ node, ...bench }, works, size, name) {
  const turns = [];
  for (const work of works) {
    await open({ node, ...bench }, work, [node]);
    const updates = Math.max(4, Math.min(500, Math.round(FLOPS / 4 / updateFlops(work))));
    const repeats = Math.max(1, Math.round(FLOPS / updates / updateFlops(work)));
    const piece = Math.max(1, Math.round(PIECE / updateFlops(work)));
    turns.push(trainTurn(node, work, { updates, piece, skipped: SKIPPED, repeats }, work.key));
  }
  const measured = await measure({ node, ...bench }, turns);
  for (const { key } of works) await node.ask({ task: 'close', key });

  const timings = works.map(({ key }) => measured.get(key));
  const sizes = works.map(size);
  /** @param {number[]} seconds of each workload in one round: other load slows all workloads of a round alike */
  const perSize = (seconds) => seconds.map((value, index) => value / sizes[index]);
  const relative = works.map((_, index) =>
    quantity((...seconds) => perSize(seconds)[index] / median(perSize(seconds)), ...timings),
  );
  const known = relative.filter((entry) => entry !== undefined);
  /** @param {number[]} values */
  const spread = (values) => Math.max(...values) / Math.min(...values);
  return [
    ...works.map((work, index) => ({ what: name(work), quantity: relative[index] })),
    {
      what: 'greatest / least of these',
      // Uses medians: the maximum of a round would be the most disturbed workload.
      quantity:
        known.length === works.length
          ? {
              values: [spread(known.map(({ values }) => median(values)))],
              best: spread(known.map(({ best }) => best)),
            }
          : undefined,
      target: { atMost: 1.15 },
    },
  ];
}

/**
 * @param {import('./group.js').Bench} bench
 * @returns {Promise<import('../table.js').Group>}
 */
export async function samplesGroup(bench) {
  const { catalogue } = await bench.node.ask({ task: 'about' });
  const most = catalogue.fields.find((/** @type {any} */ field) => field.path === 'dataset.samples').max;
  const works = SAMPLES.filter((samples) => samples <= most).map((samples) => workload([10, 5], samples));
  return {
    title: '2-10-5-1, more and more samples: time of an update for each sample, relative to the middle one',
    rows: await proportions(
      bench,
      works,
      ({ samples }) => samples,
      ({ samples }) => `${samples.toLocaleString('en')} samples`,
    ),
  };
}

/**
 * @param {import('./group.js').Bench} bench
 * @returns {Promise<import('../table.js').Group>}
 */
export async function weightsGroup(bench) {
  const works = UNITS.map((units) => workload([units, units, units], 1000));
  return {
    title: '1,000 samples, more and more weights: time of an update for each flop, relative to the middle one',
    rows: await proportions(bench, works, updateFlops, ({ sizes }) => sizes.join('-')),
  };
}
