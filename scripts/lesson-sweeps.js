/** The sweeps of the lesson's figures at their end. They are kept in target/, since they train every core for a while. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { engineBuild } from '../www/engine/core-instance.js';
import { createSweep } from '../www/engine/lab.js';
import { quantilesOf } from '../www/engine/sweep-results.js';
import { inRoot } from './paths.js';

const kept = inRoot('target', 'lesson-runs');
/** They change when a trained number does, which this fixture tells. */
const bits = createHash('sha256')
  .update(readFileSync(inRoot('tests', 'fixtures', 'bits.json')))
  .digest('hex');

/**
 * @typedef {object} EndedSweep
 * @property {ReturnType<import('../www/engine/create-sweep.js').Sweep['results']>} results
 * @property {import('../www/engine/create-sweep.js').Summary} summary  of the sweep's own measure
 * @property {ReturnType<import('../www/engine/create-sweep.js').Sweep['curves']> | null} curves  null: with axes
 * @property {typeof quantilesOf} quantiles  of other values
 */

/** @param {any} experiment  with a sweep @returns {Promise<EndedSweep>} */
export async function endedSweep(experiment) {
  const ended = await keptSweep(experiment);
  await engineBuild(); // for the quantiles of a sweep that was kept
  return { ...ended, quantiles: quantilesOf };
}

/** @param {any} experiment @returns {Promise<Omit<EndedSweep, 'quantiles'>>} */
async function keptSweep(experiment) {
  const file = path.join(
    kept,
    createHash('sha256')
      .update(JSON.stringify([bits, experiment]))
      .digest('hex'),
  );
  if (existsSync(file)) return deserialize(readFileSync(file));
  const sweep = await createSweep(experiment);
  await sweep.run();
  const results = sweep.results();
  const ended = { results, summary: sweep.summary(), curves: results.axes.length === 0 ? sweep.curves() : null };
  sweep.free();
  mkdirSync(kept, { recursive: true });
  writeFileSync(file, serialize(ended));
  return ended;
}
