/** What methods, functions and signs do to values that go through a network, and paths that come together. No DOM. */
import { JOINED, RESIDUAL, SCALED, SHIFTED, UNFOLLOWED, RESCALED } from './not-dense.js';

/** @typedef {import('./model-layers.js').Part} Part */
/** @typedef {import('./model-layers.js').BesidePart} BesidePart */
/** @typedef {import('./model-layers.js').Place} Place */

/** @param {string} names */
const setOf = (names) => new Set(names.split(' '));

/** Methods and functions that change no signal at the start. */
export const SAME = setOf(
  'view reshape flatten ravel squeeze unsqueeze float double half bfloat16 to astype cast type type_as contiguous clone detach ' +
    'cuda cpu numpy permute transpose swapaxes moveaxis expand_dims rearrange t requires_grad_ train eval asarray array ' +
    'convert_to_tensor as_tensor stop_gradient checkpoint_name share_memory',
);
/** Methods of a network that give its outputs. */
export const CALLING = setOf('forward __call__ call apply predict');
/** Methods and functions whose results are no values of a network. */
const OTHERS = setOf(
  'size dim ndim shape numel item len print isinstance issubclass hasattr range enumerate zip type str repr int id super tolist ' +
    'parameters named_parameters modules named_modules children named_children buffers state_dict load_state_dict items keys values ' +
    'zeros_like ones_like rand_like randn_like full_like empty_like new_zeros new_ones is_cuda get_device is_floating_point ' +
    'summary compile fit evaluate backward step zero_grad count_params get_weights set_weights trainable_variables register_buffer ' +
    'register_parameter save save_weights load_weights info debug warning log Size device setdefault format join startswith endswith ' +
    'lower upper split_args init init_with_output tabulate build append extend insert add_module',
);
/** Attributes of values that are values again. */
export const VALUES = setOf('data T mT logits last_hidden_state sample value real');
/** Functions that put values side by side. */
const SIDE_BY_SIDE = /^(cat|concat|concatenate|Concatenate|hstack|column_stack)$/;
const NOT_ARITHMETIC = setOf('== != < > <= >= in is not and or');

/** Whether a method or function gives no values. @param {string} name */
export const givesNoValues = (name) => OTHERS.has(name);

/** @param {Place} place @param {string} why @param {boolean} [keepsSize] @returns {BesidePart} */
export const unfollowed = ({ line, text }, why = UNFOLLOWED, keepsSize = false) => ({
  kind: 'beside',
  line,
  text,
  why,
  changes: true,
  isUnfollowed: true,
  ...(keepsSize ? { keepsSize } : {}),
});

/** @param {readonly Part[]} parts */
const denseIn = (parts) => parts.filter(({ kind }) => kind === 'dense').length;

/** The path with most dense layers; of equal ones the longest, then the first. @param {readonly Part[][]} paths @returns {Part[]} */
export const longest = (paths) =>
  paths.reduce((best, path) => {
    const more = denseIn(path) - denseIn(best);
    return more > 0 || (more === 0 && path.length > best.length) ? path : best;
  });

/**
 * What comes of paths that a function takes together; null of none.
 * @param {readonly Part[][]} paths @param {string} name  of the function @param {Place} place @returns {Part[] | null}
 */
export function together(paths, name, place) {
  if (paths.length === 0) return null;
  if (SIDE_BY_SIDE.test(name) && paths.every((path) => path.length === 0)) return [];
  return [...longest(paths), unfollowed(place, paths.length > 1 ? JOINED : UNFOLLOWED)];
}

/**
 * What a sign makes of values on one side of it, or on both; null of what is no arithmetic.
 * @param {string} sign @param {Part[] | null} left @param {Part[] | null} right @param {number | null} number  on the other side @param {Place} place
 * @returns {Part[] | null}
 */
export function calculated(sign, left, right, number, place) {
  if (NOT_ARITHMETIC.has(sign)) return null;
  const isSum = sign === '+' || sign === '-';
  if (left && right) return [...longest([left, right]), unfollowed(place, isSum ? RESIDUAL : JOINED, sign !== '@')];
  const parts = left ?? right;
  if (!parts) return null;
  if (number === (isSum ? 0 : 1) && !(right && (sign === '/' || sign === '**'))) return parts;
  const isScale = sign === '*' || sign === '/';
  const why = parts.length === 0 && isScale ? RESCALED : isScale ? SCALED : isSum ? SHIFTED : UNFOLLOWED;
  return [...parts, unfollowed(place, why, sign !== '@')];
}
