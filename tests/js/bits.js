/** The experiments of tests/fixtures/bits.experiments.json, and the bits of their results. */
import { readFileSync } from 'node:fs';
import { inRoot } from '../../scripts/paths.js';

const read = (/** @type {string} */ file) => JSON.parse(readFileSync(inRoot('tests', 'fixtures', file), 'utf8'));

export const cases = read('bits.experiments.json');
export const expectedEnds = read('bits.json');

/**
 * An experiment's result in the fixture's format. Uses only its arguments, because it also runs inside a page.
 * @param {import('../../www/engine/lab.js').Lab} lab
 * @param {number} iteration
 */
export function endOf(lab, iteration) {
  const hex = (/** @type {Float64Array[]} */ arrays) =>
    arrays
      .flatMap((numbers) => Array.from(new BigUint64Array(numbers.slice().buffer)))
      .map((bits) => bits.toString(16).padStart(16, '0'))
      .join('');
  lab.advance(iteration);
  return lab.runs.map((_, run) => {
    const { iterations, costs } = lab.costs(run);
    const parameters = lab.parameters(run).flatMap(({ weights, biases }) => [weights, biases]);
    return { iteration: iterations.at(-1), parameters: hex(parameters), lastCosts: hex([costs.slice(-5)]) };
  });
}
