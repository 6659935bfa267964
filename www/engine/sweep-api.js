/** What a worker of a sweep does. */
import { useCore } from './core-instance.js';
import { transfer } from './remote.js';
import { SweepTrainer } from './sweep-trainer.js';

/** @type {SweepTrainer | undefined} */
let trainer;

export const sweepApi = {
  /** @param {import('./core.js').Core} core @param {import('./generated/experiment.js').ExperimentInput} experiment */
  openSweep: async (core, experiment) => {
    await useCore(core);
    trainer?.free();
    trainer = await SweepTrainer.open(experiment);
  },

  /** @param {number} from @param {number} to @param {number} milliseconds */
  sweepPiece: (from, to, milliseconds) => {
    if (!trainer) throw new Error('the sweep is not open');
    const piece = trainer.piece(from, to, milliseconds);
    return transfer(piece, [piece.results.buffer]);
  },
};
/** @typedef {typeof sweepApi} SweepApi */
