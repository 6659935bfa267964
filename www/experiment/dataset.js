/** Edits of a generated data set by the controls. No DOM. */

/** @typedef {{ name: string, samples?: number, noise?: number, seed?: number, testSamples?: number, testSeed?: number }} Dataset */

/**
 * A data set in place of another: it stays standardized.
 * @template {object} T @param {{ standardize?: boolean } | undefined} before @param {T} dataset
 */
export const standardizedLike = (before, dataset) => ({
  ...(before?.standardize ? { standardize: true } : {}),
  ...dataset,
});

/**
 * A class in words: its name, else its number.
 * @param {{ classNames?: readonly string[] } | undefined} dataset  of an experiment @param {0 | 1} label
 */
export const className = (dataset, label) => dataset?.classNames?.[label] ?? `class ${label}`;

/** Characters of a class's name where there is little room. */
const SHORT = 32;

/**
 * The names of classes, cut where there is little room; undefined for classes without names.
 * @param {{ classNames?: readonly string[] } | undefined} dataset  of an experiment
 */
export const shortNames = (dataset) =>
  dataset?.classNames?.map((name) => {
    const characters = [...name];
    return characters.length > SHORT ? `${characters.slice(0, SHORT - 1).join('')}…` : name;
  });

/** The next seed. @param {number} seed @param {number} [max] */
const after = (seed, max = 4294967295) => (seed >= max ? 0 : seed + 1);

/**
 * The data set with another seed. Test points that used the following seed keep following.
 * @param {Dataset} dataset @param {number} [seed]  the next seed by default
 */
export function reseeded(dataset, seed = after(dataset.seed ?? 0)) {
  const follows = dataset.testSeed === after(dataset.seed ?? 0);
  return { ...dataset, seed, testSeed: follows ? after(seed) : dataset.testSeed };
}

/**
 * Another generated set with the same number of points. It gets its own default noise, unless the current noise is
 * neither the set's nor the preset's.
 * @param {{ catalogue: import('./catalogue.js').Catalogue, experiment: any, preset: any }} model @param {string} name
 */
export function otherDataset({ catalogue, experiment, preset }, name) {
  const ownNoise = (/** @type {string} */ set) =>
    catalogue.datasets.find((/** @type {any} */ entry) => entry.name === set)?.noise;
  const now = [experiment.dataset, preset.experiment.dataset].find((dataset) => dataset.samples !== undefined);
  const { samples, testSamples, seed, testSeed, noise } = now ?? {
    samples: 300,
    testSamples: 100,
    seed: 1,
    testSeed: 2,
  };
  const kept = now === experiment.dataset ? noise : undefined;
  const untouched =
    kept === undefined ||
    kept === ownNoise(experiment.dataset.name) ||
    (kept === preset.experiment.dataset.noise && experiment.dataset.name === preset.experiment.dataset.name);
  const other = { name, samples, noise: untouched ? ownNoise(name) : kept, seed, testSamples, testSeed };
  return standardizedLike(experiment.dataset, other);
}
