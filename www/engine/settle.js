/** Carries errors out of a worker as data, and restores them as errors of the same class. */
import { EngineFailure } from './failure.js';

/** @typedef {{ name: string, message: string, reason?: string, path?: string, value?: string, allowed?: string }} Told */
/** @template T @typedef {{ ok: true, value: T } | ({ ok: false } & Told)} Settled */

/**
 * In the worker: the result of some work, or its error as data. An error posted as it is would lose everything except
 * its name and message.
 * @template T @param {() => T | Promise<T>} work
 * @returns {Promise<Settled<T>>}
 */
export async function settle(work) {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    const { name, message, reason, path, value, allowed } = /** @type {any} */ (error ?? {});
    return { ok: false, name: String(name), message: String(message ?? error), reason, path, value, allowed };
  }
}

/** On the page: restores an error thrown in the worker. @param {Told} told */
export function errorOf({ name, message, reason, path, value, allowed }) {
  if (reason) return new EngineFailure(reason, message);
  const Kind = name === 'TypeError' ? TypeError : name === 'RangeError' ? RangeError : Error;
  return Object.assign(new Kind(message), path === undefined ? {} : { path, value, allowed });
}
