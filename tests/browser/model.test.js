/** The page of forecasts: it reads, forecasts, stops, compares, and says what is wrong. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.js';
import { assertQuiet, openSite, waitWithoutScripts } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite({ strictCsp: true, alone: false });
});
after(() => site.close());

/** @param {{ size?: { width: number, height: number } }} [how] */
const opened = async (how) => site.open({ path: 'model.html', ...how });

/** Waits for the end of a simulation. @param {Page} page */
const simulated = (page) => page.getByText(/The verdict is of/).waitFor();

/** Whether a canvas has painted lines. @param {Page} page @param {string} what */
const isPainted = (page, what) =>
  page.waitForFunction((name) => {
    const canvas = /** @type {HTMLCanvasElement | null} */ (document.querySelector(`canvas[data-what="${name}"]`));
    const data = canvas?.width ? canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data : null;
    if (!data) return false;
    let painted = 0;
    for (let k = 3; k < data.length; k += 4) painted += data[k] > 128 ? 1 : 0;
    return painted > 300;
  }, what);

describe('the page of forecasts', () => {
  for (const width of [360, 1280])
    it(`opens with an example, its verdict and its remedy at ${width}`, async () => {
      const { page, complaints } = await opened({ size: { width, height: 900 } });
      await simulated(page);
      await isPainted(page, 'signal');
      await isPainted(page, 'errorSignal');
      assert.match((await page.locator('.verdict').textContent()) ?? '', /^Fading\. The signal fades: at layer \d/);
      assert.match((await page.locator('pre').textContent()) ?? '', /kaiming_normal_/);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
      assert.deepEqual(await violations(page), []);
      await page.close();
      assertQuiet(complaints);
    });

  it('is walked by keyboard alone: each part has a name, is in view and shows its focus, and none holds it', async () => {
    const { page, complaints } = await opened({ size: { width: 1280, height: 720 } });
    await simulated(page);
    /** What has the focus, and whether that can be seen. */
    const focused = () =>
      page.evaluate(() => {
        const now = /** @type {HTMLElement} */ (document.activeElement);
        const { top, bottom, width } = now.getBoundingClientRect();
        const label = now.closest('label')?.cloneNode(true);
        if (label instanceof Element) label.querySelector('input, select, textarea')?.remove();
        const name = now.getAttribute('aria-label') ?? (label ?? now).textContent;
        return {
          name: name?.replace(/\s+/g, ' ').trim().slice(0, 40) ?? '',
          seen: bottom > 0 && top < innerHeight && width > 0 && getComputedStyle(now).outlineStyle !== 'none',
          isPage: now === document.body,
        };
      });
    const walk = async (/** @type {string} */ key) => {
      const names = [];
      for (let k = 0; k < 40; k += 1) {
        await page.keyboard.press(key);
        const { name, seen, isPage } = await focused();
        if (isPage) break;
        assert.ok(seen, `${name} is seen`);
        names.push(name);
      }
      return names;
    };
    const there = await walk('Tab');
    assert.deepEqual(there, [
      'The lab',
      'The lesson',
      'Theme',
      'PyTorch, 20 layers',
      'Keras',
      'A list',
      'PyTorch, Keras, Flax or Equinox code of ',
      'What was understood, line by line',
      'Variance of each input',
      'Loss',
      'Networks drawn',
      'The change that mends it',
      'All numbers',
      'Compare with your own network',
      'The lab and the lesson',
      'Papers',
      'Initializers and libraries',
      'Your model',
      'Documentation',
      'Source code',
      'Changelog',
      'How forecasts are made',
      'Licence: MIT or Apache-2.0',
    ]);
    // Backwards, from the end of the page and round again.
    const back = await walk('Shift+Tab');
    assert.deepEqual(back.slice(0, there.length), [...there].reverse());
    await page.close();
    assertQuiet(complaints);
  });

  it('is used by keyboard alone: an example, other code, fewer networks, and all numbers', async () => {
    const { page, complaints } = await opened({ size: { width: 1280, height: 720 } });
    await simulated(page);
    await page.getByRole('button', { name: 'Keras' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.verdict', { hasText: /^Healthy/ }).waitFor();
    for (const key of ['Tab', 'Tab', 'Control+A']) await page.keyboard.press(key);
    await page.keyboard.type('16 - 20 x 16 - 1 relu zeros');
    await page.locator('.verdict', { hasNotText: /^Healthy/ }).waitFor();
    for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Control+A', '0', 'Enter']) await page.keyboard.press(key);
    await page.getByText('The verdict is of the theory.').waitFor();
    await page.locator('summary', { hasText: 'All numbers' }).focus();
    await page.keyboard.press('Enter');
    assert.ok(
      (await page.getByRole('region', { name: 'All numbers of the forecast' }).locator('tbody tr').count()) > 3,
    );
    await page.close();
    assertQuiet(complaints);
  });

  it('leads back to the lab at the top of a telephone too, as the pages of libraries and papers do', async () => {
    for (const path of ['model.html', 'libraries.html', 'papers.html']) {
      const { page } = await site.open({ path, size: { width: 360, height: 740 } });
      const lab = page.locator('.masthead').getByRole('link', { name: 'The lab' });
      const box = await lab.boundingBox();
      assert.ok(box && box.y + box.height < 200, `${path}: ${box?.y}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, path);
      await page.close();
    }
  });

  it('follows the text, asks for inputs, and says what is wrong and where', async () => {
    const { page, complaints } = await opened();
    const code = page.locator('textarea');
    await code.fill('keras.Sequential([layers.Dense(64, "relu"),\n layers.Dense(10)])');
    await page.getByText(/does not say how many inputs/).waitFor();
    await page.getByLabel('Inputs of the first dense layer').fill('20');
    await page.getByLabel('Inputs of the first dense layer').press('Enter');
    await simulated(page);
    assert.match((await page.locator('tbody').first().textContent()) ?? '', /20 → 64\s*relu\s*glorot_uniform\s*zeros/);
    await code.fill('nn.Sequential(nn.Linear(4, 8),\n nn.Linear(9, 1))');
    await page
      .getByText('Line 2: “nn.Linear(9, 1)” takes 9 inputs, but the layer before it, on line 1, has 8 units.')
      .waitFor();
    await page.getByText('There is no forecast').waitFor();
    await page.getByRole('button', { name: 'Keras' }).click();
    await simulated(page);
    assert.match((await page.locator('.verdict').textContent()) ?? '', /^Healthy\./);
    await page.close();
    assertQuiet(complaints);
  });

  it('stops a long simulation, and keeps what theory says', async () => {
    const { page, complaints } = await opened();
    await page.locator('textarea').fill('4096 - 40 × 4096 - 10 relu he_normal');
    await page.locator('progress').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Simulate again' }).waitFor();
    assert.match((await page.locator('.verdict').textContent()) ?? '', /^Healthy\./);
    assert.equal(await page.locator('progress').count(), 0);
    await page.close();
    assertQuiet(complaints);
  });

  it('draws what a script measured, and keeps it when another file is refused', async () => {
    const { page, complaints } = await opened();
    await simulated(page);
    await page.getByText('Compare with your own network').click();
    const file = page.locator('input[type=file]');
    const layers = [{ name: 'first', shape: [256, 784], signal: 0.33, errorSignal: 0.001, dead: 0.1 }];
    const give = (/** @type {unknown} */ data) =>
      file.setInputFiles({
        name: 'signals.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify(data)),
      });
    await give({ format: 'init-lab signals 1', framework: 'torch', layers });
    await page.getByRole('row', { name: /first.*784 → 256.*0\.33.*10 %/ }).waitFor();
    await give({ format: 'other' });
    await page.getByText(/^format: "other" is not allowed/).waitFor();
    assert.equal(await page.getByRole('row', { name: /first/ }).count(), 1);
    await page.close();
    assertQuiet(complaints);
  });

  it('says without scripts what it needs', async () => {
    const { page } = await site.open({ path: 'model.html', scripts: false });
    await waitWithoutScripts(page, () => /JavaScript is switched off/.test(document.body.textContent ?? ''));
    await page.close();
  });
});
