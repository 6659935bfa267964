/** A burst of events on a page, and what has to hold after it. */
import assert from 'node:assert/strict';
import { createLab, createSweep } from '../../www/engine/lab.js';
import { DEEDS } from './deeds.js';
import { SMALL_SWEEP, calm, foreign, rest } from './rest.js';

/** @typedef {import('./deeds.js').Scene} Scene */
/** @typedef {import('./events.js').MonkeyEvent} MonkeyEvent */
/** @typedef {import('./rest.js').Rested} Rested */

/** What browsers and the page say of an answer that the monkey held back. */
const OF_THE_NETWORK = /Failed to load resource|net::ERR_|NetworkError|Load failed|due to access control checks|init-lab: a part of the page could not be loaded/; // prettier-ignore

/** Chromium's advice about canvases of a page that is printed twice. */
const ADVICE = /^warning: Canvas2D: Multiple readback operations/;

/** Numbers as they leave a page: some drivers make null of what JSON does not have. @param {number | null} value */
const sent = (value) => (value !== null && Number.isFinite(value) ? value : null);

/** @param {Rested} rested */
async function compareLab({ experiment, iteration, results }) {
  assert.ok(results);
  assert.equal(results.iteration, iteration, 'results are of the iteration that is named');
  assert.ok(iteration > 0 || results.iterations === 0, 'it has trained');
  assert.equal(results.runs.length, experiment.runs.length);
  // Runs that were switched on later are behind until they have caught up.
  if (results.behind > 0) return;
  const again = await createLab(experiment);
  try {
    again.advance(iteration);
    assert.deepEqual(
      results.runs.map(({ cost }) => sent(cost)),
      again.snapshot().runs.map(({ cost }) => sent(cost)),
      `Node has other costs after ${iteration} iterations`,
    );
  } finally {
    again.free();
  }
}

/** Measures for which nothing is trained. */
const OF_THE_START = ['signal_ratio', 'error_signal_ratio', 'collapsed'];

/** @param {Rested} rested */
async function compareSweep({ experiment, sweep }) {
  if (!sweep || sweep.total * experiment.training.iterations > SMALL_SWEEP) return;
  assert.equal(sweep.done, sweep.total);
  const again = await createSweep({ ...experiment, sweep: { ...experiment.sweep, measure: 'cost' } }, { workers: 0 });
  try {
    await again.run();
    // What was trained for another measure is kept.
    const isTrained =
      !OF_THE_START.includes(experiment.sweep.measure) || sweep.cost.some((cost) => sent(cost) !== null);
    if (isTrained)
      assert.deepEqual(
        sweep.cost.map(sent),
        Array.from(again.results().cost, sent),
        'Node has other costs of the sweep',
      );
  } finally {
    again.free();
  }
}

/**
 * Does events one after the other on a page that is open, and checks it.
 * @param {Scene} scene @param {(url: string) => boolean} isOwn @param {MonkeyEvent[]} events
 * @returns {Promise<number>} the number of states that were compared with Node
 */
export async function burst(scene, isOwn, events) {
  const { reader, network } = scene;
  let compared = 0;
  try {
    for (const event of events) await DEEDS[event.type](scene, event);
  } finally {
    network.how = 'mend';
  }
  await reader.medium?.({ media: 'screen', colorScheme: 'light', reducedMotion: 'reduce' });
  const labs = await reader.evaluate(calm);
  assert.ok(labs > 0, 'the lab is still there');
  for (let n = 0; n < labs; n += 1) {
    const rested = await reader.evaluate(rest, /** @type {[number, number]} */ ([n, SMALL_SWEEP]));
    assert.deepEqual(rested.wrong, [], `lab ${n}`);
    if (rested.counter !== null) assert.equal(Number(rested.counter), rested.iteration, 'the counter');
    if (rested.panels > 0 && rested.results)
      assert.equal(rested.panels, rested.results.runs.length, 'a picture for every run');
    await (rested.experiment.sweep ? compareSweep(rested) : compareLab(rested));
    compared += 1;
  }
  assert.deepEqual(await reader.evaluate(foreign), []);
  scene.wasHeldUp ||= events.some(({ type }) => type === 'network');
  const complaints = await reader.complaints();
  assert.deepEqual(
    complaints.filter((text) => !ADVICE.test(text) && !(scene.wasHeldUp && OF_THE_NETWORK.test(text))),
    [],
    'the page complains',
  );
  const elsewhere = (await reader.requests()).filter((url) => !isOwn(url));
  assert.deepEqual(elsewhere, [], 'requests to elsewhere');
  return compared;
}
