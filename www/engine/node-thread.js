/** Starts workers of Node. */
import { remoteOf } from './remote.js';

/** @typedef {import('./threads.js').Thread} Thread */

/** @param {typeof import('node:worker_threads')} module @returns {Thread} */
export function threadOfNode({ Worker }) {
  const thread = new Worker(new URL('./sweep-worker.js', import.meta.url), /** @type {any} */ ({ type: 'module' }));
  /** @type {(error: Error) => void} */
  let die = () => {};
  const death = new Promise((_, reject) => {
    die = reject;
  });
  death.catch(() => {});
  thread.on('error', die);
  thread.on('exit', () => die(new Error('its worker ended')));
  thread.unref();
  const remote = /** @type {Thread['remote']} */ (
    remoteOf({
      addEventListener: (_, hear) => thread.on('message', (data) => hear({ data })),
      postMessage: (value, options) => thread.postMessage(value, options?.transfer ?? options),
    })
  );
  /** @type {<T>(answer: Promise<T>) => Promise<T>} */
  const alive = (answer) => /** @type {Promise<any>} */ (Promise.race([answer, death]));
  return {
    remote: {
      openSweep: (...values) => alive(remote.openSweep(...values)),
      sweepPiece: (...values) => alive(remote.sweepPiece(...values)),
      closeSweep: (...values) => alive(remote.closeSweep(...values)),
    },
    end: () => {
      die(new Error('its worker was ended'));
      thread.terminate();
    },
    setBusy: (busy) => (busy ? thread.ref() : thread.unref()),
  };
}
