/** The share dialog while a sweep is on stage: files with the sweep's own numbers, and links that wait for Play. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import jsqr from 'jsqr';
import { experimentIn } from '../../www/export/provenance.js';
import { textIn } from '../../www/export/png.js';
import { sweepCSV } from '../../www/export/sweep-csv.js';
import { sweepNPZ } from '../../www/export/sweep-arrays.js';
import { sweepSourceOf } from '../js/sweep-source.js';
import { violations } from './axe.js';
import { assertQuiet, openSite, settled, state } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const AXES = [
  { field: 'network.weightScale', from: 0.1, to: 10, steps: 4, scale: 'log' },
  { field: 'training.learningRate', from: 0.01, to: 1, steps: 3, scale: 'log' },
];
/** @param {any} sweep @param {string} [more] */
const link = (sweep, more = 'iterations=60&initializers=zeros,he') =>
  `#${more}&sweep=${encodeURIComponent(JSON.stringify(sweep))}`;

/** A page with a sweep that has ended. @param {any} sweep */
async function openSweep(sweep) {
  const opened = await site.open({ path: link(sweep) });
  await settled(opened.page);
  await opened.page.click('#play');
  await opened.page.locator('.sweep[data-phase="done"]').waitFor();
  return opened;
}

/** @param {Page} page @param {string} [tab] */
async function share(page, tab = 'export') {
  await page.click('#share');
  await page.waitForSelector('#share-dialog[open]');
  await page.click(`#tab-${tab}`);
}

/** @param {Page} page @param {string} item @param {string} [format] @param {string} [part] */
async function choose(page, item, format, part) {
  await page.click(`#export-${item}`);
  if (format) await page.click(`#format-${format}`);
  if (part !== undefined) await page.selectOption('#export-part', part);
  await page.waitForSelector('.thing[aria-busy="false"] #save-export[aria-disabled="false"]');
}

/** @param {Page} page @param {string} [button] */
async function saved(page, button = '#save-export') {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
  const bytes = await readFile(await download.path());
  return { name: download.suggestedFilename(), bytes, text: bytes.toString('utf8') };
}

describe('the share dialog of a sweep', () => {
  it('saves every training, the arrays, the summary, a script and the experiment', async () => {
    const { page, complaints } = await openSweep({ seeds: 3, axes: AXES });
    const experiment = await state(page);
    const source = await sweepSourceOf(experiment);
    await share(page);
    assert.match(await page.locator('.moment').innerText(), /sweep: 72 of 72 trainings$/);
    assert.deepEqual(await violations(page, { fromShadowDom: ['init-lab', '#share-dialog'] }), []);
    await choose(page, 'trainings', 'csv');
    const csv = await (await sweepCSV(source)).text();
    assert.equal(await page.inputValue('#share-export'), csv.replaceAll('\r\n', '\n'));
    assert.equal(await page.locator('#export-partial').count(), 0);
    const trainings = await saved(page);
    assert.deepEqual([trainings.name, trainings.text], ['init-lab-notebook-sweep-trainings.csv', csv]);
    await choose(page, 'trainings', 'npz');
    assert.deepEqual(new Uint8Array((await saved(page)).bytes), sweepNPZ(source));
    await choose(page, 'summary');
    assert.match(
      await page.inputValue('#share-export'),
      /^run,network\.weightScale,training\.learningRate,measure,median/,
    );
    await choose(page, 'python');
    const script = await saved(page);
    assert.match(script.name, /^init-lab-notebook-sweep\.py$/);
    assert.match(script.text, /^MEASURE = "cost"$/m);
    assert.match(script.text, /PAGE_MEDIANS/);
    await choose(page, 'experiment');
    assert.deepEqual(JSON.parse((await saved(page)).text), experiment);
    const csvOfElement = await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).toCSV());
    assert.equal(csvOfElement, csv);
    await page.close();
    assertQuiet(complaints);
  });

  it('draws the figure of each kind of sweep, for slides and alone, with the sweep in the file', async () => {
    for (const axes of [[], AXES.slice(0, 1), AXES]) {
      const { page, complaints } = await openSweep({ seeds: 3, axes });
      await share(page);
      await choose(page, 'picture', 'png', 'figure');
      const { bytes, name } = await saved(page);
      assert.equal(name, 'init-lab-notebook-sweep-figure.png');
      const size = [16, 20].map((at) => bytes.readUInt32BE(at));
      assert.deepEqual(size, [1920, 1080]);
      assert.deepEqual(await experimentIn(new Blob([bytes])), await state(page));
      assert.match(String(await textIn(bytes, 'Description')), /2 initializations|two initializations/);
      await page.selectOption('#export-shape', '4:3');
      await choose(page, 'picture', 'svg', '1');
      const alone = await saved(page);
      assert.equal(alone.name, 'init-lab-notebook-sweep-he.svg');
      assert.match(alone.text, /width="720pt" height="540pt"/);
      assert.ok(alone.text.includes('>He<') && !alone.text.includes('>Zeros<'));
      const blob = await page.evaluate(async () => {
        const made = await /** @type {InitLab} */ (document.querySelector('init-lab')).toBlob({
          shape: 'page',
          scale: 1,
        });
        return made.size;
      });
      assert.ok(blob > 10_000);
      await page.close();
      assertQuiet(complaints);
    }
  });

  it('pauses a sweep that trains, says how much is done, and goes on', async () => {
    const { page, complaints } = await site.open({ path: link({ seeds: 2000 }, 'iterations=15000&initializers=he') });
    await settled(page);
    await page.click('#play');
    await page.locator('.sweep[data-phase="running"]').waitFor();
    const done = () =>
      page.locator('.sweep-progress').evaluate((bar) => /** @type {HTMLProgressElement} */ (bar).value);
    while ((await done()) === 0) await page.waitForTimeout(20);
    await share(page);
    const moment = await page.locator('.moment').innerText();
    const [, count] = /sweep: ([\d,]+) of 2,000 trainings\. The sweep pauses while this is open$/.exec(moment) ?? [];
    assert.ok(count, moment);
    await choose(page, 'trainings', 'csv');
    const partial = await page.locator('#export-partial').innerText();
    const [, kept] = /^The sweep has not ended\. This has ([\d,]+) of 2,000 trainings\.$/.exec(partial) ?? [];
    const file = await saved(page);
    assert.equal(file.name, `init-lab-notebook-sweep-trainings-${kept.replace(',', '')}-of-2000.csv`);
    assert.equal(file.text.trimEnd().split('\r\n').length - 1, Number(kept.replace(',', '')));
    await page.click('#share-close');
    await page.locator('.sweep[data-phase="running"]').waitFor();
    await page.close();
    assertQuiet(complaints);
  });

  it('has a link, a QR code, a page and a file that open the sweep, which waits for Play', async () => {
    const { page, complaints } = await openSweep({ seeds: 4, axes: AXES.slice(0, 1), measure: 'train_accuracy' });
    const experiment = await state(page);
    await share(page, 'link');
    const address = await page.inputValue('#share-link');
    const picture = await page.locator('.qr svg[role=img]').screenshot();
    const { encoded, width, height } = await page.evaluate(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const { width, height } = image;
      const ctx = /** @type {OffscreenCanvasRenderingContext2D} */ (
        new OffscreenCanvas(width, height).getContext('2d')
      );
      ctx.drawImage(image, 0, 0);
      // As text: a list of numbers takes Playwright minutes to transfer.
      const reader = new FileReader();
      reader.readAsDataURL(new Blob([ctx.getImageData(0, 0, width, height).data]));
      await new Promise((resolve) => (reader.onload = resolve));
      return { encoded: String(reader.result).split(',')[1], width, height };
    }, picture.toString('base64'));
    const decode = /** @type {typeof import("jsqr").default} */ (/** @type {unknown} */ (jsqr));
    assert.equal(decode(Uint8ClampedArray.from(Buffer.from(encoded, 'base64')), width, height)?.data, address);
    for (const as of ['iframe', 'element']) {
      await page.click('#tab-embed');
      await page.click(`#embed-as-${as}`);
      const code = await page.inputValue(`#share-${as}`);
      await page.click('#tab-open');
      await page.fill('#open-text', code);
      await page.click('#open-use');
      await page.waitForSelector('#share-back');
      assert.deepEqual(await state(page), experiment, as);
      await share(page, 'link');
    }
    const one = await saved(page, '#save-page');
    assert.ok(one.text.includes('"sweep":{"seeds":4'));
    await page.goto(address);
    await page.reload();
    await settled(page);
    assert.deepEqual(await state(page), experiment);
    assert.equal(await page.locator('.sweep[data-phase="rest"]').count(), 1, 'it waits');
    await page.evaluate(() =>
      /** @type {InitLab} */ (document.querySelector('init-lab')).setState({ preset: 'moons' }),
    );
    await settled(page);
    await share(page, 'open');
    await page.fill('#open-text', JSON.stringify(experiment));
    await page.click('#open-use');
    await page.locator('.sweep[data-phase="rest"]').waitFor();
    assert.deepEqual(await state(page), experiment);
    await page.close();
    assertQuiet(complaints);
  });
});
