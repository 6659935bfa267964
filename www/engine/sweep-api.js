/** What a worker of a sweep does. */
import { useCore } from './core-instance.js';
import { transfer } from './remote.js';
import { SweepTrainer } from './sweep-trainer.js';

/** The sweeps that are open here. @type {Map<number, SweepTrainer>} */
const trainers = new Map();

export const sweepApi = {
  /**
   * @param {number} id
   * @param {import('./core.js').Core} core @param {import('./generated/experiment.js').ExperimentInput} experiment
   */
  openSweep: async (id, core, experiment) => {
    await useCore(core);
    trainers.set(id, await SweepTrainer.open(experiment));
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
