/** The page of initializers and libraries: each initializer can be tried, and the table is read on every screen. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.js';
import { assertQuiet, heightsThatChange, openSite } from './harness.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */
/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite({ strictCsp: true, alone: false });
});
after(() => site.close());

/** @param {{ width: number, height: number }} size */
async function open(size) {
  const opened = await site.open({ path: 'libraries.html', size });
  await opened.page.locator('.below-figure').first().waitFor({ state: 'attached' });
  return opened;
}

describe('the page of initializers and libraries', () => {
  for (const width of [360, 768, 1280])
    it(`keeps the place of each figure at ${width}: it has its height before it opens`, async () => {
      const { page, complaints } = await open({ width, height: 900 });
      assert.deepEqual(await heightsThatChange(page, 'figure.live init-lab', 2), []);
      await page.close();
      assertQuiet(complaints);
    });

  it('shows an initializer: its figure at the top of the view, running', async () => {
    for (const size of [
      { width: 1280, height: 800 },
      { width: 390, height: 800 },
    ]) {
      const { page, complaints } = await open(size);
      const button = page.locator('[data-try="orthogonal"]');
      await button.focus();
      await page.keyboard.press('Space');
      await page.waitForFunction(() => {
        const lab = /** @type {InitLab} */ (document.querySelector('#figure-try init-lab'));
        return lab.iteration > 0 && lab.getState()?.runs[0].initializer === 'orthogonal';
      });
      assert.equal(
        await page.evaluate(() => document.activeElement?.id),
        'figure-try',
        'the focus goes to what changed',
      );
      // Below the bar with the contents, on narrow screens.
      const place = await page.evaluate(() => {
        const bar = /** @type {HTMLElement} */ (document.querySelector('.contents'));
        const covered = bar.querySelector('button')?.checkVisibility() ? bar.getBoundingClientRect().bottom : 0;
        return Number(document.getElementById('figure-try')?.getBoundingClientRect().top) - covered;
      });
      assert.ok(place >= 0 && place < 60, `${size.width}: ${place}`);
      // Another one starts fresh.
      await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('#figure-try init-lab')).runToEnd());
      await page.locator('[data-try="lecun_normal"]').click();
      await page.waitForFunction(() => {
        const lab = /** @type {InitLab} */ (document.querySelector('#figure-try init-lab'));
        return lab.iteration < 1500 && !lab.paused && lab.getState()?.runs[0].initializer === 'lecun_normal';
      });
      assertQuiet(complaints);
      await page.close();
    }
  });

  it('has tables whose words are all in view on a telephone, and buttons that are whole', async () => {
    for (const width of [390, 1280]) {
      const { page, complaints } = await open({ width, height: 844 });
      const hidden = await page.evaluate(() =>
        Array.from(document.querySelectorAll('.lesson .scroll'), (scroll) => {
          const box = scroll.getBoundingClientRect();
          return [...scroll.querySelectorAll('tbody :is(th, td, button)')]
            .map((cell) => ({ text: cell.textContent?.trim(), cell: cell.getBoundingClientRect() }))
            .filter(({ cell }) => cell.width > 0 && (cell.right > box.right + 1 || cell.left < box.left))
            .map(({ text }) => text);
        }).flat(),
      );
      assert.deepEqual(hidden, [], `at ${width}`);
      await page.close();
      assertQuiet(complaints);
    }
  });

  it('stacks every row of the defaults alike on a telephone, short ones too', async () => {
    const { page, complaints } = await open({ width: 390, height: 844 });
    const beside = await page
      .locator('.catalogue.defaults tbody tr')
      .evaluateAll((rows) =>
        rows
          .filter(({ children: [name, law] }) => law.getBoundingClientRect().top < name.getBoundingClientRect().bottom)
          .map(({ textContent }) => textContent?.trim().slice(0, 30)),
      );
    assert.deepEqual(beside, []);
    await page.close();
    assertQuiet(complaints);
  });

  it('asks before it shows: a prediction about a library, answered by the run, and on paper', async () => {
    const { page, complaints } = await open({ width: 1280, height: 900 });
    const form = page.locator('form.prediction');
    assert.equal(await form.locator('.because').isVisible(), false);
    await form.locator('input').nth(2).check();
    await form.locator('button').click();
    await page.locator('form.prediction[data-outcome="right"]').waitFor();
    assert.equal(await form.locator('.because').isVisible(), true);
    assert.match(String(await form.locator('.outcome').textContent()), /Right\. At iteration 1,500, .*0\.6931/);
    await page.emulateMedia({ media: 'print' });
    assert.match(String(await form.locator('.answer').textContent()), /^Answer: What it is at the start: .*0\.6931/);
    await page.close();
    assertQuiet(complaints);
  });

  it('reads without JavaScript, with nothing to press that does nothing', async () => {
    const { page } = await site.open({
      path: 'libraries.html',
      prepare: (page) => page.context().route('**/*.js', (route) => route.abort()),
    });
    assert.ok((await page.locator('.catalogue tbody tr').count()) > 20);
    assert.equal(await page.locator('.catalogue button:visible').count(), 0);
    assert.ok((await page.locator('.catalogue .untried:visible').count()) > 20);
    await page.close();
  });

  it('is accessible, and as wide as the window, from a phone to a wide screen', async () => {
    for (const width of [360, 1280, 2560]) {
      const { page, complaints } = await open({ width, height: 900 });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `at ${width}`);
      if (width === 1280) assert.deepEqual(await violations(page), []);
      await page.close();
      assertQuiet(complaints);
    }
  });
});
