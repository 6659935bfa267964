/** A drawn data set as the controls change it. No DOM. */

/** @typedef {{ name: string, samples?: number, noise?: number, seed?: number, testSamples?: number, testSeed?: number }} Dataset */

/** The seed after this one. @param {number} seed @param {number} [max] */
const after = (seed, max = 4294967295) => (seed >= max ? 0 : seed + 1);

/**
 * The data set with other training points. The test points follow, where they did: with the seed after it.
 * @param {Dataset} dataset @param {number} [seed]  the next, if none
 */
export function reseeded(dataset, seed = after(dataset.seed ?? 0)) {
  const follows = dataset.testSeed === after(dataset.seed ?? 0);
  return { ...dataset, seed, testSeed: follows ? after(seed) : dataset.testSeed };
}

/**
 * Another drawn set with as many points. It gets its own noise, unless the noise was changed from what the set or the preset has.
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
  return { name, samples, noise: untouched ? ownNoise(name) : kept, seed, testSamples, testSeed };
}
