/** Files of weights that are dropped or chosen. */
import { html } from 'lit';
import { fields } from '../experiment/catalogue.js';
import { WeightsImport } from '../data/weights/weights-import.js';
import { megabytes } from '../data/weights/weights-error.js';
import { addWeights } from '../player/weights-edits.js';
import { ask } from './ask.js';

/** @typedef {import('./view.js').EditorView} View */

const WEIGHTS_FILE = /\.(npz|npy|safetensors|h5|hdf5|keras|pt|pth|ckpt|pkl|pickle|joblib|onnx|msgpack|bin)$/i;
/** Larger files are not read into memory. */
const MOST_BYTES = 64_000_000;
/** The longest name of a run. */
const MOST_LETTERS = 80;

/** Whether a file is weights by its name, read or refused with its reason. @param {File} file */
export const isWeightsFile = ({ name }) => WEIGHTS_FILE.test(name);

/**
 * Adds a run that starts from the weights in files that belong together, or says why it cannot.
 * @param {Pick<View, 'own' | 'act' | 'model'>} view @param {File[]} files @param {import('../data/editor.js').Place} place
 */
export async function useWeights(view, files, place) {
  const { own } = view;
  const main = files.find(({ name }) => /\.json$/i.test(name)) ?? files[0];
  if (!main) return;
  const source = main.name.slice(0, MOST_LETTERS);
  const refuse = (/** @type {string} */ why) => own.say(place, `${source} ${why} The runs stay as they were.`, true);
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > MOST_BYTES) return void refuse(`has ${megabytes(size)}; must be at most ${MOST_BYTES / 1e6} MB.`);
  if (files.length > 1 && !/\.json$/i.test(main.name))
    return void refuse('is one of several files; must be one, or model.json with its .bin files.');
  let read;
  try {
    read = await Promise.all(
      files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
    );
  } catch {
    return void refuse('could not be read.');
  }
  own.weights ??= new WeightsImport({
    take: ({ layers, notes }, name) => taken(view, addWeights(layers, name, view.model), notes),
    say: (where, text, problem) => own.say(where, text, problem),
  });
  await own.weights.read(read, place, source);
}

/**
 * Makes an edit for the user. Resolves to its answer and the notes, in sentences.
 * @param {Pick<View, 'act'>} view @param {import('../player/edits.js').Edit} edit @param {string[]} notes
 * @returns {Promise<string>}
 */
const taken = ({ act }, edit, notes) =>
  new Promise((resolve, reject) => {
    // A refusal stands with the file's message, not beside a control.
    act.change('weights', () => act.apply(edit).then((said) => resolve([said, ...notes].join(' ')), reject));
  });

/** Fields of an experiment, and parts of files that contain one. */
const OF_EXPERIMENT = [
  'preset',
  'experiment',
  'metadata',
  'cells',
  ...new Set(fields.map(({ path }) => path.split('.')[0])),
];

/** Levels of a JSON value in which weights are looked for. */
const DEEPEST = 8;

/**
 * Whether a JSON value has a matrix of numbers, a layer with biases, or the list of TensorFlow.js's shards.
 * @param {unknown} value @param {number} [depth] @returns {boolean}
 */
function holdsWeights(value, depth = 0) {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value) && Array.isArray(value[0]) && typeof value[0][0] === 'number') return true;
  if (Object.hasOwn(value, 'biases') || Object.hasOwn(value, 'weightsManifest')) return true;
  return Object.values(value)
    .slice(0, 1000)
    .some((part) => holdsWeights(part, depth + 1));
}

/** Whether a file is JSON with weights, and without any part of an experiment. @param {File} file */
export async function isWeightsJson(file) {
  if (!/\.json$/i.test(file.name) || file.size > MOST_BYTES) return false;
  try {
    const value = JSON.parse(await file.text());
    return holdsWeights(value) && !OF_EXPERIMENT.some((name) => Object.hasOwn(value, name));
  } catch {
    return false; // the reader of experiments reports it
  }
}

/**
 * The choice of a file that a new run starts from.
 * @param {View} view @param {string} full  why there can be no further run; empty if there can
 */
export function weightsEntry(view, full) {
  const { own } = view;
  const { text, place, problem } = own.said;
  const said = place === 'runs' ? text : '';
  return html`<div class="own-weights">
    <label class="button" aria-disabled=${full !== ''}
      ><input
        type="file"
        class="unseen"
        id="weights-file"
        multiple
        ?disabled=${full !== ''}
        accept=".npz,.npy,.safetensors,.json,.bin"
        aria-describedby="weights-help"
        @change=${(/** @type {Event} */ e) => open(e, view)}
      />Your weights…</label
    >
    <span class="help" id="weights-help"
      >A run that starts from a file: .npz, .npy, .safetensors, or JSON of the lab or of TensorFlow.js with its .bin. It
      can also be dropped on the pictures.</span
    >
    <p class="said" role="status">${problem ? '' : said}</p>
    <p class="said" role="alert" data-problem>${problem ? said : ''}</p>
    ${ask(view, 'runs')}
  </div>`;
}

/** @param {Event} event @param {View} view */
async function open({ target }, view) {
  const input = /** @type {HTMLInputElement} */ (target);
  const files = Array.from(input.files ?? []);
  input.value = ''; // so that the same file can be chosen again
  await useWeights(view, files, 'runs');
}
