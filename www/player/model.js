/** What a lab shows, as data: its experiment, its runs, the last frame, and how it moves. */
import { catalogue } from '../experiment/catalogue.js';

/** @typedef {import('./transport.js').Mode} Mode */
/**
 * @typedef {object} Model
 * @property {'loading' | 'ready' | 'failed'} phase
 * @property {{ reason: string, message: string } | null} failure
 * @property {import('../experiment/catalogue.js').Catalogue} catalogue
 * @property {any} preset         the catalogue's entry, with its complete experiment
 * @property {any} experiment
 * @property {any[]} described    name, formula, source and start of each run of the experiment
 * @property {number} lastIteration  where training ends: with the longest run
 * @property {any[]} offered      runs that can be switched on and off
 * @property {number[]} chosen    of each run of the experiment, its place among those offered
 * @property {import('../engine/client.js').Opened['points'] | null} points
 * @property {import('../charts/scales.js').Bounds} bounds
 * @property {Shown | null} frame
 * @property {Mode} mode
 * @property {number} target      where the mode ends
 * @property {number} lagging     updates that were missing when runs were last switched on
 * @property {number} speed       iterations per second; Infinity: as fast as it goes
 * @property {number | null} pace iterations per second reached
 * @property {boolean} silent     the engine has not answered for a while
 * @property {boolean} settled    the picture shows this state in full
 */
/**
 * @typedef {object} Shown  a frame as it is shown
 * @property {number} iteration
 * @property {number} lastIteration
 * @property {number} behind
 * @property {number} learningRate
 * @property {any[]} runs  measured and described; while the lab moves, a tenth of a second ago
 * @property {number} measuredAt  the iteration that they are of
 * @property {import('../engine/frame.js').Measured['costs']} costs  as of the runs
 * @property {import('../charts/surface.js').Field[] | null} fields
 * @property {Uint32Array | null} colours  in which the fields are coloured
 * @property {import('../engine/inside.js').Inside[] | null} inside
 */

/** @returns {Model} */
export const emptyModel = () => ({
  phase: 'loading',
  failure: null,
  catalogue: /** @type {any} */ (catalogue),
  preset: null,
  experiment: null,
  described: [],
  lastIteration: 0,
  offered: [],
  chosen: [],
  points: null,
  bounds: { xMin: -1, xMax: 1, yMin: -1, yMax: 1 },
  frame: null,
  mode: 'rest',
  target: 0,
  lagging: 0,
  speed: 1000,
  pace: null,
  silent: false,
  settled: false,
});

/** The place in the experiment of a run that is on; -1 for another. @param {Model} model @param {any} run  one of those offered */
export const indexOf = (model, run) => model.chosen.indexOf(model.offered.indexOf(run));

/** The frame's entry for a run, if it is on. @param {Model} model @param {any} run  one of those offered */
export function runState(model, run) {
  const index = indexOf(model, run);
  return index < 0 ? null : (model.frame?.runs[index] ?? null);
}
