/** The result of the element's inspect(), for a lab in Node. */
import { reading } from '../../www/engine/read.js';
import { resultsRead } from '../../www/element/results.js';

/** @param {import('../../www/engine/lab.js').Lab} lab */
export function inspected(lab) {
  const runs = lab.experiment.runs.map((_, run) => run);
  const { train, test } = lab.points;
  const samples = { train: train.labels.length, test: test.labels.length };
  return resultsRead(reading(lab, runs, 'inspections', []), samples);
}
