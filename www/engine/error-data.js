/** Carries errors out of a worker as data, and restores them as errors of the same class. */
import { EngineFailure } from './failure.js';

/** @typedef {{ name: string, message: string, reason?: string, path?: string, value?: string, allowed?: string }} ErrorData */

/** In the worker: an error as data. An error posted as it is would lose everything except its name and message. @param {any} error @returns {ErrorData} */
export function dataOf(error) {
  const { name, message, reason, path, value, allowed } = error ?? {};
  return { name: String(name), message: String(message ?? error), reason, path, value, allowed };
}

/** On the page: the error that was thrown in the worker. @param {ErrorData} data */
export function errorOf({ name, message, reason, path, value, allowed }) {
  if (reason) return new EngineFailure(reason, message);
  if (name === 'TypeError' || name === 'RangeError') {
    const error = new (name === 'TypeError' ? TypeError : RangeError)(message);
    return Object.assign(error, path === undefined ? {} : { path, value, allowed });
  }
  return Object.assign(new Error(message), { name });
}
