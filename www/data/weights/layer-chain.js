/** Chains matrices to a network from 2 inputs to 1 output: by their shapes, then by the numbers in their names. No DOM. */
import { inNumberOrder } from './layer-names.js';

/** @typedef {import('./weights-content.js').NamedArray} NamedArray */
/** @typedef {import('./weights-content.js').Convention} Convention */
/** @typedef {NamedArray & { called: import('./layer-names.js').LayerName, owner?: string }} Matrix  an array with what its name says; owner: of biases, the weights of their name */

/** @type {Convention[]} */
export const CONVENTIONS = ['out_in', 'in_out'];
/** Orders that are looked at, and that are offered as a choice. */
const MOST_ORDERS = 64;
export const MOST_OFFERED = 6;
/** More matrices than of any network whose chain a refusal tells by its shapes. */
const MOST_SEARCHED = 40;

/** Inputs and units of a layer. @param {NamedArray} array @param {Convention} convention */
export const sidesOf = ({ shape: [rows, columns] }, convention) =>
  convention === 'out_in' ? { inputs: columns, units: rows } : { inputs: rows, units: columns };

/** The widths of a chain, inputs first; null if a layer does not take what the one before gives. @param {NamedArray[]} layers @param {Convention} convention */
export function widthsIn(layers, convention) {
  const sides = layers.map((layer) => sidesOf(layer, convention));
  const isWhole = sides.length > 0 && sides.every(({ inputs }, k) => k === 0 || inputs === sides[k - 1].units);
  return isWhole ? [sides[0].inputs, ...sides.map(({ units }) => units)] : null;
}

/** Whether each layer takes what the one before gives, from 2 inputs to 1 output. @param {NamedArray[]} layers @param {Convention} convention */
export function isChain(layers, convention) {
  const widths = widthsIn(layers, convention);
  return widths !== null && widths[0] === 2 && widths.at(-1) === 1;
}

/**
 * The orders of shapes in which all matrices make a chain: lists of groups, each of the matrices of one shape that may stand
 * there.
 * @param {Matrix[]} matrices @param {Convention} convention @param {boolean} [anyEnds]  not only from 2 to 1
 */
function orders(matrices, convention, anyEnds = false) {
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
      if (width === 1 || anyEnds) found.push(path);
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
  const starts = anyEnds ? new Set(matrices.map((matrix) => sidesOf(matrix, convention).inputs)) : [2];
  for (const start of starts) search(start, []);
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
  // Numbers that make another chain are not overruled: W1 (1 × 8) and W2 (8 × 2) go 1 → 8 → 2, not 2 → 8 → 1.
  if (numbered && CONVENTIONS.some((each) => widthsIn(numbered, each))) return { orders: [], by: null };
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

/** @typedef {{ convention: Convention, layers: Matrix[], widths: number[] }} AnyChain */

/**
 * The chains that matrices make whatever their ends: in the order of their numbers, forwards or else backwards; without numbers, in
 * the file's order and by their shapes.
 * @param {Matrix[]} matrices @returns {AnyChain[]}
 */
export function chainsOfAnyEnds(matrices) {
  const chainsIn = (/** @type {Matrix[]} */ layers) =>
    CONVENTIONS.flatMap((convention) => {
      const widths = widthsIn(layers, convention);
      return widths ? [{ convention, layers, widths }] : [];
    });
  const numbered = inNumberOrder(matrices, ({ called }) => called);
  if (numbered) {
    const forwards = chainsIn(numbered);
    return forwards.length > 0 ? forwards : chainsIn(numbered.toReversed());
  }
  if (matrices.length > MOST_SEARCHED) return chainsIn(matrices);
  const byShapes = CONVENTIONS.flatMap((convention) => {
    const { found, groups } = orders(matrices, convention, true);
    return found.slice(0, 1).map((shapes) => {
      const layers = permutations(shapes, groups)[0];
      return { convention, layers, widths: widthsIn(layers, convention) ?? [] };
    });
  });
  return [...chainsIn(matrices), ...byShapes];
}
