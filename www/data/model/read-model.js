/**
 * Reads the text of a model: PyTorch, Keras, Flax and Equinox stacks of dense layers, or a short list of widths. The text is data: it
 * is not run, and names and numbers are followed only where the forms that make stacks need them. No DOM.
 */
import { refused } from '../../experiment/refused.js';
import { ModelError } from './model-error.js';
import { Interpreter } from './model-interpreter.js';
import { MOST_UNITS } from './model-layers.js';
import { isList, readList } from './model-list.js';
import { lossNote } from './model-losses.js';
import { layersOf } from './model-stack.js';
import { statementsOf } from './python-statements.js';

/** @typedef {import('./model-layers.js').Part} Part */
/** @typedef {import('./model-layers.js').Framework} Framework */
/** @typedef {import('./model-stack.js').ModelLayer} ModelLayer */
/** @typedef {import('./model-losses.js').LossName} LossName */
/** @typedef {import('./model-interpreter.js').Ignored} Ignored */
/** @typedef {{ inputs?: number }} ReadModelOptions  inputs: of the first dense layer, where the text does not say */
/**
 * @typedef {object} Model
 * @property {ModelLayer[]} layers  first to last
 * @property {LossName | null} loss
 * @property {Framework} framework  whose code it is
 * @property {string[]} notes  what was settled, in sentences
 * @property {Ignored[]} ignored  what is left out: its line, its text, and why; with `changes`, signals would be other ones with it
 */

const ASIDE = 'This layer is not on the path that the forecast follows, so it is left out.';

/** Longest text, in characters. */
export const LONGEST_MODEL = 100_000;

/**
 * Reads a model.
 * @param {string} text @param {ReadModelOptions} [options]
 * @returns {Model}
 * @throws {RangeError | TypeError} with `path`, `value`, `allowed` and `line`. If the text does not say how many inputs there are, the
 *   error has `choices` with the option that does
 */
export function readModel(text, options = {}) {
  const inputs = checkedInputs(options);
  if (typeof text !== 'string') throw refused(TypeError, 'text', typeof text, 'a text');
  if (text.length > LONGEST_MODEL)
    throw new ModelError(`The text has ${text.length} characters; must be at most ${LONGEST_MODEL}.`, {
      value: text.length,
      allowed: `at most ${LONGEST_MODEL} characters`,
    });
  const code = plainCode(text);
  /** @type {string[]} */
  const notes = [];
  /** @type {Ignored[]} */
  const ignored = [];
  const found = isList(code) ? { ...readList(code), ignored: [], inputs: null, taken: null } : followed(code);
  notes.push(...found.notes);
  const layers = layersOf(found.parts, { inputs: found.inputs, chosen: inputs, notes, ignored });
  const [first] = found.parts.filter((part) => part.kind === 'dense');
  const loss = lossOf(layers, found);
  const all = once([...found.ignored, ...ignored]).toSorted((a, b) => a.line - b.line);
  return {
    layers,
    loss: loss.loss,
    framework: first.framework,
    notes: [...new Set([...notes, ...loss.notes])],
    ignored: all,
  };
}

/** What is left out, once for each place of the text: a class may be used six times. @param {Ignored[]} ignored @returns {Ignored[]} */
function once(ignored) {
  const known = new Map(ignored.map((each) => [`${each.line} ${each.text} ${each.why}`, each]));
  return [...known.values()];
}

/** @param {unknown} options @returns {number | null} */
function checkedInputs(options) {
  const allowed = `a whole number from 1 to ${MOST_UNITS}`;
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw refused(TypeError, 'options', String(options), 'an object');
  for (const name of Object.keys(options))
    if (name !== 'inputs') throw refused(RangeError, name, name, 'the option inputs');
  const { inputs } = /** @type {ReadModelOptions} */ (options);
  if (inputs === undefined || inputs === null) return null;
  if (typeof inputs !== 'number') throw refused(TypeError, 'inputs', typeof inputs, allowed);
  if (!(Number.isInteger(inputs) && inputs >= 1 && inputs <= MOST_UNITS))
    throw refused(RangeError, 'inputs', inputs, allowed);
  return inputs;
}

/** Line ends as of Unix; fences of Markdown and prompts of Python and IPython blanked. @param {string} text */
function plainCode(text) {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .split('\n');
  const isPrompted = lines.some((line) => line.startsWith('>>> '));
  return lines
    .map((line) => {
      if (line.startsWith('```') || line.startsWith('%')) return '';
      if (!isPrompted) return line;
      if (line.startsWith('>>> ') || line.startsWith('... ')) return line.slice(4);
      return line === '>>>' || line === '...' ? '' : `# ${line}`;
    })
    .join('\n');
}

/** The longest stack of a text. @param {string} code */
function followed(code) {
  const reader = new Interpreter(code);
  reader.run(statementsOf(code));
  const { stacks, loose, loss, taken, ignored, inputs } = reader;
  const denseIn = (/** @type {Part[]} */ parts) => parts.filter(({ kind }) => kind === 'dense').length;
  if (denseIn(loose) > 0) stacks.push({ name: '', line: loose[0].line, parts: loose });
  const longest = stacks.reduce((best, each) => (denseIn(each.parts) >= denseIn(best.parts) ? each : best), {
    name: '',
    line: 0,
    parts: /** @type {Part[]} */ ([]),
  });
  const [first] = reader.pending.values();
  if (denseIn(longest.parts) === 0) {
    if (first) throw first.error;
    refuseNothing(ignored, reader.reader.besides);
  }
  const used = new Set(longest.parts);
  /** @type {string[]} */
  const notes = [];
  for (const { name, line, parts } of stacks) {
    if (parts === longest.parts || parts.every((part) => part.kind !== 'dense' || used.has(part))) continue;
    notes.push(
      `Line ${line}: ${name ? `“${name}”` : 'this stack'} is left out. The longest stack of the text is read, on line ${longest.line}.`,
    );
  }
  for (const [name, { line, error }] of reader.pending)
    notes.push(`Line ${line}: “${name}” is left out. ${error.message}`);
  const aside = unused(reader.reader.made, [...used, ...stacks.flatMap((each) => each.parts)]);
  return { parts: longest.parts, loss, taken, ignored: [...ignored, ...aside], inputs, notes };
}

/** Dense layers that no stack has: of a second output, of a gate. @param {readonly Part[]} made @param {readonly Part[]} inStacks @returns {Ignored[]} */
function unused(made, inStacks) {
  const known = new Set(inStacks.map(({ line, text }) => `${line} ${text}`));
  return made
    .filter(({ line, text }) => !known.has(`${line} ${text}`))
    .map(({ line, text }) => ({ line, text, why: ASIDE, changes: true }));
}

/** @param {Ignored[]} ignored @param {readonly Ignored[]} besides  layers that are known and not dense @returns {never} */
function refuseNothing(ignored, besides) {
  const [first] = [...besides, ...ignored];
  const why = first ? ` ${first.why}` : '';
  throw new ModelError(
    first ? `there is no dense layer in the text that can be read.${why}` : 'There is no dense layer in the text.',
    {
      line: first?.line ?? 0,
      value: first?.text,
      allowed: 'nn.Sequential(nn.Linear(…), …), Sequential([Dense(…), …]), or a list such as 784-512-10 tanh he_normal',
    },
  );
}

/**
 * The loss, and what is to say of it and the output.
 * @param {ModelLayer[]} layers @param {{ loss: LossName | null, taken: import('./model-losses.js').Taken | null }} found
 * @returns {{ loss: LossName | null, notes: string[] }}
 */
function lossOf(layers, { loss, taken }) {
  const { activation } = layers[layers.length - 1];
  if (loss === 'binary_cross_entropy' && activation.endsWith('softmax'))
    return {
      loss: 'softmax_cross_entropy',
      notes: [
        'The loss is binary cross-entropy, and the output has softmax: the forecast takes cross-entropy of softmax.',
      ],
    };
  const note = loss && lossNote(loss, taken, activation);
  return { loss, notes: note ? [note] : [] };
}
