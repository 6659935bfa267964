/**
 * The monkey on fixed seeds: 2,000 events in Chromium, all targets together. A seed that fails here is shrunk by
 * `npm run fuzz -- --engine chromium --target … --seed … --events …`, with the numbers of its name.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openChromium } from '../monkey/chromium.js';
import { play } from '../monkey/play.js';
import { TARGETS, openTargets } from '../monkey/targets.js';

/** Events of each seed. Ten labs take as long as two seeds of the others. @param {import('../monkey/targets.js').Target} target @returns {[number, number][]} */
const seedsOf = (target) => (target === 'ten' ? [[1, 200]] : [[1, 225], [2, 225]]); // prettier-ignore

/** @type {Awaited<ReturnType<typeof openTargets>>} */
let targets;
/** @type {Awaited<ReturnType<typeof openChromium>>} */
let browser;
before(async () => {
  targets = await openTargets();
  browser = await openChromium();
});
after(async () => {
  await browser.close();
  await targets.close();
});

describe('the monkey', () => {
  for (const target of TARGETS)
    for (const [seed, count] of seedsOf(target))
      it(`breaks nothing on ${target}, seed ${seed}, ${count} events`, async () => {
        const { events, compared } = await play(browser, targets, { target, seed, events: count, shrinks: false });
        assert.equal(events, count);
        assert.ok(compared > 0, 'states were compared with Node');
      });
});
