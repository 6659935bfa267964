/** Helpers shared by the groups of the table. */
import { alternate, quantity } from '../measure.js';

/** @typedef {import('../contenders/contender.js').Contender} Contender */
/** @typedef {import('../measure.js').Timing} Timing */
/** @typedef {import('../measure.js').Turn} Turn */
/** @typedef {import('../work.js').Workload} Workload */

/**
 * Input of a group's measurements.
 * @typedef {object} Bench
 * @property {Contender} node
 * @property {Contender | undefined} chromium
 * @property {Contender[]} others
 * @property {boolean} quick
 * @property {boolean} ours  without other programs
 * @property {number} rounds
 * @property {(note: string) => void} note adds a note on a failure below the table
 */

/** @param {Bench} bench @returns {Contender[]} */
export const ourselves = ({ node, chromium }) => (chromium ? [node, chromium] : [node]);

/**
 * Opens a workload at each contender: ours from the experiment, the others with our starting weights.
 * @param {Bench} bench @param {Workload} workload @param {Contender[]} contenders
 */
export async function open({ node, chromium }, { key, experiment }, contenders) {
  const own = contenders.filter((contender) => contender === node || contender === chromium);
  for (const contender of own) await contender.ask({ task: 'open', key, experiment });
  if (own.length === contenders.length) return;
  const work = await node.ask({ task: 'work', key });
  for (const contender of contenders) {
    if (!own.includes(contender)) await contender.ask({ task: 'open', key, work });
  }
}

/** @param {Contender} contender */
export const peakName = ({ name }) => `peak, ${name}`;

const PEAK = { flops: 6e6, repeats: 20 };

/** Operations at the peak of a contender's host. @param {Contender} contender @returns {Turn} */
export const peakTurn = (contender) => ({
  name: peakName(contender),
  amount: PEAK.flops * PEAK.repeats,
  measure: async () => (await contender.ask({ task: 'peak', ...PEAK })).seconds,
});

/**
 * Updates.
 * @param {Contender} contender @param {Workload} workload
 * @param {{ updates: number, piece?: number, skipped?: number, repeats?: number }} how @param {string} [name]
 * @returns {Turn}
 */
export const trainTurn = (contender, { key }, how, name = contender.name) => ({
  name,
  amount: how.updates * (how.repeats ?? 1),
  measure: async () => (await contender.ask({ task: 'train', key, ...how })).seconds,
});

/** @param {Bench} bench @param {Turn[]} turns */
export const measure = ({ rounds, quick, note }, turns) =>
  alternate(turns, {
    rounds,
    warmUps: quick ? 2 : 4,
    onFailure: (name, error) => note(`${name} was left out: ${error.message}`),
  });

/**
 * The fraction of the peak speed that a timing reaches.
 * @param {number} flops @param {Timing | undefined} timing @param {Timing | undefined} peak
 */
export const shareOfPeak = (flops, timing, peak) => quantity((own, atPeak) => (flops * atPeak) / own, timing, peak);

/** @param {Timing | undefined} timing */
export const microseconds = (timing) => quantity((seconds) => seconds * 1e6, timing);
