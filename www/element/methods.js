/** Public methods of <init-lab>. */
import { toBlob, toCSV } from './exports.js';
import { Lab, lab } from './element-lab.js';
import { resultsRead, resultsShown } from './results.js';
import { DEFAULT_PRESET } from '../experiment/catalogue.js';
import { toLink } from '../experiment/link.js';
import { refused } from '../experiment/refused.js';

/** @typedef {ReturnType<typeof import('./properties.js').withProperties>} WithProperties */

/** @param {string} name @param {any} value @param {string} allowed @param {RangeErrorConstructor | TypeErrorConstructor} [Kind] @returns {never} */
function refuse(name, value, allowed, Kind = TypeError) {
  const said =
    ['object', 'function'].includes(typeof value) && value !== null ? `a value of type ${typeof value}` : String(value);
  throw refused(Kind, name, said, allowed, `${name} is ${said}; allowed: ${allowed}`);
}

/** A copy of an experiment. @param {any} experiment */
function copied(experiment) {
  try {
    return structuredClone(experiment);
  } catch {
    return refuse('experiment', experiment, 'plain data, as in a file: objects, lists, texts, numbers, true and false');
  }
}

/** @param {string} name @param {any} value */
function checkWhole(name, value) {
  if (!Number.isSafeInteger(value) || value < 0) refuse(name, value, 'a whole number from 0', RangeError);
}

/** @param {WithProperties} Base */
export const withMethods = (Base) =>
  class WithMethods extends Base {
    [lab] = new Lab(this);

    /** Plays at the chosen speed. An element that is not on a page plays after it is added to one. */
    play() {
      this[lab].inOrder().sweeping.play();
    }

    pause() {
      this[lab].sweeping.pause();
    }

    /** Whether the lab, or its sweep, is at rest. */
    get paused() {
      return !this[lab].sweeping.moves;
    }

    /** Pauses. Returns a function that resumes, or null if nothing was moving. @returns {(() => void) | null} */
    suspend() {
      return this[lab].sweeping.suspend();
    }

    /** Returns to iteration 0 with the same weights. @returns {Promise<void>} */
    async rewind() {
      if (this[lab].inOrder().sweeping.isOn) this[lab].features.stage?.cancel();
      else await this[lab].opener.rewind((work) => this[lab].whenOpen(work));
    }

    /**
     * @param {number} [count] iterations to advance
     * @returns {Promise<number>} the iteration at which the lab next comes to rest; another command may change it
     */
    async advance(count = 1) {
      checkWhole('count', count);
      return this[lab].inOrder().untilRest((player) => player.advance(count));
    }

    /**
     * Goes back to an iteration, or forward to one that the lab has been at. Runs are trained again from the nearest
     * kept state; a lab that plays goes on from there.
     * @param {number} iteration
     * @returns {Promise<number>} the iteration, once all runs are there
     */
    async seek(iteration) {
      checkWhole('iteration', iteration);
      return this[lab].inOrder().seek(iteration);
    }

    /** Runs the lab to its last iteration, or its sweep to the last training. @returns {Promise<number>} as of advance() */
    runToEnd() {
      if (this[lab].inOrder().sweeping.isOn) return this[lab].sweeping.runToEnd();
      return this[lab].untilRest((player) => player.runToEnd());
    }

    /** The iteration reached by all runs. */
    get iteration() {
      return this[lab].player.iteration;
    }

    /** Whether the lab is at rest and its picture is complete. Out of sight, a coarse picture counts as complete. */
    get settled() {
      const { sweeping, player } = this[lab];
      return player.model.settled && (!sweeping.isOn || sweeping.settled);
    }

    /** The results on screen, for every run. Null before load. */
    getResults() {
      const { frame } = this[lab].player.model;
      return frame && resultsShown(frame, this[lab].samples);
    }

    /** What is trained of the sweep on stage. Null without one, and before it is open. */
    getSweepResults() {
      return this[lab].features.stage?.publicResults ?? null;
    }

    /**
     * Exact measurements inside each run's network, at the iteration reached when the engine is asked. In a moving lab
     * this lies between two frames.
     */
    async inspect() {
      const own = this[lab].inOrder();
      return resultsRead(await own.whenOpen(() => own.player.read('inspections')), own.samples);
    }

    /** The complete experiment, in the format of files, links and the headless API. Null before load. */
    getState() {
      const { experiment } = this[lab].player.model;
      return experiment && structuredClone(experiment);
    }

    /**
     * Opens an experiment. Rejects a refused one and keeps the current experiment.
     * @param {any} experiment
     * @returns {Promise<void>}
     */
    async setState(experiment) {
      // As in the engine, omitted fields take their defaults.
      await this[lab].inOrder().opener.openState(copied(experiment === undefined ? {} : experiment));
    }

    /** The experiment as the text of a link, without "#", such as "preset=deep_relu&learningRate=0.1". Empty before load. */
    getLink() {
      const { experiment, catalogue, preset } = this[lab].player.model;
      return experiment ? toLink(experiment, /** @type {any} */ (catalogue), preset?.name) : '';
    }

    /**
     * Opens a link. Leaves out unreadable and refused parts and reports them above the lab.
     * @param {string} text  with or without "#" or "?"
     * @param {{ base?: any, problems?: string[] }} [how]  base: the experiment that a link without a preset starts from; problems: further messages to report
     * @returns {Promise<void>}
     */
    async openLink(text, how) {
      if (typeof text !== 'string') refuse('text', text, 'the text of a link');
      const { base, problems = [] } = how ?? {};
      if (!Array.isArray(problems)) refuse('problems', problems, 'a list of messages');
      return this[lab].inOrder().opener.openLink(text, base ?? { preset: DEFAULT_PRESET }, problems);
    }

    /**
     * A picture of the comparison, the chart or one panel, including caption and link.
     * @param {Partial<Parameters<typeof import('../export/image.js').toBlob>[1]>} [options]
     * @returns {Promise<Blob>}
     */
    async toBlob(options = {}) {
      return this[lab].inOrder().whenOpen(() => toBlob(this[lab].features, options));
    }

    /** The recorded costs of every run, as CSV; of a sweep on stage, every training. @returns {Promise<string>} */
    async toCSV() {
      return this[lab].inOrder().whenOpen(() => toCSV(this[lab].features));
    }
  };
