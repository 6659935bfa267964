/** Workers of browsers and of Node behind one interface. */
import { threadOfNode } from './node-thread.js';

/** @typedef {{ addEventListener: (type: 'message', hear: (event: { data: any }) => void) => void, postMessage: (value: any, options?: any) => void }} Port */

const { process } = /** @type {{ process?: NodeJS.Process }} */ (globalThis);
/** Node's module; undefined in browsers. */
const threads = process?.getBuiltinModule?.('node:worker_threads');

/** Number of cores that this process may use. */
export const cores = () =>
  process?.getBuiltinModule?.('node:os').availableParallelism() ?? (navigator.hardwareConcurrency || 1);

/** In a worker: the port to the thread that started it. @returns {Port} */
export const ownPort = () => /** @type {any} */ (threads?.parentPort ?? globalThis);

/**
 * @typedef {object} Thread  a worker
 * @property {import('./remote.js').Remote<import('./sweep-api.js').SweepApi>} remote  its calls are rejected if it ends
 * @property {() => void} end
 * @property {(busy: boolean) => void} setBusy  an idle worker does not keep Node running
 */

/** Starts a worker of a sweep. @returns {Promise<Thread>} */
export const startSweepWorker = async () =>
  threads ? threadOfNode(threads) : (await import('./page-thread.js')).threadOfPage();
