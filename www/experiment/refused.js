/** Refusals as data: what was refused stands in properties of the error, beside the message that people read. No DOM. */

/** @typedef {{ path?: string, value?: string, allowed?: string }} Refused  path of the value; the value as the message shows it; what is allowed */

/**
 * An error that names a path, the value there, and what is allowed.
 * @template {Error} T
 * @param {new (message: string) => T} Kind  RangeError, or TypeError where the value has the wrong type
 * @param {string} path @param {unknown} value  as the message shows it @param {string} allowed  the end of a sentence that begins "must be"
 * @param {string} [message]  where it says it in other words
 * @returns {T & Required<Refused>}
 */
export const refused = (Kind, path, value, allowed, message = `${path}: ${value} is not allowed; must be ${allowed}`) =>
  Object.assign(new Kind(message), { path, value: String(value), allowed });
