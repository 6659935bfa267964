/** Keys and help of the site's page, the lesson's contents, and figures that play when they come into view. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.js';
import { assertQuiet, iteration, openSite, reach, settled, state, turnToLesson } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
/** @type {Awaited<ReturnType<typeof openSite>>} */
let whole;
before(async () => {
  site = await openSite();
  whole = await openSite({ strictCsp: true, alone: false });
});
after(() => Promise.all([site.close(), whole.close()]));

const paused = (/** @type {Page} */ page) => page.evaluate(() => document.querySelector('init-lab')?.paused);

describe('keys on the site’s page', () => {
  it('play, pause, step, rewind and take a new seed while focus is in the lab', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.focus('#chart');
    await page.keyboard.press('.');
    await reach(page, 1);
    assert.equal(await iteration(page), 1);
    await page.keyboard.press('Space');
    await page.waitForFunction(() => document.querySelector('init-lab')?.paused === false);
    await reach(page, 20);
    await page.keyboard.press('Space');
    await page.waitForFunction(() => document.querySelector('init-lab')?.paused);
    await page.keyboard.press('r');
    await page.waitForFunction(() => document.querySelector('init-lab')?.iteration === 0);
    const { seed } = await state(page);
    await page.keyboard.press('n');
    await page.waitForFunction((old) => document.querySelector('init-lab')?.getState()?.seed !== old, seed);
    await page.close();
    assertQuiet(complaints);
  });

  it('are left alone outside the lab, while typing, with a modifier, and on a button that space presses', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.focus('#theme');
    for (const key of ['.', 'n', '?']) await page.keyboard.press(key);
    await page.focus('#seed');
    for (const key of ['.', 'r', 'n', '?', 'Space']) await page.keyboard.press(key);
    await page.fill('#seed', '3');
    await page.focus('#chart');
    for (const key of ['Control+.', 'Alt+n', 'Alt+r']) await page.keyboard.press(key);
    await page.focus('#step');
    await page.keyboard.press('Space');
    await reach(page, 1);
    await settled(page);
    assert.equal(await iteration(page), 1);
    assert.equal(await paused(page), true);
    assert.equal((await state(page)).seed, 3);
    assert.equal(await page.locator('#help-panel').count(), 0);
    await page.close();
    assertQuiet(complaints);
  });

  it('do nothing in an embed', async () => {
    const { page, complaints } = await site.open({ path: 'embed.html' });
    await settled(page);
    await page.focus('#chart');
    for (const key of ['.', 'Space', 'n', '?']) await page.keyboard.press(key);
    await settled(page);
    assert.equal(await iteration(page), 0);
    assert.equal(await paused(page), true);
    await page.close();
    assertQuiet(complaints);
  });

  it('are in a help panel, which a key and a button open, and which gives the focus back', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.focus('#chart');
    await page.keyboard.press('?');
    const panel = page.getByRole('dialog', { name: 'What you see' });
    await panel.waitFor();
    assert.deepEqual(await panel.locator('kbd').allTextContents(), ['Space', '.', 'R', 'N', '?']);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    assert.equal(await page.evaluate(() => document.querySelector('init-lab')?.shadowRoot?.activeElement?.id), 'chart');
    await page.click('#help');
    await panel.waitFor();
    await panel.getByRole('button', { name: 'Close' }).click();
    await panel.waitFor({ state: 'hidden' });
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'help');
    await page.close();
    assertQuiet(complaints);
  });

  it('have nothing that axe finds in their panel, in any theme, wide and narrow', async () => {
    for (const width of [320, 1280]) {
      const { page, complaints } = await site.open({ size: { width, height: 700 } });
      await settled(page);
      for (const theme of ['light', 'dark', 'projector']) {
        await page.selectOption('#theme', theme);
        await page.click('#help');
        await page.getByRole('dialog', { name: 'What you see' }).waitFor();
        assert.deepEqual(
          await violations(page, '#help-panel', { isSeenInLight: theme !== 'light' }),
          [],
          `${width}, ${theme}`,
        );
        await page.keyboard.press('Escape');
        await page.getByRole('dialog', { name: 'What you see' }).waitFor({ state: 'hidden' });
      }
      assertQuiet(complaints);
      await page.close();
    }
  });
});

describe('the lesson’s contents', () => {
  it('stand beside it on a wide screen and mark the section that is read', async () => {
    const { page, complaints } = await whole.open({ size: { width: 1440, height: 900 } });
    await turnToLesson(page);
    await page.evaluate(() => document.querySelector('#large h2')?.scrollIntoView({ block: 'start' }));
    const current = page.locator('.contents a[aria-current]');
    await page.waitForFunction(
      () => document.querySelector('.contents a[aria-current]')?.getAttribute('href') === '#large',
    );
    assert.equal(await current.count(), 1);
    const box = await page.locator('.contents').boundingBox();
    const text = await page.locator('#large > p').first().boundingBox();
    assert.ok(box && text && box.y >= 0 && box.y + box.height <= 900 && box.x + box.width <= text.x, 'beside the text');
    assert.equal(await page.locator('.contents button').isVisible(), false);
    const read = () =>
      page.evaluate(() =>
        Number(/** @type {HTMLElement} */ (document.querySelector('.contents')).style.getPropertyValue('--read')),
      );
    const before = await read();
    await page.locator('.contents a[href="#comparison"]').focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      () => document.querySelector('.contents a[aria-current]')?.getAttribute('href') === '#comparison',
    );
    assert.ok((await read()) > before);
    await page.close();
    assertQuiet(complaints);
  });

  it('are a bar with a list on a phone, which names the section and moves nothing', async () => {
    const { page, complaints } = await whole.open({ size: { width: 360, height: 740 } });
    await turnToLesson(page);
    await page.evaluate(() => document.querySelector('#zeros h2')?.scrollIntoView({ block: 'start' }));
    const bar = page.locator('.contents button');
    await page.waitForFunction(() => /Zeros/.test(document.querySelector('.contents button')?.textContent ?? ''));
    const box = await bar.boundingBox();
    assert.ok(box && box.y >= 0 && box.y < 5 && box.height >= 40);
    const y = async () => (await page.locator('#zeros > h2').boundingBox())?.y;
    const before = await y();
    await bar.click();
    assert.equal(await page.locator('.contents ol').isVisible(), true);
    assert.equal(await y(), before);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.contents ol').isVisible(), false);
    await bar.click();
    await page.locator('.contents a[href="#small"]').click();
    assert.equal(await page.locator('.contents ol').isVisible(), false);
    const title = await page.locator('#small > h2').boundingBox();
    assert.ok(title && title.y >= 44, 'the bar does not cover it');
    await page.close();
    assertQuiet(complaints);
  });
});

describe('a figure of the lesson', () => {
  const at = (/** @type {Page} */ page, /** @type {string} */ id) =>
    page.evaluate((name) => /** @type {InitLab} */ (document.querySelector(`#${name} init-lab`)).iteration, id);
  const show = (/** @type {Page} */ page, /** @type {string} */ id) =>
    page.evaluate((name) => document.querySelector(`#${name} init-lab`)?.scrollIntoView({ block: 'start' }), id);

  it('plays once when it comes into view', async () => {
    const { page, complaints } = await whole.open({ motion: true, size: { width: 1280, height: 720 } });
    await turnToLesson(page);
    await show(page, 'figure-comparison');
    await page.waitForFunction(
      () => Number(/** @type {InitLab} */ (document.querySelector('#figure-comparison init-lab')).iteration) > 10,
    );
    await page.evaluate(() => {
      const lab = /** @type {InitLab} */ (document.querySelector('#figure-comparison init-lab'));
      lab.pause();
      return lab.rewind();
    });
    await page.evaluate(() => scrollTo(0, 0));
    await show(page, 'figure-comparison');
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 600)));
    assert.equal(await at(page, 'figure-comparison'), 0, 'not again');
    await page.close();
    assertQuiet(complaints);
  });

  it('rests where motion is to be reduced', async () => {
    const { page, complaints } = await whole.open({ size: { width: 1280, height: 720 } });
    await turnToLesson(page);
    await show(page, 'figure-comparison');
    await page.waitForFunction(
      () => /** @type {InitLab} */ (document.querySelector('#figure-comparison init-lab')).settled,
    );
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 600)));
    assert.equal(await at(page, 'figure-comparison'), 0);
    await page.close();
    assertQuiet(complaints);
  });
});
