/** Memory while six runs train for a million iterations. */
import { nodeContender } from '../contenders/node.js';
import { once } from '../table.js';

const INITIALIZERS = ['zeros', 'he', 'glorot_uniform', 'lecun_normal', 'orthogonal', 'random_uniform'];
const SETTLED = 100_000;
const END = 1_000_000;
const STEP = 50_000;

const MEGABYTE = 1e6;

/**
 * @param {import('./group.js').Bench} bench
 * @returns {Promise<import('../table.js').Group>}
 */
export async function memoryGroup({ quick }) {
  const title = 'six runs, a million iterations: growth after the first 100,000';
  const target = { atMost: 10 };
  if (quick)
    return { title, rows: [{ what: 'memory of the WebAssembly', text: 'long benchmark only', unit: 'MB', target }] };
  const { ask, close } = await nodeContender(['--expose-gc']);
  const key = 'six runs';
  const runs = INITIALIZERS.map((initializer) => ({ initializer }));
  await ask({ task: 'open', key, experiment: { training: { iterations: END }, runs } });
  /** @type {{ wasm: number, heap: number, resident: number }[]} bytes */
  const readings = [];
  for (let iteration = STEP; iteration <= END; iteration += STEP) {
    await ask({ task: 'advance', key, updates: STEP });
    if (iteration >= SETTLED) readings.push(await ask({ task: 'memory' }));
  }
  await close();
  /** @param {(reading: typeof readings[number]) => number} value */
  const growth = (value) => once((Math.max(...readings.map(value)) - value(readings[0])) / MEGABYTE);
  return {
    title,
    rows: [
      { what: 'memory of the WebAssembly', quantity: growth(({ wasm }) => wasm), unit: 'MB', target },
      { what: 'heap of JavaScript, collected', quantity: growth(({ heap }) => heap), unit: 'MB', target },
      { what: 'resident memory of the process', quantity: growth(({ resident }) => resident), unit: 'MB' },
    ],
  };
}
