/** The state that a lab shows, as data: its experiment, runs, last frame and movement. */
import { catalogue } from '../experiment/catalogue.js';

/** @typedef {import('./transport.js').Mode} Mode */
/** @typedef {Pick<import('../engine/client.js').LabClient, 'open' | 'change' | 'frame' | 'read' | 'split' | 'randomSeed' | 'recruit' | 'takes' | 'inspects' | 'leave' | 'close' | 'abandon'>} Client */
/** @typedef {'model' | 'load' | 'frame' | 'picture' | 'experiment' | 'finish' | 'failure'} What  picture: a frame that was not measured */
/**
 * @typedef {object} Model
 * @property {'loading' | 'ready' | 'failed'} phase
 * @property {{ reason: string, message: string } | null} failure
 * @property {import('../experiment/catalogue.js').Catalogue} catalogue
 * @property {any} preset         the catalogue's entry, with its complete experiment
 * @property {any} experiment
 * @property {any[]} described    name, formula, source and initial layers of each run
 * @property {number} lastIteration  the last iteration of the longest run
 * @property {any[]} offered      runs that the user can switch on and off
 * @property {number[]} chosen    the index in `offered` of each run of the experiment
 * @property {import('../engine/client.js').Opened['points'] | null} points
 * @property {import('../charts/scales.js').Bounds} bounds
 * @property {Shown | null} frame
 * @property {Mode} mode
 * @property {number} target      the iteration at which the current mode ends
 * @property {number} lagging     updates that were missing when runs were last switched on
 * @property {number} speed       iterations per second; Infinity: as fast as it goes
 * @property {boolean} speedChosen  by the user; otherwise it follows from the number of iterations
 * @property {number | null} pace iterations per second reached
 * @property {boolean} silent     the engine has not answered for a while
 * @property {{ experiment: any, how: import('./opening.js').LoadHow } | null} before  what was open before this experiment, to go back to from one that the engine does not finish
 * @property {import('./work-progress.js').Progress | null} progress  of opening or inspection that has taken a second; null: there is none
 * @property {number} takes       seconds that an experiment that opens will take until its first picture, roughly; 0: not long
 * @property {boolean} settled    the picture shows the current state in full detail
 */
/**
 * @typedef {object} Shown  the frame on screen
 * @property {number} iteration
 * @property {number} furthest  the last iteration reached in this course of training
 * @property {number} lastIteration
 * @property {number} behind
 * @property {number} learningRate
 * @property {any[]} runs  measurements and descriptions; in a moving lab, about a tenth of a second old
 * @property {number} measuredAt  the iteration of these measurements
 * @property {import('../engine/frame.js').Measured['costs']} costs  of the same iteration as `runs`
 * @property {import('../charts/surface.js').Field[] | null} fields
 * @property {Uint32Array | null} colours  colours of the fields
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
  speedChosen: false,
  pace: null,
  silent: false,
  before: null,
  progress: null,
  takes: 0,
  settled: false,
});

/** Whether all runs are at the end of training. @param {Model} model */
export const isAtEnd = ({ frame }) => frame !== null && frame.iteration >= frame.lastIteration && frame.behind === 0;

/**
 * The index of an offered run in the experiment, or -1 if it is off.
 * @param {Model} model
 * @param {any} run  an offered run
 */
export const indexOf = (model, run) => model.chosen.indexOf(model.offered.indexOf(run));

/**
 * The frame's entry for an offered run, if the run is on.
 * @param {Model} model
 * @param {any} run  an offered run
 */
export function runState(model, run) {
  const index = indexOf(model, run);
  return index < 0 ? null : (model.frame?.runs[index] ?? null);
}
