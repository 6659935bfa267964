/** Defaults of libraries on the page: the list with its search in Settings, and the table that tries them at a depth. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.js';
import { assertQuiet, openSettings, openSite, settled, state } from './harness.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite({ strictCsp: true, alone: false });
});
after(() => site.close());

/** A lab with the list open. */
async function openList() {
  const opened = await site.open();
  await settled(opened.page);
  await openSettings(opened.page);
  await opened.page.click('#open-runs');
  await opened.page.click('#by-library');
  await opened.page.locator('#library-search:focus').waitFor();
  return opened;
}

describe('the list of libraries', () => {
  it('is searched and used with the keyboard alone, and says what it found and did', async () => {
    const { page, complaints } = await openList();
    await page.keyboard.type('h2o');
    assert.equal(await page.locator('#library-count').textContent(), '3 found.');
    assert.equal(await page.locator('#library-list > li:visible').count(), 3);
    await page.keyboard.press('Enter');
    await page.locator('#library-list button:focus', { hasText: 'H2O' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('#library-added', { hasText: 'Added: H2O' }).waitFor();
    const { runs } = await state(page);
    assert.deepEqual(runs.at(-1), { initializer: 'h2o_rectifier', outputInitializer: { initializer: 'keras_dense' } });
    await page.close();
    assertQuiet(complaints);
  });

  it('says that nothing is found, and Escape empties the search before it closes the section', async () => {
    const { page, complaints } = await openList();
    await page.fill('#library-search', 'caffe');
    assert.match((await page.locator('#library-count').textContent()) ?? '', /^No library has “caffe”\./);
    assert.equal(await page.locator('#library-list > li:visible').count(), 0);
    await page.press('#library-search', 'Escape');
    assert.equal(await page.inputValue('#library-search'), '');
    assert.ok((await page.locator('#library-list > li:visible').count()) > 50);
    await page.press('#library-search', 'Escape');
    await page.locator('#library-search').waitFor({ state: 'hidden' });
    await page.close();
    assertQuiet(complaints);
  });

  it('does not say that it added a ninth run', async () => {
    const { page } = await openList();
    for (let count = 4; count <= 8; count += 1) {
      await page.locator('#library-list button').first().click();
      await page.locator(`.runs > .run:nth-child(${count})`).waitFor();
    }
    await page.locator('#library-list button').first().click();
    await page.locator('#library-added', { hasText: 'Not added.' }).waitFor();
    assert.equal((await state(page)).runs.length, 8);
    await page.close();
  });

  it('is accessible, and fits a telephone', async () => {
    for (const width of [360, 1280]) {
      const { page, complaints } = await openList();
      await page.setViewportSize({ width, height: 800 });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `at ${width}`);
      assert.deepEqual(await violations(page), []);
      await page.close();
      assertQuiet(complaints);
    }
  });
});

describe('the table of libraries', () => {
  it('tries one at the depth that is chosen', async () => {
    const { page, complaints } = await site.open({ path: 'libraries.html', size: { width: 1280, height: 800 } });
    await page.selectOption('#library-depth', '8');
    await page.locator('[data-try="library/brainjs"]').click();
    await page.waitForFunction(() => {
      const lab = /** @type {InitLab} */ (document.querySelector('#figure-library init-lab'));
      const { network, runs } = lab.getState() ?? {};
      return lab.iteration > 0 && network.hidden.length === 8 && runs[0].initializer === 'fixed_layer';
    });
    await page.close();
    assertQuiet(complaints);
  });
});
