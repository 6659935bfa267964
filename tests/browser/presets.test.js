/**
 * Every preset in the page: chosen from the menu, or opened by its name, and trained, with the results of a lab without a page.
 * tests/presets/ trains each to its end and checks its sentence: equal bits after some hundred updates lead to the same end.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { catalogue, createLab } from '../../www/engine/lab.js';
import { assertQuiet, exactCosts, openSite, reach, settled, state } from './harness.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** Updates, if the preset has as many. */
const UPDATES = 300;

describe('presets', async () => {
  const { presets } = await catalogue();
  /** The page on which all presets of the menu are chosen, one after the other. @type {ReturnType<typeof site.open> | undefined} */
  let menu;

  for (const { name, title, sentence, isListed, experiment } of presets) {
    it(`${name}: opens ${isListed ? 'from the menu' : 'by its name'}, says what to look for, and trains as it does without a page`, async () => {
      const { page, complaints } = await (isListed
        ? (menu ??= site.open({ path: 'index.html' }))
        : site.open({ path: `#preset=${name}` }));
      await settled(page);
      if (isListed && (await page.inputValue('#preset')) !== name) await page.selectOption('#preset', { label: title });
      await page.waitForFunction(
        (wanted) => document.querySelector('init-lab')?.shadowRoot?.textContent?.includes(wanted),
        sentence,
      );
      await settled(page);
      assert.deepEqual(await state(page), experiment);
      if (experiment.sweep) {
        // Its trainings are those of a lab, to the last bit: tests/js/sweep-bits.test.js.
        assert.match((await page.locator('.sweep-progress-text').textContent()) ?? '', /trainings\. Press Play\.$/);
        if (!isListed) await page.close();
        assertQuiet(complaints.splice(0));
        return;
      }
      const updates = Math.min(UPDATES, /** @type {any} */ (experiment).training.iterations);
      await page.evaluate(
        (count) => /** @type {InitLab} */ (document.querySelector('init-lab')).advance(count),
        updates,
      );
      await reach(page, updates);
      await settled(page);

      const lab = await createLab(experiment);
      lab.advance(updates);
      const { runs } = lab.snapshot();
      assert.deepEqual(
        (await page.locator('figure.panel .verdict b').allTextContents()).map((word) => word.trim()),
        runs.map(({ verdict }) => verdict),
      );
      const shown = await exactCosts(page);
      assert.deepEqual(
        shown.map(Number),
        runs.map(({ cost }) => cost),
      );
      lab.free();
      assertQuiet(complaints.splice(0));
      if (!isListed) await page.close();
    });
  }
});

it('earlier presets are in the menu only while they are open', async () => {
  const { presets } = await catalogue();
  const listed = presets.filter(({ isListed }) => isListed).map(({ name }) => name);
  assert.ok(listed.length < presets.length);
  const { page } = await site.open({ path: '#preset=deep_relu' });
  const names = () =>
    page
      .locator('#preset option')
      .evaluateAll((options) => options.map((option) => /** @type {HTMLOptionElement} */ (option).value));
  await settled(page);
  assert.deepEqual(await names(), [...listed, 'deep_relu']);
  assert.equal(await page.inputValue('#preset'), 'deep_relu');
  await page.selectOption('#preset', 'scale');
  await settled(page);
  assert.deepEqual(await names(), listed);
  assert.equal(await page.inputValue('#preset'), 'scale');
  await page.close();
});

/**
 * Parts of the lab that overflow its right edge, and the page's horizontal scroll range.
 * @param {import('playwright-core').Page} page
 */
const sideways = (page) =>
  page.evaluate(async () => {
    for (let k = 0; k < 2; k += 1) await new Promise(requestAnimationFrame);
    const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
    const { right } = lab.getBoundingClientRect();
    const parts = Array.from(/** @type {ShadowRoot} */ (lab.shadowRoot).querySelectorAll('*')).filter(
      (part) =>
        !part.closest('.unseen, .scroll, .field, svg, math, [hidden]') &&
        part.getBoundingClientRect().right > right + 1,
    );
    const most = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return [
      ...parts.map(({ tagName, className }) => `${tagName} ${className}`),
      ...(most > 0 ? [`${most} pixels`] : []),
    ];
  });

/** Gap between each panel's name and its picture, by rows. @param {import('playwright-core').Page} page */
const names = (page) =>
  page
    .locator('init-lab')
    .first()
    .locator('figure.panel:has(h2)')
    .evaluateAll((panels) => {
      /** @type {Record<string, number[]>} */
      const rows = {};
      for (const panel of panels) {
        const [name, plot] = ['h2', '.plot'].map((part) => panel.querySelector(part)?.getBoundingClientRect());
        const row = (rows[String(Math.round(panel.getBoundingClientRect().top))] ??= []);
        row.push(Math.round(Number(plot?.top) - Number(name?.bottom)));
      }
      return Object.values(rows);
    });

describe('presets at every width', async () => {
  const { presets } = await catalogue();
  /** One width for each layout. */
  const WIDTHS = [360, 800, 1280];
  /** Narrower and intermediate widths, for the preset with the most panels. */
  const MORE_WIDTHS = [280, 300, 320, 480, 600, 700, 1024];
  const most = Math.max(...presets.map(({ experiment }) => experiment.runs.length));
  const COLUMN = `<!doctype html><title>A column</title><link rel="icon" href="data:,"><h1>A column</h1>
    <script type="module" src="element.js"></script><init-lab></init-lab>`;

  for (const path of ['index.html', 'embed.html', 'column.html'])
    it(`${path}: nothing can be scrolled sideways, and names of panels in a row are in line`, async () => {
      const { page } = await site.open({
        path,
        prepare: (page) =>
          page.route('**/column.html', (route) => route.fulfill({ contentType: 'text/html', body: COLUMN })),
      });
      await settled(page);
      for (const { name, experiment } of presets) {
        await page.evaluate(
          (preset) => /** @type {InitLab} */ (document.querySelector('init-lab')).setState({ preset }),
          name,
        );
        for (const width of experiment.runs.length === most ? [...WIDTHS, ...MORE_WIDTHS] : WIDTHS) {
          await page.setViewportSize({ width, height: 800 });
          assert.deepEqual(await sideways(page), [], `${name}, ${width} pixels`);
          for (const row of await names(page))
            assert.ok(Math.max(...row) - Math.min(...row) <= 1, `${name}, ${width} pixels: ${row}`);
        }
      }
      await page.close();
    });
});
