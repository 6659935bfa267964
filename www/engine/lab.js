/**
 * The headless lab, which trains the runs of an experiment in lock-step. The same module works in a page, a worker and
 * Node.
 *
 * All numbers come from the Rust core. The types are generated: those of results by its bindings, those of experiments
 * from its table of fields.
 */
import { fullCatalogue, textsOf } from '../experiment/full-catalogue.js';
import { openHandle } from './create.js';
import * as input from './input.js';
import { Lab as CoreLab } from './lab-class.js';
import { withPresetFields } from './preset-fields.js';

export { readModel } from '../data/model/read-model.js';
export { readPoints } from '../data/read-points.js';
export { readWeights } from '../data/weights/read-weights.js';
export { randomSeed, split } from './create.js';
export { Sweep, createSweep } from './create-sweep.js';
export { engineBuild } from './core-instance.js';
export { forecast } from './forecast/forecast.js';
export { meanField } from './mean-field.js';
export { EngineError } from './load.js';

/** @typedef {import('./generated/experiment.js').Experiment} Experiment */
/** @typedef {import('./generated/experiment.js').ExperimentInput} ExperimentInput */
/** @typedef {import('./generated/experiment.js').TrainingFields} TrainingFields */
/** @typedef {import('./generated/experiment.js').Run} Run */
/** @typedef {import('./generated/init_lab.js').Snapshot} Snapshot */
/** @typedef {import('./generated/init_lab.js').RunSnapshot} RunSnapshot */
/**
 * Description of a run. summary: effect and purpose of its initializer; source: its definition; defaultOf: the
 * framework that uses it by default, empty if none does.
 * @typedef {import('./generated/init_lab.js').RunDescription & { summary: string, source: string, defaultOf: string }} RunDescription
 */
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
/** @typedef {import('./generated/init_lab.js').LibraryCatalogue} LibraryCatalogue */
/** @typedef {import('../charts/scales.js').Bounds} Bounds */
/** @typedef {import('../data/model/read-model.js').Model} Model */
/** @typedef {import('../data/model/read-model.js').ReadModelOptions} ReadModelOptions */
/** @typedef {import('./forecast/forecast.js').Forecast} Forecast */
/** @typedef {import('./forecast/forecast.js').ForecastOptions} ForecastOptions */
/** @typedef {import('../data/read-points.js').ReadOptions} ReadOptions */
/** @typedef {import('../data/read-points.js').ReadPoints} ReadPoints */
/** @typedef {import('../data/weights/read-weights.js').WeightsOptions} WeightsOptions */
/** @typedef {import('../data/weights/read-weights.js').ReadWeights} ReadWeights */

/**
 * Refusals are RangeErrors, or TypeErrors for values of the wrong type, with these properties besides the message.
 * @typedef {import('../experiment/refused.js').Refused} Refused
 */

/**
 * A copy of the catalogue: every initializer, data set, activation, loss, optimizer, field and preset, with formulas,
 * ranges and defaults; and what libraries start from.
 * @returns {Promise<Catalogue & LibraryCatalogue>}
 */
export async function catalogue() {
  const { libraries, otherLayers } = await import('../experiment/libraries.js');
  return structuredClone({ ...fullCatalogue, libraries, otherLayers });
}

/** Runs trained side by side. Made by {@link createLab}. Holds memory of the core until {@link Lab#free}. */
export class Lab extends CoreLab {
  /**
   * A description of each run, with its layers at iteration 0.
   * @override @returns {RunDescription[]}
   */
  get runs() {
    return super.runs.map((run) => {
      const { summary = '', source = '', defaultOf = '' } = textsOf(run.initializer) ?? {};
      return { ...run, summary, source, defaultOf };
    });
  }
}

/**
 * The lab of an experiment, at iteration 0.
 * @param {ExperimentInput} [experiment]
 * @returns {Promise<Lab>}
 * @throws {RangeError | TypeError} naming the field, the value and the allowed values
 * @throws {import('./load.js').EngineError} if the core cannot run here
 */
export const createLab = async (experiment = {}) =>
  new Lab(await openHandle(withPresetFields(input.plain(experiment, 'experiment'))));
