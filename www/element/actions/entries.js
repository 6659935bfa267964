/** What is typed into the controls around the pictures, read in the chart, and chosen among the runs. It comes late. */
import { rate as rateText } from '../../charts/format.js';
import { fieldOf, format as textOf, parse, valueOf } from '../../experiment/fields.js';
import { Superseded } from '../../player/player.js';
import { refusal } from '../../views/refusal.js';

/** @typedef {import('../../views/parts.js').View} View */
/**
 * @typedef {object} Host  the element, as far as it is needed here
 * @property {import('../../player/player.js').Player} player
 * @property {import('../../player/edits.js').Edits} edits
 * @property {Pick<View, 'tableOpen' | 'reading' | 'draggedRate'>} look
 * @property {() => import('../../charts/reader.js').ChartReader | null} reader
 * @property {(control: string, work: () => Promise<any> | void) => Promise<void>} byUser
 * @property {() => void} changed
 */

/** @param {Host} host */
export function entryActions({ player, edits, look, reader, byUser, changed }) {
  /**
   * Uses what was typed into a control, or says there, in the reader's words, why not.
   * @param {{ id: string, label: string, spec: import('../../experiment/fields.js').FieldSpec, value: any, text?: string, use: (value: any) => Promise<any> }} entry
   * @param {string} text
   */
  const enter = ({ id, label, spec, value, text: shown, use }, text) =>
    byUser(id, async () => {
      try {
        await use(parse(spec, text));
      } catch (error) {
        if (error instanceof Superseded) throw error;
        const { message } = /** @type {Error} */ (error);
        throw new RangeError(refusal(message, label, spec, shown ?? textOf(spec, value), text), { cause: error });
      }
    });

  /** @param {string} id @param {string} label @param {string} path @param {(value: any) => Promise<any>} use */
  const entry = (id, label, path, use) => {
    const { experiment, catalogue } = player.model;
    const spec = fieldOf(catalogue, path);
    return { id, label, spec, value: valueOf(experiment, spec), use };
  };

  return /** @satisfies {Partial<import('../../views/parts.js').Actions>} */ ({
    enter,
    newSeed: () => byUser('seed', () => edits.newSeed()),
    /** @param {string} text */
    setSeed: (text) =>
      enter(
        entry('seed', 'Seed', 'seed', (seed) => edits.setProperty('seed', seed)),
        text,
      ),
    /** @param {string} text */
    setIterations: (text) =>
      enter(
        entry('iterations', 'Iterations', 'training.iterations', (count) => edits.setIterations(count)),
        text,
      ),
    /** @param {string} text */
    setLearningRate: (text) => {
      look.draggedRate = null;
      const at = entry('learningRate', 'Learning rate', 'training.learningRate', (rate) => edits.setLearningRate(rate));
      const now = player.model.frame?.learningRate ?? at.value;
      enter({ ...at, text: rateText(now) }, text);
    },
    /** @param {any} run */
    toggle: (run) => byUser('runs', () => edits.toggle(run)),
    forgetRates: () => byUser('learningRate', () => edits.setProperty('training.learningRateChanges', [])),
    /** @param {number | 'first' | 'last'} steps */
    moveReading: (steps) => {
      const chart = reader();
      const at = look.reading?.iteration ?? player.iteration;
      const to = steps === 'first' ? 0 : steps === 'last' ? player.iteration : (chart?.neighbour(at, steps) ?? at);
      chart?.readAt(to);
    },
    /** @param {boolean} tableOpen */
    openTable: (tableOpen) => {
      look.tableOpen = tableOpen;
      changed();
    },
  });
}
