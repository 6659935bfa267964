/** What is said about a preset is said of its own experiment: after a change it is greyed, and says so. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertQuiet, openSite, settled } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** @param {Page} page @param {any} experiment */
async function open(page, experiment) {
  await page.evaluate(
    (given) => /** @type {InitLab} */ (document.querySelector('init-lab')).setState(given),
    experiment,
  );
  await settled(page);
}

/** @param {Page} page */
const said = (page) =>
  page.evaluate(() => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
    const sentence = /** @type {HTMLElement} */ (root.querySelector('.preset .sentence'));
    const results = /** @type {HTMLElement} */ (root.querySelector('#results'));
    return {
      sentence: getComputedStyle(/** @type {Element} */ (root.querySelector('#preset-sentence'))).color,
      changes: root.querySelector('#preset-changes')?.textContent?.trim(),
      resets: sentence.querySelectorAll('button').length,
      lessons: results.querySelector('th.lesson')?.textContent,
      remark: root.querySelector('#original')?.hasAttribute('hidden') === false,
    };
  });

/** @type {[name: string, over: any][]} */
const CHANGES = [
  ['data', { dataset: { noise: 0.2 } }],
  ['network', { network: { hidden: [10, 6] } }],
  ['learning rate', { training: { learningRate: 0.1 } }],
  ['learning rate', { training: { learningRateChanges: [[100, 0.1]] } }],
  ['iterations', { training: { iterations: 200 } }],
  ['loss', { training: { loss: 'mse' } }],
  ['optimizer', { training: { optimizer: 'adam' } }],
  ['batches', { training: { batchSize: 8 } }],
  ['seed', { seed: 4 }],
  ['runs', { runs: [{ initializer: 'zeros' }, { initializer: 'he' }] }],
];

describe('a preset’s sentence and lessons', () => {
  it('hold for its experiment; of a changed one they are greyed, and say that they describe the original', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const original = await said(page);
    assert.deepEqual(
      { ...original, sentence: '' },
      { sentence: '', changes: '', resets: 0, lessons: 'what it teaches', remark: false },
    );
    for (const [name, over] of CHANGES) {
      await open(page, { preset: 'notebook', ...over });
      const { sentence, changes, resets, lessons, remark } = await said(page);
      const what = JSON.stringify(over);
      assert.notEqual(sentence, original.sentence, what);
      assert.equal(changes, `This describes the original experiment, before your changes: ${name}.`, what);
      assert.equal(resets, 1, what);
      assert.notEqual(lessons, 'what it teaches', what);
      assert.equal(remark, lessons === 'what the original teaches', what);
      await open(page, { preset: 'notebook' });
      assert.deepEqual(await said(page), original, `${what}, taken back`);
    }
    await page.close();
    assertQuiet(complaints);
  });

  it('are as before after training, rewinding, another speed and theme, and after Reset', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const { sentence: colour, ...original } = await said(page);
    await page.evaluate(async () => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      await lab.advance(50);
      await lab.seek(20);
      await lab.rewind();
      const speed = /** @type {HTMLInputElement} */ (lab.shadowRoot?.querySelector('#speed'));
      speed.value = '0';
      speed.dispatchEvent(new Event('input'));
      lab.theme = 'projector';
      await lab.updateComplete;
    });
    assert.deepEqual({ ...(await said(page)), sentence: '' }, { ...original, sentence: '' });
    await page.evaluate(() => document.querySelector('init-lab')?.setAttribute('theme', 'auto'));
    await page.click('#new-seed');
    await page.locator('#preset-changes', { hasText: 'seed' }).waitFor();
    await page.click('#reset-here');
    await page.locator('#preset-changes', { hasText: /^$/ }).waitFor({ state: 'attached' });
    await settled(page);
    assert.deepEqual(await said(page), { sentence: colour, ...original });
    await page.close();
    assertQuiet(complaints);
  });
});
