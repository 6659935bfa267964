/** Workers of browsers and of Node behind one interface. */

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
 * @property {Port} port
 * @property {() => void} end
 * @property {(busy: boolean) => void} setBusy  an idle worker does not keep Node running
 */

/**
 * Starts a worker of a sweep.
 * @param {(error: Error) => void} died  called if it ends by itself
 * @returns {Thread}
 */
export function startSweepWorker(died) {
  // One place names the script, in the form that bundlers recognize, for both kinds of worker.
  const Worker = /** @type {typeof globalThis.Worker} */ (
    /** @type {unknown} */ (threads?.Worker ?? globalThis.Worker)
  );
  const worker = new Worker(new URL('./sweep-worker.js', import.meta.url), { type: 'module', name: 'init-lab sweep' });
  if (!threads) {
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      died(new Error(event.message || 'its worker ended'));
    });
    return { port: worker, end: () => worker.terminate(), setBusy: () => {} };
  }
  const thread = /** @type {import('node:worker_threads').Worker} */ (/** @type {unknown} */ (worker));
  let ended = false;
  thread.on('error', died);
  thread.on('exit', () => ended || died(new Error('its worker ended')));
  thread.unref();
  return {
    port: {
      addEventListener: (_, hear) => thread.on('message', (data) => hear({ data })),
      postMessage: (value, options) => thread.postMessage(value, options?.transfer ?? options),
    },
    end: () => {
      ended = true;
      thread.terminate();
    },
    setBusy: (busy) => (busy ? thread.ref() : thread.unref()),
  };
}
