/** The edit that switches an offered run on and off, and the versions of offered runs. A run that is switched on catches up with the others. */
import { places } from '../experiment/object.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./edits.js').Edit} Edit */

/**
 * The newest version of each offered run. Requests that name an older version refer to it.
 * @type {WeakMap<object, any>}
 */
const became = new WeakMap();

/** Records that a version of an offered run has replaced another. @param {any} run @param {any} next */
export const replace = (run, next) => void became.set(run, next);

/** The newest version of an offered run. @param {any} run */
export function latest(run) {
  let found = run;
  while (became.has(found)) found = became.get(found);
  return found;
}

/** The index of an offered run in the experiment, or -1 if it is off or gone. @param {Model} model @param {any} run */
export const indexOf = ({ chosen, offered }, run) => chosen.indexOf(offered.indexOf(latest(run)));

/** Switches a run on or off. @param {any} run an offered run @returns {Edit} */
export const toggle = (run) => ({
  key: 'toggle',
  make: async (model, tell) => {
    const { offered, chosen, catalogue } = model;
    // An earlier load may have offered this run again as a new object, or dropped it.
    let place = offered.indexOf(latest(run));
    if (place < 0) [place] = places([run], offered, catalogue.initializers);
    if (place < 0) place = offered.length;
    const index = chosen.indexOf(place);
    if (index >= 0) {
      if (chosen.length === 1)
        throw new RangeError('The last run cannot be switched off: switch another one on first.');
      return { changed: await tell('removeRun', index), chosen: chosen.toSpliced(index, 1), catchesUp: true };
    }
    const before = chosen.filter((other) => other < place).length;
    return {
      changed: await tell('addRun', run, before),
      offered: place === offered.length ? [...offered, run] : offered,
      chosen: chosen.toSpliced(before, 0, place),
      catchesUp: true,
    };
  },
});
