/** Random valid experiments, within the limits of the table of fields. */
import fc from './seeds.js';

/** @typedef {import('../../www/engine/lab.js').Catalogue} Catalogue */

/** @param {number} min @param {number} max */
const number = (min, max) => fc.double({ min, max, noNaN: true });

/**
 * Values of a field, with its limits, its default and preset values more often than by chance.
 * @param {{ type: string, min?: number, max?: number, values?: string[], default?: any }} field @returns {fc.Arbitrary<any>}
 */
function valueOf({ type, min, max, values, default: usual }) {
  if (values?.length) return fc.constantFrom(...values);
  const [low, high] = /** @type {[number, number]} */ ([min, max]);
  const likely = fc.constantFrom(low, high, usual ?? low);
  if (type === 'number') return fc.oneof(likely, number(low, high));
  return fc.oneof(likely, fc.integer({ min: low, max: Math.min(high, low + 5) }), fc.integer({ min: low, max: high }));
}

/**
 * Objects with some of these fields.
 * @param {Record<string, fc.Arbitrary<any>>} fields @param {string[]} [always]
 */
const some = (fields, always = []) => fc.record(fields, { requiredKeys: always, noNullPrototype: true });

const label = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 80 })
  .filter((text) => text.trim() !== '' && [...text].length <= 80);

/** @param {Catalogue} catalogue */
const initializers = ({ initializers: entries, aliases }) =>
  fc.constantFrom(...entries, ...aliases).chain(({ name, parameters }) =>
    some(
      {
        initializer: fc.constant(name),
        ...Object.fromEntries(parameters.map((parameter) => [parameter.name, valueOf(parameter)])),
      },
      ['initializer'],
    ).map((/** @type {any} */ { minval, maxval, ...rest }) => {
      // The lower end of a range comes first.
      if (minval === undefined && maxval === undefined) return rest;
      const [low, high] = [minval ?? -1000, maxval ?? 1000].sort((a, b) => a - b);
      return { ...rest, minval: low, maxval: high };
    }),
  );

/** @param {Catalogue} catalogue */
function training({ fields }) {
  const changes = fc
    .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 1_000_000 }), number(1e-6, 100)), {
      selector: ([at]) => at,
      maxLength: 4,
    })
    .map((list) => list.sort(([a], [b]) => a - b));
  const own = fields.filter(({ path, type }) => path.startsWith('training.') && type !== 'learningRateChanges');
  const entries = own.map((field) => [field.path.slice('training.'.length), valueOf(field)]);
  return some({ ...Object.fromEntries(entries), learningRateChanges: changes });
}

/** @param {Catalogue} catalogue @param {number} most  maximum samples */
function datasets({ fields, datasets: entries }, most) {
  const at = (/** @type {string} */ name) =>
    valueOf(/** @type {any} */ (fields.find(({ path }) => path === `dataset.${name}`)));
  const coordinate = fc.oneof(number(-3, 3), number(-1e6, 1e6));
  const points = fc.array(fc.tuple(coordinate, coordinate, fc.constantFrom(0, 1)), { minLength: 1, maxLength: 12 });
  const drawn = some({
    name: fc.constantFrom(...entries.map(({ name }) => name)),
    samples: fc.integer({ min: 2, max: most }),
    noise: at('noise'),
    seed: at('seed'),
    testSamples: fc.integer({ min: 0, max: most }),
    testSeed: at('testSeed'),
    standardize: fc.boolean(),
  });
  const classNames = fc.uniqueArray(label, { minLength: 2, maxLength: 2 });
  const custom = some(
    {
      name: fc.constant('custom'),
      points,
      testPoints: fc.option(points, { nil: [] }),
      classNames,
      standardize: fc.boolean(),
    },
    ['name', 'points'],
  );
  return fc.oneof({ weight: 3, arbitrary: drawn }, { weight: 1, arbitrary: custom });
}

/**
 * Experiments, some complete, some based on a preset. Large networks have few samples, so that they open quickly.
 * @param {Catalogue} catalogue @returns {fc.Arbitrary<any>}
 */
export function experiments(catalogue) {
  const { fields, presets, activations } = catalogue;
  const swept = presets.filter(({ experiment }) => /** @type {any} */ (experiment).sweep).map(({ name }) => name);
  const seed = valueOf(/** @type {any} */ (fields.find(({ path }) => path === 'seed')));
  const run = fc
    .tuple(
      initializers(catalogue),
      some({ label, training: training(catalogue), outputInitializer: initializers(catalogue) }),
    )
    .map(([initializer, rest]) => ({ ...initializer, ...rest }));
  const sized = fc.oneof(
    { weight: 6, arbitrary: fc.constant({ units: 8, layers: 3, samples: 40 }) },
    { weight: 1, arbitrary: fc.constant({ units: 4, layers: 30, samples: 20 }) },
    { weight: 1, arbitrary: fc.constant({ units: 256, layers: 2, samples: 8 }) },
    { weight: 1, arbitrary: fc.constant({ units: 2, layers: 1, samples: 3000 }) },
  );
  return sized.chain(({ units, layers, samples }) => {
    const network = some({
      hidden: fc.array(fc.integer({ min: 1, max: units }), { maxLength: layers }),
      activation: fc.constantFrom(...activations.map(({ name }) => name)),
      initialBias: number(-1000, 1000),
    });
    return some({
      preset: fc.constantFrom(...presets.map(({ name }) => name)),
      dataset: datasets(catalogue, samples),
      network,
      training: training(catalogue),
      seed,
      runs: fc.array(run, { minLength: 1, maxLength: 8 }),
    }).map((/** @type {any} */ { preset, ...rest }) => {
      if (preset === undefined) return rest;
      // A sweep may vary what other fields take away, such as the depth of a network without hidden layers.
      if (swept.includes(preset)) return { preset, ...(rest.seed === undefined ? {} : { seed: rest.seed }) };
      // A preset's data set has fields that custom points lack; another name replaces the data set entirely.
      return { preset, ...rest };
    });
  });
}
