/** Pins: earlier curves in the cost chart. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertQuiet, chartPicture, openSite, settled, state } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** @param {Page} page @param {number} seed */
async function train(page, seed) {
  await page.waitForFunction(
    (wanted) => /** @type {any} */ (document.querySelector('init-lab')).getState()?.seed === wanted,
    seed,
  );
  await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).runToEnd());
  await settled(page);
}

/** @param {Page} page */
const names = async (page) =>
  (await page.locator('.pins button:not(#clear-pins)').allTextContents()).map((text) => text.trim());

describe('pins', () => {
  it('keep curves through new seeds and rates, up to three, until they are removed', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.evaluate(() =>
      /** @type {InitLab} */ (document.querySelector('init-lab')).setState({
        preset: 'scale',
        training: { iterations: 300 },
      }),
    );
    await settled(page);
    assert.equal(await page.locator('#pin').getAttribute('aria-disabled'), 'true', 'nothing to pin yet');
    await page.click('#pin', { force: true });
    assert.deepEqual(await names(page), []);
    const link = await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).getLink());
    await train(page, 3);
    await page.click('#pin');
    await page.click('#pin');
    assert.deepEqual(await names(page), ['seed 3'], 'the same curves are pinned once');
    assert.equal(
      await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).getLink()),
      link,
      'no part of the link',
    );
    for (const seed of [4, 5, 6]) {
      await page.click('#new-seed');
      await train(page, seed);
      await page.click('#pin');
    }
    assert.deepEqual(await names(page), ['seed 4', 'seed 5', 'seed 6']);
    const with3 = await chartPicture(page);
    await page.getByRole('button', { name: 'Remove the pin “seed 5”' }).click();
    assert.deepEqual(await names(page), ['seed 4', 'seed 6']);
    assert.notEqual(await chartPicture(page), with3);
    await page.fill('#rate-exact', '0.3');
    await page.press('#rate-exact', 'Enter');
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('init-lab')).getState().training.learningRate === 0.3,
    );
    assert.deepEqual(await names(page), ['rate 0.1, seed 4', 'rate 0.1']);
    await page.click('#clear-pins');
    assert.deepEqual(await names(page), []);
    assert.equal((await state(page)).seed, 6);
    await page.close();
    assertQuiet(complaints);
  });

  it('go with their preset, and come back with it', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).advance(200));
    await settled(page);
    await page.click('#pin');
    for (const [preset, pins] of /** @type {[string, string[]][]} */ ([
      ['he_at_depth', []],
      ['notebook', ['seed 3']],
    ])) {
      await page.selectOption('#preset', preset);
      await page.waitForFunction(
        (name) => /** @type {InitLab} */ (document.querySelector('init-lab')).preset === name,
        preset,
      );
      await settled(page);
      assert.deepEqual(await names(page), pins);
    }
    await page.close();
    assertQuiet(complaints);
  });
});
