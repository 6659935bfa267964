/** What went wrong in the engine; `reason` is one of the loading errors of lab.js, or one of the worker's own. */
export class EngineFailure extends Error {
  /** @param {string} reason @param {string} message */
  constructor(reason, message) {
    super(message);
    this.name = 'EngineFailure';
    this.reason = reason;
  }
}

/** What to say of a worker that ends before it said anything, where whoever started it knows. @type {WeakMap<Worker, string>} */
export const hints = new WeakMap();
