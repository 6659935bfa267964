/** A burst of events on a fresh page, and what has to hold after it. */
import assert from 'node:assert/strict';
import { createLab } from '../../www/engine/lab.js';
import { DEEDS } from './events.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */
/** @typedef {import('../../www/element/results.js').Results} Results */
/** @typedef {import('./events.js').MonkeyEvent} MonkeyEvent */

/** Updates after a burst, so that states are compared after training, too. */
const MORE = 7;

/**
 * The lab's state once it rests, and what its runs have come to.
 * @param {Page} page
 */
async function rest(page) {
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => document.querySelector('dialog[open]') && /** @type {HTMLDialogElement} */ (document.querySelector('dialog[open]')).close()); // prettier-ignore
  return page.evaluate(async (more) => {
    const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
    lab.pause();
    // What was refused is left by opening something else, as a reader would.
    const isRefused = lab.getState() === null;
    if (isRefused) await lab.setState({ preset: 'notebook' });
    while (!lab.settled) await new Promise((resolve) => setTimeout(resolve, 10));
    const { sweep } = /** @type {any} */ (lab.getState());
    if (!sweep) {
      const { iteration, iterations } = /** @type {Results} */ (lab.getResults());
      await lab.advance(Math.min(more, iterations - iteration));
    }
    // Results and state are of the same moment once the lab is at rest.
    while (!lab.settled) await new Promise((resolve) => setTimeout(resolve, 10));
    const results = /** @type {Results} */ (lab.getResults());
    return { experiment: lab.getState(), iteration: lab.iteration, results, isSweep: Boolean(sweep) };
  }, MORE);
}

/**
 * Does events one after the other on a page that is open, and checks it.
 * @param {Page} page @param {string[]} complaints  of the page, as the harness gathers them @param {MonkeyEvent[]} events
 */
export async function burst(page, complaints, events) {
  for (const event of events) await DEEDS[event.type](page, event);
  const { experiment, iteration, results, isSweep } = await rest(page);
  assert.deepEqual(complaints, [], 'the page complains');
  if (isSweep) return;
  const again = await createLab(/** @type {any} */ (experiment));
  try {
    // Runs that were switched on later are behind until they have caught up.
    if (results.behind === 0) {
      again.advance(iteration);
      const { runs } = again.snapshot();
      assert.deepEqual(
        results.runs.map(({ cost }) => cost),
        runs.map(({ cost }) => cost),
        `Node has other costs after ${iteration} iterations`,
      );
    }
  } finally {
    again.free();
  }
  const shown = await page.evaluate(() => {
    const root = document.querySelector('init-lab')?.shadowRoot;
    return {
      failed: [...(root?.querySelectorAll('.problem') ?? [])].filter(({ textContent }) => /could not be shown/.test(textContent)).length, // prettier-ignore
      foreign: [document, ...(root ? [root] : [])].flatMap((each) => [...each.querySelectorAll('.monkey, iframe')]).length, // prettier-ignore
    };
  });
  assert.deepEqual(shown, { failed: 0, foreign: 0 });
}
