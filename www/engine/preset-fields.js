/**
 * Puts a preset's fields in the place of its name. The catalogue has them; the WebAssembly module does not, which would
 * have them a second time.
 */
import { catalogue } from '../experiment/catalogue.js';
import { overlaid } from '../experiment/fields.js';

/** Number of seeds. The successor of the largest seed is 0. */
const SEEDS = 2 ** 32;

/**
 * An experiment as it is without `preset`: the preset's, with the other fields laid over it. An unknown name stays, and
 * the core refuses it. The same as `read_experiment` of the core.
 * @param {any} experiment
 */
export function withPresetFields(experiment) {
  const preset = catalogue.presets.find(({ name }) => name === experiment?.preset);
  if (!preset) return experiment;
  const over = Object.entries(experiment).filter(([name]) => name !== 'preset');
  return overlaid(baseOf(preset.experiment), Object.fromEntries(over));
}

/** An experiment whose test points still follow the training points, if its own do. @param {any} experiment */
function baseOf({ dataset: { testSeed, ...dataset }, ...rest }) {
  const follows = testSeed === (dataset.seed + 1) % SEEDS;
  return { ...rest, dataset: follows || testSeed === undefined ? dataset : { ...dataset, testSeed } };
}
