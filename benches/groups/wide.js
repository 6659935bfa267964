/** A network of three layers of 64 units. */
import { ratio } from '../measure.js';
import { updateFlops, workload } from '../work.js';
import { measure, microseconds, open, ourselves, peakName, peakTurn, shareOfPeak, trainTurn } from './group.js';

/**
 * @param {import('./group.js').Bench} bench
 * @returns {Promise<import('../table.js').Group>}
 */
export async function wideGroup(bench) {
  const work = workload([64, 64, 64], 1000);
  const flops = updateFlops(work);
  const own = ourselves(bench);
  // TensorFlow.js would take hours.
  const contenders = [...own, ...bench.others.filter(({ precision }) => precision === 'f64')];
  await open(bench, work, contenders);
  const turns = contenders.map((contender) => trainTurn(contender, work, { updates: 10, piece: 1 }));
  const measured = await measure(bench, [...own.map(peakTurn), ...turns]);
  return {
    title: `${work.title}: ${flops.toLocaleString('en')} flop an update`,
    rows: [
      ...contenders.map(({ name }) => ({
        what: `an update, ${name}`,
        quantity: microseconds(measured.get(name)),
        unit: 'µs',
      })),
      ...contenders.slice(own.length).map(({ name }) => ({
        what: `ours, Node / ${name}`,
        quantity: ratio(measured.get(bench.node.name), measured.get(name)),
      })),
      ...own.map((contender) => ({
        what: `share of the peak, ${contender.name}`,
        quantity: shareOfPeak(flops, measured.get(contender.name), measured.get(peakName(contender))),
        unit: '%',
        target: { atLeast: 0.6 },
      })),
    ],
  };
}
