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

/** The id of the focused control. @param {Page} page */
const active = (page) => page.evaluate(() => document.querySelector('init-lab')?.shadowRoot?.activeElement?.id ?? '');

/** Waits for what a screen reader is told. @param {Page} page @param {string} text */
const told = (page, text) =>
  page.waitForFunction(
    (wanted) =>
      document.querySelector('init-lab')?.shadowRoot?.querySelector('p.unseen[role="status"]')?.textContent === wanted,
    text,
  );

describe('pins', () => {
  it('are set, told and removed by keyboard alone, and the focus is never lost', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.focus('#pin');
    await page.keyboard.press('Enter');
    await told(page, 'There are no curves to pin yet.');
    await page.evaluate(() =>
      /** @type {InitLab} */ (document.querySelector('init-lab')).setState({
        preset: 'scale',
        training: { iterations: 300 },
      }),
    );
    await settled(page);
    const many = ['1 set of curves is pinned.', '2 sets of curves are pinned.', '3 sets of curves are pinned.'];
    for (const [k, seed] of [3, 4, 5, 6].entries()) {
      if (k > 0) {
        await page.focus('#new-seed');
        await page.keyboard.press('Enter');
      }
      await train(page, seed);
      await page.focus('#pin');
      await page.keyboard.press('Enter');
      const oldest = k === 3 ? ' The oldest pin was removed.' : '';
      await told(page, `Pinned these curves as “seed ${seed}”. ${many[Math.min(k, 2)]}${oldest}`);
      assert.equal(await active(page), 'pin');
    }
    await page.keyboard.press('Enter');
    await told(page, 'These curves are pinned already, as “seed 6”.');
    /** @param {string} id */
    const reachByTab = async (id) => {
      for (let k = 0; k < 30 && (await active(page)) !== id; k += 1) await page.keyboard.press('Tab');
      assert.equal(await active(page), id);
    };
    await reachByTab('unpin-2');
    await page.keyboard.press('Space');
    await told(page, 'Removed the pin “seed 6”. 2 sets of curves are pinned.');
    await page.waitForFunction(() => document.querySelector('init-lab')?.shadowRoot?.activeElement?.id === 'unpin-1');
    await page.keyboard.press('Tab');
    assert.equal(await active(page), 'clear-pins');
    await page.keyboard.press('Enter');
    await told(page, 'Removed all pins.');
    await page.waitForFunction(() => document.querySelector('init-lab')?.shadowRoot?.activeElement?.id === 'pin');
    await page.keyboard.press('Enter');
    await told(page, `Pinned these curves as “seed 6”. ${many[0]}`);
    await reachByTab('unpin-0');
    await page.keyboard.press('Enter');
    await told(page, 'Removed the pin “seed 6”. Nothing is pinned.');
    await page.waitForFunction(() => document.querySelector('init-lab')?.shadowRoot?.activeElement?.id === 'pin');
    await page.close();
    assertQuiet(complaints);
  });

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
