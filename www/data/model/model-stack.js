/** Makes a model of the parts that a text has: dense layers with their inputs, activation functions and laws. No DOM. */
import { ModelError, quoted } from './model-error.js';
import { UNKNOWN } from './not-dense.js';

/** @typedef {import('./model-layers.js').Part} Part */
/** @typedef {import('./model-layers.js').DensePart} DensePart */
/** @typedef {import('./model-interpreter.js').Ignored} Ignored */
/**
 * @typedef {object} ModelLayer  a dense layer
 * @property {number} inputs
 * @property {number} units
 * @property {string} activation  a name of the catalogue; identity if there is none. Of the last layer also softmax and log_softmax
 * @property {number} [negativeSlope]  of leaky ReLU, if it is not 0.01
 * @property {string} initializer  of the weights: a name of the catalogue
 * @property {Record<string, number | string>} [parameters]  of it, where they are not at their defaults
 * @property {string} biasInitializer  none; zeros, ones, constant, random_normal, random_uniform, truncated_normal; or pytorch_linear, which is uniform within ±1/√inputs
 * @property {Record<string, number | string>} [biasParameters]
 * @property {number} line  of the text
 * @property {string} text  as it stands there
 */

/** Most dense layers of a model: 100 hidden ones and the output. */
export const MOST_LAYERS = 101;
/** Slope of the catalogue's leaky ReLU. */
const SLOPE = 0.01;

/**
 * @param {readonly Part[]} parts  in order
 * @param {{ inputs: number | null, chosen: number | null, notes: string[], ignored: Ignored[] }} given  inputs: of the model, as the text says; chosen: of
 *   the first dense layer, if the text does not say; the lists are added to
 * @returns {ModelLayer[]}
 * @throws {ModelError} of layers that do not fit
 */
export function layersOf(parts, { inputs, chosen, notes, ignored }) {
  /** @type {ModelLayer[]} */
  const layers = [];
  /** Number of units or inputs that come in, and the line that says so. @type {{ size: number, line: number } | null} */
  let coming = inputs === null ? null : { size: inputs, line: 0 };
  /** What stands between two dense layers. @type {import('./model-layers.js').BesidePart | null} */
  let between = null;
  /** @type {Set<Part>} */
  const made = new Set();
  let isActivated = false;
  /** Whether all that is done to values behind the last layer is known. */
  let isFollowed = true;
  const ignore = (/** @type {Part} */ { line, text }, /** @type {string} */ why, changes = false) =>
    ignored.push({ line, text, why, ...(changes ? { changes } : {}) });
  for (const part of parts) {
    if (part.kind === 'input') {
      if (layers.length === 0) coming = { size: part.inputs, line: part.line };
    } else if (part.kind === 'beside') {
      ignore(part, part.why, part.changes);
      if (part.changes && !part.keepsSize) between = part;
      isFollowed &&= !part.isUnfollowed;
    } else if (part.kind === 'activation' && part.name === 'identity') {
      continue;
    } else if (part.kind === 'activation') {
      const last = layers.at(-1);
      if (!last) ignore(part, 'It acts on the inputs, before the first dense layer.', true);
      else if (isActivated) ignore(part, `The layer on line ${last.line} has an activation function already.`, true);
      else Object.assign(last, activationOf(part, notes));
      isActivated ||= last !== undefined;
    } else {
      if (made.has(part))
        notes.push(
          `Line ${part.line}: this layer is used more than once. The forecast draws its weights anew each time.`,
        );
      made.add(part);
      const before = layers.length > 0 ? layers[layers.length - 1] : null;
      layers.push(layerOf(part, sizeInto(part, before, coming, between, chosen), notes));
      if (layers.length > MOST_LAYERS) refuseDepth(part);
      if (!isActivated && isFollowed && before && before.activation === 'identity' && part.line !== before.line)
        notes.push(`Line ${before.line}: no activation function stands between this layer and the next one.`);
      coming = { size: part.units, line: part.line };
      between = null;
      isFollowed = true;
      isActivated = part.activation !== null;
    }
  }
  refuseSoftmax(layers);
  return layers;
}

/** @param {import('./model-activations.js').ActivationPart} part @param {string[]} notes */
function activationOf({ name, negativeSlope, note }, notes) {
  if (note) notes.push(note);
  return { activation: name, ...(negativeSlope === undefined || negativeSlope === SLOPE ? {} : { negativeSlope }) };
}

/** @param {DensePart} part @param {number} inputs @param {string[]} notes @returns {ModelLayer} */
function layerOf(part, inputs, notes) {
  const { units, activation, weights, biases, line, text } = part;
  for (const { note } of [weights, biases]) if (note && !notes.includes(note)) notes.push(note);
  return {
    inputs,
    units,
    ...(activation ? activationOf(activation, notes) : { activation: 'identity' }),
    initializer: weights.initializer,
    ...(weights.parameters ? { parameters: weights.parameters } : {}),
    biasInitializer: biases.initializer,
    ...(biases.parameters ? { biasParameters: biases.parameters } : {}),
    line,
    text,
  };
}

/**
 * The number of inputs of a layer.
 * @param {DensePart} part @param {ModelLayer | null} before @param {{ size: number, line: number } | null} coming
 * @param {import('./model-layers.js').BesidePart | null} between @param {number | null} chosen @returns {number}
 */
function sizeInto(part, before, coming, between, chosen) {
  const { inputs, line, text } = part;
  if (inputs === null && coming && (before || !between)) return coming.size;
  if (inputs === null && chosen !== null) return chosen;
  if (inputs === null) {
    const question = 'How many inputs does the first dense layer have?';
    throw new ModelError(
      `the text does not say how many inputs ${quoted(text)} has. Give them: readModel(text, { inputs: 784 }).`,
      {
        line,
        path: 'inputs',
        value: undefined,
        allowed: 'a whole number, 1 or more',
        choices: [{ option: 'inputs', question }],
      },
    );
  }
  if (coming && coming.size !== inputs && (before || !between)) {
    const from = before
      ? `the layer before it, on line ${before.line}, has ${coming.size} units`
      : `the model has ${coming.size}`;
    const why = between ? ` Between them stands ${quoted(between.text)}, on line ${between.line}.` : '';
    throw new ModelError(`${quoted(text)} takes ${inputs} inputs, but ${from}.${why}`, {
      line,
      path: 'inputs',
      value: inputs,
      allowed: String(coming.size),
    });
  }
  return inputs;
}

/** @param {DensePart} part @returns {never} */
function refuseDepth({ line }) {
  throw new ModelError(`this is dense layer ${MOST_LAYERS + 1}; must be at most ${MOST_LAYERS}.`, {
    line,
    path: 'layers',
    value: MOST_LAYERS + 1,
    allowed: `at most ${MOST_LAYERS}`,
  });
}

/** Softmax mixes the units of a layer, which the theory of a layer in the middle does not have. @param {ModelLayer[]} layers */
function refuseSoftmax(layers) {
  const found = layers.slice(0, -1).find(({ activation }) => activation.endsWith('softmax'));
  if (!found) return;
  throw new ModelError(`${found.activation} stands behind a hidden layer; must be behind the last one.`, {
    line: found.line,
    path: 'activation',
    value: found.activation,
    allowed: 'softmax behind the last layer',
  });
}

/** @param {string} text @param {number} line @returns {Ignored} */
export const unknownItem = (text, line) => ({ line, text, why: UNKNOWN, changes: true });
