/** The circle, two points, and updates in the look inside: their numbers, texts and pictures. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { correlationOf, pointsByLayer } from '../../www/charts/curve-image.js';
import * as format from '../../www/charts/format.js';
import { createLab } from '../../www/engine/lab.js';
import { violations } from './axe.js';
import { assertQuiet, openSite, settled } from './harness.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */
/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** A number in the page's format. @param {number} value */
const number = (value) => format.cost(value, 4).replace(/^-/, '−');

/** @param {Page} page @param {number} [updates] */
async function look(page, updates = 0) {
  await settled(page);
  if (updates > 0)
    await page.evaluate((n) => /** @type {InitLab} */ (document.querySelector('init-lab')).advance(n), updates);
  await page.click('#open-inside');
  await settled(page);
  await page.locator('#inside .turns').first().waitFor();
}

/** The cells of a table that a summary opens. @param {Page} page @param {string} id @param {string} rows */
async function cells(page, id, rows) {
  await page.click(`#table-${id} summary`);
  await page.locator(`#table-${id} tbody tr`).first().waitFor();
  const found = await page.locator(rows).all();
  return Promise.all(found.map(async (row) => (await row.locator('td').allTextContents()).map((text) => text.trim())));
}

describe('a circle through the layers', () => {
  it('has the sizes of updates and of the circle in tables, and the pictures in words', async () => {
    const { page, complaints } = await site.open();
    await look(page, 50);
    const lab = await createLab({ preset: 'notebook' });
    lab.advance(50);
    const ratios = [0, 1, 2].map((run) => [...lab.updateRatios(run)]);
    lab.free();
    const rows = await cells(page, 'updates', '#updates tbody tr');
    rows.forEach((row, layer) =>
      row.forEach((text, run) => {
        const ratio = ratios[run][layer];
        assert.equal(text, Number.isFinite(ratio) ? number(ratio) : 'none: all weights are 0');
      }),
    );
    assert.equal(rows.length, 3);
    const curves = await cells(page, 'curve', '#curves tbody[data-run="2"] tr:not(.run)');
    assert.equal(curves.length, 2, 'the hidden layers');
    for (const row of curves) assert.ok(row[1] === '–' && row[3] === '–', 'theory is of iteration 0');
    assert.match(
      (await page.locator('.turns[data-run="2"] canvas').getAttribute('aria-label')) ?? '',
      /^The image of a circle in 2 hidden layers of He\. From the first to the last of them/,
    );
    await page.close();
    assertQuiet(complaints);
  });

  it('has theory at iteration 0, and a picture of every run in every theme and at every width', async () => {
    const { page, complaints } = await site.open({ path: '#preset=notebook&initializers=he,glorot_uniform' });
    await look(page);
    const curves = await cells(page, 'curve', '#curves tbody[data-run="0"] tr:not(.run)');
    for (const row of curves) for (const text of row) assert.match(text, /\d/);
    for (const theme of ['light', 'dark', 'projector'])
      for (const width of [360, 768, 1280, 2560]) {
        await page.setViewportSize({ width, height: 900 });
        await page.evaluate((name) => document.querySelector('init-lab')?.setAttribute('theme', name), theme);
        await settled(page);
        const sizes = await page.evaluate(() =>
          Array.from(
            /** @type {any} */ (document.querySelector('init-lab')).shadowRoot.querySelectorAll(
              '.turns canvas, .signal canvas',
            ),
            (canvas) => {
              const { width: wide, height: high, left, right } = canvas.getBoundingClientRect();
              return { wide, high, left, right };
            },
          ),
        );
        assert.equal(sizes.length, 2 + 4 + 2 + 1);
        for (const { wide, high, left, right } of sizes)
          assert.ok(wide > 100 && high > 40 && left >= 0 && right <= width, `${theme} at ${width}`);
      }
    const painted = await page.evaluate(() =>
      Array.from(
        /** @type {any} */ (document.querySelector('init-lab')).shadowRoot.querySelectorAll(
          '.turns canvas, .signal canvas',
        ),
        (canvas) =>
          canvas
            .getContext('2d')
            .getImageData(0, 0, canvas.width, canvas.height)
            .data.some((/** @type {number} */ byte) => byte > 0),
      ),
    );
    assert.ok(painted.every(Boolean), `${painted}`);
    assert.deepEqual(await violations(page), []);
    await page.close();
    assertQuiet(complaints);
  });

  it('is not there without a hidden layer', async () => {
    const { page, complaints } = await site.open({ path: '#preset=notebook&hidden=' });
    await settled(page);
    await page.click('#open-inside');
    await settled(page);
    await page.locator('#inside .updates').waitFor();
    assert.equal(await page.locator('#inside .turns').count(), 0);
    await page.close();
    assertQuiet(complaints);
  });
});

describe('two points', () => {
  it('are compared layer by layer: kept by a button, moved by keys, dropped by another', async () => {
    const { page, complaints } = await site.open();
    await look(page);
    const probe = page.locator('.probe').first();
    await probe.focus();
    await page.keyboard.press('Enter'); // the training point nearest to the middle
    await page.locator('#followed').waitFor();
    await settled(page);
    assert.equal(await page.locator('#pair').count(), 0);
    await page.click('#keep-point');
    await probe.focus();
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Shift+ArrowRight');
    await settled(page);
    await page.locator('canvas[data-curve="pair"]').waitFor();
    const rows = await cells(page, 'pair', '#pair tbody tr');
    const points = await page.evaluate(() => {
      const root = /** @type {any} */ (document.querySelector('init-lab')).shadowRoot;
      return ['#followed', '#second-point'].flatMap((id) =>
        (root.querySelector(id).textContent.match(/x[₁₂] [−\d.]+\d/g) ?? []).map((/** @type {string} */ text) =>
          Number(text.slice(3).replace('−', '-')),
        ),
      );
    });
    assert.equal(points.length, 4);
    const lab = await createLab({ preset: 'notebook' });
    const { hidden } = lab.experiment.network;
    const layers = pointsByLayer(lab.preActivations(2, points), [.../** @type {number[]} */ (hidden), 1]);
    rows.forEach((row, layer) => {
      const shown = Number(row[4].replace('−', '-'));
      const [one, other] = layers[layer];
      // The page shows six digits of a training point's coordinates.
      assert.ok(Math.abs(shown - correlationOf(one, other)) < 1e-3, `layer ${layer + 1}: ${shown}`);
      assert.match(row[5], /\d/, 'theory');
    });
    lab.free();
    await page.click('#drop-point');
    await settled(page);
    assert.equal(await page.locator('#pair').count(), 0);
    assert.equal(await page.locator('#followed').count(), 1);
    await page.close();
    assertQuiet(complaints);
  });
});
