/** Opening an experiment: what the engine is asked to open, and what the model has then. */
import { encloses, squareBounds } from '../charts/scales.js';
import { nearestPreset } from '../experiment/link.js';
import { offer, places, presetRuns } from '../experiment/object.js';
import { speedFor } from './speed.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('../engine/client.js').Opened} Opened */
/**
 * @typedef {object} LoadHow
 * @property {boolean} [keepOffered]  it is made of what was open, and keeps its preset
 * @property {string} [preset]  whose it is, where the experiment names none; the nearest one unless given
 * @property {number} [iteration]  go there, as after a restart
 * @property {(error: Error) => any} [amend]  what to open in place of an experiment that is refused, or a promise of it; null: nothing
 */

/** Whether the core said that an experiment is not allowed. @param {any} error */
export const isRefusal = (error) => error instanceof RangeError || error instanceof TypeError;

/**
 * Opens an experiment, or what is to be opened where it is refused.
 * @param {{ open: (experiment: any) => Promise<Opened> }} client @param {any} experiment
 * @param {((error: Error) => any) | undefined} amend  what to open in place of a refused one, or a promise of it; null: nothing
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

/** @param {Float64Array} a @param {Float64Array} b */
const sameNumbers = (a, b) => a.length === b.length && a.every((value, k) => value === b[k]);

/**
 * Preset, points, edges of the pictures, and runs on offer of an experiment that was opened.
 * @param {Model} model  before @param {Opened} opened
 * @param {{ presetName?: string, keepOffered: boolean, keepBounds: boolean }} how  presetName: the nearest one unless given; keepOffered:
 *   runs that were offered stay; keepBounds: the pictures' edges stay where they are if the points are inside
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
  // The same points stay where they are, also when they were drawn in a picture wider than they alone would have.
  const keeps = stays || (keepBounds && encloses(bounds, train.points, test.points));
  const { runs } = experiment;
  const offered = offer(runs, presetRuns(preset), initializers, keepOffered ? model.offered : []);
  return {
    preset,
    speed: preset === model.preset ? model.speed : speedFor(preset.experiment.training.iterations),
    points,
    bounds: keeps ? bounds : squareBounds(train.points, test.points),
    offered,
    chosen: places(runs, offered, initializers),
  };
}
