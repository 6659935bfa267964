/** Edits of an experiment's runs, for `Player.apply`: set, add, remove and move offered runs, or train others. */
import { offer, places, presetRuns, same, sameRun } from '../experiment/object.js';
import { indexOf, replace } from './run-toggle.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./edits.js').Edit} Edit */
/** @typedef {import('./edits.js').Tell} Tell */
/** @typedef {import('./edits.js').Changed} Changed */

/**
 * Replaces a run. Like the three edits below, it does nothing if the run is gone.
 * @param {any} run  an offered run @param {any} value  the new run, or a function of the current one
 * @returns {Edit}
 */
export const setRun = (run, value) => ({
  key: 'run',
  make: async (model, tell) => {
    const index = indexOf(model, run);
    const before = model.experiment.runs[index];
    const made = index >= 0 && typeof value === 'function' ? value(before) : value;
    if (index < 0 || made === before) return {};
    const changed = await tell('setRun', index, made);
    const place = model.chosen[index];
    replace(model.offered[place], changed.experiment.runs[index]);
    return { changed, offered: model.offered.with(place, changed.experiment.runs[index]), catchesUp: true };
  },
});

/**
 * Adds a run after another one, or at the end.
 * @param {any} value  the new run, or a function of the other run's current version @param {any} [behind]  an offered run
 * @returns {Edit}
 */
export const addRun = (value, behind = null) => ({
  key: 'run',
  make: async (model, tell) => {
    const index = behind === null ? model.chosen.length - 1 : indexOf(model, behind);
    if (behind !== null && index < 0) return {};
    const at = index + 1;
    const made = typeof value === 'function' ? value(model.experiment.runs[index]) : value;
    const changed = await tell('addRun', made, at);
    const offered = [...model.offered, changed.experiment.runs[at]];
    return { changed, offered, chosen: model.chosen.toSpliced(at, 0, offered.length - 1), catchesUp: true };
  },
});

/** Removes an offered run, unless it belongs to the preset. @param {any} run an offered run @returns {Edit} */
export const removeRun = (run) => ({
  key: 'run',
  make: async (model, tell) => {
    const index = indexOf(model, run);
    if (index < 0) return {};
    const changed = await tell('removeRun', index);
    const place = model.chosen[index];
    const chosen = model.chosen.toSpliced(index, 1);
    if (isPresets(model, model.offered[place])) return { changed, chosen, catchesUp: true };
    return {
      changed,
      offered: model.offered.toSpliced(place, 1),
      chosen: chosen.map((other) => (other > place ? other - 1 : other)),
      catchesUp: true,
    };
  },
});

/** @param {Model} model @param {any} run */
const isPresets = ({ preset, catalogue }, run) =>
  presetRuns(preset).some((other) => sameRun(other, run, catalogue.initializers));

/**
 * Moves a run up or down, unless it is already at the end. The answer is its new index, or -1 if it has none.
 * @param {any} run  an offered run @param {number} by  places @returns {Edit}
 */
export const moveRun = (run, by) => ({
  key: 'run',
  make: async (model, tell) => {
    const from = indexOf(model, run);
    const to = from + by;
    if (from < 0 || to < 0 || to >= model.chosen.length) return { answer: from };
    const changed = await tell('moveRun', from, to);
    const place = model.chosen[from];
    return { changed, chosen: model.chosen.toSpliced(from, 1).toSpliced(to, 0, place), answer: to };
  },
});

/**
 * Trains exactly these runs, in this order. Runs already on continue, runs switched off remain offered. If one run is
 * refused, nothing changes.
 * @param {any[]} runs @returns {Edit}
 */
export const setRuns = (runs) => ({
  key: 'runs',
  make: async (model, tell) => {
    if (!runs.length) throw new RangeError('runs: an empty list is not allowed; there has to be one run');
    const { initializers } = model.catalogue;
    const before = model.experiment.runs;
    /** @type {Changed} */
    let changed;
    try {
      changed = await exchange(before, runs, initializers, tell);
    } catch (error) {
      const { experiment } = await tell('moveRun', 0, 0);
      if (!same(experiment.runs, before)) await exchange(experiment.runs, before, initializers, tell);
      throw error;
    }
    const offered = offer(changed.experiment.runs, [], initializers, model.offered);
    return { changed, offered, chosen: places(changed.experiment.runs, offered, initializers), catchesUp: true };
  },
});

/**
 * Changes the runs in as few steps as possible. There is always at least one run, and runs are removed before others
 * are added.
 * @param {any[]} now @param {any[]} wanted @param {Model['catalogue']['initializers']} initializers @param {Tell} tell
 */
async function exchange(now, wanted, initializers, tell) {
  const left = [...now];
  const stays = places(left, wanted, initializers);
  let changed = await tell('moveRun', 0, 0);
  for (let k = left.length - 1; k >= 0 && left.length > 1; k -= 1) {
    if (stays[k] >= 0) continue;
    changed = await tell('removeRun', k);
    left.splice(k, 1);
  }
  for (const [k, run] of wanted.entries()) {
    const at = left.findIndex((other, i) => i >= k && sameRun(other, run, initializers));
    if (at > k) {
      changed = await tell('moveRun', at, k);
      left.splice(k, 0, ...left.splice(at, 1));
    } else if (at < 0 && k === 0 && !stays.some((place) => place >= 0)) {
      changed = await tell('setRun', 0, run);
      left[0] = run;
    } else if (at < 0) {
      changed = await tell('addRun', run, k);
      left.splice(k, 0, run);
    }
  }
  return changed;
}
