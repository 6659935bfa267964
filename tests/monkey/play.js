/** Bursts of random events on one target, drawn from a seed, several on each page. */
import fc from '../js/seeds.js';
import { burst } from './burst.js';
import { anyEvent } from './events.js';
import { SWEEP } from './targets.js';

/** @typedef {import('./events.js').MonkeyEvent} MonkeyEvent */
/** @typedef {import('./options.js').Target} Target */
/** @typedef {import('./targets.js').Targets} Targets */
/** @typedef {{ version: string, open: (address: string, isFramed: boolean) => Promise<import('./deeds.js').Reader>, close: () => Promise<unknown> }} Browser  isFramed: the labs are in a frame */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

const MOST_IN_A_BURST = 100;

/** Of one page, after each of which it is checked: most of the work is to open a page. */
const MOST_BURSTS = 6;

/** Tries at shrinking a failure. */
const MOST_TRIES = 40;

/** Milliseconds after which a burst hangs. Nothing is measured by it. */
const PATIENCE = 600_000;

/** @template T @param {Promise<T>} work @returns {Promise<T>} */
async function ended(work) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error('the page hangs')), PATIENCE)));
  try {
    return /** @type {T} */ (await Promise.race([work, late]));
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for the target's labs, and begins what is under way on it. @param {[boolean, any]} how  whether a sweep is to play */
async function begin([isSweep, experiment]) {
  const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
  while (!lab.settled) await new Promise((resolve) => setTimeout(resolve, 10));
  if (!isSweep) return;
  await lab.setState(experiment);
  lab.play();
}

/** @typedef {{ events: number, bursts: number, compared: number, longest: number }} Played  longest: a task, in milliseconds, where the engine tells */

/**
 * Does bursts until so many events are done. The last one is cut.
 * @param {Browser} browser @param {Targets} targets @param {{ target: Target, seed: number, events: number, shrinks?: boolean }} how
 * @returns {Promise<Played>}
 * @throws {Error} that names the events of a failure
 */
export async function play(browser, targets, { target, seed, events, shrinks = true }) {
  const played = { events: 0, bursts: 0, compared: 0, longest: 0 };
  let tries = 0;
  /** @param {MonkeyEvent[][]} bursts  on one page */
  async function once(bursts) {
    const reader = await browser.open(targets.address(target), target === 'embed');
    const found = { ...played };
    try {
      const scene = { reader, network: targets.network, wasHeldUp: false };
      for (const all of bursts) {
        const some = all.slice(0, events - found.events);
        if (some.length === 0) break;
        await reader.evaluate(begin, /** @type {[boolean, any]} */ ([target === 'sweep', SWEEP]));
        found.compared += await burst(scene, targets.isOwn, some);
        found.events += some.length;
        found.bursts += 1;
      }
      const longest = await reader.evaluate(() => /** @type {any} */ (window).monkey.longest);
      found.longest = Math.max(found.longest, longest);
    } finally {
      await reader.close();
    }
    // What is tried to shrink a failure does not count: the tries are cut where the failure was.
    if (tries === 0) Object.assign(played, found);
  }
  const bursts = fc.array(fc.array(anyEvent(), { minLength: 1, maxLength: MOST_IN_A_BURST, size: 'max' }), {
    minLength: 1,
    maxLength: MOST_BURSTS,
    size: 'max',
  });
  await fc.assert(
    fc.asyncProperty(bursts, async (all) => {
      if (played.events >= events || tries > MOST_TRIES) return;
      try {
        await ended(once(all));
      } catch (error) {
        tries += 1;
        throw error;
      } finally {
        if (tries > 0) tries += 1;
      }
    }),
    { seed, numRuns: events, endOnFailure: !shrinks },
  );
  return played;
}
