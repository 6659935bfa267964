/**
 * Validates arguments before the bindings turn them into numbers: types, whole numbers, rectangles and arrays. The core
 * validates the contents of an experiment. This module refuses only values that are not data, and names their path.
 */
import { refused } from '../experiment/refused.js';
import { DEEPEST, LONGEST_LIST, MOST_FIELDS } from './generated/limits.js';

/** All weights of the largest layer, and one more, which the core rejects. */
const LONGEST_WEIGHTS = 256 * 256 + 1;

/** @param {unknown} value */
function shown(value) {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? 'a list' : `an object (${value.constructor?.name ?? 'Object'})`;
  }
  return String(value);
}

/**
 * @param {string} path @param {unknown} value @param {string} allowed
 * @returns {never}
 */
function refuse(path, value, allowed) {
  throw refused(TypeError, path, shown(value), allowed);
}

/**
 * Whether an object is a plain one, as made by a literal or JSON, in this realm or another.
 * @param {object} value
 */
function isRecord(value) {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf'));
}

/**
 * A copy that holds only data. A field set to undefined counts as omitted, as everywhere in JavaScript.
 * @param {unknown} value
 * @param {string} path of the value; the whole experiment's is 'experiment'
 * @param {number} [depth]
 * @returns {any}
 * @throws {TypeError | RangeError} naming the path
 */
export function plain(value, path, depth = 0) {
  if (value === null || ['number', 'string', 'boolean', 'undefined'].includes(typeof value)) return value;
  const allowed = 'a number, a string, true or false, a list or a plain object';
  if (typeof value !== 'object') refuse(path, value, allowed);
  const object = /** @type {object} */ (value);
  if (depth > DEEPEST) outOfRange(path, `nested more than ${DEEPEST} levels deep`, 'data');
  if (Array.isArray(object) || ArrayBuffer.isView(object)) {
    const list = /** @type {ArrayLike<unknown>} */ (/** @type {unknown} */ (object));
    const longest = path.endsWith('.weights') ? LONGEST_WEIGHTS : LONGEST_LIST;
    if (list.length > longest) outOfRange(path, `a list of ${list.length}`, `at most ${longest - 1} long`);
    return Array.from(list, (item, i) => (typeof item === 'number' ? item : plain(item, `${path}[${i}]`, depth + 1)));
  }
  if (!isRecord(object)) refuse(path, object, allowed);
  const fields = Object.entries(object).filter(([, field]) => field !== undefined);
  if (fields.length > MOST_FIELDS) outOfRange(path, `an object of ${fields.length} fields`, `at most ${MOST_FIELDS}`);
  const inside = path === 'experiment' ? '' : `${path}.`;
  return Object.fromEntries(fields.map(([name, field]) => [name, plain(field, `${inside}${name}`, depth + 1)]));
}

/**
 * Accepts only a number. The bindings would convert anything else.
 * @param {string} path @param {unknown} value
 */
export function number(path, value) {
  return typeof value === 'number' ? value : refuse(path, value, 'a number');
}

/** @param {string} path @param {unknown} value @param {string} allowed @returns {never} */
function outOfRange(path, value, allowed) {
  throw refused(RangeError, path, value, allowed);
}

/** Accepts a whole number that is not negative. It may be infinite. @param {string} path @param {unknown} value */
export function whole(path, value) {
  const given = number(path, value);
  return given >= 0 && (Number.isInteger(given) || given === Infinity)
    ? given
    : outOfRange(path, given, 'a whole number, 0 or more');
}

/**
 * A whole number limited to the range of the bindings. The core refuses larger ones in any case, since no run or list
 * is that long.
 * @param {string} path
 * @param {unknown} value
 */
export const index = (path, value) => Math.min(whole(path, value), 2 ** 32 - 1);

/** Accepts the index of one of some things. @param {string} path @param {unknown} value @param {number} count */
export function indexBelow(path, value, count) {
  const given = whole(path, value);
  return given < count ? given : outOfRange(path, given, `a whole number from 0 to ${count - 1}`);
}

/** Maximum number of cells in a grid, and of pixels in a picture. */
const MOST_CELLS = 4096 * 4096;

/**
 * Validates the edges of a rectangle.
 * @param {import('../charts/scales.js').Bounds} bounds
 * @returns {Float64Array} left, right, lower, upper
 */
export function edges({ xMin, xMax, yMin, yMax }) {
  for (const [name, value] of Object.entries({ xMin, xMax, yMin, yMax })) number(`bounds.${name}`, value);
  for (const [axis, low, high] of /** @type {const} */ ([
    ['x', xMin, xMax],
    ['y', yMin, yMax],
  ])) {
    if (!(low < high && Number.isFinite(low) && Number.isFinite(high)))
      outOfRange(`bounds.${axis}`, `${low} to ${high}`, 'an interval');
  }
  return Float64Array.of(xMin, xMax, yMin, yMax);
}

/**
 * Validates the numbers of columns and rows of a grid.
 * @param {[path: string, value: unknown]} columns @param {[path: string, value: unknown]} rows
 * @returns {[columns: number, rows: number]}
 */
export function cells(columns, rows) {
  const [width, height] = [whole(...columns), whole(...rows)];
  if (!(width * height >= 1 && width * height <= MOST_CELLS))
    outOfRange('grid', `${width} × ${height}`, `1 to ${MOST_CELLS} cells`);
  return [width, height];
}

/** Validates the number of pixels along a cell's side. @param {unknown} value @param {number} cells */
export function detail(value, cells) {
  const given = whole('grid.detail', value);
  const pixels = cells * given * given;
  return pixels >= 1 && pixels <= MOST_CELLS
    ? given
    : outOfRange('grid.detail', given, `1 or more, and at most ${MOST_CELLS} pixels in all`);
}

/**
 * Validates that a grid of values for this many units fits into an array.
 * @param {number} units
 * @param {number} cells
 */
export function unitCells(units, cells) {
  if (units * cells > MOST_CELLS)
    outOfRange('grid', `${units * cells} cells`, `at most ${MOST_CELLS} cells, over all units`);
}

/** Validates the coordinates of points. @param {unknown} points */
export function coordinates(points) {
  const list = numbers('points', points, '[x0, y0, x1, y1, …]');
  return list.length % 2 === 0 ? list : outOfRange('points', `${list.length} coordinates`, 'pairs x, y');
}

/** @param {unknown} point @returns {[x: number, y: number]} */
export function finitePoint(point) {
  const list = numbers('point', point, '[x, y]');
  if (list.length !== 2) outOfRange('point', `a list of ${list.length}`, 'a pair [x, y]');
  list.forEach((value, axis) => Number.isFinite(value) || outOfRange(`point[${axis}]`, value, 'a finite number'));
  return [list[0], list[1]];
}

/** @param {unknown} value @returns {0 | 1 | undefined} */
export function label(value) {
  if (value === undefined) return value;
  const given = number('label', value);
  return given === 0 || given === 1 ? given : outOfRange('label', given, '0 or 1');
}

/**
 * @param {string} path @param {unknown} values @param {string} form of the list, for the message
 */
export function numbers(path, values, form) {
  const allowed = `a flat list of numbers ${form}`;
  if (!Array.isArray(values) && !ArrayBuffer.isView(values)) refuse(path, values, allowed);
  const list = /** @type {ArrayLike<unknown>} */ (values);
  return Float64Array.from(list, (value, i) =>
    typeof value === 'number' ? value : refuse(`${path}[${i}]`, value, 'a number'),
  );
}

/**
 * Accepts a typed array of the given length, of this realm or another.
 * @template {Uint32Array | Uint8ClampedArray | Float32Array} T
 * @param {string} path @param {unknown} value @param {new (...args: any[]) => T} Kind @param {number} length @param {string} [noun]
 * @returns {T}
 */
export function typed(path, value, Kind, length, noun = 'an array') {
  const isOne = ArrayBuffer.isView(value) && /** @type {any} */ (value)[Symbol.toStringTag] === Kind.name;
  if (!isOne) refuse(path, value, `a ${Kind.name}`);
  const array = /** @type {any} */ (value);
  return array.length === length ? array : outOfRange(path, `${noun} of ${array.length}`, `${noun} of ${length}`);
}
