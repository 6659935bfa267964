/**
 * The monkey on fixed seeds: 2,000 events in Chromium, all targets together. A seed that fails here is shrunk by
 * `npm run fuzz -- --engine chromium --target … --seed … --events 200`.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openChromium } from '../monkey/chromium.js';
import { play } from '../monkey/play.js';
import { TARGETS, openTargets } from '../monkey/targets.js';

/** Of each seed. A burst is not cut: seed 1 has 237, seed 2 has 230. */
const EVENTS = 200;

/** Ten labs take as long as two seeds of the others. @param {import('../monkey/targets.js').Target} target */
const seedsOf = (target) => (target === 'ten' ? [1] : [1, 2]);

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
    for (const seed of seedsOf(target))
      it(`breaks nothing on ${target}, seed ${seed}`, async () => {
        const { events, compared } = await play(browser, targets, { target, seed, events: EVENTS, shrinks: false });
        assert.ok(events >= EVENTS);
        assert.ok(compared > 0, 'states were compared with Node');
      });
});
