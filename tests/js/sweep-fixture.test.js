/**
 * Sweeps have the bits of tests/fixtures/sweep-bits.json, which the Python package is compared with, too.
 *
 * UPDATE_SWEEP_BITS=1 writes the file. It changes only with the numerics contract.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { it } from 'node:test';
import { createSweep } from '../../www/engine/lab.js';
import { catalogue } from '../../www/experiment/catalogue.js';

const file = new URL('../fixtures/sweep-bits.json', import.meta.url);
const experiments = new URL('../fixtures/sweep-bits.experiments.json', import.meta.url);

/** The bits of all numbers in one string, 16 hexadecimal digits each. NaN has one pattern. @param {ArrayLike<number>} numbers */
function hex(numbers) {
  const view = new DataView(new ArrayBuffer(8));
  return Array.from(numbers, (number) => {
    view.setFloat64(0, Number.isNaN(number) ? NaN : number);
    return view.getBigUint64(0).toString(16).padStart(16, '0');
  }).join('');
}

/** @param {any} experiment */
async function endOf(experiment) {
  const sweep = await createSweep(experiment, { workers: 0 });
  await sweep.run();
  const results = /** @type {any} */ (sweep.results());
  const { shape: cells, ...parts } = /** @type {any} */ (sweep.summary());
  assert.deepEqual(cells, results.shape.slice(0, 3));
  const end = {
    shape: results.shape,
    axes: results.axes.map((/** @type {any} */ { field, values }) => ({ field, values: hex(values) })),
    seeds: Array.from(results.seeds),
    dataSeeds: Array.from(results.dataSeeds),
    measures: Object.fromEntries(catalogue.measures.map(({ name, property }) => [name, hex(results[property])])),
    summary: Object.fromEntries(Object.entries(parts).map(([part, values]) => [part, hex(values)])),
    curves: results.axes.length ? [] : sweep.curves().map(({ costs }) => hex(costs)),
    cell: sweep.experimentAt({ x: results.shape[2] - 1, y: results.shape[1] - 1, seed: 1 }),
  };
  sweep.free();
  return end;
}

it('sweeps have the bits of the fixture', async () => {
  const ends = [];
  for (const experiment of JSON.parse(String(readFileSync(experiments)))) ends.push(await endOf(experiment));
  if (process.env.UPDATE_SWEEP_BITS) writeFileSync(file, `${JSON.stringify(ends, null, 1)}\n`);
  assert.deepEqual(ends, JSON.parse(String(readFileSync(file))));
});
