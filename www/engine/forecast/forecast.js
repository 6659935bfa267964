/** The signal forecast of a model: what its lines of code start from, at its own widths and depth. Nothing is trained. */
import { refused } from '../../experiment/refused.js';
import { engineBuild } from '../core-instance.js';
import * as input from '../input.js';
import { openInWorker } from '../sweep-pool.js';
import { cores } from '../threads.js';
import { layersOfModel } from './forecast-layers.js';
import { remedyOf } from './forecast-remedy.js';
import { Simulation, checkLaws } from './forecast-simulation.js';
import { expectedSignals } from './forecast-theory.js';
import { ForecastTrainer } from './forecast-trainer.js';
import { verdictOf } from './forecast-verdict.js';

/** @typedef {import('../../data/model/read-model.js').Model} Model */
/** @typedef {import('./forecast-layers.js').LayerInput} LayerInput */
/** @typedef {import('./forecast-loss.js').ForecastLoss} ForecastLoss */
/** @typedef {import('./forecast-remedy.js').Remedy} Remedy */
/** @typedef {import('./forecast-verdict.js').ForecastWord} ForecastWord */
/**
 * @typedef {object} ForecastOptions
 * @property {number} [inputVariance]  of each input, which is normal with mean 0; default 1
 * @property {number} [seeds]  networks that are drawn; default 5, at most 100, 0 for theory alone
 * @property {number} [samples]  inputs of each; 2 to 64, default 32
 * @property {ForecastLoss} [loss]  default: the model's, or an error signal of size 1 at the output
 * @property {number} [seed]  of the first network; default 1
 * @property {number} [workers]  one a core by default; 0: this thread
 * @property {AbortSignal} [signal]  stops it
 * @property {(progress: { done: number, total: number }) => void} [onProgress]  pieces of work of the simulation
 */
/**
 * @typedef {object} Estimate  over the networks that were drawn
 * @property {number} mean  root mean square over them
 * @property {number} standardError  of `mean`; 0 for one network
 * @property {number} low
 * @property {number} high
 */
/**
 * @typedef {object} LayerForecast
 * @property {number} layer  from 1
 * @property {number} inputs
 * @property {number} units
 * @property {string} activation
 * @property {{ signal: number | null, errorSignal: number | null }} theory  null where there is none
 * @property {{ signal: Estimate, errorSignal: Estimate } | null} simulation
 */
/**
 * @typedef {object} Forecast  signal: σ of a unit's activations between samples, root mean square over units; of the last layer, of its
 *   pre-activations. errorSignal: root mean square of ∂loss/∂z of a sample
 * @property {LayerForecast[]} layers
 * @property {ForecastWord} verdict
 * @property {number | null} layer  at which it goes wrong, from 1
 * @property {string} sentence  the verdict
 * @property {Remedy | null} remedy  the change that mends it; null if nothing is wrong, or nothing that was tried helps
 * @property {'theory' | 'simulation'} counts  what the verdict is of
 * @property {boolean} isWide  whether theory is within some 10 % of simulations: at least 128 inputs and hidden units in every layer, at
 *   most one layer for 25 of them, and half of 128 units of ReLU that respond to a sample. Elsewhere it is of a network that is wider than this one
 * @property {string[]} notes
 * @property {number} inputVariance
 * @property {ForecastLoss} loss
 * @property {number} seeds  that were simulated
 * @property {number} samples
 */

/** Time that a worker works before it answers, in milliseconds. */
const PIECE = 50;
const MOST_SEEDS = 100;
const MOST_SAMPLES = 64;
const LARGEST_VARIANCE = 1e6;
/** Widest layer that is simulated. */
export const WIDEST_SIMULATED = 4096;
/** Narrowest network, and layers for each of its units, that count as wide. */
const WIDE = 128;
const WIDTH_FOR_A_LAYER = 25;
/** Responding units of ReLU in such a network: half of them, within rounding. Low biases leave fewer. */
const RESPONDING = 0.499 * WIDE;
const LOSSES = ['unit', 'softmax_cross_entropy', 'binary_cross_entropy', 'mse'];

/** @param {string} path @param {unknown} value @param {number} low @param {number} high @param {boolean} [isWhole] */
function within(path, value, low, high, isWhole = false) {
  const given = input.number(path, value);
  if (given >= low && given <= high && (!isWhole || Number.isInteger(given))) return given;
  throw refused(RangeError, path, given, `a ${isWhole ? 'whole ' : ''}number from ${low} to ${high}`);
}

/** @param {unknown} loss @returns {ForecastLoss} */
function checkedLoss(loss) {
  if (!LOSSES.includes(/** @type {string} */ (loss)))
    throw refused(RangeError, 'loss', String(loss), `one of ${LOSSES.join(', ')}`);
  return /** @type {ForecastLoss} */ (loss);
}

/**
 * The signals by layer that theory and a simulation expect of a model at iteration 0.
 * @param {Model | { layers: LayerInput[], loss?: string | null, framework?: string } | LayerInput[]} model  what readModel gives, or layers
 * @param {ForecastOptions} [options]
 * @returns {Promise<Forecast>} rejected with the signal's reason if stopped
 * @throws {RangeError | TypeError} naming the value and the allowed values
 */
export async function forecast(model, options = {}) {
  const layers = layersOfModel(model);
  const { loss: own = null, framework = 'list' } = Array.isArray(model) ? {} : /** @type {any} */ (model);
  const inputVariance = within('inputVariance', options.inputVariance ?? 1, 0, LARGEST_VARIANCE);
  const seeds = within('seeds', options.seeds ?? 5, 0, MOST_SEEDS, true);
  const samples = within('samples', options.samples ?? 32, 2, MOST_SAMPLES, true);
  const first = within('seed', options.seed ?? 1, 0, 2 ** 32 - 1, true);
  const loss = checkedLoss(options.loss ?? own ?? 'unit');
  const workers = input.whole('workers', options.workers ?? cores());
  options.signal?.throwIfAborted();
  await engineBuild();
  checkLaws(layers);
  const theory = expectedSignals(layers, inputVariance, loss);
  const widest = Math.max(...layers.flatMap(({ inputs, units }) => [inputs, units]));
  const isSimulated = seeds > 0 && widest <= WIDEST_SIMULATED;
  const work = {
    layers,
    inputVariance,
    loss,
    samples,
    seeds: Array.from({ length: seeds }, (_, k) => (first + k) >>> 0),
  };
  const simulated = isSimulated ? await simulate(work, workers, options) : null;
  const narrowest = Math.min(...layers.map(({ inputs }) => inputs));
  const isWide = narrowest >= WIDE && layers.length * WIDTH_FOR_A_LAYER <= narrowest && theory.responding >= RESPONDING;
  const isUnknown = [...theory.signal, ...theory.errorSignal].some(Number.isNaN);
  const counts = simulated && (!isWide || isUnknown) ? 'simulation' : 'theory';
  const means = (/** @type {Estimate[]} */ estimates) => estimates.map(({ mean }) => mean);
  const counted =
    counts === 'simulation' && simulated
      ? { signal: means(simulated.signal), errorSignal: means(simulated.errorSignal) }
      : theory;
  const { word, layer, sentence } = verdictOf(layers, counted, inputVariance, counts);
  const isIll = word !== 'healthy' && word !== 'unknown';
  return {
    layers: layers.map(({ inputs, units, activation }, k) => ({
      layer: k + 1,
      inputs,
      units,
      activation,
      theory: { signal: known(theory.signal[k]), errorSignal: known(theory.errorSignal[k]) },
      simulation: simulated && { signal: simulated.signal[k], errorSignal: simulated.errorSignal[k] },
    })),
    verdict: word,
    layer,
    sentence,
    remedy: isIll ? remedyOf(layers, inputVariance, loss, framework in FRAMEWORKS ? framework : 'list') : null,
    counts,
    isWide,
    notes: notesOf({ isWide, widest, isSimulated: simulated !== null, seeds, theory }),
    inputVariance,
    loss,
    seeds: simulated ? seeds : 0,
    samples,
  };
}

const FRAMEWORKS = { pytorch: 0, keras: 0, flax: 0, equinox: 0, haiku: 0, list: 0 };

/** @param {number} value */
const known = (value) => (Number.isNaN(value) ? null : value);

/** @param {{ isWide: boolean, widest: number, isSimulated: boolean, seeds: number, theory: import('./forecast-theory.js').Signals }} what */
function notesOf({ isWide, widest, isSimulated, seeds, theory }) {
  const notes = [];
  if (!theory.isCentred)
    notes.push('Theory needs weights that are independent with mean 0. From the first other layer on, there is none.');
  else if (theory.signal.some(Number.isNaN))
    notes.push('The numbers of theory are too large to calculate with. From the first such layer on, there are none.');
  else if (theory.errorSignal.some(Number.isNaN))
    notes.push('There is no theory for this error signal: that of softmax with mean squared error, or too large.');
  else if (!isWide && isSimulated)
    notes.push(
      'Wide-network theory: this network is too narrow or too deep for it to be exact, or too few of its units respond. The simulation is what counts.',
    );
  else if (!isWide)
    notes.push(
      'Wide-network theory: this network is too narrow or too deep for it to be exact, or too few of its units respond.',
    );
  if (!isSimulated && seeds > 0)
    notes.push(`A layer has ${widest} units or inputs. Simulations take at most ${WIDEST_SIMULATED}.`);
  return notes;
}

/**
 * @param {import('./forecast-simulation.js').Simulated & { seeds: number[] }} work @param {number} workers @param {ForecastOptions} options
 * @returns {Promise<{ signal: Estimate[], errorSignal: Estimate[] }>}
 */
async function simulate(work, workers, { signal, onProgress }) {
  const { layers, seeds } = work;
  const total = seeds.length * Simulation.pieces(work);
  let [next, done] = [0, 0];
  /** @type {Float64Array[]} */
  const results = [];
  const hand = async (/** @type {number} */ place) => {
    const hired = place < workers ? await openInWorker(place, work).catch(() => null) : null;
    const opened = hired ?? inThisThread(work);
    try {
      for (let seed = next++; seed < seeds.length; seed = next++) {
        for (;;) {
          signal?.throwIfAborted();
          const piece = await opened.piece(seed, seed + 1, PIECE);
          done += /** @type {{ steps?: number }} */ (piece).steps ?? 0;
          if (piece.next > seed) results[seed] = piece.results;
          onProgress?.({ done, total });
          if (piece.next > seed) break;
        }
      }
    } finally {
      opened.close();
    }
  };
  const settled = await Promise.allSettled(
    Array.from({ length: Math.max(1, Math.min(workers, seeds.length)) }, (_, place) => hand(place)),
  );
  signal?.throwIfAborted();
  for (const each of settled) if (each.status === 'rejected') throw each.reason;
  const at = (/** @type {number} */ place) => estimateOf(results.map((values) => values[place]));
  return {
    signal: layers.map((_, k) => at(k)),
    errorSignal: layers.map((_, k) => at(layers.length + k)),
  };
}

/** @param {import('./forecast-simulation.js').Simulated & { seeds: number[] }} work */
function inThisThread(work) {
  const trainer = new ForecastTrainer(work);
  return {
    piece: async (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ milliseconds) => {
      // A timer, so that events of the page and an abort come between two pieces.
      await new Promise((resolve) => setTimeout(resolve));
      return trainer.piece(from, to, milliseconds);
    },
    close: () => trainer.free(),
  };
}

/** @param {number[]} values @returns {Estimate} */
function estimateOf(values) {
  const count = values.length;
  // In units of the largest, so that no square overflows.
  const largest = Math.max(...values) || 1;
  const squares = values.map((value) => (value / largest) ** 2);
  const mean = squares.reduce((sum, each) => sum + each, 0) / count;
  const variance = squares.reduce((sum, each) => sum + (each - mean) ** 2, 0) / Math.max(1, count - 1);
  const root = Math.sqrt(mean);
  return {
    mean: largest * root,
    standardError: root > 0 && count > 1 ? (largest * Math.sqrt(variance / count)) / (2 * root) : 0,
    low: Math.min(...values),
    high: Math.max(...values),
  };
}
