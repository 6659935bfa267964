/** What the controls around the pictures ask for: transport, seed, iterations, learning rate, speed, chips, chart, preset. */
import { fieldOf, format as textOf, parse, valueOf } from './experiment.js';
import { rate as rateText } from './charts/format.js';
import { Superseded } from './player.js';
import { refusal } from './views/messages.js';

/** @typedef {import('./views/parts.js').View} View */
/**
 * @typedef {object} Host  the element, as far as it is needed here
 * @property {import('./player.js').Player} player
 * @property {Pick<View, 'showTest' | 'logarithmic' | 'tableOpen' | 'reading' | 'draggedRate'>} look
 * @property {() => import('./charts/cost-chart.js').CostChart | null} chart
 * @property {(control: string, work: () => Promise<any> | void) => Promise<void>} byUser
 * @property {(control: string, message: string | null) => void} problem
 * @property {() => void} stopReading
 * @property {() => void} changed
 * @property {() => void} repaint
 * @property {() => void} play
 * @property {(count?: number) => void} advance
 * @property {() => Promise<any>} reset  to the preset
 * @property {(name: string) => Promise<any>} openPreset
 */

/** @param {Host} host */
export function controlActions(host) {
  const { player, look, byUser, problem, stopReading, changed, repaint } = host;

  /**
   * Uses what was typed into a control, or says there, in the reader's words, why not.
   * @param {{ id: string, label: string, spec: import('./experiment.js').FieldSpec, value: any, text?: string, use: (value: any) => Promise<any> }} entry
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

  return /** @satisfies {Partial<import('./views/parts.js').Actions>} */ ({
    playOrPause: () => {
      problem('', null);
      stopReading();
      if (player.model.mode === 'rest') host.play();
      else player.pause();
    },
    /** @param {number} count */
    advance: (count) => {
      problem('', null);
      host.advance(count);
    },
    runToEnd: () => {
      problem('', null);
      if (['end', 'return'].includes(player.model.mode)) player.pause();
      else player.runToEnd();
    },
    accept: () => problem('', null),
    rewind: () => byUser('seed', () => player.rewind()),
    newSeed: () => byUser('seed', () => player.newSeed()),
    /** @param {string} text */
    setSeed: (text) =>
      enter(
        entry('seed', 'Seed', 'seed', (seed) => player.setProperty('seed', seed)),
        text,
      ),
    /** @param {string} text */
    setIterations: (text) =>
      enter(
        entry('iterations', 'Iterations', 'training.iterations', (count) => player.setIterations(count)),
        text,
      ),
    /** @param {string} text */
    setLearningRate: (text) => {
      look.draggedRate = null;
      const at = entry('learningRate', 'Learning rate', 'training.learningRate', (rate) =>
        player.setLearningRate(rate),
      );
      const now = player.model.frame?.learningRate ?? at.value;
      enter({ ...at, text: rateText(now) }, text);
    },
    /** @param {number | null} rate */
    dragRate: (rate) => {
      look.draggedRate = rate;
      changed();
    },
    forgetRates: () => byUser('learningRate', () => player.setProperty('training.learningRateChanges', [])),
    /** @param {number} speed */
    setSpeed: (speed) => player.setSpeed(speed),
    /** @param {any} run */
    toggle: (run) => byUser('runs', () => player.toggle(run)),
    reset: () => byUser('preset', host.reset),
    restart: () => byUser('runs', () => player.restart()),
    fetchPart: () => player.fetchPart(),
    /** @param {boolean} showTest */
    showTest: (showTest) => {
      look.showTest = showTest;
      repaint();
    },
    /** @param {boolean} logarithmic */
    setLogarithmic: (logarithmic) => {
      look.logarithmic = logarithmic;
      repaint();
    },
    /** @param {number | 'first' | 'last'} steps */
    moveReading: (steps) => {
      const chart = host.chart();
      const at = look.reading?.iteration ?? player.iteration;
      const to = steps === 'first' ? 0 : steps === 'last' ? player.iteration : (chart?.neighbour(at, steps) ?? at);
      chart?.readAt(to);
    },
    stopReading,
    /** @param {boolean} tableOpen */
    openTable: (tableOpen) => {
      look.tableOpen = tableOpen;
      changed();
    },
    /** @param {string} name */
    openPreset: (name) => byUser('preset', () => host.openPreset(name)),
    enter,
  });
}
