/** Failures of the engine. `reason` is one of the loading errors of lab.js, or one of the worker's own. */
export class EngineFailure extends Error {
  /** @param {string} reason @param {string} message */
  constructor(reason, message) {
    super(message);
    this.name = 'EngineFailure';
    this.reason = reason;
  }
}

/** An answer that arrived after its lab had moved on. */
export class Stale extends Error {
  constructor(message = 'A newer request replaced this one.') {
    super(message);
  }
}

/**
 * The message for a browser that refuses to start a worker.
 * @param {unknown} error @param {string} [advice]
 */
export function workerRefused(error, advice = '') {
  const { message } = /** @type {Error} */ (error);
  // Browsers word the message differently, but all name the type that they require.
  return /trusted ?script/i.test(message)
    ? new EngineFailure(
        'csp',
        'The page’s Content-Security-Policy does not allow the engine’s worker to start. Remove require-trusted-types-for from it, ' +
          'or show the lab in an iframe (embed.html), which has its own policy.',
      )
    : new EngineFailure(
        'worker-load',
        `The browser refused to start the engine’s worker: ${message}. ${advice}`.trim(),
      );
}

/** The message for a worker that ends before it answers, if its starter knows the reason. @type {WeakMap<Worker, string>} */
export const hints = new WeakMap();
