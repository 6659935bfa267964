/** Workers of browsers and of Node behind one interface. */
import { threadOfNode } from './node-thread.js';
import { nodeThreads } from './own-port.js';

const { process } = /** @type {{ process?: NodeJS.Process }} */ (globalThis);

/** Number of cores that this process may use. */
export const cores = () =>
  process?.getBuiltinModule?.('node:os').availableParallelism() ?? (navigator.hardwareConcurrency || 1);

/**
 * @typedef {object} Thread  a worker
 * @property {import('./remote.js').Remote<import('./sweep-api.js').SweepApi>} remote  its calls are rejected if it ends
 * @property {() => void} end
 * @property {(busy: boolean) => void} setBusy  an idle worker does not keep Node running
 */

/** Starts a worker of a sweep. @returns {Promise<Thread>} */
export const startSweepWorker = async () =>
  nodeThreads ? threadOfNode(nodeThreads) : (await import('./page-thread.js')).threadOfPage();
