/** The worker of a sweep, in browsers and in Node. */
import { useCore } from './core-instance.js';
import { expose, transfer } from './remote.js';
import { SweepTrainer } from './sweep-trainer.js';
import { ownPort } from './threads.js';

/** @type {SweepTrainer | undefined} */
let trainer;

const api = {
  /** @param {import('./core.js').Core} core @param {import('./generated/experiment.js').ExperimentInput} experiment */
  open: async (core, experiment) => {
    await useCore(core);
    trainer = await SweepTrainer.open(experiment);
  },

  /** @param {number} from @param {number} to @param {number} milliseconds */
  piece: (from, to, milliseconds) => {
    if (!trainer) throw new Error('the sweep is not open');
    const piece = trainer.piece(from, to, milliseconds);
    return transfer(piece, [piece.results.buffer]);
  },
};
/** @typedef {typeof api} SweepApi */

expose(api, ownPort());
