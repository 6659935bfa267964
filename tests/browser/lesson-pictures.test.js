/**
 * The page with its lesson at four widths, and in each other theme at one width, region by region, against reviewed
 * goldens. They are scaled down to compare layout and colours. UPDATE_PICTURES=1 rewrites them: look at them before
 * committing.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { inRoot } from '../../scripts/paths.js';
import { apart, comparedWith, hasLettersOfGoldens, scaledDown } from './compare.js';
import { assertQuiet, openSite, settled, turnToLesson } from './harness.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */
/** @typedef {import('playwright-core').Page} Page */

const FOLDER = inRoot('tests', 'fixtures', 'pictures', 'lesson');
/** A theme changes colours, a width changes the layout, so each is tested once with the default of the other. */
const LOOKS = [
  { width: 360, theme: 'light' },
  { width: 768, theme: 'light' },
  { width: 1280, theme: 'light' },
  { width: 2560, theme: 'light' },
  { width: 1280, theme: 'dark' },
  { width: 1280, theme: 'projector' },
];
/** Different line breaks stay below these. */
const LIMITS = { side: 160, mean: 6, worst: 64 };

/**
 * Regions compared: the first view, and parts of the lesson with their surroundings.
 * @type {Record<string, string | null>}
 */
const REGIONS = {
  'first-view': null,
  head: '.lesson > header',
  network: '#figure-network',
  prediction: 'form.prediction[data-figure="figure-zeros"]',
  worked: '#zeros .scroll',
  zeros: '#figure-zeros',
  variance: 'div.variance',
  signals: '#figure-gradients',
  exercises: '.exercises',
  words: '#glossary',
};

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite({ strictCsp: true, alone: false });
});
after(() => site.close());

/** @param {Page} page @param {string} figure */
async function openFigure(page, figure) {
  const index = await page.evaluate((id) => {
    const labs = [...document.querySelectorAll('init-lab')];
    const at = labs.findIndex((lab) => lab.closest('figure')?.id === id);
    labs[at].scrollIntoView({ block: 'center' });
    return at;
  }, figure);
  await settled(page, index);
  const inside = page.locator(`#${figure} #inside`);
  if ((await inside.count()) > 0) await inside.locator('canvas').first().waitFor();
  await settled(page, index);
}

/** @param {Page} page @param {string | null} selector */
async function shot(page, selector) {
  if (selector === null) await page.evaluate(() => scrollTo(0, 0));
  const png = await (selector ? page.locator(selector).first().screenshot() : page.screenshot());
  return png.toString('base64');
}

describe('the page and its lesson', () => {
  for (const { width, theme } of LOOKS)
    it(`look as they did when they were looked at: ${width} pixels, ${theme}`, async (t) => {
      const height = Math.min(1600, Math.max(740, Math.round(width * 0.62)));
      const { page, complaints } = await site.open({ size: { width, height } });
      await settled(page);
      if (!(await hasLettersOfGoldens(page))) return t.skip('no font of the widths of Liberation Sans');
      await turnToLesson(page);
      await page.selectOption('#theme', theme);
      // Opens all before the first picture, since opening one later would move the others.
      await page.evaluate(() => {
        for (const lab of /** @type {NodeListOf<InitLab>} */ (document.querySelectorAll('init-lab'))) lab.advance(0);
      });
      await page.waitForFunction(() =>
        [.../** @type {NodeListOf<InitLab>} */ (document.querySelectorAll('init-lab'))].every(
          (lab) => lab.getState() !== null,
        ),
      );
      for (const figure of ['figure-network', 'figure-zeros', 'figure-gradients', 'figure-variance'])
        await openFigure(page, figure);
      await page.locator('div.variance table').waitFor();
      /** @type {string[]} */
      const wrong = [];
      for (const [region, selector] of Object.entries(REGIONS)) {
        const { fault } = await comparedWith(
          page,
          path.join(FOLDER, `${region}-${width}-${theme}.png`),
          async () => scaledDown(page, await shot(page, selector), LIMITS.side),
          LIMITS,
        );
        if (fault) wrong.push(fault);
      }
      assert.deepEqual(wrong, []);
      assertQuiet(complaints);
      await page.close();
    });

  it('could distinguish themes, and a missing figure', async () => {
    const { page } = await site.open();
    const of = (/** @type {string} */ name) => readFileSync(path.join(FOLDER, `${name}.png`)).toString('base64');
    for (const [one, other] of [
      ['zeros-1280-light', 'zeros-1280-dark'],
      ['zeros-1280-light', 'network-1280-light'],
      ['first-view-1280-light', 'first-view-1280-projector'],
    ]) {
      const { mean, worst } = await apart(page, of(one), of(other), LIMITS.side);
      assert.ok(mean > LIMITS.mean || worst > LIMITS.worst, `${one} and ${other}: ${mean}, ${worst}`);
    }
    await page.close();
  });
});
