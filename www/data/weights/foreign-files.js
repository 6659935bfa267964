/** Files of weights that the lab does not read: what they are, and the lines of Python that make an .npz of them. No DOM. */
import { WeightsError, quoted } from './weights-error.js';

/** @typedef {import('./weights-content.js').WeightsFile} WeightsFile */

const SAFE = 'The lab never runs what is in a file.';
const KERAS = `model = keras.saving.load_model(file)\nnp.savez("weights.npz", *model.get_weights())`;
const TORCH = `state = torch.load(file, weights_only=True)\nnp.savez("weights.npz", **{k: v.double().numpy() for k, v in state.items()})`;
const SKLEARN = `model = joblib.load(file)  # an MLPClassifier\nnp.savez("weights.npz", *[a for pair in zip(model.coefs_, model.intercepts_) for a in pair])`;
const ONNX = `model = onnx.load(file)\nnp.savez("weights.npz", **{t.name: onnx.numpy_helper.to_array(t) for t in model.graph.initializer})`;
const FLAX = `state = flax.traverse_util.flatten_dict(flax.serialization.msgpack_restore(open(file, "rb").read()), sep="/")\nnp.savez("weights.npz", **state)`;

/**
 * @typedef {object} Foreign
 * @property {string} what
 * @property {(file: WeightsFile, inside: string[]) => boolean} is
 * @property {string} [why]
 * @property {string} lines  of Python
 */

/** @param {...number} mark */
const begins =
  (...mark) =>
  (/** @type {WeightsFile} */ { bytes }) =>
    mark.every((byte, k) => bytes[k] === byte);

/** @type {Foreign[]} */
const FOREIGN = [
  {
    what: 'a Keras file (HDF5)',
    is: (file, inside) => inside.some((name) => /\.h5$/.test(name)) || begins(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a)(file),
    why: 'which the lab does not read',
    lines: KERAS,
  },
  {
    what: 'a file of torch.save',
    is: (file, inside) =>
      inside.some((name) => /(^|\/)(data|constants)\.pkl$/.test(name)) || /\.(pt|pth|ckpt)$/i.test(file.name),
    why: `a pickle: a program that runs when it is loaded. ${SAFE}`,
    lines: TORCH,
  },
  {
    what: 'a pickle',
    is: (file) => isPickle(file.bytes) || /\.(pkl|pickle|joblib|sav|pdparams)$/i.test(file.name),
    why: `a program that runs when it is loaded. ${SAFE}`,
    lines: SKLEARN,
  },
  { what: 'an ONNX model', is: ({ name }) => /\.onnx$/i.test(name), why: 'which the lab does not read', lines: ONNX },
  {
    what: 'a file of flax (msgpack)',
    is: ({ name }) => /\.(msgpack|flax|mpk)$/i.test(name),
    why: 'which the lab does not read',
    lines: FLAX,
  },
];

/** A pickle of protocol 2 to 5 begins with its number and ends with a stop; older ones are text. @param {Uint8Array} bytes */
const isPickle = (bytes) =>
  (bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5) ||
  (bytes.at(-1) === 0x2e && /^(\(|c[\w.]+\n)/.test(String.fromCharCode(...bytes.subarray(0, 40))));

/**
 * @param {WeightsFile} file @param {string[]} [inside]  names of the files in it, if it is a zip file
 * @throws {WeightsError} if it is one of these
 */
export function refuseForeign(file, inside = []) {
  const found = FOREIGN.find(({ is }) => is(file, inside));
  if (!found) return;
  throw new WeightsError(
    `${quoted(file.name)} is ${found.what}, ${found.why}${/[.]$/.test(found.why ?? '') ? '' : '.'} In Python:\n${found.lines}`,
    {
      value: file.name,
      allowed: '.npz, .npy, .safetensors or JSON',
    },
  );
}

// JSON of other libraries

const BRAIN = `const weights = net.toJSON().layers.slice(1).map((layer) => ({
  weights: Object.values(layer).map((unit) => Object.values(unit.weights)),
  biases: Object.values(layer).map((unit) => unit.bias) }));`;
const CONVNET = `const weights = net.toJSON().layers.filter((layer) => layer.filters).map((layer) => ({
  weights: layer.filters.map((unit) => Object.values(unit.w)), biases: Object.values(layer.biases.w) }));`;
const CONNECTIONS =
  'const weights = [];  // { weights: a list for each unit, biases } for each layer, from the connections between its units';

/** @param {any} value */
const parts = (value) => (typeof value === 'object' && value !== null ? Object.values(value) : []);

/** @type {{ what: string, is: (root: any) => boolean, lines: string }[]} */
const FOREIGN_JSON = [
  {
    what: 'a network of brain.js 1: an object for each unit',
    is: ({ layers }) =>
      parts(layers).some((layer) =>
        parts(layer).some((unit) => typeof unit?.bias === 'number' && !Array.isArray(unit.weights ?? [])),
      ),
    lines: BRAIN,
  },
  {
    what: 'a network of ConvNetJS: a filter for each unit',
    is: ({ layers }) => parts(layers).some((layer) => Array.isArray(layer?.filters)),
    lines: CONVNET,
  },
  {
    what: 'a network of Synaptic or Neataptic: a list of connections',
    is: ({ connections, neurons, nodes }) => Array.isArray(connections) && Array.isArray(neurons ?? nodes),
    lines: CONNECTIONS,
  },
];

/**
 * @param {any} root  parsed JSON @param {string} name  of its file
 * @throws {WeightsError} if another library wrote it in a form that the lab does not read
 */
export function refuseForeignJson(root, name) {
  const found = typeof root === 'object' && root !== null && FOREIGN_JSON.find(({ is }) => is(root));
  if (!found) return;
  throw new WeightsError(
    `${quoted(name)} is ${found.what}, which the lab does not read. In JavaScript:\n${found.lines}\nJSON.stringify(weights);`,
    { value: name, allowed: 'JSON of the lab: [{ weights: a list for each unit, biases }, …]' },
  );
}
