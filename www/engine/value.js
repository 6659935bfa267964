/** Values as lists of numbers: how they reach the core's companion, and come from it. src/value/flat.rs is the other side. */
import { isObject } from '../experiment/object.js';

/** Kinds of value, each by its place; null is the first. */
const [FALSE, TRUE, NUMBER, TEXT, LIST, MAP] = [1, 2, 3, 4, 5, 6];

/** @param {unknown} value  data, as `plain` leaves it (input.js) @returns {Float64Array} */
export function flat(value) {
  /** @type {number[]} */
  const numbers = [];
  const text = (/** @type {string} */ given) => {
    numbers.push(given.length);
    for (let k = 0; k < given.length; k += 1) numbers.push(given.charCodeAt(k));
  };
  const write = (/** @type {any} */ given) => {
    if (typeof given === 'number') numbers.push(NUMBER, given);
    else if (typeof given === 'boolean') numbers.push(given ? TRUE : FALSE);
    else if (typeof given === 'string') {
      numbers.push(TEXT);
      text(given);
    } else if (Array.isArray(given)) {
      numbers.push(LIST, given.length);
      given.forEach(write);
    } else if (isObject(given)) {
      const fields = Object.entries(given);
      numbers.push(MAP, fields.length);
      for (const [name, field] of fields) {
        text(name);
        write(field);
      }
    } else numbers.push(0);
  };
  write(value);
  return Float64Array.from(numbers);
}

/** @param {Float64Array} numbers @returns {any} */
export function tree(numbers) {
  let at = 0;
  const next = () => numbers[(at += 1) - 1];
  const text = () => Array.from({ length: next() }, () => String.fromCharCode(next())).join('');
  /** @returns {any} */
  const read = () => {
    const kind = next();
    if (kind === NUMBER) return next();
    if (kind === TEXT) return text();
    if (kind === LIST) return Array.from({ length: next() }, read);
    if (kind === MAP) return Object.fromEntries(Array.from({ length: next() }, () => [text(), read()]));
    return kind ? kind === TRUE : null;
  };
  return read();
}
