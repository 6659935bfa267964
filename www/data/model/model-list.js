/** The short notation of a model: "784-512-512-10 tanh he_normal". No DOM. */
import { layersFrom } from '../../experiment/layer-list.js';
import { activationName, activationPart, isActivation, refuseActivation } from './model-activations.js';
import { ModelError, quoted } from './model-error.js';
import { DEFAULTS, checkedUnits } from './model-layers.js';
import { lawOf } from './model-laws.js';
import { lossName } from './model-losses.js';
import { MOST_LAYERS } from './model-stack.js';
import { Scope } from './model-scope.js';
import { ExpressionReader } from './python-expression.js';
import { logicalLines } from './python-tokens.js';

/** @typedef {import('./model-layers.js').Part} Part */
/** @typedef {import('./model-layers.js').Place} Place */
/** @typedef {import('./model-laws.js').Law} Law */
/** @typedef {import('./python-expression.js').Node} Node */

/** Widths at the beginning of a line: numbers with arrows, dashes, commas or blanks between; "20 × 512" for twenty layers. */
const WIDTHS = /^[[(]?\s*(\d[\d,;×x*→>\s–-]*)[\])]?/i;
const ARROW = /->|→|[–-]/g;
/** A list without the separators at its end. */
const UP_TO_WIDTH = /^[^]*[^\s,;→>–-]/;
/** Names of the atlas: what a library's layer starts from. */
const OF_LIBRARY = /^library\/[\w.-]{1,60}$/i;
/** Laws that stand for weights and biases together. */
const LIBRARY = /^(?:pytorch_linear|pytorch|torch|sklearn_mlp|keras_dense|keras|flax_dense|flax)$/;
/** @type {Record<string, import('./model-layers.js').Framework>} */
const FRAMEWORKS = {
  pytorch: 'pytorch',
  torch: 'pytorch',
  keras: 'keras',
  flax: 'flax',
  pytorch_linear: 'pytorch',
  keras_dense: 'keras',
  flax_dense: 'flax',
};
/** The lab's own names, which Keras does not have. */
const OWN = new Map([
  ['he', 'he'],
  ['kaiming', 'he'],
  ['xavier', 'xavier'],
  ['glorot', 'glorot_uniform'],
  ['lecun', 'lecun_normal'],
  ['xavier_average', 'xavier_average'],
  ['kaiming_normal', 'he'],
  ['kaiming_normal_', 'he'],
  ['kaiming_uniform', 'he_uniform'],
  ['kaiming_uniform_', 'he_uniform'],
  ['xavier_normal', 'xavier_average'],
  ['xavier_normal_', 'xavier_average'],
  ['xavier_uniform', 'glorot_uniform'],
  ['xavier_uniform_', 'glorot_uniform'],
]);

/** The line of a text that has anything; null if there are several, or none. @param {string} text */
function onlyLine(text) {
  const lines = text.split('\n');
  const filled = lines.flatMap((line, k) => {
    const [code] = line.split('#');
    return code.trim() ? [{ code: code.trim(), line: k + 1 }] : [];
  });
  return filled.length === 1 ? filled[0] : null;
}

/** Whether a text is in the short notation. @param {string} text */
export function isList(text) {
  const only = onlyLine(text);
  return only !== null && /^[[(]?\s*\d+\s*(?:[,;×x*→–-]|->|\s)\s*\d/i.test(only.code);
}

/**
 * @param {string} text  in the short notation
 * @returns {{ parts: Part[], loss: import('./model-losses.js').LossName | null, notes: string[] }}
 * @throws {ModelError} of a word that is not known
 */
export function readList(text) {
  const { code, line } = /** @type {{ code: string, line: number }} */ (onlyLine(text));
  const [whole = '', written = ''] = WIDTHS.exec(code) ?? [];
  const widths = layersFrom((UP_TO_WIDTH.exec(written)?.[0] ?? '').replace(ARROW, ', '));
  if (!widths)
    throw new ModelError(`${quoted(written)} is not a list of widths; must be like 784-512-10.`, {
      line,
      value: written,
    });
  const sizes = widths.map((width) => checkedUnits(Number(width), 'width', line));
  if (sizes.length < 2)
    throw new ModelError('the list has one width; must be the inputs, the units of each layer, and the outputs.', {
      line,
      path: 'layers',
      value: sizes.length,
      allowed: 'two or more widths',
    });
  const words = wordsOf(code.slice(whole.length), line);
  const notes = repeatsIn(written, line);
  if (!words.activation) notes.push(`Line ${line}: no activation function is named, so ReLU is taken.`);
  if (!words.weights) notes.push(`Line ${line}: no initializer is named, so he_normal is taken, with biases of 0.`);
  const place = { line, text: code };
  const { weights, biases } = DEFAULTS.list;
  const { number } = words;
  const activation = activationPart(words.activation ?? 'relu', 'list', place, {
    slope: number,
    alpha: number,
    beta: number,
  });
  const parts = sizes.slice(1).map((units, k) => ({
    kind: /** @type {const} */ ('dense'),
    framework: /** @type {const} */ ('list'),
    inputs: sizes[k],
    units,
    activation: k < sizes.length - 2 ? activation : null,
    weights: words.weights ?? weights,
    biases: words.biases ?? biases,
    ...place,
  }));
  return { parts, loss: words.loss, notes };
}

/** What is to say of repeated layers: the number of layers stands first, but some write it last. @param {string} written @param {number} line @returns {string[]} */
function repeatsIn(written, line) {
  return [...written.matchAll(/(\d+)\s*[×x*]\s*(\d+)/gi)].flatMap(([text, first, second]) => {
    const count = Number(first);
    const other = `“${second} × ${first}” is ${layers(Number(second))} of ${first} units`;
    if (count > MOST_LAYERS)
      throw new ModelError(
        `${quoted(text)} is ${layers(count)} of ${second} units; must be at most ${MOST_LAYERS} layers. ${other}.`,
        {
          line,
          path: 'layers',
          value: text,
          allowed: `at most ${MOST_LAYERS} layers, as in 3 × 512`,
        },
      );
    return first === second
      ? []
      : [`Line ${line}: “${text}” is read as ${layers(count)} of ${second} units. ${other}.`];
  });
}

/** @param {number} count */
const layers = (count) => (count === 1 ? '1 layer' : `${count} layers`);

/** @typedef {{ activation: string | null, number: number | null, weights: Law | null, biases: Law | null, loss: import('./model-losses.js').LossName | null }} Words */

/** @param {string} text @param {number} line @returns {Words} */
function wordsOf(text, line) {
  /** @type {Words} */
  const words = { activation: null, number: null, weights: null, biases: null, loss: null };
  const scope = new Scope(text);
  const [first] = logicalLines(text);
  if (!first) return words;
  const reader = new ExpressionReader(first.tokens);
  while (!reader.isAtEnd) {
    if (reader.take(',') || reader.take(';')) continue;
    take(words, reader.item(), scope, line);
  }
  return words;
}

/** @param {Words} words @param {Node} node @param {Scope} scope @param {number} line */
function take(words, node, scope, line) {
  const name =
    node.type === 'call' && node.callee.type === 'name' ? node.callee.name : node.type === 'name' ? node.name : null;
  const text = scope.textOf(node).replaceAll(' ', '');
  if (name === null && OF_LIBRARY.test(text)) {
    words.weights = words.biases = { initializer: text };
    return;
  }
  if (name === null)
    throw new ModelError(`${quoted(scope.textOf(node))} is not known in a list of widths.`, {
      line,
      value: scope.textOf(node),
    });
  if (isActivation(name) && (activationName(name) !== 'identity' || !words.activation)) {
    if (activationName(name)?.endsWith('softmax')) refuseActivation(name, line);
    if (words.activation)
      throw new ModelError(`${quoted(name)} is a second activation function.`, {
        line,
        path: 'activation',
        value: name,
        allowed: 'one activation function',
      });
    words.activation = name;
    if (node.type === 'call' && node.args[0]) words.number = numberOf(node.args[0], name, scope, line);
  } else if (lossName(name)) {
    words.loss = lossName(name);
  } else if (LIBRARY.test(name)) {
    const { weights, biases } = Object.hasOwn(FRAMEWORKS, name)
      ? DEFAULTS[FRAMEWORKS[name]]
      : { weights: { initializer: name }, biases: { initializer: name } };
    words.weights = weights;
    words.biases = biases;
  } else {
    words.weights = OWN.has(name) ? { initializer: String(OWN.get(name)) } : lawOf({ ...node, line }, scope, 'keras');
  }
}

/** The number of leaky_relu(0.1), elu(1) or softplus(1). Other functions have none. @param {Node} node @param {string} name @param {Scope} scope @param {number} line */
function numberOf(node, name, scope, line) {
  const allowed = 'leaky_relu, elu, softplus';
  if (!/^(leaky_?relu|prelu|elu|softplus)$/i.test(name))
    throw new ModelError(`${quoted(name)} takes no number; must be one of ${allowed}.`, {
      line,
      path: 'activation',
      value: name,
      allowed,
    });
  return scope.number(node, 'negativeSlope');
}
