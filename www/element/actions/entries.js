/** Actions for typed values, seeds, chart readings and the choice of runs. */
import { grouped, integer, typedRate } from '../../charts/format.js';
import { EngineFailure, Stale } from '../../engine/failure.js';
import { format as textOf, parse } from '../../experiment/fields.js';
import { quoted } from '../../experiment/notation.js';
import { fieldOf, valueOf } from '../../experiment/object.js';
import { newSeed, randomSeed, setIterations, setLearningRate, setRateFromStart, setSeed } from '../../player/edits.js';
import { toggle } from '../../player/run-toggle.js';
import { Superseded } from '../../player/work-queue.js';
import { refusal } from '../../views/refusal.js';

/** @typedef {import('../../views/settings/setting-field.js').Entry & { id: string }} Entry */

/**
 * A whole number that can be read in two ways, as a question: "20 or 20,000?"
 * @param {string} text @param {number[]} choices @param {(choice: number) => void} answer
 */
function question(text, choices, answer) {
  const answers = choices.map((choice) => ({ text: integer(choice), use: () => answer(choice) }));
  const [first, second] = answers.map((choice) => choice.text);
  const asked = second ? `Do you mean ${first} or ${second}?` : `Do you mean ${first}?`;
  return Object.assign(new RangeError(`${quoted(text.trim())} is not clear. ${asked}`), { answers });
}

/** @param {import('../element-lab.js').Lab} lab */
export function entryActions(lab) {
  const { player } = lab;

  /**
   * Applies a typed value, or shows beside the control why it cannot be used, or what it may mean.
   * @param {Entry} given @param {string} text @returns {Promise<void>}
   */
  const enter = (given, text) => {
    const { id, label, spec, value, text: shown, use } = given;
    return lab.byUser(id, async () => {
      try {
        await use(parse(spec, text));
      } catch (error) {
        if (error instanceof Superseded) throw error;
        const { choices } = /** @type {{ choices?: number[] }} */ (error);
        if (choices && spec.type === 'integer') {
          const answer = (/** @type {number} */ choice) => {
            enter(given, String(choice));
            lab.act.focus(id); // the answers go away
          };
          throw question(text, choices, answer);
        }
        const told = refusal(/** @type {Error} */ (error), label, spec, shown ?? textOf(spec, value), text);
        throw new RangeError(told, { cause: error });
      }
    });
  };

  /** @param {string} id @param {string} label @param {string} path @param {(value: any) => import('../../player/edits.js').Edit} edit @returns {Entry} */
  const entry = (id, label, path, edit) => {
    const { experiment, catalogue } = player.model;
    const spec = fieldOf(catalogue, path);
    return { id, label, spec, value: valueOf(experiment, spec), use: (value) => player.apply(edit(value)) };
  };

  /** Asks the engine for a seed. Where there is no source of randomness, the error says which seed stays. */
  const drawSeed = async () => {
    try {
      return await player.randomSeed();
    } catch (error) {
      if (error instanceof EngineFailure || error instanceof Stale) throw error;
      const { message } = /** @type {Error} */ (error);
      const kept = grouped(String(player.model.experiment.seed));
      throw new Error(`No seed could be drawn: ${message}. It stays ${kept}.`, { cause: error });
    }
  };

  return /** @satisfies {Partial<import('../../views/view.js').Actions>} */ ({
    enter,
    /** @param {import('../../player/edits.js').Edit} edit */
    apply: (edit) => player.apply(edit),
    newSeed: () => lab.byUser('seed', () => player.apply(newSeed(player.model))),
    surprise: () => lab.byUser('seed', () => player.apply(randomSeed(drawSeed))),
    /** @param {string} text */
    setSeed: (text) => enter(entry('seed', 'Seed', 'seed', setSeed), text),
    /** @param {string} text */
    setIterations: (text) => enter(entry('iterations', 'Iterations', 'training.iterations', setIterations), text),
    /** @param {string} text */
    setLearningRate: (text) => {
      lab.set({ draggedRate: null });
      // After the last update no rate is used any more: one that is entered there is for the next time.
      const ended = player.iteration >= player.model.lastIteration;
      const edit = ended ? setRateFromStart : setLearningRate;
      const at = entry('learningRate', 'Learning rate', 'training.learningRate', edit);
      const now = player.model.frame?.learningRate ?? at.value;
      enter({ ...at, text: typedRate(now) }, text);
    },
    /** @param {number | null} draggedRate */
    dragRate: (draggedRate) => lab.set({ draggedRate }),
    /** @param {number} rate */
    useRate: (rate) => lab.byUser('learningRate', () => player.apply(setRateFromStart(rate))),
    /** @param {any} run */
    toggle: (run) => lab.byUser('runs', () => player.apply(toggle(run))),
    /** @param {number | 'first' | 'last'} steps */
    moveReading: async (steps) => {
      await lab.features.parts.results.want();
      const { reader } = lab.painting;
      const at = lab.state.reading?.iteration ?? player.iteration;
      const to = steps === 'first' ? 0 : steps === 'last' ? player.iteration : (reader?.neighbour(at, steps) ?? at);
      reader?.readAt(to);
    },
    /** @param {boolean} tableOpen */
    openTable: (tableOpen) => {
      lab.set({ tableOpen });
      if (tableOpen) lab.features.parts.results.want();
    },
  });
}
