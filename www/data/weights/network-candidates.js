/**
 * Which of a file's matrices may be its network: all that may be weights, or those whose names agree, or those of a part of the
 * names' paths. No DOM.
 */
import { chained, onTheWay } from './layer-chain.js';

/** @typedef {import('./layer-chain.js').Matrix} Matrix */
/** @typedef {import('./weights-content.js').Convention} Convention */
/** @typedef {import('./beside-network.js').Beside} Beside */
/** @typedef {{ convention: Convention, orders: Matrix[][], by: 'shapes' | 'numbers' | null, network: string }} Found  network: the name of its part of the file */
/** @typedef {{ matrices: Matrix[], rows: Matrix[], beside: Map<Matrix, Beside> }} Given  rows: lists that may be the weights of a single unit */
/** @typedef {{ name: string, members: Matrix[] }} Part  of a file */

/** Names of networks that no part of a path names. */
const [WHOLE, REST] = ['the whole file', 'the rest'];

/** All candidates as matrices. @param {Pick<Given, 'matrices' | 'rows'>} given @param {Convention} convention @returns {Matrix[]} */
export const asMatrices = ({ matrices, rows }, convention) => [
  ...matrices,
  ...rows.map((row) => ({ ...row, shape: convention === 'out_in' ? [1, row.values.length] : [row.values.length, 1] })),
];

/** @param {Matrix[]} matrices @param {Convention[]} conventions @param {string} [network] @returns {Found[]} */
const solutions = (matrices, conventions, network = '') =>
  conventions
    .map((convention) => ({ convention, network, ...chained(matrices, convention) }))
    .filter(({ orders }) => orders.length > 0);

/** The matrices of a part of the file: of a path, or of names that differ in numbers only. @param {Matrix[]} matrices @param {string} name */
const membersOf = (matrices, name) =>
  partsOf(matrices).find((part) => part.name === name)?.members ??
  matrices.filter(({ called }) => called.groups.includes(name));

/** Without what stands beside a network by its name. @param {Given} given */
export const withoutBeside = ({ matrices, rows, beside }) => ({
  matrices: matrices.filter((array) => !beside.has(array)),
  rows: rows.filter((array) => !beside.has(array)),
});

/**
 * The networks that the arrays may be. What stands beside a network by its name is one only where it is asked for.
 * @param {Given} given @param {Convention[]} conventions @param {string} [network] @returns {Found[]}
 */
export function candidates(given, conventions, network) {
  const core = withoutBeside(given);
  /** @param {(matrices: Matrix[], conventions: Convention[]) => Found[]} find @param {Pick<Given, 'matrices' | 'rows'>} among */
  const withRows = (find, among) => {
    const found = find(among.matrices, conventions);
    if (found.length > 0 || among.rows.length === 0) return found;
    return conventions.flatMap((convention) => find(asMatrices(among, convention), [convention]));
  };
  const found = withRows(networks, core);
  if (network === undefined) {
    if (found.length > 0 || core.matrices.length === given.matrices.length) return found;
    // Words such as mask may name a layer: where the others are no network, all may be.
    const isPossible = (/** @type {Matrix} */ array) => given.beside.get(array)?.isSure !== true;
    return core.matrices.length > 0 ? solutions(given.matrices.filter(isPossible), conventions) : [];
  }
  const named = found.filter((each) => each.network === network);
  if (named.length > 0) return named;
  const ofName = (/** @type {Matrix[]} */ matrices, /** @type {Convention[]} */ allowed) =>
    solutions(membersOf(matrices, network), allowed, network);
  const inCore = withRows(ofName, core);
  return inCore.length > 0 ? inCore : withRows(ofName, given);
}

/**
 * Arrays whose names say that they are weights, if these make a network; else all.
 * @param {Matrix[]} matrices @param {Convention[]} conventions @returns {Found[]}
 */
function networks(matrices, conventions) {
  const named = matrices.filter(({ called }) => called.role === 'weights');
  if (named.length === 0 || named.length === matrices.length) return networksAmong(matrices, conventions);
  const found = networksAmong(named, conventions);
  if (found.length > 0 && named.length > 1) return found;
  const ofAll = networksAmong(matrices, conventions);
  // A single matrix says too little: others may be layers before it.
  return found.length > 0 && ofAll.length > 0 && ofAll.every(({ network }) => network === '')
    ? [...found.map((each) => ({ ...each, network: namedBy(named) })), ...ofAll.map(asWhole)]
    : [...ofAll, ...(ofAll.length > 0 ? [] : found)];
}

/** @param {Found} found */
const asWhole = (found) => ({ ...found, network: WHOLE });

/**
 * All matrices if they make a chain, and parts of them that make one. Else those that lie on a way from 2 to 1.
 * @param {Matrix[]} matrices @param {Convention[]} conventions @returns {Found[]}
 */
function networksAmong(matrices, conventions) {
  const whole = solutions(matrices, conventions);
  if (whole.length > 0 && new Set(matrices.map(({ called }) => called.words)).size === 1) return whole;
  const parts = partsOf(matrices);
  const several = parts.filter(({ members }) => members.length > 1 && members.length < matrices.length);
  const found = foundIn(several, conventions);
  if (whole.length > 0)
    return found.length > 0 ? [...whole.map(asWhole), ...found.flatMap((each) => each.found)] : whole;
  // A single matrix is a network without hidden layers, if it is no layer of another.
  const inFound = new Set(found.flatMap(({ members }) => members));
  const singles = foundIn(
    parts.filter(({ members }) => members.length === 1 && !inFound.has(members[0])),
    conventions,
  );
  const all = [...found, ...singles];
  if (all.length === 0) return conventions.flatMap((each) => solutions(onTheWay(matrices, each), [each]));
  const used = new Set(all.flatMap(({ members }) => members));
  const rest = matrices.filter((matrix) => !used.has(matrix));
  return [...all.flatMap((each) => each.found), ...solutions(rest, conventions, REST)];
}

/** @param {Part[]} parts @param {Convention[]} conventions */
const foundIn = (parts, conventions) =>
  parts
    .map(({ name, members }) => ({ members, found: solutions(members, conventions, name) }))
    .filter(({ found }) => found.length > 0);

/**
 * Matrices that belong together by their names: parts of the paths, and names that differ in numbers only.
 * @param {Matrix[]} matrices @returns {Part[]}
 */
export function partsOf(matrices) {
  /** @type {Map<string, Matrix[]>} */
  const groups = new Map();
  /** @type {Map<string, Matrix[]>} */
  const wordings = new Map();
  for (const matrix of matrices) {
    const { words, role, groups: own } = matrix.called;
    for (const group of own) groups.set(group, [...(groups.get(group) ?? []), matrix]);
    const wording = `${words} ${role}`;
    wordings.set(wording, [...(wordings.get(wording) ?? []), matrix]);
  }
  /** @type {Map<string, Part>} */
  const parts = new Map();
  // Of nested parts with the same matrices, the outer one gives the name.
  const add = (/** @type {string} */ name, /** @type {Matrix[]} */ members) => {
    const key = members.map((member) => member.name).join('\n');
    if (!parts.has(key)) parts.set(key, { name, members });
  };
  for (const [group, members] of groups) add(group, members);
  for (const members of wordings.values()) if (members.length > 1) add(namedBy(members), members);
  return [...parts.values()];
}

/** What matrices without a path are called: the last name with # for its numbers. @param {Matrix[]} members */
const namedBy = (members) => /** @type {Matrix} */ (members.at(-1)).name.replace(/\d+/g, '#');
