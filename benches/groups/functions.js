/** The cost of activations and optimizers relative to ReLU and gradient descent, in the notebook's network. */
import { ratio } from '../measure.js';
import { workload } from '../work.js';
import { measure, open, trainTurn } from './group.js';

const UPDATES = 500;

/**
 * @param {import('./group.js').Bench} bench
 * @returns {Promise<import('../table.js').Group>}
 */
export async function functionsGroup(bench) {
  const { catalogue } = await bench.node.ask({ task: 'about' });
  /** @param {any[]} list */
  const names = (list) => list.map(({ name }) => /** @type {string} */ (name));
  const reference = workload([10, 5], 300);
  const works = [
    ...names(catalogue.activations).map((activation) => ({
      what: activation,
      work: workload([10, 5], 300, { activation }),
    })),
    ...names(catalogue.optimizers).map((optimizer) => ({
      what: optimizer,
      work: workload([10, 5], 300, { optimizer }),
    })),
  ].filter(({ work }) => work.key !== reference.key);
  const turns = [];
  for (const work of [reference, ...works.map((entry) => entry.work)]) {
    await open(bench, work, [bench.node]);
    turns.push(trainTurn(bench.node, work, { updates: UPDATES, piece: 100 }, work.key));
  }
  const measured = await measure(bench, turns);
  for (const { work } of works) await bench.node.ask({ task: 'close', key: work.key });
  return {
    title: '2-10-5-1, 300 samples: time of an update, relative to ReLU and gradient descent',
    rows: works.map(({ what, work }) => ({
      what,
      quantity: ratio(measured.get(work.key), measured.get(reference.key)),
    })),
  };
}
