/** What changed or refused attributes make of an experiment. No DOM. */
import { SINGLE, hasField, note, only, wanted } from './attributes.js';
import { DEFAULT_PRESET } from '../experiment/catalogue.js';
import { reseeded } from '../experiment/dataset.js';
import { set } from '../experiment/fields.js';
import { leftOut, withHidden } from '../experiment/own-weights.js';

/** @typedef {import('./attributes.js').Asked} Asked */
/** @typedef {import('./attributes.js').Refusal} Refusal */
/** @typedef {import('../views/messages.js').Note} Note */

/**
 * Drops the value that the core refused and adds a note. Null if only the `experiment` attribute can be at fault.
 * @param {Asked} asked @param {Refusal} error  of the core
 * @returns {{ asked: Asked, notes: Note[] } | null}
 */
export function withoutRefused(asked, error) {
  const { path = '' } = error;
  if (path === 'preset' && asked.experiment?.preset === undefined && asked.preset !== DEFAULT_PRESET)
    return { asked: { ...asked, preset: DEFAULT_PRESET }, notes: [note('preset', 'preset', error)] };
  const known = [...asked.values.keys()];
  const group = (/** @type {string} */ name) => name.split(/[.[]/)[0];
  const exact = known.filter((name) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`));
  const blamed = exact.length ? exact : known.filter((name) => group(name) === group(path));
  if (!blamed.length) return null;
  const values = new Map([...asked.values].filter(([name]) => !blamed.includes(name)));
  const attributeOf = (/** @type {string} */ name) =>
    SINGLE.find((property) => property.path === name)?.attribute ?? '';
  return { asked: { ...asked, values }, notes: blamed.map((name) => note(attributeOf(name), name, error)) };
}

/**
 * The current experiment with the newly requested fields. Fields that the user changed keep their values.
 * @param {any} current  complete
 * @param {string[]} paths  that changed
 * @param {{ experiment: any, preset: any, values: Map<string, any> }} asked  preset: complete
 * @param {(note: Note) => void} [tell]  of runs that go away
 * @returns {any}
 */
export function changed(current, paths, asked, tell = () => {}) {
  const { values } = asked;
  let next = current;
  for (const path of paths) if (!path.startsWith('dataset.')) next = set(next, path, wanted(asked, path));
  if (paths.includes('network.hidden') && !paths.includes('runs')) {
    const { experiment, left } = withHidden(next, next.network.hidden);
    next = experiment;
    if (left.length > 0) tell({ attribute: 'hidden-units', message: `hidden-units: ${leftOut(left)}` });
  }
  const data = paths.filter((path) => path.startsWith('dataset.'));
  if (!data.length) return next;
  const { dataset } = current;
  const name = wanted(asked, 'dataset.name');
  // A different data set starts with the requested fields. Changes to the previous one do not carry over.
  if (data.includes('dataset.name') && name !== dataset.name) return { ...next, dataset: datasetAskedFor(asked) };
  // Fields requested for a data set that the user has left do not apply to the user's own choice.
  if (name !== dataset.name) return next;
  /** @type {any} */
  let made = dataset;
  for (const path of data.filter((path) => path !== 'dataset.name')) {
    const key = path.slice('dataset.'.length);
    if (!values.has(path) && !hasField(name, key)) continue;
    made =
      key === 'seed' && !values.has('dataset.testSeed')
        ? reseeded(made, wanted(asked, path))
        : { ...made, [key]: wanted(asked, path) };
    if (made[key] === undefined) delete made[key];
  }
  return { ...next, dataset: made };
}

/** @param {{ experiment: any, preset: any, values: Map<string, any> }} asked */
function datasetAskedFor({ experiment, preset, values }) {
  const { testSeed, ...rest } = preset.dataset;
  // Test points that follow the training points keep following them.
  let dataset = { ...(testSeed === (rest.seed + 1) % 2 ** 32 ? rest : preset.dataset), ...experiment?.dataset };
  for (const [path, value] of values) if (path.startsWith('dataset.')) dataset = set({ dataset }, path, value).dataset;
  return only(dataset);
}
