/** Refusals as data: errors with the refused value in properties, besides the message for people. No DOM. */

/** @typedef {{ path?: string, value?: string, allowed?: string }} Refused  path of the value; the value as shown in the message; the allowed values */

/**
 * Makes an error that names a path, its value, and the allowed values.
 * @template {Error} T
 * @param {new (message: string) => T} Kind  RangeError, or TypeError if the value has the wrong type
 * @param {string} path @param {unknown} value  as shown in the message @param {string} allowed  the end of a sentence that begins "must be"
 * @param {string} [message]  replaces the standard wording
 * @returns {T & Required<Refused>}
 */
export const refused = (Kind, path, value, allowed, message = `${path}: ${value} is not allowed; must be ${allowed}`) =>
  Object.assign(new Kind(message), { path, value: String(value), allowed });
