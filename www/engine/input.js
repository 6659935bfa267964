/**
 * What JavaScript can give that is no data: refused here, with its path, before the core reads the rest. Everything else,
 * ranges and names, is the core's to judge.
 */

/** Deepest nesting that is looked at; an experiment has 5 levels, a cyclic object has no end. */
const DEEPEST = 16;
/** Longest list that is looked at. The core allows one fewer, and says so. */
const LONGEST = 20_001;
const MOST_FIELDS = 100;

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
  throw new TypeError(`${path}: ${shown(value)} is not allowed; must be ${allowed}`);
}

/**
 * Whether an object is one that a literal or JSON makes, in this realm or another.
 * @param {object} value
 */
function isRecord(value) {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf'));
}

/**
 * A copy that holds nothing but data. A field set to undefined counts as left out, as everywhere in JavaScript.
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
  if (depth > DEEPEST)
    throw new RangeError(`${path}: nested more than ${DEEPEST} levels deep is not allowed; must be data`);
  if (Array.isArray(object) || ArrayBuffer.isView(object)) {
    const list = /** @type {ArrayLike<unknown>} */ (/** @type {unknown} */ (object));
    if (list.length > LONGEST) {
      throw new RangeError(`${path}: a list of ${list.length} is not allowed; must be at most ${LONGEST - 1} long`);
    }
    return Array.from(list, (item, i) => plain(item, `${path}[${i}]`, depth + 1));
  }
  if (!isRecord(object)) refuse(path, object, allowed);
  const fields = Object.entries(object).filter(([, field]) => field !== undefined);
  if (fields.length > MOST_FIELDS) {
    throw new RangeError(
      `${path}: an object of ${fields.length} fields is not allowed; must be at most ${MOST_FIELDS}`,
    );
  }
  const inside = path === 'experiment' ? '' : `${path}.`;
  return Object.fromEntries(fields.map(([name, field]) => [name, plain(field, `${inside}${name}`, depth + 1)]));
}

/**
 * A number as it is; the bindings would turn anything else into one.
 * @param {string} path @param {unknown} value
 */
export function number(path, value) {
  return typeof value === 'number' ? value : refuse(path, value, 'a number');
}

/**
 * @param {string} path @param {unknown} values @param {string} form what the list looks like
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
 * A typed array as it is, of this realm or another.
 * @template {Uint32Array | Uint8ClampedArray | Float32Array} T
 * @param {string} path @param {unknown} value @param {new (...args: any[]) => T} Kind
 * @returns {T}
 */
export function typed(path, value, Kind) {
  const isOne = ArrayBuffer.isView(value) && /** @type {any} */ (value)[Symbol.toStringTag] === Kind.name;
  if (!isOne) refuse(path, value, `a ${Kind.name}`);
  const array = /** @type {any} */ (value);
  if (array.length === 0) throw new RangeError(`${path}: an array of 0 is not allowed; must have entries`);
  return array;
}
