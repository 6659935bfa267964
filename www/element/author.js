/**
 * Applies the page author's attributes: opens the experiment and applies later changes with as little disruption as
 * possible. A refused value is ignored and reported in a note.
 */
import { SINGLE, assembled, experimentProblem, readSingle, wanted } from './attributes.js';
import { Stale } from '../engine/failure.js';
import { DEFAULT_PRESET } from '../experiment/catalogue.js';
import { get, same } from '../experiment/object.js';
import { setIterations, setLearningRate } from '../player/edits.js';

/** @typedef {import('../views/messages.js').Note} Note */

/** What most labs never need: their attributes stay as they are, and are right. */
const attributeChanges = () => import('./attribute-changes.js');

/** Trains exactly these runs. @param {any[]} runs @returns {import('../player/edits.js').Edit} */
const setRuns = (runs) => ({
  key: 'runs',
  make: async (model, tell) => (await import('../player/run-edits.js')).setRuns(runs).make(model, tell),
});

/** Fields that can change during training. @type {Record<string, (value: any) => import('../player/edits.js').Edit>} */
const LIVE = {
  'training.learningRate': setLearningRate,
  'training.iterations': setIterations,
  runs: setRuns,
};

export class Author {
  /** Notes about invalid attributes. @type {Note[]} */
  notes = [];
  #host;

  /**
   * @param {object} host  the parts of the element that this class uses
   * @param {import('../player/player.js').Player} host.player
   * @param {(key: string) => any} host.read  a property
   * @param {() => void} host.noted  called when the notes change
   */
  constructor(host) {
    this.#host = host;
  }

  /** The values requested by attributes. */
  #asked() {
    const { read } = this.#host;
    const { values, notes } = readSingle(read);
    this.notes = notes;
    const preset = String(read('preset') ?? DEFAULT_PRESET);
    const experiment = read('experiment') ?? null;
    // Omitted fields take the values of the default preset anyway, so an experiment over that preset names none.
    return { preset: experiment && preset === DEFAULT_PRESET ? undefined : preset, experiment, values };
  }

  /** @param {Note[]} notes */
  #note(...notes) {
    this.notes = [...this.notes, ...notes];
    this.#host.noted();
  }

  /** Reports that the experiment as a whole is invalid. @param {Error} error */
  blame(error) {
    if (!(error instanceof Stale)) this.#note({ attribute: 'experiment', message: `experiment: ${error.message}` });
  }

  /** The experiment that the attributes request, and a fallback if the core refuses it. */
  whole() {
    const { player, read } = this.#host;
    const given = read('experiment') ?? null;
    const problem = given === null ? null : experimentProblem(given);
    if (problem) {
      player.fail('experiment', problem);
      throw new Stale();
    }
    let asked = this.#asked();
    const before = this.notes;
    this.#host.noted();
    return {
      experiment: assembled(asked),
      /** @param {Error} error @returns {Promise<any>} null: an attribute is not to blame */
      amend: async (error) => {
        const left = (await attributeChanges()).withoutRefused(asked, error);
        if (!left) {
          this.notes = before;
          this.#host.noted();
          return null;
        }
        asked = left.asked;
        this.#note(...left.notes);
        return assembled(asked);
      },
    };
  }

  /**
   * Applies changed attributes to an open experiment.
   * @param {Map<PropertyKey, any>} changes
   */
  async change(changes) {
    const { player } = this.#host;
    const asked = this.#asked();
    this.#host.noted();
    const paths = SINGLE.filter(({ key }) => changes.has(key)).map(({ path }) => path);
    const { catalogue, experiment: before } = player.model;
    const preset = asked.preset === undefined ? catalogue.presets[0] : player.model.preset;
    const base = { ...asked, preset: preset.experiment };
    if (paths.every((path) => path in LIVE)) {
      await Promise.all(paths.map((path) => this.#live(path, base)));
      return;
    }
    const next = async (/** @type {any} */ current) =>
      (await attributeChanges()).changed(current, paths, base, (note) => this.#note(note));
    await player.load((/** @type {any} */ current) => next(current ?? before), {
      keepOffered: true,
      amend: async (error) => {
        const left = (await attributeChanges()).withoutRefused(base, error);
        if (!left) return null;
        base.values = left.asked.values;
        this.#note(...left.notes);
        return next(player.model.experiment);
      },
    });
  }

  /** @param {string} path @param {{ experiment: any, preset: any, values: Map<string, any> }} base */
  async #live(path, base) {
    const { player } = this.#host;
    const set = (/** @type {any} */ value) => {
      const { frame, experiment } = player.model;
      const now = path === 'training.learningRate' ? frame?.learningRate : get(experiment, path);
      return same(now, value) ? undefined : player.apply(LIVE[path](value));
    };
    try {
      await set(wanted(base, path));
    } catch (error) {
      const left = (await attributeChanges()).withoutRefused({ ...base, preset: '' }, /** @type {Error} */ (error));
      if (!left || !base.values.has(path)) throw error;
      this.#note(...left.notes);
      base.values = new Map([...base.values].filter(([name]) => name !== path));
      await set(wanted(base, path));
    }
  }
}
