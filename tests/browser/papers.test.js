/** The page of papers: it opens quietly, its entries have their own links, and its figures open, embed and print. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PAPERS } from '../../scripts/lesson.js';
import { violations } from './axe.js';
import { assertQuiet, heightsThatChange, openSite, waitWithoutScripts } from './harness.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */
/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite({ strictCsp: true, alone: false });
});
after(() => site.close());

/** @param {Page} page */
const ready = (page) => page.locator('.below-figure').first().waitFor({ state: 'attached' });

describe('the page of papers', () => {
  for (const width of [320, 340, 360, 440, 540, 660, 768, 840, 960, 1280])
    it(`keeps the place of each figure at ${width}: it has its height before it opens`, async () => {
      const { page, complaints } = await site.open({ path: 'papers.html', size: { width, height: 900 } });
      await ready(page);
      assert.deepEqual(await heightsThatChange(page, '.papers figure.live init-lab', 2), []);
      await page.close();
      assertQuiet(complaints);
    });

  it('opens each entry by its own link', async () => {
    for (const id of PAPERS) {
      const { page, complaints } = await site.open({ path: `papers.html#${id}` });
      await ready(page);
      await page.waitForFunction((name) => {
        const { top } = /** @type {Element} */ (document.getElementById(name)).getBoundingClientRect();
        // The last one cannot come to the top.
        return (
          top > -0.1 * innerHeight &&
          (top < 0.2 * innerHeight || scrollY + innerHeight > document.body.scrollHeight - 9)
        );
      }, id);
      await page.close();
      assertQuiet(complaints);
    }
  });

  it('opens every figure, and each embeds and leads to the lab', async () => {
    const { page, complaints } = await site.open({ path: 'papers.html' });
    await ready(page);
    for (const figure of await page.locator('figure.live').all()) {
      const id = await figure.getAttribute('id');
      await figure.locator('init-lab').evaluate(async (element) => {
        await /** @type {InitLab} */ (element).advance(0);
      });
      const link = figure.locator('a.to-lab');
      await link.waitFor();
      assert.match((await link.getAttribute('href')) ?? '', /^http.*\/index\.html#\S+=|^http[^#]*#\S+=/, `${id}`);
      assert.match((await link.textContent()) ?? '', /Open in the lab$/);
    }
    const first = page.locator('figure.live').first();
    await first.locator('summary', { hasText: 'Embed this figure' }).click();
    const html = await first.locator('textarea').first().inputValue();
    assert.match(html, /<init-lab[\s\S]*error_signal_ratio|<init-lab[\s\S]*he_2015/);
    await page.close();
    assertQuiet(complaints);
  });

  it('draws the circle of Poole 2016 in three networks', async () => {
    const { page, complaints } = await site.open({ path: 'papers.html#poole-2016' });
    await ready(page);
    const figure = page.locator('#figure-poole-2016');
    await figure.locator('init-lab').evaluate(async (element) => {
      await /** @type {InitLab} */ (element).advance(0);
    });
    await figure.locator('.turns canvas').nth(2).waitFor();
    assert.equal(await figure.locator('.turns canvas').count(), 3);
    await page.close();
    assertQuiet(complaints);
  });

  it('prints a sweep that was opened and not trained as the build’s picture, not as empty axes', async () => {
    const { page, complaints } = await site.open({ path: 'papers.html', size: { width: 1280, height: 720 } });
    const figure = page.locator('#figure-he-2015');
    await figure.locator('.below-figure').waitFor({ state: 'attached' });
    await figure.locator('init-lab').evaluate((lab) => /** @type {InitLab} */ (lab).advance(0));
    await figure.locator('init-lab .sweep-progress-text').waitFor();
    await page.emulateMedia({ media: 'print' });
    assert.ok(await figure.locator('.printed img').first().isVisible());
    assert.equal(await figure.locator('init-lab').isVisible(), false);
    await page.close();
    assertQuiet(complaints);
  });

  it('is read and printed without scripts: a picture for every figure', async () => {
    const { page } = await site.open({ path: 'papers.html', scripts: false });
    await waitWithoutScripts(page, () => document.querySelectorAll('.printed').length > 8);
    const bare = await page.evaluate(() =>
      Array.from(document.querySelectorAll('figure.live'), (figure) => [
        figure.id,
        figure.querySelectorAll('.printed img').length,
      ]).filter(([, pictures]) => pictures === 0),
    );
    assert.deepEqual(bare, []);
    await page.close();
  });

  it('is accessible, and as wide as the window, from a phone to a wide screen', async () => {
    for (const width of [360, 1280, 2560]) {
      const { page, complaints } = await site.open({ path: 'papers.html', size: { width, height: 900 } });
      await ready(page);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `at ${width}`);
      if (width === 1280) {
        await page.waitForFunction(() => {
          const lab = /** @type {InitLab} */ (document.querySelector('#figure-he-2015 init-lab'));
          return lab.settled && !lab.shadowRoot?.querySelector('.late, .body [data-coming]:not([hidden])');
        });
        assert.deepEqual(await violations(page), []);
      }
      await page.close();
      assertQuiet(complaints);
    }
  });
});
