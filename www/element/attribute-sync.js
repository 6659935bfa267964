/**
 * What the author of a page asks of an element, done: an experiment opened from its attributes, and each later change of them with as
 * little disruption as it takes. What is refused counts as not given, and leaves a note. It comes late.
 */
import {
  DEFAULT_PRESET,
  SINGLE,
  assembled,
  changed,
  experimentProblem,
  readSingle,
  withoutRefused,
} from './attributes.js';
import { Stale } from '../engine/client.js';
import { get, same } from '../experiment/fields.js';
import { Superseded } from '../player/player.js';

/** @typedef {import('./attributes.js').Note} Note */

/** Fields that change while training, and what the player does then. @type {Record<string, (edits: import('../player/edits.js').Edits, value: any) => Promise<any>>} */
const LIVE = {
  'training.learningRate': (edits, rate) => edits.setLearningRate(rate),
  'training.iterations': (edits, iterations) => edits.setIterations(iterations),
  runs: (edits, runs) => edits.setAll(runs),
};

export class Author {
  /** What attributes say that cannot be. @type {Note[]} */
  notes = [];
  #host;

  /**
   * @param {object} host  the element, as far as it is needed here
   * @param {import('../player/player.js').Player} host.player
   * @param {import('../player/edits.js').Edits} host.edits
   * @param {(key: string) => any} host.read  a property
   * @param {() => void} host.noted  notes have come or gone
   */
  constructor(host) {
    this.#host = host;
  }

  /** What attributes ask for. */
  #asked() {
    const { read } = this.#host;
    const { values, notes } = readSingle(read);
    this.notes = notes;
    const preset = String(read('preset') ?? DEFAULT_PRESET);
    const experiment = read('experiment') ?? null;
    // What the default preset has is what an experiment leaves out: over that one, it names none.
    return { preset: experiment && preset === DEFAULT_PRESET ? undefined : preset, experiment, values };
  }

  /** @param {Note[]} notes */
  #note(...notes) {
    this.notes = [...this.notes, ...notes];
    this.#host.noted();
  }

  /** The experiment as a whole cannot be: said in its place. @param {Error} error */
  blame(error) {
    if (!(error instanceof Superseded))
      this.#note({ attribute: 'experiment', message: `experiment: ${error.message}` });
  }

  /** The experiment that attributes ask for, as the core takes it, and what to ask for where it is refused. */
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
      /** @param {Error} error @returns {any} null: an attribute is not to blame */
      amend: (error) => {
        const left = withoutRefused(asked, error.message);
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
   * Does what changed attributes ask for, in an experiment that is open.
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
    await player.load((/** @type {any} */ current) => changed(current ?? before, paths, base), {
      keepOffered: true,
      amend: (error) => {
        const left = withoutRefused(base, error.message);
        if (!left) return null;
        base.values = left.asked.values;
        this.#note(...left.notes);
        return changed(player.model.experiment, paths, base);
      },
    });
  }

  /** @param {string} path @param {{ experiment: any, preset: any, values: Map<string, any> }} base */
  async #live(path, base) {
    const { player, edits } = this.#host;
    const wanted = () => get(changed(player.model.experiment, [path], base), path);
    const set = (/** @type {any} */ value) => {
      const { frame, experiment } = player.model;
      const now = path === 'training.learningRate' ? frame?.learningRate : get(experiment, path);
      return same(now, value) ? undefined : LIVE[path](edits, value);
    };
    try {
      await set(wanted());
    } catch (error) {
      const left = withoutRefused({ ...base, preset: '' }, /** @type {Error} */ (error).message);
      if (!left || !base.values.has(path)) throw error;
      this.#note(...left.notes);
      base.values = new Map([...base.values].filter(([name]) => name !== path));
      await set(wanted());
    }
  }
}
