/** A worker of a sweep in a browser. */
import { Engine } from './engine.js';
import { startWorkerOfSweep } from './start-sweep-worker.js';

/** A worker, which also starts from another origin or from inside a single file. @returns {Promise<import('./threads.js').Thread>} */
export async function threadOfPage() {
  const engine = new Engine(startWorkerOfSweep);
  return {
    remote: {
      openSweep: (...values) => engine.call((remote) => remote.openSweep(...values)),
      sweepPiece: (...values) => engine.call((remote) => remote.sweepPiece(...values)),
      closeSweep: (...values) => engine.call((remote) => remote.closeSweep(...values)),
    },
    end: () => engine.stop(),
    setBusy: () => {},
  };
}
