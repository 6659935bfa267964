/** What went wrong in the engine; `reason` is one of the loading errors of lab.js, or one of the worker's own. */
export class EngineFailure extends Error {
  /** @param {string} reason @param {string} message */
  constructor(reason, message) {
    super(message);
    this.name = 'EngineFailure';
    this.reason = reason;
  }
}

/** An answer that came after its lab had gone on to something else. */
export class Stale extends Error {
  constructor(message = 'The lab has gone on to something else meanwhile.') {
    super(message);
  }
}

/**
 * What to say where the browser refuses at once to start a worker.
 * @param {unknown} error @param {string} [advice]
 */
export function workerRefused(error, advice = '') {
  const { message } = /** @type {Error} */ (error);
  // Browsers differ in their words, but name the type that they want.
  return /trusted ?script/i.test(message)
    ? new EngineFailure(
        'csp',
        "The page's Content-Security-Policy forbids to start the engine’s worker by its address. Take require-trusted-types-for out of it, " +
          'or show the lab in an iframe (embed.html), which has a policy of its own.',
      )
    : new EngineFailure(
        'worker-load',
        `The browser refused to start the engine’s worker: ${message}. ${advice}`.trim(),
      );
}

/** What to say of a worker that ends before it said anything, where whoever started it knows. @type {WeakMap<Worker, string>} */
export const hints = new WeakMap();
