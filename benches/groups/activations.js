/** An update of networks with each activation function, beside JAX and beside ReLU. */
import { ratio } from '../measure.js';
import { workload } from '../work.js';
import { measure, microseconds, open, ourselves, trainTurn } from './group.js';

/** Greatest ratio of an update's time to that with ReLU, by activation; others have to be as fast as ReLU. */
const SMALL = { leaky_relu: 1.3, sigmoid: 3, silu: 3, elu: 3, selu: 3, tanh: 3, softplus: 3.5, gelu: 5 };
const WIDE = { gelu: 1.5 };

/** The two networks, with the updates of a round and of a piece of it. */
const NETWORKS = [
  { hidden: [16], samples: 64, updates: 2000, piece: 200, mostOf: SMALL, most: 1.3, ofJax: { atMost: 0.95 } },
  { hidden: [64, 64, 64], samples: 1000, updates: 4, piece: 1, mostOf: WIDE, most: 1.3, ofJax: undefined },
];

/**
 * @param {import('./group.js').Bench} bench @param {typeof NETWORKS[number]} network @param {string[]} activations
 * @returns {Promise<import('../table.js').Row[]>}
 */
async function rowsOf(bench, { hidden, samples, updates, piece, mostOf, most, ofJax }, activations) {
  const contenders = [...ourselves(bench), ...bench.others.filter(({ name }) => name === 'JAX')];
  const works = activations.map((activation) => ({ activation, work: workload(hidden, samples, { activation }) }));
  /** @param {string} activation @param {string} contender */
  const turn = (activation, contender) => `${activation}, ${contender}`;
  const turns = [];
  for (const { activation, work } of works) {
    await open(bench, work, contenders);
    for (const contender of contenders) {
      turns.push(trainTurn(contender, work, { updates, piece }, turn(activation, contender.name)));
    }
  }
  const measured = await measure(bench, turns);
  for (const { work } of works) await bench.node.ask({ task: 'close', key: work.key });
  const limits = /** @type {Record<string, number>} */ (mostOf);
  const title = works[0].work.title;
  return works.flatMap(({ activation }) => {
    const ours = measured.get(turn(activation, bench.node.name));
    const jax = measured.get(turn(activation, 'JAX'));
    const chromium = bench.chromium && measured.get(turn(activation, bench.chromium.name));
    return [
      { what: `${title}, ${activation}: an update`, quantity: microseconds(ours), unit: 'µs' },
      ...(jax ? [{ what: `${activation}: ours, Node / JAX`, quantity: ratio(ours, jax), target: ofJax }] : []),
      ...(chromium
        ? [{ what: `${activation}: Chromium / Node`, quantity: ratio(chromium, ours), target: { atMost: 1.1 } }]
        : []),
      {
        what: `${activation} / ReLU`,
        quantity: ratio(ours, measured.get(turn('relu', bench.node.name))),
        target: activation === 'relu' ? undefined : { atMost: limits[activation] ?? most },
      },
    ];
  });
}

/**
 * @param {import('./group.js').Bench} bench
 * @returns {Promise<import('../table.js').Group>}
 */
export async function activationsGroup(bench) {
  const { catalogue } = await bench.node.ask({ task: 'about' });
  const activations = catalogue.activations.map((/** @type {{ name: string }} */ { name }) => name);
  const rows = [];
  for (const network of NETWORKS) rows.push(...(await rowsOf(bench, network, activations)));
  return { title: 'every activation function', rows };
}
