/** Standardizing on the page, questions about numbers, links as they are passed on, and the device pixel ratio. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { inRoot } from '../../scripts/paths.js';
import { assertQuiet, openSettings, openSite, settled, state } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** @param {string} file  in tests/fixtures/points */
const pointsOf = (file) =>
  readFileSync(inRoot('tests', 'fixtures', 'points', file), 'utf8')
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('x'))
    .map((line) => line.split(',').map(Number));

/** Opens an experiment on the page. @param {any} experiment @param {{ size?: { width: number, height: number } }} [how] */
async function withState(experiment, how = {}) {
  const opened = await site.open(how);
  await settled(opened.page);
  await opened.page.evaluate(async (given) => {
    await /** @type {InitLab} */ (document.querySelector('init-lab')).setState(given);
  }, experiment);
  await settled(opened.page);
  return opened;
}

/** @param {any} points @param {any} [more] */
const own = (points, more) => ({ preset: 'notebook', dataset: { name: 'custom', points, ...more } });

/** The last run's training accuracy at the end. @param {Page} page */
const accuracyAtEnd = (page) =>
  page.evaluate(async () => {
    const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
    await lab.runToEnd();
    const results = lab.getResults();
    const he = /** @type {NonNullable<typeof results>} */ (results).runs[2];
    return he.trainAccuracy;
  });

describe('data far from 0', () => {
  for (const file of ['exam-marks.csv', 'up-to-1e6.csv'])
    it(`of ${file} get a hint with a button that standardizes them, and He reaches 95 %`, async () => {
      const { page, complaints } = await withState(own(pointsOf(file)));
      const hint = page.locator('.scale-hint');
      assert.match((await hint.locator('span').textContent()) ?? '', /^x₁ runs from [\d.,]+ to [\d.,]+, and x₂ from/);
      assert.ok((await accuracyAtEnd(page)) < 0.95);
      const { height, width } = /** @type {{ height: number, width: number }} */ (
        await page.locator('#standardize').boundingBox()
      );
      assert.ok(height >= 24 && width >= 24);
      await page.click('#standardize');
      await hint.waitFor({ state: 'detached' });
      await settled(page);
      const { dataset } = await state(page);
      assert.deepEqual([dataset.standardize, dataset.points], [true, pointsOf(file)]);
      assert.equal(
        await page.evaluate(() => document.querySelector('init-lab')?.shadowRoot?.activeElement?.id),
        'play',
      );
      assert.ok((await accuracyAtEnd(page)) >= 0.95);
      const link = await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).getLink());
      assert.match(link, /&standardize=true/);
      assertQuiet(complaints);
      await page.close();
    });

  it('is no matter of built-in data, and none of an embed that hides the data', async () => {
    const { page } = await withState({ preset: 'moons' });
    assert.equal(await page.locator('.scale-hint').count(), 0);
    await page.evaluate(
      async (experiment) => {
        const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
        lab.hide = 'data';
        await lab.setState(experiment);
      },
      own(pointsOf('exam-marks.csv')),
    );
    await settled(page);
    assert.equal(await page.locator('.scale-hint').count(), 0);
    await page.close();
  });
});

describe('Standardize in the settings', () => {
  it('is a checkbox that keeps its place when other data are chosen', async () => {
    const { page, complaints } = await withState({ preset: 'moons' });
    await openSettings(page);
    if ((await page.getAttribute('#open-data', 'aria-expanded')) !== 'true') await page.click('#open-data');
    // The box shows the experiment, which follows the click.
    await page.click('#dataset-standardize');
    await page.locator('#dataset-standardize:checked').waitFor();
    await settled(page);
    assert.equal((await state(page)).dataset.standardize, true);
    await page.selectOption('#dataset-name', 'blobs');
    await settled(page);
    const { dataset } = await state(page);
    assert.deepEqual([dataset.name, dataset.standardize], ['blobs', true]);
    assert.ok(await page.isChecked('#dataset-standardize'));
    await page.click('#dataset-standardize');
    await page.locator('#dataset-standardize:not(:checked)').waitFor();
    await settled(page);
    assert.equal('standardize' in (await state(page)).dataset, false);
    assertQuiet(complaints);
    await page.close();
  });
});

describe('a whole number with points between its thousands', () => {
  it('is asked about beside its field, and each answer is used', async () => {
    const { page, complaints } = await withState({ preset: 'notebook' });
    const enter = async (/** @type {string} */ id, /** @type {string} */ text) => {
      await page.fill(`#${id}`, text);
      await page.press(`#${id}`, 'Enter');
    };
    const problem = page.locator('#iterations-problem');
    for (const [answer, value] of /** @type {const} */ ([
      ['20,000', 20_000],
      ['20', 20],
    ])) {
      await enter('iterations', '20.000');
      await problem.waitFor();
      assert.equal(
        (await problem.textContent())?.trim().replaceAll(/\s+/g, ' '),
        '“20.000” is not clear. Do you mean 20 or 20,000?2020,000',
      );
      await problem.getByRole('button', { name: answer, exact: true }).click();
      await problem.waitFor({ state: 'hidden' });
      await settled(page);
      assert.equal((await state(page)).training.iterations, value);
      const focused = await page.evaluate(() => document.querySelector('init-lab')?.shadowRoot?.activeElement?.id);
      assert.equal(focused, 'iterations');
    }
    await enter('seed', '1.000');
    await page.keyboard.press('Tab');
    await page.locator('#seed-problem').getByRole('button', { name: '1,000' }).press('Enter');
    await settled(page);
    assert.equal((await state(page)).seed, 1000);
    await enter('seed', '20.500');
    assert.match((await page.locator('#seed-problem').textContent()) ?? '', /Do you mean 20,500\?/);
    assertQuiet(complaints);
    await page.close();
  });
});

describe('a link that was passed on', () => {
  it('opens the same lab, or says what was not understood', async () => {
    for (const fragment of ['#preset=moons&amp;seed=7', '#Preset=moons&seed=7).', '#preset%3Dmoons%26seed%3D7']) {
      const { page } = await site.open({ path: `index.html${fragment}` });
      await settled(page);
      const { dataset, seed } = await state(page);
      assert.deepEqual([dataset.name, seed], ['moons', 7], fragment);
      assert.equal(await page.locator('[data-reason="left-out"]').count(), 0, fragment);
      await page.close();
    }
    const { page } = await site.open({ path: 'index.html#preset=moons&iterations=20.000&sed=5' });
    await settled(page);
    const told = (await page.locator('[data-reason="left-out"]').textContent()) ?? '';
    assert.match(told, /iterations: “20\.000” is not allowed; .*write 20 or 20000/);
    assert.match(told, /“sed” is not allowed as a name; did you mean seed\?/);
    await page.close();
  });

  it('with a label of 44 letters does not scroll sideways at 360 px', async () => {
    const label = 'random_normal_stddev_10_mean_0_seed_3_bias_0';
    assert.equal(label.length, 44);
    const { page } = await site.open({
      path: `index.html#initializers=random_normal:stddev=10:label=${label},zeros`,
      size: { width: 360, height: 740 },
    });
    await settled(page);
    assert.equal((await state(page)).runs[0].label, label);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    await page.close();
  });
});

describe('the device pixel ratio', () => {
  it('gives all texts of the cost chart one size', async () => {
    for (const ratio of [1, 2, 3]) {
      const { page } = await site.open({
        ratio,
        prepare: (opened) =>
          opened.addInitScript(() => {
            const { fillText } = CanvasRenderingContext2D.prototype;
            const fonts = Object.assign(window, { fonts: new Set() }).fonts;
            CanvasRenderingContext2D.prototype.fillText = function fill(
              /** @type {[string, number, number]} */ ...how
            ) {
              const root = this.canvas.getRootNode();
              if (root instanceof ShadowRoot && this.canvas.closest('#chart')) fonts.add(this.font);
              fillText.apply(this, how);
            };
          }),
      });
      await settled(page);
      const [fonts, size] = await page.evaluate(() => {
        const chart = document.querySelector('init-lab')?.shadowRoot?.querySelector('#chart');
        const style = getComputedStyle(/** @type {Element} */ (chart));
        return [[.../** @type {any} */ (window).fonts], parseFloat(style.fontSize)];
      });
      assert.deepEqual(
        fonts.map((/** @type {string} */ font) => parseFloat(font)),
        [size * ratio],
        `at ${ratio} pixels per CSS pixel: ${fonts}`,
      );
      await page.close();
    }
  });

  it('may change after loading: all canvases follow', async () => {
    const { page } = await site.open();
    await settled(page);
    const session = await page.context().newCDPSession(page);
    for (const ratio of [2, 1]) {
      await session.send('Emulation.setDeviceMetricsOverride', {
        ...{ width: 1280, height: 1000 },
        deviceScaleFactor: ratio,
        mobile: false,
      });
      await page.waitForFunction((wanted) => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
        const canvases = /** @type {NodeListOf<HTMLCanvasElement>} */ (
          root.querySelectorAll('.drawing, #chart canvas')
        );
        return (
          canvases.length === 4 &&
          Array.from(canvases).every((one) => one.width === Math.round(wanted * one.clientWidth))
        );
      }, ratio);
    }
    await page.close();
  });
});

describe('points of both classes at one place', () => {
  it('show both colours, and the key says so', async () => {
    const points = [
      [0, 0, 0],
      [0, 0, 1],
      [1, 1, 1],
      [-1, -1, 0],
    ];
    const { page } = await withState(own(points));
    const colours = await page.evaluate(() => {
      const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
      const canvas = /** @type {HTMLCanvasElement} */ (root.querySelector('.drawing'));
      const { width, height } = canvas;
      const { data } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')).getImageData(
        0,
        0,
        width,
        height,
      );
      /** @type {[number, number, string][]} */
      const found = [];
      for (let k = 0; k < data.length; k += 4) {
        const [r, g, b, a] = data.slice(k, k + 4);
        if (a < 250) continue;
        const name = r < 60 && b > 140 ? 'zero' : r > 180 && g < 140 && b < 60 ? 'one' : '';
        if (name) found.push([(k / 4) % width, Math.floor(k / 4 / width), name]);
      }
      return found;
    });
    const at = (/** @type {string} */ name) => colours.filter(([, , own]) => own === name);
    // Class 1 is seen twice, and class 0 around one of the two.
    const near = at('one').filter(([x, y]) => at('zero').some(([u, v]) => Math.hypot(x - u, y - v) < 6));
    assert.ok(near.length >= 4, `${near.length} pixels of class 1 beside class 0`);
    assert.ok(near.length < at('one').length, 'the other point of class 1 is alone');
    assert.ok(await page.getByText('both classes at one place').isVisible());
    await page.evaluate(async () => {
      await /** @type {InitLab} */ (document.querySelector('init-lab')).setState({ preset: 'notebook' });
    });
    await settled(page);
    assert.ok(!(await page.getByText('both classes at one place').isVisible()));
    await page.close();
  });
});
