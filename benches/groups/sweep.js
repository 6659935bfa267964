/** Sweeps: a hundred seeds and a map beside JAX, more cores, more trainings, and what the machinery costs. */
import os from 'node:os';
import { sweepingJax } from '../contenders/python.js';
import { alternate, quantity, ratio } from '../measure.js';
import { drawnLive, sweepSite, whileRefining } from '../frames/sweeps.js';
import { ourselves } from './group.js';

/** @typedef {import('./group.js').Bench} Bench */
/** @typedef {import('./group.js').Contender} Contender */
/** @typedef {import('../measure.js').Timing} Timing */
/** @typedef {import('../measure.js').Turn} Turn */
/** @typedef {import('../table.js').Row} Row */
/** @typedef {import('../work.js').ExperimentInput} ExperimentInput */

const CORES = os.availableParallelism();

/** Name of the page that draws what it trains. */
const LIVE = 'ours, on the page, drawn live';

/** Maximum relative difference of two programs' final costs. */
const TOLERANCE = 1e-9;

/** @param {Timing | undefined} timing */
const inSeconds = (timing) => quantity((seconds) => seconds, timing);

/** Rounds of pieces that take seconds. @param {Bench} bench */
const roundsOf = ({ quick }) => (quick ? 1 : 3);

/** The notebook's He run over seeds. @param {number} seeds @param {number} iterations @returns {ExperimentInput} */
const hundredSeeds = (seeds, iterations) => ({
  training: { iterations },
  runs: [{ initializer: 'he' }],
  sweep: { seeds },
});

/**
 * A map over weight scale and learning rate, on which nothing diverges.
 * @param {number} side @param {{ seeds?: number, iterations?: number, activation?: string }} [options]
 * @returns {ExperimentInput}
 */
const map = (side, { seeds = 1, iterations = 500, activation = 'tanh' } = {}) => ({
  dataset: { name: 'moons', samples: 64, testSamples: 0 },
  network: { hidden: [16], activation },
  training: { iterations },
  runs: [{ initializer: 'xavier' }],
  sweep: {
    seeds,
    axes: [
      { field: 'network.weightScale', from: 0.1, to: 4, steps: side, scale: 'log' },
      { field: 'training.learningRate', from: 0.01, to: 0.3, steps: side, scale: 'log' },
    ],
  },
});

/** The turn of a sweep of ours. @param {Contender} contender @param {string} name @param {object} request @param {number} [amount] @returns {Turn} */
const sweepTurn = (contender, name, request, amount = 1) => ({
  name,
  amount,
  measure: async () => (await contender.ask({ task: 'sweep', ...request })).seconds,
});

/**
 * Ways of JAX to train many networks: each is its processes, and how a process trains its share.
 * @typedef {{ name: string, way: 'vmap' | 'map', processes: Contender[] }} Way
 */

/** @param {Bench} bench @returns {Promise<Way[]>} none without JAX */
async function waysOfJax({ ours, note }) {
  if (ours) return [];
  try {
    const [one, ofCores] = await Promise.all([sweepingJax(1), sweepingJax(Math.max(2, CORES))]);
    return [
      { name: 'JAX, vmap', way: 'vmap', processes: one },
      { name: 'JAX, lax.map', way: 'map', processes: one },
      { name: 'JAX, a lax.map on each core', way: 'map', processes: ofCores },
    ];
  } catch (error) {
    note(`JAX takes no part: ${/** @type {Error} */ (error).message.split('\n')[0]}`);
    return [];
  }
}

/** What each process trains. @param {Way} way @param {string} key @param {number} count @param {number} updates */
const shares = ({ way, processes }, key, count, updates) =>
  processes.map(({ ask }, k) => {
    const [from, to] = [k, k + 1].map((part) => Math.round((part * count) / processes.length));
    return { ask, request: { key, way, updates, from, to } };
  });

/**
 * The turn of a way of JAX; compiling is not timed, nor is handing over the answers.
 * @param {Way} way @param {string} key @param {number} count @param {number} updates
 * @returns {Promise<Turn & { costs: () => number[] }>}
 */
async function jaxTurn(way, key, count, updates) {
  const parts = shares(way, key, count, updates);
  await Promise.all(parts.map(({ ask, request }) => ask({ task: 'prepare', ...request })));
  /** @type {number[]} */
  let costs = [];
  const measure = async () => {
    const answers = await Promise.all(parts.map(({ ask, request }) => ask({ task: 'train', ...request })));
    costs = answers.flatMap((answer) => answer.costs);
    return [Math.max(...answers.map(({ seconds }) => seconds))];
  };
  return { name: way.name, amount: 1, measure, costs: () => costs };
}

/**
 * The fastest way of JAX for this sweep, by shorter trainings of all networks.
 * @param {Bench} bench @param {Way[]} ways @param {string} key @param {number} count @param {number} updates
 * @returns {Promise<{ fastest: Way | undefined, rows: Row[] }>}
 */
async function fastestOf(bench, ways, key, count, updates) {
  /** @type {Turn[]} */
  const turns = [];
  for (const way of ways) turns.push(await jaxTurn(way, key, count, updates));
  const measured = await alternate(turns, { rounds: 3, warmUps: 1 });
  const best = (/** @type {Way} */ { name }) => measured.get(name)?.best ?? Infinity;
  const [fastest] = ways.toSorted((a, b) => best(a) - best(b));
  const rows = ways.map(({ name }) => ({
    what: `${name}: an update of a network`,
    quantity: quantity((seconds) => (1e6 * seconds) / (count * updates), measured.get(name)),
    unit: 'µs',
  }));
  return { fastest, rows };
}

/** Opens a sweep of ours at all processes of JAX. @param {Bench} bench @param {Way[]} ways @param {string} key @param {ExperimentInput} experiment */
async function hand({ node }, ways, key, experiment) {
  if (ways.length === 0) return;
  const work = await node.ask({ task: 'sweepWork', experiment });
  for (const { ask } of new Set(ways.flatMap(({ processes }) => processes))) await ask({ task: 'open', key, work });
}

/** @param {number[]} costs @param {number[]} expected */
const greatestDifference = (costs, expected) =>
  Math.max(...costs.map((cost, k) => (cost === expected[k] ? 0 : Math.abs(cost / expected[k] - 1))));

/**
 * A sweep beside JAX's fastest way.
 * @param {Bench} bench @param {Way[]} ways
 * @param {{ what: string, experiment: (iterations: number) => ExperimentInput, count: number, iterations: number, few: number, target: number, sameCosts: boolean, live?: import('../frames/sweeps.js').Site }} how
 *   few: iterations that tell JAX's ways apart; live: a page on which it is drawn live, too
 * @returns {Promise<Row[]>}
 */
async function besideJax(bench, ways, { what, experiment, count, iterations, few, target, sameCosts, live }) {
  const whole = experiment(iterations);
  await hand(bench, ways, what, whole);
  const { fastest, rows } = await fastestOf(bench, ways, what, count, few);
  const jax = fastest && (await jaxTurn(fastest, what, count, iterations));
  const own = ourselves(bench);
  // The compilers of WebAssembly and the start of workers, before the first round.
  for (const contender of own) await contender.ask({ task: 'sweep', experiment: experiment(few) });
  const turns = own.map((contender) => sweepTurn(contender, contender.name, { experiment: whole }));
  if (live) turns.push({ name: LIVE, amount: 1, measure: async () => [await drawnLive(live, whole)] });
  const measured = await alternate(jax ? [...turns, jax] : turns, { rounds: roundsOf(bench), warmUps: 0 });
  for (const { name } of turns)
    rows.push({ what: `${what}, ${name}`, quantity: inSeconds(measured.get(name)), unit: 's' });
  if (!jax) return rows;
  rows.push({ what: `${what}, ${jax.name}`, quantity: inSeconds(measured.get(jax.name)), unit: 's' });
  for (const { name } of turns) {
    rows.push({
      what: `${what}: ${name} / ${jax.name}`,
      quantity: ratio(measured.get(name), measured.get(jax.name)),
      target: { atMost: target },
    });
  }
  const { costs } = await bench.node.ask({ task: 'sweep', experiment: whole });
  const difference = greatestDifference(jax.costs(), costs);
  rows.push({ what: `${what}: greatest relative difference of costs`, text: difference.toExponential(1) });
  if (sameCosts && !(difference <= TOLERANCE)) bench.note(`${what}: JAX's costs differ from ours by ${difference}`);
  return rows;
}

/**
 * From the start of a large map until its coarse picture: every sixteenth cell each way.
 * @param {Bench} bench @returns {Promise<Row[]>}
 */
async function coarsePicture(bench) {
  const request = { experiment: map(256), until: 256 };
  const turns = ourselves(bench).map((contender) => sweepTurn(contender, contender.name, request));
  const measured = await alternate(turns, { rounds: 3, warmUps: 1 });
  return turns.map(({ name }) => ({
    what: `map of 256 × 256: until 16 × 16 are there, ${name}`,
    quantity: inSeconds(measured.get(name)),
    unit: 's',
    target: { atMost: 1 },
  }));
}

/** Four times the cells, seeds or iterations: the time of a training, or of its iterations, in one thread. @param {Bench} bench @returns {Promise<Row[]>} */
async function growth(bench) {
  const base = { seeds: 1, iterations: 500, activation: 'relu' };
  const sizes = {
    base: { side: 32, ...base },
    cells: { side: 64, ...base },
    seeds: { side: 32, ...base, seeds: 4 },
    iterations: { side: 32, ...base, iterations: 2000 },
  };
  const turns = Object.entries(sizes).map(([name, { side, ...options }]) =>
    sweepTurn(bench.node, name, { experiment: map(side, options), workers: 0 }, name === 'base' ? 1 : 4),
  );
  const measured = await alternate(turns, { rounds: bench.quick ? 2 : 5, warmUps: 1 });
  return ['cells', 'seeds', 'iterations'].map((name) => ({
    what: `four times the ${name}: time / (4 × time)`,
    quantity: ratio(measured.get(name), measured.get('base')),
    target: { atMost: 1.1 },
  }));
}

/** The same trainings by createLab, by a sweep with one worker and with one a core. @param {Bench} bench @returns {Promise<Row[]>} */
async function cores(bench) {
  const experiment = hundredSeeds(bench.quick ? 20 : 60, 5000);
  const turns = [
    {
      name: 'labs',
      amount: 1,
      measure: async () => (await bench.node.ask({ task: 'oneByOne', experiment })).seconds,
    },
    sweepTurn(bench.node, 'alone', { experiment, workers: 1 }),
    sweepTurn(bench.node, 'cores', { experiment, workers: CORES }),
  ];
  const measured = await alternate(turns, { rounds: bench.quick ? 3 : 5, warmUps: 1 });
  const labs = measured.get('labs');
  return [
    {
      what: `one after the other by createLab / a sweep on ${CORES} cores`,
      quantity: ratio(labs, measured.get('cores')),
      target: CORES === 2 ? { atLeast: 1.9 } : undefined,
    },
    {
      what: 'a sweep in one worker, its start included / createLab',
      quantity: ratio(measured.get('alone'), labs),
      target: { atMost: 1.03 },
    },
  ];
}

/**
 * @param {Bench} bench
 * @returns {Promise<import('../table.js').Group>}
 */
export async function sweepGroup(bench) {
  const ways = await waysOfJax(bench);
  const site = bench.chromium && (await sweepSite());
  const seeds = await besideJax(bench, ways, {
    what: '100 seeds of He',
    experiment: (iterations) => hundredSeeds(100, iterations),
    count: 100,
    iterations: bench.quick ? 3000 : 15_000,
    few: 300,
    target: 0.75,
    sameCosts: true,
    live: site,
  });
  const side = 32;
  const maps = await besideJax(bench, ways, {
    what: `map of ${side} × ${side}, tanh`,
    experiment: (iterations) => map(side, { iterations }),
    count: side * side,
    iterations: 500,
    few: 100,
    target: 0.9,
    sameCosts: false,
  });
  const page = site ? await whileRefining(site, map(256)) : [];
  await site?.close();
  const rest = [...page, ...(await coarsePicture(bench)), ...(await growth(bench)), ...(await cores(bench))];
  return { title: `sweeps on ${CORES} cores`, rows: [...seeds, ...maps, ...rest] };
}
