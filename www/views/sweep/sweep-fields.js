/** What an axis can vary in an experiment, and a good range for it. No DOM. */
import { valueOf } from '../../experiment/fields.js';
import { fieldTitle } from '../../export/sweep-words.js';

/** @typedef {{ field: string, from: number, to: number, steps: number, scale: 'linear' | 'log' }} Axis */
/** @typedef {{ field: string, min: number, max: number, whole: boolean, value: number, group: string }} Choice  value: in the experiment */

const GROUPS = ['Network', 'Training', 'Runs', 'Data'];
/** Steps of a line, and of each side of a map: one more than a power of two, so that the coarse picture has both ends. */
export const LINE_STEPS = 17;
export const MAP_STEPS = 17;

/** Ranges that are better known than any rule. @type {Record<string, Omit<Axis, 'field' | 'steps'>>} */
const KNOWN = {
  'network.weightScale': { from: 0.01, to: 100, scale: 'log' },
  'network.biasStddev': { from: 0, to: 1, scale: 'linear' },
  'network.initialBias': { from: -1, to: 1, scale: 'linear' },
  'dataset.noise': { from: 0, to: 0.4, scale: 'linear' },
  'training.momentum': { from: 0, to: 0.99, scale: 'linear' },
  depth: { from: 1, to: 20, scale: 'linear' },
  width: { from: 2, to: 64, scale: 'log' },
};

/** Everything that an axis can vary here. @param {import('../view.js').Model} model @returns {Choice[]} */
export function axisChoices({ experiment, catalogue }) {
  const { dataset, network, training, runs } = experiment;
  const overridden = (/** @type {string} */ name) =>
    runs.every((/** @type {any} */ run) => run.training?.[name] !== undefined);
  const numeric = catalogue.fields.filter(
    ({ path, type }) => path.includes('.') && (type === 'number' || type === 'integer'),
  );
  const fields = numeric.flatMap((spec) => {
    const [group, name] = spec.path.split('.');
    if (group === 'dataset' && dataset.name === 'custom') return [];
    if (group === 'training' && overridden(name)) return [];
    if (name === 'learningRate' && training.learningRateChanges?.length) return [];
    const title = { dataset: 'Data', network: 'Network', training: 'Training' }[group] ?? '';
    const { min = -Infinity, max = Infinity } = spec;
    const value = valueOf(experiment, spec) ?? min;
    return [{ field: spec.path, min, max, whole: spec.type === 'integer', value, group: title }];
  });
  const hasWeights = runs.some((/** @type {any} */ run) => run.weights);
  const sizes =
    network.hidden.length === 0 || hasWeights
      ? []
      : [
          { field: 'depth', min: 1, max: 100, whole: true, value: network.hidden.length, group: 'Network' },
          { field: 'width', min: 1, max: 256, whole: true, value: network.hidden[0], group: 'Network' },
        ];
  return [...fields, ...sizes, ...parametersOf(runs, catalogue.initializers)];
}

/** @param {any[]} runs @param {{ name: string, parameters: any[] }[]} initializers @returns {Choice[]} */
function parametersOf(runs, initializers) {
  /** @type {Map<string, Choice>} */
  const found = new Map();
  for (const run of runs) {
    const { parameters = [] } = initializers.find(({ name }) => name === run.initializer) ?? {};
    for (const { name, type, min, max, default: usual } of parameters) {
      if (type !== 'number' || found.has(name)) continue;
      found.set(name, { field: `runs.${name}`, min, max, whole: false, value: run[name] ?? usual, group: 'Runs' });
    }
  }
  return [...found.values()];
}

/** The choices as the groups of a menu. @param {Choice[]} choices */
export const axisGroups = (choices) =>
  GROUPS.map((title) => ({
    title,
    options: choices
      .filter(({ group }) => group === title)
      .map(({ field }) => ({ name: field, title: fieldTitle(field) })),
  })).filter(({ options }) => options.length > 0);

/** An axis with a good range around the present value. @param {Choice} choice @param {number} steps @returns {Axis} */
export function usualAxis({ field, min, max, whole, value }, steps) {
  const known = KNOWN[field];
  if (known) return { field, ...known, steps };
  if (!(value > 0)) return { field, from: Math.max(min, 0), to: Math.min(max, 1), steps, scale: 'linear' };
  const reach = whole ? 4 : 100;
  const from = clean(Math.max(min, value / reach, whole ? 1 : 0));
  const to = clean(Math.min(max, value * reach));
  return whole
    ? { field, from: Math.max(1, Math.round(from)), to: Math.round(to), steps, scale: 'log' }
    : { field, from, to, steps, scale: 'log' };
}

/** @param {number} value */
const clean = (value) => Number(value.toPrecision(3));

/**
 * Axes of a new sweep: the weight scale, and the learning rate where a map can vary it.
 * @param {import('../view.js').Model} model @param {number} count @returns {Axis[]}
 */
export function usualAxes(model, count) {
  const choices = axisChoices(model);
  const wanted = ['network.weightScale', 'training.learningRate', 'network.biasStddev'];
  const found = wanted.flatMap((field) => choices.filter((choice) => choice.field === field));
  return found.slice(0, count).map((choice) => usualAxis(choice, count === 1 ? LINE_STEPS : MAP_STEPS));
}
