/** Every preset in the page: chosen from the menu, run to its end, with the outcome that tests/presets.rs holds its sentence to. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { catalogue, createLab } from '../../www/engine/lab.js';
import { assertQuiet, exactCosts, openSite, reach, settled, state } from './harness.js';

/** @typedef {import('../../www/element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

describe('presets', async () => {
  const { presets } = await catalogue();

  for (const { name, title, sentence, experiment } of presets) {
    it(`${name}: opens from the menu, says what to look for, and ends as it does without a page`, async () => {
      const { page, complaints } = await site.open();
      await settled(page);
      if (name !== 'notebook') await page.selectOption('#preset', { label: title });
      await page.waitForFunction(
        (wanted) => document.querySelector('init-lab')?.shadowRoot?.textContent?.includes(wanted),
        sentence,
      );
      await settled(page);
      assert.deepEqual(await state(page), experiment);
      await page.click('#run-to-end');
      await reach(page, Number(experiment.training.iterations));
      await settled(page);

      const lab = await createLab(experiment);
      lab.advance(Infinity);
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
      assertQuiet(complaints);
      await page.close();
    });
  }
});
