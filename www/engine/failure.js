/** What went wrong in the engine; `reason` is one of the loading errors of lab.js, or one of the worker's own. */
export class EngineFailure extends Error {
  /** @param {string} reason @param {string} message */
  constructor(reason, message) {
    super(message);
    this.name = 'EngineFailure';
    this.reason = reason;
  }
}
