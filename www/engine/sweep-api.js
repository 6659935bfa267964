/** What a worker of a sweep does. */
import { useCore } from './core-instance.js';
import { ForecastTrainer } from './forecast/forecast-trainer.js';
import { transfer } from './remote.js';
import { SweepTrainer } from './sweep-trainer.js';

/** @typedef {import('./forecast/forecast-simulation.js').Simulated & { seeds: number[] }} ForecastWork */
/** @typedef {{ piece: SweepTrainer['piece'], free: () => void }} Trainer  of a sweep, or of the simulated networks of a forecast */

/** What is open here. @type {Map<number, Trainer>} */
const trainers = new Map();

/** @param {import('./generated/experiment.js').ExperimentInput | ForecastWork} given @returns {Promise<Trainer>} */
const opened = async (given) => ('layers' in given ? new ForecastTrainer(given) : SweepTrainer.open(given));

export const sweepApi = {
  /**
   * @param {number} id
   * @param {import('./core.js').Core} core @param {import('./generated/experiment.js').ExperimentInput | ForecastWork} given
   */
  openSweep: async (id, core, given) => {
    await useCore(core);
    trainers.set(id, await opened(given));
  },

  /** @param {number} id @param {number} from @param {number} to @param {number} milliseconds */
  sweepPiece: (id, from, to, milliseconds) => {
    const trainer = trainers.get(id);
    if (!trainer) throw new Error('the sweep is not open');
    const piece = trainer.piece(from, to, milliseconds);
    return transfer(piece, [piece.results.buffer]);
  },

  /** @param {number} id */
  closeSweep: (id) => {
    trainers.get(id)?.free();
    trainers.delete(id);
  },
};
/** @typedef {typeof sweepApi} SweepApi */
