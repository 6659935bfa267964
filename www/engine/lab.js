/**
 * The headless lab: trains the runs of an experiment in lock-step. The same module in a page, a worker and Node.
 *
 * All numbers come from the Rust core. Its types are generated: of what it gives, by its bindings; of experiments, from its table of fields.
 */
import { catalogue as whole } from '../experiment/catalogue.js';

export { createLab, randomSeed, split } from './create.js';
export { engineBuild } from './core-instance.js';
export { Lab } from './lab-class.js';
export { EngineError } from './load.js';

/** @typedef {import('./generated/experiment.js').Experiment} Experiment */
/** @typedef {import('./generated/experiment.js').ExperimentInput} ExperimentInput */
/** @typedef {import('./generated/experiment.js').TrainingFields} TrainingFields */
/** @typedef {import('./generated/experiment.js').Run} Run */
/** @typedef {import('./generated/init_lab.js').Snapshot} Snapshot */
/** @typedef {import('./generated/init_lab.js').RunSnapshot} RunSnapshot */
/** @typedef {import('./generated/init_lab.js').RunDescription} RunDescription */
/** @typedef {import('./generated/init_lab.js').LayerStart} LayerStart */
/** @typedef {import('./generated/init_lab.js').LayerParameters} LayerParameters */
/** @typedef {import('./generated/init_lab.js').Samples} Samples */
/** @typedef {import('./generated/init_lab.js').Inspection} Inspection */
/** @typedef {import('./generated/init_lab.js').LayerInspection} LayerInspection */
/** @typedef {import('./generated/init_lab.js').Moments} Moments */
/** @typedef {import('./generated/init_lab.js').Histogram} Histogram */
/** @typedef {import('./generated/init_lab.js').Catalogue} Catalogue */
/** @typedef {import('./generated/init_lab.js').InitializerParameter} InitializerParameter */
/** @typedef {import('./generated/init_lab.js').FieldEntry} Field */
/** @typedef {import('./generated/init_lab.js').ComparisonEntry} Comparison */
/** @typedef {import('./generated/init_lab.js').Bounds} Bounds */

/**
 * What is refused is a RangeError, or a TypeError where it has the wrong type, with these properties beside its message.
 * @typedef {import('../experiment/refused.js').Refused} Refused
 */

/**
 * Everything that can be named in an experiment, with formulas, ranges and defaults. A copy.
 * @returns {Promise<Catalogue>}
 */
export const catalogue = async () => structuredClone(whole);
