/** Methods of <init-lab>: what other people's code asks of it. */
import { toBlob, toCSV } from './exports.js';
import { Lab, lab } from './element-lab.js';
import { resultsRead, resultsShown } from './results.js';
import { DEFAULT_PRESET } from '../experiment/catalogue.js';
import { toLink } from '../experiment/link.js';

/** @typedef {ReturnType<typeof import('./properties.js').withProperties>} WithProperties */

/** @param {WithProperties} Base */
export const withMethods = (Base) =>
  class WithMethods extends Base {
    [lab] = new Lab(this);

    /** Trains at the speed set; an element that is on no page plays once it is there. */
    play() {
      this[lab].opener.play();
    }

    pause() {
      this[lab].opener.pause();
    }

    /** Whether nothing moves. */
    get paused() {
      return this[lab].player.model.mode === 'rest';
    }

    /** Rests; what it gives back goes on as before. Null where nothing moved. @returns {(() => void) | null} */
    suspend() {
      return this[lab].player.suspend();
    }

    /** Iteration 0, with the same weights. @returns {Promise<void>} */
    async rewind() {
      await this[lab].opener.rewind();
    }

    /**
     * @param {number} [count] iterations to go on by
     * @returns {Promise<number>} the iteration at which the lab next comes to rest: there, unless something else was asked for meanwhile
     */
    advance(count = 1) {
      if (!Number.isSafeInteger(count) || count < 0)
        throw new RangeError(`count is ${count}; allowed: a whole number from 0`);
      return this[lab].untilRest((player) => player.advance(count));
    }

    /** @returns {Promise<number>} as of advance() */
    runToEnd() {
      return this[lab].untilRest((player) => player.runToEnd());
    }

    /** The iteration that all runs have reached. */
    get iteration() {
      return this[lab].player.iteration;
    }

    /** Whether nothing moves and the picture is complete; out of sight, at least a coarse one. */
    get settled() {
      return this[lab].player.model.settled;
    }

    /** What is on screen: the figures of every run. Null before load. */
    getResults() {
      const { frame } = this[lab].player.model;
      return frame && resultsShown(frame, this[lab].samples);
    }

    /**
     * What passes through each run's network, exactly, at the iteration reached when the engine is asked: between two frames, where the lab
     * moves.
     */
    async inspect() {
      await this[lab].opened();
      return resultsRead(await this[lab].player.read('inspections'), this[lab].samples);
    }

    /** The complete experiment: the same object as a file, a link and the headless API use. Null before load. */
    getState() {
      const { experiment } = this[lab].player.model;
      return experiment && structuredClone(experiment);
    }

    /** Opens an experiment. A refused one rejects, and leaves what was shown. @param {any} experiment @returns {Promise<void>} */
    async setState(experiment) {
      // What is left out is the default, as for the engine.
      await this[lab].opener.openState(structuredClone(experiment === undefined ? {} : experiment));
    }

    /** The text of a link to the experiment, without "#", such as "preset=deep_relu&learningRate=0.1"; empty before load. */
    getLink() {
      const { experiment, catalogue, preset } = this[lab].player.model;
      return experiment ? toLink(experiment, /** @type {any} */ (catalogue), preset?.name) : '';
    }

    /**
     * Opens what a link says. What of it cannot be read, or is refused, is left out, and said above the lab.
     * @param {string} text  with or without "#" or "?"
     * @param {{ base?: any, problems?: string[] }} [how]  base: what a link begins from that names no preset; problems: what else to say
     * @returns {Promise<void>}
     */
    openLink(text, { base = { preset: DEFAULT_PRESET }, problems = [] } = {}) {
      return this[lab].opener.openLink(text, base, problems);
    }

    /**
     * A picture of the comparison, the chart or one panel, with caption and link written in.
     * @param {Partial<Parameters<typeof import('../export/image.js').toBlob>[1]>} [options]
     * @returns {Promise<Blob>}
     */
    async toBlob(options = {}) {
      await this[lab].opened();
      return toBlob(this[lab].features, options);
    }

    /** The costs that were kept of every run, as CSV. @returns {Promise<string>} */
    async toCSV() {
      await this[lab].opened();
      return toCSV(this[lab].features);
    }
  };
