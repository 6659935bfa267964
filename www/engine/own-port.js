/** The port of a worker to the thread that started it, in browsers and in Node. */

/** @typedef {{ addEventListener: (type: 'message', hear: (event: { data: any }) => void) => void, postMessage: (value: any, options?: any) => void }} Port */

/** Node's module; undefined in browsers. */
export const nodeThreads = /** @type {{ process?: NodeJS.Process }} */ (globalThis).process?.getBuiltinModule?.(
  'node:worker_threads',
);

/** In a worker: the port to the thread that started it. @returns {Port} */
export const ownPort = () => /** @type {any} */ (nodeThreads?.parentPort ?? globalThis);
