/** Conditions in loops and functions that draw PyTorch's weights again: which parameters of dense layers they let through. No DOM. */
import { lastOf } from './model-activations.js';
import { notDense } from './not-dense.js';

/** @typedef {import('./python-expression.js').Node} Node */
/** @typedef {import('./model-torch-init.js').What} What */
/** @typedef {What | 'all' | 'other' | 'unknown'} Passed  other: none of dense layers */
/**
 * @typedef {object} Variables
 * @property {string} each  name of the module or parameter
 * @property {string} named  name of its name, in a loop over parameters; else empty
 * @property {ReadonlySet<string>} classNames  names that stand for the name of its class
 * @property {(node: Node) => string} textOf
 */

/** What else lets through. @type {Record<Passed, Passed>} */
export const REST = { weights: 'biases', biases: 'weights', all: 'other', other: 'all', unknown: 'unknown' };

/** @param {Passed} a @param {Passed} b @returns {Passed} */
function both(a, b) {
  if (a === 'other' || b === 'other') return 'other';
  if (a === 'unknown' || b === 'unknown') return 'unknown';
  if (a === 'all' || a === b) return b;
  return b === 'all' ? a : 'other';
}

/** @param {Node} node @param {Variables} variables @returns {Passed} */
export function passedBy(node, variables) {
  if (node.type === 'unary' && node.sign === 'not') return REST[passedBy(node.of, variables)];
  if (node.type === 'operation' && (node.sign === 'and' || node.sign === 'or')) {
    const [left, right] = [passedBy(node.left, variables), passedBy(node.right, variables)];
    return node.sign === 'and' ? both(left, right) : REST[both(REST[left], REST[right])];
  }
  return plain(variables.textOf(node).replaceAll(' ', '').replaceAll('"', "'"), variables);
}

/** @param {string} text  of one comparison, without blanks @param {Variables} variables @returns {Passed} */
function plain(text, { each, named, classNames }) {
  if (/^isinstance\(|^type\(/.test(text)) return ofClasses(text.replace(/^\w+\([^,)]*/, ''), text.includes('!='));
  for (const name of [...classNames, `${each}.__class__.__name__`, `type(${each}).__name__`]) {
    const wanted = text.startsWith(`${name}.`) || text.startsWith(`${name}==`) || text.endsWith(`in${name}`);
    if (wanted) return ofWord(/'(\w+)'/.exec(text)?.[1] ?? '', /(==-1|<0)$/.test(text));
  }
  if (named) {
    const [, word] =
      /^'\.?(weight|bias)'in/.exec(text) ??
      /\.endswith\('\.?(weight|bias)'\)$/.exec(text) ??
      /\.find\('(weight|bias)'\)(!=-1|>=0|>-1)$/.exec(text) ??
      [];
    if (word) return word === 'weight' ? 'weights' : 'biases';
    const [, without] = /^'\.?(weight|bias)'notin/.exec(text) ?? [];
    if (without) return without === 'weight' ? 'biases' : 'weights';
  }
  for (const size of [
    `${each}.dim()`,
    `${each}.ndim`,
    `${each}.ndimension()`,
    `len(${each}.shape)`,
    `len(${each}.size())`,
  ]) {
    if ([`${size}>1`, `${size}>=2`, `${size}==2`, `${size}!=1`].includes(text)) return 'weights';
    if ([`${size}==1`, `${size}<2`, `${size}<=1`].includes(text)) return 'biases';
  }
  const always = ['.biasisnotNone', '.bias', '.weight', '.weightisnotNone', '.requires_grad'].map((end) => each + end);
  always.push(...['weight', 'bias'].flatMap((name) => [`hasattr(${each},'${name}')`]));
  if (always.includes(text) || [`hasattr(${each},'weight')and${each}.weightisnotNone`].includes(text)) return 'all';
  return 'unknown';
}

/** @param {string} classes  as text @param {boolean} isInverted @returns {Passed} */
function ofClasses(classes, isInverted) {
  const names = [...classes.matchAll(/[A-Za-z_][\w.]*/g)]
    .map(([name]) => lastOf(name))
    .filter((name) => /^[A-Z]/.test(name));
  /** @type {Passed} */
  let passed = 'unknown';
  if (names.includes('Linear') || names.includes('Module')) passed = 'all';
  else if (names.length > 0 && names.every((name) => notDense(name) || /^_?(Conv|BatchNorm|Norm|Parameter)/.test(name)))
    passed = 'other';
  return isInverted ? REST[passed] : passed;
}

/** @param {string} word  in the name of a class @param {boolean} isInverted @returns {Passed} */
function ofWord(word, isInverted) {
  /** @type {Passed} */
  const passed =
    word !== '' && 'Linear'.includes(word)
      ? 'all'
      : /^(Conv|Batch|Norm|LSTM|GRU|Embed|Layer)/.test(word)
        ? 'other'
        : 'unknown';
  return isInverted ? REST[passed] : passed;
}
