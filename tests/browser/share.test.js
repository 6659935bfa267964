/**
 * The share dialog: every text copied, every file saved, the QR code read; by keyboard, without a clipboard, with a
 * link that is too long.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import jsqr from 'jsqr';
import { violations } from './axe.js';
import { assertQuiet, iteration, openSite, reach, settled, state } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** A lab with its dialog open. @param {Parameters<typeof site.open>[0]} [how] @param {any} [experiment] */
async function openDialog(how, experiment) {
  const opened = await site.open(how);
  const { page } = opened;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await settled(page);
  if (experiment) {
    await page.evaluate(
      (given) => /** @type {InitLab} */ (document.querySelector('init-lab')).setState(given),
      experiment,
    );
    await settled(page);
  }
  await page.click('#share');
  await page.waitForSelector('#share-dialog[open]');
  return opened;
}

/** Waits until the chosen export is made. @param {Page} page */
const made = (page) => page.waitForSelector('.thing[aria-busy="false"] #save-export[aria-disabled="false"]');

/** @param {Page} page @param {string} item @param {string} [format] @param {string} [part] */
async function choose(page, item, format, part) {
  await page.click(`#export-${item}`);
  if (format && (await page.locator(`#format-${format}`).count())) await page.click(`#format-${format}`);
  if (part !== undefined) await page.selectOption('#export-part', part);
  await made(page);
}

/** Presses a button that saves. @param {Page} page @param {string} button */
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
  const bytes = await readFile(await download.path());
  return { name: download.suggestedFilename(), bytes, text: bytes.toString('utf8') };
}

/** @param {Page} page @param {string} place */
async function copied(page, place) {
  await page.evaluate(() => navigator.clipboard.writeText('nothing yet'));
  await page.click(`#copy-${place}`);
  await page.waitForFunction(
    (id) => document.querySelector('init-lab')?.shadowRoot?.getElementById(id)?.textContent === 'Copied.',
    `said-${place}`,
  );
  return page.evaluate(() => navigator.clipboard.readText());
}

const ACTIVE = () => document.querySelector('init-lab')?.shadowRoot?.activeElement?.id ?? '';

describe('the share dialog', () => {
  it('hands out links and code that lead back to the lab, and the page as one file', async () => {
    const { page, complaints } = await openDialog(
      {},
      { preset: 'notebook', training: { learningRate: 0.05 }, seed: 7 },
    );
    const link = await copied(page, 'link');
    assert.equal(link, await page.inputValue('#share-link'));
    assert.match(link, /#preset=notebook&learningRate=0\.05&seed=7$/);
    assert.ok(link.startsWith(site.url));
    assert.equal(await page.locator('#share-local').count(), 1, 'this server is on this computer');
    await page.click('#tab-embed');
    const iframe = await copied(page, 'iframe');
    assert.equal(iframe, await page.inputValue('#share-iframe'));
    assert.match(iframe, /^<iframe src="http[^"]+embed\.html\?preset=notebook&amp;learningRate=0\.05&amp;seed=7"/);
    assert.match(iframe, /allow="clipboard-write/);
    await page.click('#embed-as-element');
    const element = await copied(page, 'element');
    assert.match(element, /<script type="module" src="http[^"]+element\.js"><\/script>/);
    assert.match(element, /<init-lab preset="notebook"[^>]* learning-rate="0\.05"[^>]* seed="7"/);
    await page.click('#tab-link');
    const file = await saved(page, '#save-page');
    assert.equal(file.name, 'init-lab-notebook.html');
    assert.match(file.text, /"seed":7/);
    const experiment = await state(page);
    await page.goto(link);
    await page.reload();
    await settled(page);
    assert.deepEqual(await state(page), experiment, 'the link opens it');
    // The dialog can open its own exports.
    await page.click('#share');
    for (const text of [iframe, element, file.text]) {
      await page.click('#tab-open');
      await page.fill('#open-text', text);
      await page.click('#open-use');
      await page.waitForSelector('#share-back');
      assert.deepEqual(await state(page), experiment);
      await page.click('#share');
      await page.waitForSelector('#share-dialog[open]');
    }
    await page.close();
    assertQuiet(complaints);
  });

  it('has the experiment in a link of embed.html only once, and keeps the page’s looks', async () => {
    const { page, complaints } = await openDialog({ path: 'embed.html?preset=notebook&seed=9&hide=results' });
    assert.match(await page.inputValue('#share-link'), /\/embed\.html\?hide=results#preset=notebook&seed=9$/);
    await page.close();
    assertQuiet(complaints);
  });

  it('exports the author’s choice of views, and closes when its element is moved', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const labs = () => page.evaluate(() => document.querySelectorAll('init-lab').length);
    const before = await labs();
    await page.evaluate(() => document.querySelector('init-lab')?.setAttribute('hide', 'seed'));
    await page.click('#share');
    await page.waitForSelector('#share-dialog[open]');
    await page.click('#tab-embed');
    assert.match(await page.inputValue('#share-iframe'), /embed\.html\?preset=notebook&amp;hide=seed"/);
    await page.click('#embed-as-element');
    assert.match(await page.inputValue('#share-element'), / hide="seed"/);
    await page.evaluate(() => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      lab.remove();
      document.body.append(lab);
    });
    await page.waitForSelector('#share-dialog', { state: 'hidden' });
    await page.click('#share');
    await page.waitForSelector('#share-dialog[open]');
    assert.equal(await labs(), before);
    await page.close();
    assertQuiet(complaints);
  });

  it('exports the choice of views also from properties', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.evaluate(() =>
      Object.assign(/** @type {InitLab} */ (document.querySelector('init-lab')), {
        alt: 'Three runs',
        views: ['panels', 'chart'],
        hide: 'seed',
        loading: 'lazy',
      }),
    );
    await page.click('#share');
    await page.waitForSelector('#share-dialog[open]');
    const look = 'views=panels%2Cchart&amp;hide=seed&amp;alt=Three+runs&amp;loading=lazy';
    await page.click('#tab-embed');
    assert.ok((await page.inputValue('#share-iframe')).includes(look));
    await page.click('#embed-as-element');
    const attributes = ' views="panels,chart" hide="seed" alt="Three runs" loading="lazy"';
    assert.ok((await page.inputValue('#share-element')).includes(attributes));
    await page.close();
    assertQuiet(complaints);
  });

  it('draws a QR code that says the link, black on white in the dark, and saves it', async () => {
    const { page, complaints } = await openDialog({
      prepare: (opened) => opened.emulateMedia({ colorScheme: 'dark' }),
    });
    const link = await page.inputValue('#share-link');
    assert.equal(await page.getAttribute('.qr svg[role=img]', 'aria-label'), 'QR code of the link');
    const file = await saved(page, '#save-qr');
    assert.equal(file.name, 'init-lab-notebook-qr.svg');
    for (const source of ['shown', 'saved']) {
      const encoded = await page.evaluate(async ([which, text]) => {
        const svg = /** @type {SVGElement} */ (
          document.querySelector('init-lab')?.shadowRoot?.querySelector('.qr svg[role=img]')
        );
        const copy = /** @type {SVGElement} */ (svg.cloneNode(true));
        copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
        const paths = svg.querySelectorAll('path');
        copy.querySelectorAll('path').forEach((path, k) => path.setAttribute('fill', getComputedStyle(paths[k]).fill));
        copy.setAttribute('width', '600');
        copy.setAttribute('height', '600');
        const image = new Image();
        image.src = URL.createObjectURL(
          new Blob([which === 'shown' ? copy.outerHTML : text], { type: 'image/svg+xml' }),
        );
        await image.decode();
        const canvas = new OffscreenCanvas(600, 600);
        const ctx = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
        ctx.drawImage(image, 0, 0, 600, 600);
        // As text: a list of numbers takes Playwright minutes to transfer.
        const reader = new FileReader();
        reader.readAsDataURL(new Blob([ctx.getImageData(0, 0, 600, 600).data]));
        await new Promise((resolve) => (reader.onload = resolve));
        return String(reader.result).split(',')[1];
      }, /** @type {const} */ ([source, file.text]));
      const pixels = Uint8ClampedArray.from(Buffer.from(encoded, 'base64'));
      assert.deepEqual([...pixels.slice(0, 4)], [255, 255, 255, 255], `${source}: white around it`);
      const decode = /** @type {typeof import("jsqr").default} */ (jsqr);
      const code = decode(pixels, 600, 600, { inversionAttempts: 'dontInvert' });
      assert.equal(code?.data, link, source);
    }
    await page.close();
    assertQuiet(complaints);
  });

  it('exports every item in every format, with descriptive file names', async () => {
    const { page, complaints } = await openDialog({}, { preset: 'notebook', training: { iterations: 1200 } });
    await page.click('#share-close');
    await page.click('#run-to-end');
    await reach(page, 1200);
    await settled(page);
    await page.click('#share');
    await page.click('#tab-export');
    await made(page);

    /** @type {[string, string | undefined, string | undefined, string, (file: Awaited<ReturnType<typeof saved>>) => void][]} */
    const things = [
      ['picture', 'png', 'figure', 'init-lab-notebook-figure-iteration-1200.png', isPng],
      ['picture', 'png', 'panels', 'init-lab-notebook-pictures-iteration-1200.png', isPng],
      ['picture', 'svg', 'chart', 'init-lab-notebook-cost-iteration-1200.svg', isSvg],
      ['picture', 'png', '2', 'init-lab-notebook-he-iteration-1200.png', isPng],
      ['results', 'csv', undefined, 'init-lab-notebook-results-iteration-1200.csv', has(/^initializer,.*\r\n.*Zeros/s)],
      [
        'results',
        'markdown',
        undefined,
        'init-lab-notebook-results-iteration-1200.md',
        has(/^\| *initializer.*\n\|[ :|-]+\n/s),
      ],
      ['results', 'latex', undefined, 'init-lab-notebook-results-iteration-1200.tex', has(/\\begin\{tabular\}/)],
      ['costs', 'csv', undefined, 'init-lab-notebook-costs-iteration-1200.csv', has(/^iteration,.*\r\n0,.*\r\n1200,/s)],
      ['parameters', 'json', undefined, 'init-lab-notebook-parameters-iteration-1200.json', isParameters],
      ['parameters', 'npz', undefined, 'init-lab-notebook-parameters-iteration-1200.npz', isZip],
      ['python', 'script', undefined, 'init-lab-notebook.py', has(/import numpy as np/)],
      ['python', 'notebook', undefined, 'init-lab-notebook.ipynb', isNotebook],
      ['frameworks', 'pytorch', '2', 'init-lab-notebook-he-pytorch.py', has(/torch/)],
      ['frameworks', 'keras', '2', 'init-lab-notebook-he-keras.py', has(/keras/)],
      ['frameworks', 'jax', '0', 'init-lab-notebook-zeros-jax.py', has(/jax/)],
      ['experiment', undefined, undefined, 'init-lab-notebook.json', has(/"iterations": 1200/)],
    ];
    for (const [item, format, part, name, check] of things) {
      await choose(page, item, format, part);
      const file = await saved(page, '#save-export');
      assert.equal(file.name, name);
      check(file);
      const field = page.locator('#share-export');
      if (!(await field.count())) continue;
      const shown = await field.inputValue();
      assert.equal(shown.replaceAll('\r\n', '\n'), file.text.replaceAll('\r\n', '\n'), name);
      assert.equal((await copied(page, 'export')).replaceAll('\r\n', '\n'), shown.replaceAll('\r\n', '\n'));
    }
    assert.equal(await page.locator('.thing .said[role=alert]').count(), 0);
    await page.close();
    assertQuiet(complaints);
  });

  it('shows a slide of the chosen shape, with what is asked for, and copies its description', async () => {
    const { page, complaints } = await openDialog();
    await page.click('#tab-export');
    await made(page);
    const size = () =>
      page.locator('.shown img').evaluate(async (/** @type {HTMLImageElement} */ image) => {
        await image.decode();
        return [image.naturalWidth, image.naturalHeight];
      });
    assert.deepEqual(await size(), [1920, 1080], 'a 16:9 slide at first');
    for (const name of ['title', 'caption', 'link']) assert.equal(await page.isChecked(`#export-${name}`), false, name);
    await page.selectOption('#export-shape', '4:3');
    await made(page);
    assert.deepEqual(await size(), [1440, 1080]);
    const bare = (await saved(page, '#save-export')).bytes;
    await page.check('#export-caption');
    await made(page);
    assert.notDeepEqual((await saved(page, '#save-export')).bytes, bare);
    await page.selectOption('#export-shape', 'page');
    await made(page);
    assert.equal(await page.isChecked('#export-link'), true, 'a page has its link');
    await page.click('#copy-alt');
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /Zeros: p\s=\s0\.5 everywhere/);
    await page.close();
    assertQuiet(complaints);
  });

  it('opens the files that it saved', async () => {
    const { page, complaints } = await openDialog(
      {},
      { preset: 'notebook', seed: 11, runs: [{ initializer: 'he', label: 'a, b: "c"' }] },
    );
    const experiment = await state(page);
    await page.click('#tab-export');
    const files = [];
    for (const [item, format, part] of /** @type {[string, string?, string?][]} */ ([
      ['experiment'],
      ['picture', 'png', 'figure'],
      ['picture', 'svg', '0'],
      ['parameters', 'json'],
      ['python', 'script'],
      ['python', 'notebook'],
    ])) {
      await choose(page, item, format, part);
      files.push(await saved(page, '#save-export'));
    }
    for (const { name, bytes } of files) {
      await page.evaluate(() =>
        /** @type {InitLab} */ (document.querySelector('init-lab')).setState({ preset: 'notebook' }),
      );
      if (!(await page.locator('#share-dialog[open]').count())) await page.click('#share');
      await page.click('#tab-open');
      await page.setInputFiles('#open-file', { name, mimeType: 'application/octet-stream', buffer: bytes });
      await page.waitForSelector('#share-back');
      assert.deepEqual(await state(page), experiment, name);
    }
    await page.close();
    assertQuiet(complaints);
  });

  it('selects the text if the clipboard is refused, and names the shortcut', async () => {
    const { page, complaints } = await openDialog();
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
    });
    await page.click('#copy-link');
    await page.locator('#said-link', { hasText: 'press Ctrl+C' }).waitFor();
    const selected = await page.evaluate(() => {
      const field = /** @type {HTMLTextAreaElement} */ (
        document.querySelector('init-lab')?.shadowRoot?.getElementById('share-link')
      );
      return [field.value.slice(field.selectionStart, field.selectionEnd), field.value];
    });
    assert.equal(selected[0], selected[1]);
    assert.equal(await page.evaluate(ACTIVE), 'share-link');
    await page.close();
    assertQuiet(complaints);
  });

  it('says that a link is too long to be sent, and hands out the rest', async () => {
    const points = Array.from({ length: 900 }, (_, k) => [Math.sin(k), Math.cos(3 * k), k % 2]);
    const { page, complaints } = await openDialog({}, { dataset: { name: 'custom', points, testPoints: [] } });
    const length = (await page.inputValue('#share-link')).length;
    assert.ok(length > 8000);
    assert.match((await page.textContent('#share-long')) ?? '', new RegExp(length.toLocaleString('en-US')));
    assert.match((await page.textContent('#no-qr')) ?? '', /too long/);
    assert.match((await saved(page, '#save-page')).text, /"custom"/);
    await page.close();
    assertQuiet(complaints);
  });

  it('rests the lab while it is open, and lets it go on', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.click('#play');
    await reach(page, 100);
    await page.click('#share');
    await page.locator('.moment', { hasText: 'The lab pauses while this is open' }).waitFor();
    await settled(page);
    const at = await iteration(page);
    assert.match((await page.textContent('.moment')) ?? '', new RegExp(`iteration\\s+${at.toLocaleString('en-US')}`));
    await page.keyboard.press('Escape');
    await reach(page, at + 100);
    await page.close();
    assertQuiet(complaints);
  });

  it('is used by keyboard alone, scrolls nothing, and gives the focus back', async () => {
    const { page, complaints } = await site.open({ size: { width: 600, height: 400 } });
    await settled(page);
    await page.focus('#share');
    const scrolled = await page.evaluate(() => scrollY);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#share-dialog[open]');
    assert.equal(await page.evaluate(() => scrollY), scrolled);
    /** @type {string[]} */
    const order = [];
    for (let k = 0; k < 40; k += 1) {
      await page.keyboard.press('Tab');
      const id = await page.evaluate(ACTIVE);
      if (order.includes(id)) break;
      order.push(id);
    }
    for (const id of ['tab-link', 'share-link', 'copy-link', 'save-page', 'save-qr'])
      assert.ok(order.includes(id), `${id} is reached: ${order}`);
    assert.ok(order.indexOf('share-link') < order.indexOf('copy-link'));
    await page.focus('#tab-link');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(ACTIVE), 'tab-embed');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(ACTIVE), 'tab-export');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(ACTIVE), 'tab-link');
    await page.keyboard.press('Escape');
    await page.waitForSelector('#share-dialog', { state: 'hidden' });
    assert.equal(await page.evaluate(ACTIVE), 'share');
    assert.equal(await page.evaluate(() => scrollY), scrolled);
    await page.close();
    assertQuiet(complaints);
  });

  it('shows at the edge of code whether there is more of it, beside which there is nothing', async () => {
    const { page } = await openDialog({ size: { width: 280, height: 700 } });
    await page.click('#tab-export');
    await choose(page, 'python');
    const field = page.locator('#share-dialog textarea[wrap="off"]');
    /** How much darker than the middle the left and right edges are, in a line without letters. */
    const shades = async () => {
      const picture = (await field.screenshot()).toString('base64');
      return page.evaluate(async (data) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
        const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
        ctx.drawImage(image, 0, 0);
        const at = (/** @type {number} */ x) => ctx.getImageData(Math.round(x), 6, 1, 1).data[1];
        return [4, image.width - 5].map((x) => at(image.width / 2) - at(x) > 10);
      }, picture);
    };
    assert.deepEqual(await shades(), [false, true]);
    await field.evaluate((element) => (element.scrollLeft = 60));
    assert.deepEqual(await shades(), [true, true]);
    await field.evaluate((element) => (element.scrollLeft = element.scrollWidth));
    assert.deepEqual(await shades(), [true, false]);
    await page.close();
  });

  it('has nothing that axe finds, in any theme, wide and narrow', async () => {
    for (const width of [320, 1280]) {
      const { page } = await openDialog({
        size: { width, height: 700 },
        prepare: (opened) => opened.emulateMedia({ reducedMotion: 'reduce' }),
      });
      for (const theme of ['light', 'dark', 'projector']) {
        await page.evaluate((name) => document.querySelector('init-lab')?.setAttribute('theme', name), theme);
        for (const tab of ['link', 'embed', 'export', 'open']) {
          await page.click(`#tab-${tab}`);
          if (tab === 'export') await made(page);
          const isSeenInLight = theme !== 'light';
          const found = await violations(page, { fromShadowDom: ['init-lab', '#share-dialog'] }, { isSeenInLight });
          assert.deepEqual(found, [], `${width}, ${theme}, ${tab}`);
          const small = await page.evaluate(() => {
            const dialog = /** @type {Element} */ (
              document.querySelector('init-lab')?.shadowRoot?.getElementById('share-dialog')
            );
            return Array.from(dialog.querySelectorAll('button, select, textarea, label.button, label.check'))
              .map((target) => ({ id: target.id, box: target.getBoundingClientRect() }))
              .filter(({ box }) => box.width < 24 || box.height < 24)
              .map(({ id }) => id);
          });
          assert.deepEqual(small, [], 'targets of at least 24 px');
          const wide = await page.evaluate(() => {
            const shown = document.querySelector('init-lab')?.shadowRoot?.querySelector('#share-dialog .page');
            return shown ? shown.scrollWidth - shown.clientWidth : 0;
          });
          assert.equal(wide, 0, 'nothing beside the page');
        }
      }
      await page.close();
    }
  });
});

/** @typedef {Awaited<ReturnType<typeof saved>>} File */
/** @param {RegExp} words */
const has =
  (words) =>
  /** @param {File} file */
  ({ name, text }) =>
    assert.match(text, words, name);

/** @param {File} file */
function isPng({ name, bytes }) {
  assert.deepEqual([...bytes.subarray(0, 8)], [137, 80, 78, 71, 13, 10, 26, 10], name);
}

/** @param {File} file */
function isZip({ name, bytes }) {
  assert.deepEqual([...bytes.subarray(0, 4)], [80, 75, 3, 4], name);
}

/** @param {File} file */
function isSvg({ name, text }) {
  assert.match(text, /<svg[^>]*xmlns/, name);
}

/** @param {File} file */
function isParameters({ text }) {
  const { runs } = JSON.parse(text);
  assert.deepEqual(
    runs.map((/** @type {any} */ run) => [run.initializer, run.iteration, run.layers.length]),
    [
      ['zeros', 1200, 3],
      ['random_normal', 1200, 3],
      ['he', 1200, 3],
    ],
  );
}

/** @param {File} file */
function isNotebook({ text }) {
  const { nbformat, cells } = JSON.parse(text);
  assert.equal(nbformat, 4);
  assert.ok(cells.length > 3);
}
