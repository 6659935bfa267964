/** The lesson's exercise in NumPy: by keyboard, heard by screen readers, and on paper. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import axe from 'axe-core';
import { createLab } from '../../www/engine/lab.js';
import { assertQuiet, lessonComplete, openSite, turnToLesson } from './harness.js';

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite({ strictCsp: true, alone: false });
});
after(() => site.close());

const lab = await createLab({ preset: 'notebook', runs: [{ initializer: 'he' }] });
const [{ weights }] = lab.parameters(0);
const rows = Array.from({ length: 10 }, (_, unit) => [weights[2 * unit], weights[2 * unit + 1]]);
const printed = `[${rows.map((row) => `[${row.map((value) => value.toFixed(8)).join(' ')}]`).join('\n ')}]`;

async function openExercise() {
  const { page, complaints } = await site.open();
  await turnToLesson(page);
  assert.equal(await page.locator('.own-draws textarea').count(), 0, 'it comes when the reader does');
  await page.locator('#write').scrollIntoViewIfNeeded();
  await page.waitForSelector('.own-draws textarea');
  return { page, complaints };
}

describe('the exercise in NumPy', () => {
  it('is done by keyboard, and says what is wrong and then what is right', async () => {
    const { page, complaints } = await openExercise();
    await page.focus('.own-draws input:checked');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
    await page.keyboard.insertText(printed.replace('[', '[[0.42 1],\n'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const said = page.getByRole('status').and(page.locator('#own-draws-said'));
    await page.waitForFunction(() => document.getElementById('own-draws-said')?.textContent?.trim());
    assert.match(await said.innerText(), /^Line|^W1/);
    await page.fill('.own-draws textarea', printed.replace(/^\[\[\S+/, '[[0.42000000'));
    await page.click('.own-draws button');
    await page.waitForFunction(() =>
      document.getElementById('own-draws-said')?.textContent?.includes('row 1, column 1'),
    );
    assert.match(await said.innerText(), /W1, row 1, column 1: 0\.42 instead of 1\.79\./);
    await page.fill('.own-draws textarea', printed);
    await page.click('.own-draws button');
    await page.waitForFunction(() => document.getElementById('own-draws-said')?.textContent?.startsWith('Right'));
    assert.match(await page.locator('.own-draws fieldset label').nth(2).innerText(), /right/);
    assert.equal(await page.inputValue('.own-draws textarea'), printed, 'the reader’s text stays');
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () =>
      (
        await /** @type {any} */ (window).axe.run('#write', { rules: { 'target-size': { enabled: true } } })
      ).violations.map((/** @type {any} */ { id }) => id),
    );
    assert.deepEqual(violations, []);
    await page.close();
    assertQuiet(complaints);
  });

  it('keeps the lines of its code', async () => {
    const { page } = await openExercise();
    assert.ok((await page.locator('#write pre').first().innerText()).split('\n').length > 12);
    await page.close();
  });

  it('shows its solution on paper, but not on a handout', async () => {
    const { page } = await site.open({ path: '?handout' });
    await lessonComplete(page);
    await page.emulateMedia({ media: 'print' });
    const seen = () => page.locator('#write details').isVisible();
    assert.equal(await seen(), false);
    assert.equal(await page.locator('.own-draws').isVisible(), false);
    await page.close();
    const { page: whole } = await site.open();
    await lessonComplete(whole);
    await whole.emulateMedia({ media: 'print' });
    assert.equal(await whole.locator('#write details').isVisible(), true);
    await whole.close();
  });
});
