/** The picture of the notebook's boundary. */
import { quantity } from '../measure.js';
import { notebook, predictionProducts } from '../work.js';
import { measure, open, ourselves, peakName, peakTurn } from './group.js';

const SIDE = 400;
const REPEATS = 12;

/**
 * @param {import('./group.js').Bench} bench
 * @returns {Promise<import('../table.js').Group>}
 */
export async function boundaryGroup(bench) {
  const work = notebook();
  const flops = 2 * predictionProducts(work.sizes) * SIDE * SIDE;
  const own = ourselves(bench);
  await open(bench, work, own);
  const turns = own.map((contender) => ({
    name: contender.name,
    amount: REPEATS,
    measure: async () =>
      (await contender.ask({ task: 'picture', key: work.key, side: SIDE, repeats: REPEATS })).seconds,
  }));
  const measured = await measure(
    bench,
    own.flatMap((contender, index) => [peakTurn(contender), turns[index]]),
  );
  return {
    title: `boundary of 2-10-5-1, ${SIDE} × ${SIDE} pixels of RGBA: ${flops.toLocaleString('en')} flop`,
    rows: [
      ...own.map(({ name }) => ({
        what: `a picture, ${name}`,
        quantity: quantity((seconds) => seconds * 1000, measured.get(name)),
        unit: 'ms',
      })),
      ...own.map((contender) => ({
        what: `time / its multiply-adds at the peak, ${contender.name}`,
        quantity: quantity(
          (seconds, atPeak) => seconds / (flops * atPeak),
          measured.get(contender.name),
          measured.get(peakName(contender)),
        ),
        target: { atMost: 3.5 },
      })),
    ],
  };
}
