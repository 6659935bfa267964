/** Going back and forward by the progress line, and what is said at the end. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertQuiet, exactCosts, figures, iteration, openSite, pictures, reach, settled } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** A page whose lab has trained to its end. */
async function ended() {
  const opened = await site.open();
  await settled(opened.page);
  await opened.page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).runToEnd());
  await settled(opened.page);
  return opened;
}

/** The position of an iteration on the line, in page pixels. @param {Page} page @param {number} share of the iterations */
async function place(page, share) {
  const box = await page.locator('.progress .run').boundingBox();
  assert.ok(box);
  return { x: box.x + share * box.width, y: box.y + box.height / 2 };
}

/** All that is seen of the runs. @param {Page} page */
const seen = async (page) => ({
  figures: await figures(page),
  costs: await exactCosts(page),
  pictures: await pictures(page),
  verdicts: await page.locator('init-lab .verdict').allTextContents(),
});

describe('the progress line', () => {
  it('has its handle on the line, with a mouse and under a finger', async () => {
    for (const touch of [false, true]) {
      const { page } = await site.open({ size: { width: 360, height: 740 }, touch });
      await settled(page);
      const [line, area] = await Promise.all(
        ['.progress .run', '#progress'].map((part) => page.locator(part).boundingBox()),
      );
      assert.ok(line && area);
      assert.ok(Math.abs(line.y + line.height / 2 - (area.y + area.height / 2)) < 0.1, JSON.stringify([line, area]));
      await page.close();
    }
  });

  it('is dragged back: the runs are then as they were on their way', async () => {
    const { page, complaints } = await ended();
    const [from, to] = [await place(page, 1), await place(page, 0.4)];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    for (let step = 1; step <= 12; step += 1) await page.mouse.move(from.x + ((to.x - from.x) * step) / 12, to.y);
    await page.mouse.up();
    await settled(page);
    const at = await iteration(page);
    assert.ok(Math.abs(at - 6000) < 150, `iteration ${at}`);
    const back = await seen(page);
    const { page: other } = await site.open();
    await settled(other);
    await other.evaluate((count) => /** @type {InitLab} */ (document.querySelector('init-lab')).advance(count), at);
    await settled(other);
    assert.deepEqual(back, await seen(other));
    await other.close();
    await page.close();
    assertQuiet(complaints);
  });

  it('is moved by keys, says where it is, and goes no further than the runs have been', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).advance(5000));
    await settled(page);
    const handle = page.locator('#progress');
    await handle.focus();
    /** @param {string} key */
    const press = async (key) => {
      await page.keyboard.press(key);
      await settled(page);
      return iteration(page);
    };
    assert.equal(await press('ArrowLeft'), 4999);
    assert.equal(await handle.getAttribute('aria-valuetext'), '4,999 of 15,000; trained up to 5,000');
    assert.equal(await press('PageDown'), 3499);
    assert.equal(await press('Home'), 0);
    assert.equal(await press('PageUp'), 1500);
    assert.equal(await press('End'), 5000);
    assert.equal(await handle.inputValue(), '5000');
    assert.equal(await press('ArrowRight'), 5000);
    assert.equal(await handle.getAttribute('aria-valuetext'), '5,000 of 15,000');
    assert.equal(
      await page.evaluate(() => document.querySelector('init-lab')?.shadowRoot?.activeElement?.id),
      'progress',
      'the focus stays',
    );
    await page.close();
    assertQuiet(complaints);
  });

  it('pauses a lab that plays, which goes on from where it was dragged to', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const lab = () => page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).paused);
    await page.evaluate(async () => {
      const element = /** @type {InitLab} */ (document.querySelector('init-lab'));
      await element.advance(9000);
      const speed = /** @type {HTMLInputElement} */ (element.shadowRoot?.querySelector('#speed'));
      speed.value = '2';
      speed.dispatchEvent(new Event('input'));
      element.play();
    });
    const [from, to] = [await place(page, 0.6), await place(page, 0.2)];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 5 });
    await page.waitForFunction(() => /** @type {InitLab} */ (document.querySelector('init-lab')).settled);
    assert.equal(await lab(), true);
    const held = await iteration(page);
    assert.ok(Math.abs(held - 3000) < 150, `iteration ${held}`);
    await page.mouse.up();
    await reach(page, held + 10);
    assert.equal(await lab(), false);
    assert.ok((await iteration(page)) < 9000, 'from there');
    await page.close();
    assertQuiet(complaints);
  });

  it('leaves a playing lab at rest where it is dragged to the end', async () => {
    const { page, complaints } = await ended();
    await page.evaluate(async () => {
      const element = /** @type {InitLab} */ (document.querySelector('init-lab'));
      await element.seek(14_000);
      const speed = /** @type {HTMLInputElement} */ (element.shadowRoot?.querySelector('#speed'));
      speed.value = '0';
      speed.dispatchEvent(new Event('input'));
      element.play();
    });
    await page.locator('#progress').focus();
    await page.keyboard.press('End');
    await settled(page);
    assert.equal(await iteration(page), 15_000);
    await page.close();
    assertQuiet(complaints);
  });

  it('has a handle of at least 24 pixels, and never moves anything else', async () => {
    const { page, complaints } = await ended();
    const box = await page.locator('#progress').boundingBox();
    assert.ok(box && box.height >= 24);
    const boxes = () =>
      page
        .locator('init-lab :is(.plot, #chart, button:not(.word), figure.panel h2)')
        .evaluateAll((parts) => parts.map((part) => JSON.stringify(part.getBoundingClientRect())));
    const before = await boxes();
    await page.locator('#progress').focus();
    for (const key of ['Home', 'PageUp', 'End']) {
      await page.keyboard.press(key);
      await settled(page);
      if (key !== 'Home') assert.deepEqual(await boxes(), before, key);
    }
    await page.close();
    assertQuiet(complaints);
  });
});

describe('seek()', () => {
  it('resolves once the runs are there, and refuses what is no iteration by name', async () => {
    const { page, complaints } = await ended();
    const told = await page.evaluate(async () => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      const reached = await lab.seek(777);
      const { iteration: at, behind } = /** @type {any} */ (lab.getResults());
      const refused = await lab.seek(1.5).catch((error) => `${error.name}: ${error.message}`);
      return { reached, at, behind, beyond: await lab.seek(1e9), refused };
    });
    assert.deepEqual(told, {
      reached: 777,
      at: 777,
      behind: 0,
      beyond: 15_000,
      refused: 'RangeError: iteration is 1.5; allowed: a whole number from 0',
    });
    await page.close();
    assertQuiet(complaints);
  });
});

describe('how the runs came out', () => {
  it('is said under the pictures at the end, of the runs on screen, and to a screen reader once', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const sentence = page.locator('.outcome');
    assert.equal(await sentence.textContent(), 'Not trained yet.');
    const before = await sentence.boundingBox();
    await page.click('#run-to-end');
    await reach(page, 15_000);
    await settled(page);
    const said = 'With seed 3: Zeros never moved. Random × 10 ended at 83 %. He separated the circles.';
    assert.equal((await sentence.textContent())?.replaceAll('\u00a0', ' '), said);
    assert.deepEqual(await sentence.boundingBox(), before, 'nothing has moved');
    assert.equal(await sentence.getAttribute('role'), null, 'the status of the lab tells it');
    const status = (await page.locator('[role=status].unseen').textContent()) ?? '';
    assert.ok(status.replaceAll('\u00a0', ' ').endsWith(said), status);
    await page.click('#rewind');
    await settled(page);
    assert.equal(await sentence.textContent(), 'Not trained yet.');
    await page.close();
    assertQuiet(complaints);
  });

  it('says how long is left where a run is slow', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.evaluate(async () => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      await lab.setState({ network: { hidden: Array(30).fill(256) }, runs: [{ initializer: 'he' }] });
      lab.play();
    });
    const left = page.locator('.outcome').filter({ hasText: 'left' });
    await left.waitFor();
    assert.match((await left.textContent()) ?? '', /^About (\d+|more than 99)\s(s|min|h) left\.$/);
    await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).pause());
    await page.close();
    assertQuiet(complaints);
  });
});
