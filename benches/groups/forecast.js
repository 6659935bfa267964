/** Forecasts: the time of theory, and how often it agrees with simulations where it says that it does. */
import { performance } from 'node:perf_hooks';
import { STACKS, apart } from '../../tests/js/forecast-stacks.js';
import { forecast, readModel } from '../../www/engine/lab.js';
import { once, targetOf } from '../table.js';

/** Weights of a network up to which it is quick to simulate. */
const LIGHT = 1_000_000;

/**
 * @param {import('./group.js').Bench} bench
 * @returns {Promise<import('../table.js').Group>}
 */
export async function forecastGroup({ quick, note }) {
  const deep = readModel('4096 - 50 × 4096 - 10 tanh pytorch softmax_cross_entropy');
  await forecast(deep, { seeds: 0 });
  const begun = performance.now();
  await forecast(deep, { seeds: 0 });
  const seconds = (performance.now() - begun) / 1000;
  let [wide, agreeing] = [0, 0];
  for (const { name, layers } of STACKS.filter(({ work }) => !quick || work <= LIGHT)) {
    const made = await forecast(layers, { samples: 16, loss: 'softmax_cross_entropy' });
    if (!made.isWide) continue;
    const differences = apart(made);
    wide += 1;
    if (differences.length === 0) agreeing += 1;
    else note(`${name}: ${differences[0]}`);
  }
  return {
    title: 'forecasts of networks at their start',
    rows: [
      {
        what: 'theory of 50 hidden layers of 4,096 units',
        quantity: once(seconds),
        unit: 's',
        target: targetOf('≤ 2'),
      },
      {
        what: `wide networks of 40 that simulations agree with (${wide})`,
        quantity: once(agreeing / wide),
        unit: '%',
        target: targetOf('≥ 1'),
      },
    ],
  };
}
