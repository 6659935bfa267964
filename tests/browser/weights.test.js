/** Files of weights dropped on the lab or chosen: runs that start from them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { npzBytes } from '../js/weights-makers.js';
import { violations } from './axe.js';
import { assertQuiet, openSettings, openSite, settled, state } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const FILE = 'numpy-2.4.npz';
const bytes = readFileSync(new URL(`../fixtures/weights/${FILE}`, import.meta.url));
const { files } = JSON.parse(String(readFileSync(new URL('../fixtures/weights/expected.json', import.meta.url))));
const { layers } = files.find((/** @type {any} */ { file }) => file === FILE);

/** @param {Page} page @param {{ name: string, bytes: Uint8Array }[]} list */
const drop = (page, list) =>
  page.evaluate(
    (given) => {
      const target = document.querySelector('init-lab')?.shadowRoot?.querySelector('.panels');
      const dataTransfer = new DataTransfer();
      for (const { name, text } of given) {
        const content = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        dataTransfer.items.add(new File([content], name));
      }
      const how = { bubbles: true, composed: true, cancelable: true, dataTransfer };
      target?.dispatchEvent(new DragEvent('dragover', how));
      target?.dispatchEvent(new DragEvent('drop', how));
    },
    list.map(({ name, bytes: content }) => ({ name, text: Buffer.from(content).toString('base64') })),
  );

/** Waits for a message at the pictures. @param {Page} page @param {string} part of it */
async function isSaid(page, part) {
  await page.waitForFunction(
    (text) =>
      document.querySelector('init-lab')?.shadowRoot?.querySelector('.bench .saying')?.textContent?.includes(text),
    part,
  );
  return (await page.locator('.bench .said').allTextContents()).join('').trim();
}

describe('a file of weights', () => {
  it('dropped on the pictures adds a run that starts from them, with the file’s name', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await drop(page, [{ name: FILE, bytes }]);
    const said = await isSaid(page, 'added as a run');
    assert.match(said, /numpy-2\.4\.npz: 2 → 10 → 5 → 1, added as a run\./);
    await settled(page);
    const { runs } = await state(page);
    assert.equal(runs.length, 4);
    assert.deepEqual(runs[3], { initializer: 'custom', weights: layers, label: FILE });
    assert.equal(await page.locator('.panel').nth(3).locator('h2').textContent(), FILE);
    assert.match(await page.evaluate(() => location.hash), /initializers=.*custom/);
    await page.reload();
    await settled(page);
    assert.deepEqual((await state(page)).runs[3], runs[3], 'the address brings it back');
    await page.close();
    assertQuiet(complaints);
  });

  it('for other hidden layers gives them to all runs, and is taken out when they change', async () => {
    const { page, complaints } = await site.open({ path: '#preset=notebook&hidden=7' });
    await settled(page);
    await drop(page, [{ name: FILE, bytes }]);
    assert.match(await isSaid(page, 'added as a run'), /All runs have these layers now, in place of 2 → 7 → 1\./);
    await settled(page);
    assert.deepEqual((await state(page)).network.hidden, [10, 5]);
    await openSettings(page);
    await page.click('#open-network');
    await page.click('#add-layer');
    assert.match(
      await isSaid(page, 'taken out'),
      /“numpy-2\.4\.npz” was taken out: the weights are for other hidden layers/,
    );
    await settled(page);
    const { runs, network } = await state(page);
    assert.deepEqual([runs.length, network.hidden], [3, [10, 5, 5]]);
    await page.close();
    assertQuiet(complaints);
  });

  it('that leaves something open is asked about, and its answer is used', async () => {
    const { page, complaints } = await site.open({ path: '#preset=notebook&hidden=2,2' });
    await settled(page);
    const open = npzBytes({
      alpha: [
        [1, 2],
        [3, 4],
      ],
      beta: [
        [5, 6],
        [7, 8],
      ],
      out: [[1, -1]],
    });
    await drop(page, [{ name: 'open.npz', bytes: open }]);
    const form = page.locator('form.ask');
    await form.waitFor();
    assert.match(
      String(await form.textContent()),
      /In which order are its layers\?.*alpha, beta, out.*probability of class 1.*beta, alpha, out/s,
    );
    assert.deepEqual(await violations(page), []);
    await form.locator('input[type=radio]').nth(1).check();
    await form.locator('#ask-use').click();
    await isSaid(page, 'added as a run');
    await settled(page);
    assert.deepEqual((await state(page)).runs.at(-1).weights[0].weights, [
      [5, 6],
      [7, 8],
    ]);
    await page.close();
    assertQuiet(complaints);
  });

  it('that is refused says why, and leaves the lab as it was', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const before = await state(page);
    await drop(page, [{ name: 'model.pkl', bytes: Uint8Array.of(0x80, 4, 0x95) }]);
    assert.match(await isSaid(page, 'pickle'), /never runs what is in a file.*The runs stay as they were/s);
    await drop(page, [{ name: 'other.npz', bytes: npzBytes({ W1: [[1, 2, 3]] }) }]);
    assert.match(await isSaid(page, '3 → 1'), /This chain goes 3 → 1; the lab trains 2 → … → 1\./);
    assert.deepEqual(await state(page), before);
    await page.close();
    assertQuiet(complaints);
  });

  it('can be chosen in the settings, also as JSON of layers', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.click('#other-initializer');
    await page.setInputFiles('#weights-file', {
      name: 'mine.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(layers)),
    });
    await page.waitForFunction(() => document.querySelector('init-lab')?.getState()?.runs.length === 4);
    await settled(page);
    assert.deepEqual((await state(page)).runs[3], { initializer: 'custom', weights: layers, label: 'mine.json' });
    assert.match(
      String(await page.locator('.own-weights').textContent()),
      /mine\.json: 2 → 10 → 5 → 1, added as a run/,
    );
    assert.deepEqual(await violations(page), []);
    await page.click('#run-3-more');
    assert.match(String(await page.locator('#run-3-details').textContent()), /W,\sb\sof\syour\sown.*as given/s);
    await page.close();
    assertQuiet(complaints);
  });

  it('in JSON is told from an experiment', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await drop(page, [{ name: 'layers.json', bytes: new TextEncoder().encode(JSON.stringify(layers)) }]);
    assert.match(await isSaid(page, 'added as a run'), /layers\.json/);
    const experiment = { ...(await state(page)), seed: 12 };
    await drop(page, [{ name: 'lab.json', bytes: new TextEncoder().encode(JSON.stringify(experiment)) }]);
    await page.waitForFunction(() => document.querySelector('init-lab')?.getState()?.seed === 12);
    assert.equal((await state(page)).runs.length, 4);
    await page.close();
    assertQuiet(complaints);
  });
});
