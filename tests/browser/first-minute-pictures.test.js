/**
 * The first screen, at the sizes of screens and in each theme: at rest, at the iteration that is reached about a second
 * after Play, and at the end, against reviewed goldens. They are scaled down to compare layout and colours.
 * UPDATE_PICTURES=1 rewrites them: look at them before committing.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { inRoot } from '../../scripts/paths.js';
import { apart, comparedWith, hasLettersOfGoldens, scaledDown } from './compare.js';
import { assertQuiet, openSite, reach, settled } from './harness.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

const FOLDER = inRoot('tests', 'fixtures', 'pictures', 'first-minute');
const SIZES = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1280, height: 720 },
  { width: 1366, height: 768 },
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
  { width: 2560, height: 1440 },
];
const THEMES = ['light', 'dark', 'projector'];
/** Iterations of the notebook: at its opening speed of 3,750 a second, 15,000 in all. */
const STATES = [0, 3750, 15000];
const LIMITS = { side: 160, mean: 4, worst: 48 };

/** @param {{ width: number, height: number }} size @param {string} theme @param {number} iteration */
const fileOf = ({ width, height }, theme, iteration) =>
  path.join(FOLDER, `${width}x${height}-${theme}-${iteration}.png`);
/** @param {string} file */
const golden = (file) => readFileSync(file).toString('base64');

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

describe('the first minute', () => {
  for (const size of SIZES)
    it(`looks as it did when it was looked at: ${size.width} × ${size.height}, in every theme`, async (t) => {
      const { page, complaints } = await site.open({ size });
      await settled(page);
      if (!(await hasLettersOfGoldens(page))) return t.skip('no font of the widths of Liberation Sans');
      /** @type {string[]} */
      const wrong = [];
      for (const iteration of STATES) {
        await page.evaluate((to) => {
          const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
          return lab.advance(to - lab.iteration);
        }, iteration);
        await reach(page, iteration);
        for (const theme of THEMES) {
          await page.selectOption('#theme', theme);
          await settled(page);
          const { fault } = await comparedWith(
            page,
            fileOf(size, theme, iteration),
            async () => scaledDown(page, (await page.screenshot()).toString('base64'), LIMITS.side),
            LIMITS,
          );
          if (fault) wrong.push(fault);
        }
      }
      assert.deepEqual(wrong, []);
      assertQuiet(complaints);
      await page.close();
    });

  it('could tell themes, states and sizes apart', async () => {
    const { page } = await site.open();
    const [first, second] = SIZES.slice(2);
    const pairs = [
      [fileOf(first, 'light', 0), fileOf(first, 'dark', 0)],
      [fileOf(first, 'light', 0), fileOf(first, 'light', 15000)],
      [fileOf(first, 'light', 3750), fileOf(first, 'light', 15000)],
      [fileOf(first, 'light', 0), fileOf(first, 'projector', 0)],
      [fileOf(first, 'light', 15000), fileOf(second, 'light', 15000)],
    ];
    for (const [one, other] of pairs) {
      const { mean, worst } = await apart(page, golden(one), golden(other), LIMITS.side);
      assert.ok(
        mean > LIMITS.mean || worst > LIMITS.worst,
        `${path.basename(one)} and ${path.basename(other)}: ${mean}, ${worst}`,
      );
    }
    await page.close();
  });
});
