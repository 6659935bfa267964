/**
 * Pictures of the notebook and of a network with twenty layers, region by region, against goldens. Both are scaled
 * down, so that only positions and colours count, not fonts or antialiasing. UPDATE_PICTURES=1 rewrites the goldens:
 * look at them before committing.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { inRoot } from '../../scripts/paths.js';
import { apart, comparedWith, hasLettersOfGoldens } from './compare.js';
import { assertQuiet, openSite, reach, settled } from './harness.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */
/** @typedef {import('playwright-core').Page} Page */

const LIMITS = { side: 96, mean: 3, worst: 28 };

const REGIONS = { panels: '.panels[part="panels"]', network: '.networks', signals: '.signals', cost: '#chart' };

const LABS = {
  notebook: { preset: 'notebook' },
  'twenty-layers': { preset: 'deep_relu', network: { hidden: Array(20).fill(12) } },
};

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** @param {Page} page @param {string} region */
const shot = async (page, region) => (await page.locator(region).first().screenshot()).toString('base64');

describe('pictures', () => {
  for (const [name, experiment] of Object.entries(LABS)) {
    it(`of ${name} are those that were looked at`, async (t) => {
      const { page, complaints } = await site.open();
      await settled(page);
      // Small pictures have as much text as lines, so they are compared only with the goldens' font.
      if (!(await hasLettersOfGoldens(page))) return t.skip('no font of the widths of Liberation Sans');
      await page.evaluate((e) => /** @type {InitLab} */ (document.querySelector('init-lab')).setState(e), experiment);
      await settled(page);
      await page.click('#open-inside');
      await settled(page);
      await page.locator('#inside .diagram').first().waitFor();
      /** @type {Record<string, string>} */
      const start = {};
      for (const [region, selector] of Object.entries(REGIONS)) start[region] = await shot(page, selector);
      await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).advance(600));
      await reach(page, 600);
      await settled(page);
      for (const [region, selector] of Object.entries(REGIONS)) {
        const file = inRoot('tests', 'fixtures', 'pictures', `${name}-${region}.png`);
        const { mean, fault } = await comparedWith(page, file, () => shot(page, selector), LIMITS);
        assert.equal(fault, null);
        // The comparison must tell iteration 600 from the start, or the test would prove nothing.
        const before = await apart(page, readFileSync(file).toString('base64'), start[region], LIMITS.side);
        assert.ok(before.mean > mean, `${region}: the start looks the same, ${before.mean.toFixed(2)}`);
      }
      assertQuiet(complaints);
      await page.close();
    });
  }
});
