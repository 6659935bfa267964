/** Long work is left at every stage for an experiment that is newly asked for: none of it is waited for. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertQuiet, openSite, settled } from './harness.js';
import { watchWorkers } from './workers.js';

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite({ alone: true });
});
after(() => site.close());

const points = (/** @type {number} */ count) =>
  Array.from({ length: count }, (_, k) => [Math.cos(k), Math.sin(1.3 * k), k % 2]);
const network = { hidden: Array(30).fill(256) };
/** An experiment that takes half a minute until its first picture. */
const HUGE = { dataset: { name: 'custom', points: points(20_000) }, network, runs: [{ initializer: 'he' }] };
/** One that takes a second or two. */
const LARGE = { dataset: { name: 'custom', points: points(300) }, network, runs: [{ initializer: 'he' }] };

/** @param {import('playwright-core').Page} page @param {any} experiment */
const setState = (page, experiment) =>
  page.evaluate((asked) => /** @type {any} */ (document.querySelector('init-lab')).setState(asked), experiment);

/**
 * Asks for another experiment while the engine does what `begin` has begun.
 * @param {import('playwright-core').Page} page @param {{ name: string, part?: string }} stage  the request under way, and what it asks for
 * @param {() => Promise<unknown>} begin
 */
async function leave(page, stage, begin) {
  const underWay = page.evaluate((asked) => /** @type {any} */ (window).workers.underWay(asked), stage);
  const begun = begin().catch(() => {});
  const worker = await underWay;
  const left = await page.evaluate(async (number) => {
    const lab = /** @type {any} */ (document.querySelector('init-lab'));
    const { workers } = /** @type {any} */ (window);
    const before = workers.answers(number);
    await lab.setState({ preset: 'moons' });
    return {
      pieces: workers.answers(number) - before,
      ended: workers.ended(number),
      opened: lab.getState().dataset.name,
      living: workers.living(),
    };
  }, worker);
  await begun;
  return left;
}

const LEFT = { pieces: 0, ended: true, opened: 'moons', living: 1 };

describe('a lab with long work', () => {
  /** @type {Awaited<ReturnType<Awaited<ReturnType<typeof openSite>>['open']>>} */
  let opened;
  before(async () => {
    opened = await site.open({ prepare: watchWorkers });
    await settled(opened.page);
  });
  after(async () => {
    await opened.page.close();
    assertQuiet(opened.complaints);
  });

  it('says how long it takes, with a way back to the lab before, which has stayed where it was', async () => {
    const { page } = opened;
    const lab = page.locator('init-lab').first();
    await page.evaluate(() => /** @type {any} */ (document.querySelector('init-lab')).advance(50));
    const asked = setState(page, HUGE).then(
      () => 'opened',
      (error) => error.message,
    );
    await lab.locator('[data-reason="takes"]').waitFor();
    assert.match((await lab.locator('[data-reason="takes"]').textContent()) ?? '', /takes about 30 s until/);
    // After a second, it says how much of that time has passed.
    const bar = lab.locator('[data-reason="takes"] progress');
    await bar.waitFor();
    const share = Number(await bar.getAttribute('value'));
    assert.ok(share > 0 && share <= 0.95, String(share));
    assert.match((await lab.locator('[data-reason="takes"]').textContent()) ?? '', /Opening: about \d+ %/);
    await lab.locator('#go-back').click();
    assert.match(await asked, /A newer request replaced this one/);
    await settled(page);
    const { samples, iteration, noted } = await page.evaluate(() => {
      const lab = /** @type {any} */ (document.querySelector('init-lab'));
      const noted = /takes about|Opening:|newer request/.test(lab.shadowRoot.textContent);
      return { samples: lab.getState().dataset.samples, iteration: lab.iteration, noted };
    });
    assert.deepEqual([samples, iteration, noted], [300, 50, false]);
  });

  it('that a link opens says how long it takes, with the preset as a way out', async () => {
    const link = `#hidden=${Array(30).fill(256)}&samples=5000`;
    const { page, complaints } = await site.open({ path: link });
    await page.locator('#reset-opening').click();
    await settled(page);
    const { network } = await page.evaluate(() => /** @type {any} */ (document.querySelector('init-lab')).getState());
    assert.deepEqual(network.hidden, [10, 5]);
    await page.close();
    assertQuiet(complaints);
  });

  it('is left while it opens', async () => {
    const { page } = opened;
    assert.deepEqual(await leave(page, { name: 'open' }, () => setState(page, HUGE)), LEFT);
  });

  it('is left while LSUV fits its weights', async () => {
    const { page } = opened;
    const lsuv = { ...HUGE, runs: [{ initializer: 'lsuv' }] };
    assert.deepEqual(await leave(page, { name: 'open' }, () => setState(page, lsuv)), LEFT);
  });

  it('is left before its first picture', async () => {
    const { page } = opened;
    assert.deepEqual(await leave(page, { name: 'frame' }, () => setState(page, HUGE)), LEFT);
  });

  it('is left while it is looked into', async () => {
    const { page } = opened;
    await setState(page, LARGE);
    const look = () => page.locator('init-lab').first().locator('#open-inside').click();
    assert.deepEqual(await leave(page, { name: 'frame', part: 'inspect' }, look), LEFT);
  });

  it('is left while it trains', async () => {
    const { page } = opened;
    await setState(page, LARGE);
    const train = () => page.evaluate(() => void (/** @type {any} */ (document.querySelector('init-lab')).advance(20)));
    assert.deepEqual(await leave(page, { name: 'frame', part: 'until' }, train), LEFT);
  });
});
