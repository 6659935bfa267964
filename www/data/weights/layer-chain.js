/** Chains matrices to a network from 2 inputs to 1 output: by their shapes, then by the numbers in their names. No DOM. */
import { inNumberOrder } from './layer-names.js';

/** @typedef {import('./weights-content.js').NamedArray} NamedArray */
/** @typedef {import('./weights-content.js').Convention} Convention */
/** @typedef {NamedArray & { called: import('./layer-names.js').LayerName }} Matrix  an array with what its name says */

/** Orders that are looked at, and that are offered as a choice. */
const MOST_ORDERS = 64;
export const MOST_OFFERED = 6;

/** Inputs and units of a layer. @param {NamedArray} array @param {Convention} convention */
export const sidesOf = ({ shape: [rows, columns] }, convention) =>
  convention === 'out_in' ? { inputs: columns, units: rows } : { inputs: rows, units: columns };

/** Whether each layer takes what the one before gives, from 2 inputs to 1 output. @param {NamedArray[]} layers @param {Convention} convention */
export function isChain(layers, convention) {
  let width = 2;
  for (const layer of layers) {
    const { inputs, units } = sidesOf(layer, convention);
    if (inputs !== width) return false;
    width = units;
  }
  return layers.length > 0 && width === 1;
}

/**
 * The orders of shapes in which all matrices make a chain: lists of groups, each of the matrices of one shape that may stand
 * there.
 * @param {Matrix[]} matrices @param {Convention} convention
 */
function orders(matrices, convention) {
  /** @type {Map<string, Matrix[]>} */
  const groups = new Map();
  for (const matrix of matrices) {
    const shape = matrix.shape.join('×');
    groups.set(shape, [...(groups.get(shape) ?? []), matrix]);
  }
  const left = new Map([...groups].map(([shape, members]) => [shape, members.length]));
  /** @type {string[][]} */
  const found = [];
  let steps = 0;
  const search = (/** @type {number} */ width, /** @type {string[]} */ path) => {
    steps += 1;
    if (found.length >= MOST_ORDERS || steps > 20_000) return;
    if (path.length === matrices.length) {
      if (width === 1) found.push(path);
      return;
    }
    for (const [shape, members] of groups) {
      const { inputs, units } = sidesOf(members[0], convention);
      const count = left.get(shape) ?? 0;
      if (count === 0 || inputs !== width) continue;
      left.set(shape, count - 1);
      search(units, [...path, shape]);
      left.set(shape, count);
    }
  };
  search(2, []);
  return { found, groups };
}

/**
 * @typedef {object} Chained
 * @property {Matrix[][]} orders  the possible orders of layers: none, the one, or those to choose from
 * @property {'shapes' | 'numbers' | null} by  what decided; null: nothing did
 */

/**
 * The orders in which all matrices make a chain.
 * @param {Matrix[]} matrices @param {Convention} convention @returns {Chained}
 */
export function chained(matrices, convention) {
  const numbered = inNumberOrder(matrices, ({ called }) => called);
  if (numbered && isChain(numbered, convention)) return { orders: [numbered], by: 'numbers' };
  const { found, groups } = orders(matrices, convention);
  if (found.length === 0) return { orders: [], by: null };
  const placed = (/** @type {string[]} */ shapes, /** @type {(members: Matrix[]) => Matrix[]} */ arrange) => {
    const queues = new Map([...groups].map(([shape, members]) => [shape, [...arrange(members)]]));
    return shapes.map((shape) => /** @type {Matrix} */ (queues.get(shape)?.shift()));
  };
  if (found.length === 1 && [...groups.values()].every(({ length }) => length === 1))
    return { orders: [placed(found[0], (members) => members)], by: 'shapes' };
  const within = [...groups.values()].map((members) => inNumberOrder(members, ({ called }) => called));
  // Layers whose names do not share their words, such as input, hidden_1, hidden_2, output.
  if (!numbered && found.length === 1 && within.every((members) => members !== null))
    return {
      orders: [placed(found[0], (members) => inNumberOrder(members, ({ called }) => called) ?? members)],
      by: 'numbers',
    };
  const arranged = found.flatMap((shapes) => permutations(shapes, groups));
  return { orders: arranged.slice(0, MOST_ORDERS), by: null };
}

/** Every way to put matrices of one shape into the places of that shape. @param {string[]} shapes @param {Map<string, Matrix[]>} groups */
function permutations(shapes, groups) {
  /** @type {Matrix[][]} */
  const all = [];
  const fill = (/** @type {Matrix[]} */ path) => {
    if (all.length >= MOST_ORDERS) return;
    if (path.length === shapes.length) return void all.push(path);
    for (const matrix of groups.get(shapes[path.length]) ?? []) if (!path.includes(matrix)) fill([...path, matrix]);
  };
  fill([]);
  return all;
}

/** The matrices that may lie on a way from 2 to 1. @param {Matrix[]} matrices @param {Convention} convention */
export function onTheWay(matrices, convention) {
  const sides = matrices.map((matrix) => sidesOf(matrix, convention));
  const reach = (
    /** @type {number} */ from,
    /** @type {'inputs' | 'units'} */ enter,
    /** @type {'inputs' | 'units'} */ leave,
  ) => {
    const reached = new Set([from]);
    for (let size = 0; size < reached.size;) {
      size = reached.size;
      for (const side of sides) if (reached.has(side[enter])) reached.add(side[leave]);
    }
    return reached;
  };
  const [from, to] = [reach(2, 'inputs', 'units'), reach(1, 'units', 'inputs')];
  return matrices.filter((_, k) => from.has(sides[k].inputs) && to.has(sides[k].units));
}

/** The widths of matrices that make a chain in the order of their numbers, whatever its ends; null if they make none. @param {Matrix[]} matrices */
export function widthsOf(matrices) {
  const ordered = inNumberOrder(matrices, ({ called }) => called) ?? matrices;
  for (const convention of /** @type {const} */ (['out_in', 'in_out'])) {
    for (const layers of [ordered, ordered.toReversed()]) {
      const sides = layers.map((layer) => sidesOf(layer, convention));
      if (sides.every(({ inputs }, k) => k === 0 || inputs === sides[k - 1].units))
        return [sides[0].inputs, ...sides.map(({ units }) => units)];
    }
  }
  return null;
}
