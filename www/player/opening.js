/** Opens an experiment in the engine and derives the model from the result. */
import { encloses, squareBounds } from '../charts/scales.js';
import { nearestPreset } from '../experiment/link.js';
import { offer, places, presetRuns } from '../experiment/object.js';
import { speedFor } from './speed.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('../engine/client.js').Opened} Opened */
/**
 * @typedef {object} LoadHow
 * @property {boolean} [keepOffered]  for an edited experiment: keeps the preset and the offered runs
 * @property {string} [preset]  the preset of an experiment that names none; the nearest one by default
 * @property {number} [iteration]  trains to this iteration, as after a restart
 * @property {(error: Error) => any} [amend]  returns an experiment to open in place of a refused one, or a promise of it; null: none
 */

/** Whether the core refused the experiment. @param {any} error */
export const isRefusal = (error) => error instanceof RangeError || error instanceof TypeError;

/**
 * Opens an experiment, or its replacement if it is refused.
 * @param {{ open: (experiment: any) => Promise<Opened> }} client @param {any} experiment
 * @param {((error: Error) => any) | undefined} amend  returns an experiment to open in place of a refused one, or a promise of it; null: none
 */
export async function openOr(client, experiment, amend) {
  for (let asked = experiment; ;) {
    try {
      return { asked, opened: await client.open(asked) };
    } catch (error) {
      const other = isRefusal(error) ? await amend?.(/** @type {Error} */ (error)) : null;
      if (!other) throw error;
      asked = other;
    }
  }
}

/**
 * The model's part after a change. Until the user chooses a speed, it follows the number of iterations.
 * @param {Model} model  before @param {import('../engine/client.js').Changed} changed
 * @returns {Partial<Model>}
 */
export const changedPart = ({ speedChosen, speed }, { experiment, lastIteration, runs }) => ({
  experiment,
  lastIteration,
  described: runs,
  speed: speedChosen ? speed : speedFor(lastIteration),
  settled: false,
});

/** @param {Float64Array} a @param {Float64Array} b */
const sameNumbers = (a, b) => a.length === b.length && a.every((value, k) => value === b[k]);

/**
 * The preset, points, picture bounds and offered runs of an opened experiment.
 * @param {Model} model  before @param {Opened} opened
 * @param {{ presetName?: string, keepOffered: boolean, keepBounds: boolean }} how  presetName: the nearest one by default; keepOffered:
 *   keeps the offered runs; keepBounds: keeps the bounds of the pictures if they contain the points
 * @returns {Partial<Model>}
 */
export function openedPart(model, { experiment, points }, { presetName, keepOffered, keepBounds }) {
  const { catalogue, bounds } = model;
  const { initializers, presets } = catalogue;
  const preset =
    presets.find(({ name }) => name === presetName) ??
    nearestPreset(experiment, /** @type {import('../experiment/link.js').LinkCatalogue} */ (catalogue));
  const { train, test } = points;
  const stays =
    model.points !== null &&
    sameNumbers(model.points.train.points, train.points) &&
    sameNumbers(model.points.test.points, test.points);
  // The same points keep their bounds, even bounds wider than the points alone would need.
  const keeps = stays || (keepBounds && encloses(bounds, train.points, test.points));
  const { runs } = experiment;
  const offered = offer(runs, presetRuns(preset), initializers, keepOffered ? model.offered : []);
  return {
    preset,
    speedChosen: preset === model.preset && model.speedChosen,
    points,
    bounds: keeps ? bounds : squareBounds(train.points, test.points),
    offered,
    chosen: places(runs, offered, initializers),
  };
}
