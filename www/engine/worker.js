/** The worker's side of the engine, which holds every lab of a page. Requests are handled in order. */
import { applyChange } from './changes.js';
import { compiledCore, engineBuild, useCore } from './core-instance.js';
import { openHandle, randomSeed, split } from './create.js';
import { Lab } from './lab-class.js';
import { buffersOf, frame, runsOf } from './frame.js';
import { productsOf } from './picture.js';
import { buffersIn, reading } from './read.js';
import { holdLock } from './hold-lock.js';
import { expose, transfer } from './remote.js';
import { sweeps } from './no-sweeps.js';

/** @typedef {import('./frame.js').FrameRequest} FrameRequest */

/** @type {Map<string, import('./frame.js').Entry>} */
const labs = new Map();

/** @param {string} id @param {number} epoch */
function find(id, epoch) {
  const entry = labs.get(id);
  if (!entry || entry.epoch !== epoch) throw new Error(`lab ${id} is not open at epoch ${epoch}`);
  return entry;
}

/** @param {import('./frame.js').Entry} entry @param {number[] | null} own */
function assign(entry, own) {
  entry.own = own;
  // Other runs have a different pace, so the measured one does not apply.
  entry.pace = FIRST_PACE;
  entry.lab.assign(own ?? runsOf(entry));
}

/** Assumed updates per millisecond before the first measurement. */
const FIRST_PACE = 0.5;

const api = {
  build: engineBuild,
  core: compiledCore,
  useCore,
  split,
  randomSeed,

  /** @param {string} id @param {number} epoch @param {any} experiment */
  open: async (id, epoch, experiment) => {
    const lab = new Lab(await openHandle(experiment));
    const old = labs.get(id);
    if (old && old.epoch > epoch) {
      lab.free();
      throw new Error(`lab ${id} was opened again meanwhile`);
    }
    old?.lab.free();
    const { runs, experiment: complete } = lab;
    const products = productsOf(/** @type {any} */ (complete).network.hidden);
    labs.set(id, {
      lab,
      epoch,
      pace: FIRST_PACE,
      products,
      runs: runs.length,
      own: null,
      colours: old?.colours ?? null,
    });
    return { points: lab.points, experiment: complete, lastIteration: lab.lastIteration, runs };
  },

  /**
   * Leaves the other runs to other workers.
   * @param {string} id @param {number} epoch @param {number[] | null} own  the runs to keep; null: all
   */
  assign: (id, epoch, own) => assign(find(id, epoch), own),

  /** @param {string} id @param {number} epoch @param {import('./changes.js').Change} change @param {any[]} values @param {number[]} [own]  runs from then on */
  change: (id, epoch, change, values, own) => {
    const entry = find(id, epoch);
    applyChange(entry.lab, change, values);
    const { runs } = entry.lab;
    entry.runs = runs.length;
    entry.pace = FIRST_PACE;
    if (own) assign(entry, own);
    return { experiment: entry.lab.experiment, lastIteration: entry.lab.lastIteration, runs };
  },

  /** @param {string} id @param {number} epoch @param {FrameRequest} request */
  frame: (id, epoch, request) => {
    const made = frame(find(id, epoch), request);
    return transfer(made, buffersOf(made));
  },

  /**
   * Reads data of each run trained here.
   * @template {import('./read.js').Reading} What
   * @param {string} id @param {number} epoch @param {What} what @param {any[]} values
   */
  read: (id, epoch, what, values) => {
    const entry = find(id, epoch);
    const answer = reading(entry.lab, runsOf(entry), what, values);
    return transfer(answer, buffersIn(answer));
  },

  /** @param {string} id */
  close: (id) => {
    labs.get(id)?.lab.free();
    labs.delete(id);
  },

  holdLock,
  ...sweeps,
};
/** @typedef {typeof api} EngineApi */

expose(api, /** @type {any} */ (globalThis));
