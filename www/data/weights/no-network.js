/** Why a file's arrays are no network that the lab trains, by what differs. No DOM. */
import { KINDS } from './beside-network.js';
import { CONVENTIONS, chainsOfAnyEnds, sidesOf } from './layer-chain.js';
import { isNamesake } from './layer-names.js';
import { candidates, partsOf, withoutBeside } from './network-candidates.js';
import { WeightsError, listed, quoted } from './weights-error.js';

/** @typedef {import('./layer-chain.js').Matrix} Matrix */
/** @typedef {import('./weights-content.js').Convention} Convention */
/** @typedef {import('./network-candidates.js').Given} Given */
/** @typedef {import('./read-weights.js').WeightsOptions} WeightsOptions */

/** The most networks whose chains a refusal tells. */
const MOST_TOLD = 3;
/** The most widths of a chain that are told one by one. */
const MOST_WIDTHS = 16;
/** How an array is saved from which the weights are computed. */
const COMPUTED =
  'Save the weights themselves, after torch.nn.utils.parametrize.remove_parametrizations, remove_weight_norm, remove_spectral_norm or prune.remove.';

/** @param {import('./npy-array.js').LeftOut[]} leftOut @param {Matrix[]} all */
export function noMatrices(leftOut, all) {
  const reasons = leftOut.slice(0, 3).map(({ name, why }) => ` ${quoted(name)} ${why}.`);
  const isPickled = leftOut.some(({ why }) => /pickle/.test(why));
  const advice = isPickled
    ? ' Save each array under its own name: np.savez(file, **arrays), not np.savez(file, arrays).'
    : '';
  const has = all.length ? ` It has ${listed(all.map(({ name }) => name))}, but no matrix of weights.` : '';
  return new WeightsError(`There is no matrix of floating-point numbers in it.${has}${reasons.join('')}${advice}`);
}

/** @param {Given} given @param {Matrix[]} vectors @param {Convention[]} conventions @param {WeightsOptions} options */
export function noChain(given, vectors, conventions, options) {
  if (options.network !== undefined) {
    const found = candidates(given, conventions).map(({ network }) => network);
    const parts = partsOf(given.matrices).map(({ name }) => name);
    const groups = given.matrices.flatMap(({ called }) => called.groups);
    const names = [...new Set([...found.filter((name) => name !== ''), ...parts, ...groups])];
    const allowed = names.length > 0 ? `one of ${listed(names)}` : 'left out: no part of the file has a name';
    if (!names.includes(options.network)) return refusedOption('network', options.network, allowed);
  }
  const other = CONVENTIONS.filter((convention) => !conventions.includes(convention));
  if (options.convention && candidates(given, other, options.network).length > 0)
    return new WeightsError(
      `convention: ${quoted(options.convention)} is not allowed; the shapes fit ${quoted(other[0])} only.`,
      { path: 'convention', value: options.convention, allowed: other[0] },
    );
  const core = withoutBeside(given);
  const matrices = core.matrices.length ? core.matrices : core.rows;
  const kinds = [
    ...new Set([...given.beside].filter(([array]) => given.matrices.includes(array)).map(([, { kind }]) => kind)),
  ];
  if (matrices.length === 0 || kinds.includes('computed')) return besideOnly(given, kinds);
  const told = core.matrices.length ? chainsTold(matrices, vectors) : [];
  const shapes = listed(matrices.map(({ name, shape }) => `${name} ${shape.join(' × ')}`));
  return new WeightsError(
    told.length > 0
      ? `${told.length > 1 && told[0].name ? 'Its networks are' : 'This chain goes'} ${told.map(worded).join(told[0].name ? '; ' : ', or ')}; the lab trains 2 → … → 1.${backwards(matrices, told)}`
      : `Its matrices make no chain 2 → … → 1, in which each layer takes what the one before gives: ${shapes}.`,
    { path: 'layers', value: told.length > 0 ? told[0].widths : shapes },
  );
}

/** @param {'network'} path @param {string} value @param {string} allowed */
const refusedOption = (path, value, allowed) =>
  new WeightsError(`${path}: ${quoted(value)} is not allowed; must be ${allowed}.`, { path, value, allowed });

/** Of a file whose matrices all stand beside a network, or are what its weights are computed from. @param {Given} given @param {import('./beside-network.js').Kind[]} kinds */
function besideOnly({ beside, matrices }, kinds) {
  const told = kinds.map((kind) => {
    const names = matrices.filter((matrix) => beside.get(matrix)?.kind === kind).map(({ name }) => name);
    return `${listed(names)} are by their names ${KINDS[kind]}`;
  });
  return new WeightsError(
    `It has no weights of a network: ${told.join('; ')}.${kinds.includes('computed') ? ` ${COMPUTED}` : ''}`,
    { path: 'layers', value: listed(matrices.map(({ name }) => name)) },
  );
}

/** @typedef {{ name: string, convention: Convention, layers: Matrix[], widths: number[] }} Told  name: of one of several networks */

/** @param {Told} told @param {number} k @param {Told[]} all */
function worded({ name, convention, widths }, k, all) {
  const rows = convention === 'out_in' ? 'out × in' : 'in × out';
  const told = widths.length > MOST_WIDTHS ? [...widths.slice(0, 8), '…', ...widths.slice(-3)] : widths;
  if (all[0].name) return `${quoted(name)} ${told.join(' → ')}`;
  return `${told.join(' → ')}${all.length > 1 ? ` (read ${rows})` : ''}`;
}

/** What the file's chains are, as far as its names, shapes and biases tell them. @param {Matrix[]} matrices @param {Matrix[]} vectors @returns {Told[]} */
function chainsTold(matrices, vectors) {
  const whole = likely(chainsOfAnyEnds(matrices), vectors);
  if (whole.length > 0) return whole.map((chain) => ({ ...chain, name: '' }));
  /** @type {Told[]} */
  const told = [];
  const parts = partsOf(matrices).filter(({ members }) => members.length > 1);
  for (const { name, members } of parts.toSorted((a, b) => b.members.length - a.members.length)) {
    const [chain] = likely(chainsOfAnyEnds(members), vectors);
    const isNew = members.every((member) => told.every(({ layers }) => !layers.includes(member)));
    if (chain && isNew && told.length < MOST_TOLD) told.push({ ...chain, name });
  }
  return told.length > 1 ? told : told.map((chain) => ({ ...chain, name: '' }));
}

/**
 * The chains that the lengths of biases allow; of these, one that begins or ends as the lab's networks do.
 * @param {import('./layer-chain.js').AnyChain[]} chains @param {Matrix[]} vectors
 */
function likely(chains, vectors) {
  const fits = chains.filter(({ layers, convention }) =>
    layers.every((layer) => {
      const own = vectors.find(({ called }) => called.role === 'biases' && isNamesake(called, layer.called));
      return own === undefined || own.values.length === sidesOf(layer, convention).units;
    }),
  );
  const left = fits.length > 0 ? fits : chains;
  const different = left.filter(
    ({ widths }, k) => left.findIndex((each) => each.widths.join() === widths.join()) === k,
  );
  const similar = different.filter(({ widths }) => widths[0] === 2 || widths.at(-1) === 1);
  return similar.length > 0 ? similar.slice(0, 1) : different.slice(0, 2);
}

/** What to do where the numbers run from the last layer to the first. @param {Matrix[]} matrices @param {Told[]} told */
function backwards(matrices, [{ widths, layers, name }]) {
  if (name || layers.length < 2 || layers.length < matrices.length || widths[0] !== 1 || widths.at(-1) !== 2) return '';
  const order = layers.toReversed().map((layer) => layer.name);
  return ` If its numbers count from the last layer to the first, give the option order: ${listed(order)}.`;
}
