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
    for (const figure of await page.locator('figure.live').all()) {
      const id = (await figure.getAttribute('id')) ?? '';
      await figure.locator('summary', { hasText: 'Embed this figure' }).click();
      const [element, frame] = [0, 1].map((k) => figure.locator('textarea').nth(k));
      const preset = await figure.locator('init-lab').getAttribute('preset');
      assert.match(await element.inputValue(), /<init-lab[\s\S]*<\/init-lab>/, id);
      if (preset) assert.ok((await element.inputValue()).includes(`preset="${preset}"`), id);
      assert.match(await frame.inputValue(), /<iframe[\s\S]*embed\.html[\s\S]*<\/iframe>/, id);
      assert.ok((await frame.inputValue()).includes(`#${id}`), `${id}: its credit leads back`);
    }
    await page.close();
    assertQuiet(complaints);
  });

  it('is worked with the keyboard: Tab reaches Play and the ways below each figure, and Enter opens the embed code', async () => {
    const { page, complaints } = await site.open({ path: 'papers.html' });
    await ready(page);
    for (const figure of await page.locator('figure.live').all()) {
      const id = (await figure.getAttribute('id')) ?? '';
      await figure.locator('init-lab').evaluate((element) => /** @type {InitLab} */ (element).advance(0));
      await figure.locator('a.to-lab').waitFor();
      const play = figure.locator('init-lab').getByRole('button', { name: /^Play/ });
      if (id.endsWith('2015') || id.endsWith('sigmoid')) await play.first().waitFor();
      const hasPlay = (await play.count()) > 0 && (await play.first().isVisible());
      await figure.evaluate((element) => {
        element.tabIndex = -1;
        element.focus();
      });
      /** @type {string[]} */
      const reached = [];
      for (let k = 0; k < 80; k += 1) {
        await page.keyboard.press('Tab');
        const name = await figure.evaluate((element) => {
          let at = document.activeElement;
          if (!at || !element.contains(at)) return null;
          while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
          return at?.textContent?.trim().replace(/\s+/g, ' ') ?? '';
        });
        if (name === null) break;
        reached.push(name);
        if (name === 'Embed this figure') {
          await page.keyboard.press('Enter');
          await figure.locator('textarea').first().waitFor();
        }
      }
      if (hasPlay)
        assert.ok(
          reached.some((name) => name.startsWith('Play')),
          `${id}: ${reached}`,
        );
      assert.ok(reached.includes('Embed this figure') && reached.includes('Open in the lab'), `${id}: ${reached}`);
    }
    await page.close();
    assertQuiet(complaints);
  });

  it('opens the experiments of its tables', async () => {
    for (const [id, points] of /** @type {const} */ ([
      ['he-2015', 200],
      ['glorot-2010', 200],
      ['lu-2019', 300],
    ])) {
      const { page, complaints } = await site.open({ path: 'papers.html' });
      await page.locator(`#${id} .of-table a`).click();
      await page.waitForURL(/#preset=/);
      const lab = page.locator('init-lab').first();
      await lab.locator('.sweep-progress-text').waitFor();
      const experiment = await lab.evaluate((element) => /** @type {InitLab} */ (element).getState());
      assert.equal(experiment.dataset.points?.length, points, id);
      assert.equal(experiment.seed, 0, id);
      await page.close();
      assertQuiet(complaints);
    }
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
