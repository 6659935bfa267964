/**
 * The first screen, at the sizes of screens and of hosts' frames, in each theme: at rest, at the iteration that is
 * reached about a second after Play, and at the end, against reviewed goldens. They are large enough to be read, and are
 * scaled down to compare layout and colours. UPDATE_PICTURES=1 rewrites them: look at them before committing.
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
/** embed.html as a frame of course material shows it. */
const FRAMES = [
  { width: 600, height: 760 },
  { width: 800, height: 760 },
  { width: 1000, height: 760 },
];
const THEMES = ['light', 'dark', 'projector'];
/** Iterations of the notebook: at its opening speed of 3,750 a second, 15,000 in all. */
const STATES = [0, 3750, 15000];
const LIMITS = { side: 320, mean: 4, worst: 64 };
/** The longer side of a golden in pixels, so that its words can be read. */
const LEGIBLE = 1280;

/** @typedef {{ width: number, height: number }} Size */

/** @param {Size} size @param {string} theme @param {number} iteration @param {string} [of]  what is shown, if not the page */
const fileOf = ({ width, height }, theme, iteration, of = '') =>
  path.join(FOLDER, `${of}${width}x${height}-${theme}-${iteration}.webp`);
/** @param {string} file */
const golden = (file) => readFileSync(file).toString('base64');

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/**
 * What sets the page apart from its golden.
 * @param {import('playwright-core').Page} page @param {string} file
 */
async function faultOf(page, file) {
  const picture = async () => scaledDown(page, (await page.screenshot()).toString('base64'), LEGIBLE, 'webp');
  return (await comparedWith(page, file, picture, LIMITS)).fault;
}

/** @param {import('playwright-core').Page} page @param {number} iteration */
async function advanceTo(page, iteration) {
  await page.evaluate((to) => {
    const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
    return lab.advance(to - lab.iteration);
  }, iteration);
  await reach(page, iteration);
}

describe('the first minute', () => {
  for (const size of SIZES)
    it(`looks as it did when it was looked at: ${size.width} × ${size.height}, in every theme`, async (t) => {
      const { page, complaints } = await site.open({ size });
      await settled(page);
      if (!(await hasLettersOfGoldens(page))) return t.skip('no font of the widths of Liberation Sans');
      /** @type {(string | null)[]} */
      const faults = [];
      for (const iteration of STATES) {
        await advanceTo(page, iteration);
        for (const theme of THEMES) {
          await page.selectOption('#theme', theme);
          await settled(page);
          faults.push(await faultOf(page, fileOf(size, theme, iteration)));
        }
      }
      assert.deepEqual(faults.filter(Boolean), []);
      assertQuiet(complaints);
      await page.close();
    });

  for (const size of FRAMES)
    it(`looks as it did in a frame of ${size.width} × ${size.height}, in every theme`, async (t) => {
      /** @type {(string | null)[]} */
      const faults = [];
      for (const theme of THEMES) {
        const { page, complaints } = await site.open({ path: `embed.html?theme=${theme}`, size });
        await settled(page);
        if (!(await hasLettersOfGoldens(page))) return t.skip('no font of the widths of Liberation Sans');
        for (const iteration of STATES) {
          await advanceTo(page, iteration);
          await settled(page);
          faults.push(await faultOf(page, fileOf(size, theme, iteration, 'frame-')));
        }
        assertQuiet(complaints);
        await page.close();
      }
      assert.deepEqual(faults.filter(Boolean), []);
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
      ...FRAMES.flatMap((frame) => [
        [fileOf(frame, 'light', 3750, 'frame-'), fileOf(frame, 'light', 15000, 'frame-')],
        [fileOf(frame, 'light', 0, 'frame-'), fileOf(frame, 'projector', 0, 'frame-')],
      ]),
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
