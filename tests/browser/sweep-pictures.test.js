/**
 * The pictures of sweeps on a page of their own, with models made by formulas: against goldens, and by pointer and
 * keyboard. UPDATE_PICTURES=1 rewrites the goldens: look at them before committing.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { inRoot } from '../../scripts/paths.js';
import { apart, comparedWith } from './compare.js';
import { assertQuiet, openSite } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../js/sweep-models.js').Wishes} Wishes */
/** @typedef {{ kind: 'seeds' | 'line' | 'map', wishes: Wishes, theme?: 'light' | 'dark' | 'projector', zoomed?: boolean, place?: any }} Shown */

/** As for the lab's pictures. */
const LIMITS = { side: 96, mean: 3, worst: 28 };

const IMPORTS = {
  lit: '/node_modules/lit/index.js',
  'lit/': '/node_modules/lit/',
  'lit-html': '/node_modules/lit-html/lit-html.js',
  'lit-html/': '/node_modules/lit-html/',
  'lit-element/': '/node_modules/lit-element/',
  '@lit/reactive-element': '/node_modules/@lit/reactive-element/reactive-element.js',
};

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pictures</title><link rel="icon" href="data:,">
<script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>
<link rel="stylesheet" href="/www/styles/sweep-pictures.css">
<style>body { margin: 16px; font: 14px 'Liberation Sans', Arial, sans-serif; --small: 12px; --soft: #5b616b; --ink: #1b1d21; --accent: #1b1d21 }
.unseen { position: absolute; clip-path: inset(50%) } .swatch { width: 28px; height: 8px; stroke: currentColor }</style><main></main>`;

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite({}, inRoot());
});
after(() => site.close());

/**
 * A page with a picture; its calls are kept in window.calls.
 * @param {Shown} shown @param {{ width: number, height: number }} [size]
 */
async function withPicture(shown, size = { width: 1000, height: 900 }) {
  const found = await site.open({
    path: 'pictures.html',
    size,
    prepare: (page) =>
      page.route('**/pictures.html', (route) => route.fulfill({ contentType: 'text/html', body: PAGE })),
  });
  await show(found.page, shown);
  return found;
}

/** @param {Page} page @param {Shown} shown */
const show = (page, shown) =>
  page.evaluate(async ({ kind, wishes, theme = 'light', ...rest }) => {
    const global = /** @type {any} */ (window);
    const from = (/** @type {string} */ path) => import(path);
    const { sweepModel } = await from('/tests/js/sweep-models.js');
    const { themes } = await from('/www/charts/colours.js');
    const make = (await from(`/www/views/sweep/${kind}-picture.js`))[`${kind}Picture`];
    global.calls = [];
    const keep = (/** @type {string} */ name) => (/** @type {any} */ what) => global.calls.push([name, what]);
    global.picture?.free();
    global.picture = make({ open: keep('open'), zoom: keep('zoom'), zoomBack: () => global.calls.push(['zoomBack']) });
    document.querySelector('main')?.append(global.picture.element);
    document.body.style.background = themes[theme].paper;
    global.again = () =>
      global.picture.show({ ...sweepModel(wishes), ...rest }, { theme: themes[theme], logarithmic: true, now: true });
    global.again();
  }, shown);

/** @param {Page} page @returns {Promise<any[]>} */
const calls = (page) => page.evaluate(() => /** @type {any} */ (window).calls);

/** @type {Record<string, [Shown, Shown]>} a picture, and one that must look different */
const PICTURES = {
  seeds: [
    { kind: 'seeds', wishes: { seeds: 100 } },
    { kind: 'seeds', wishes: { seeds: 100, done: 12 } },
  ],
  'seeds-10000-dark': [
    { kind: 'seeds', wishes: { seeds: 10_000 }, theme: 'dark' },
    { kind: 'seeds', wishes: { seeds: 10_000, done: 300 }, theme: 'dark' },
  ],
  line: [
    { kind: 'line', wishes: { width: 41, seeds: 9 } },
    { kind: 'line', wishes: { width: 41, seeds: 9, done: 100 } },
  ],
  'line-never-projector': [
    { kind: 'line', wishes: { width: 31, seeds: 9, measure: 'iterations_to_solve' }, theme: 'projector' },
    { kind: 'line', wishes: { width: 31, seeds: 9, measure: 'cost' }, theme: 'projector' },
  ],
  map: [
    { kind: 'map', wishes: { width: 48, height: 48 } },
    { kind: 'map', wishes: { width: 48, height: 48, measure: 'train_accuracy' } },
  ],
  'map-coarse-dark': [
    { kind: 'map', wishes: { width: 64, height: 64, measure: 'iterations_to_solve', done: 900 }, theme: 'dark' },
    { kind: 'map', wishes: { width: 64, height: 64, measure: 'iterations_to_solve' }, theme: 'dark' },
  ],
};

describe('pictures of sweeps', () => {
  for (const [name, [shown, other]] of Object.entries(PICTURES))
    it(`of ${name} are those that were looked at`, async () => {
      const { page, complaints } = await withPicture(shown);
      const shot = async () => (await page.locator('main').screenshot()).toString('base64');
      const file = inRoot('tests', 'fixtures', 'pictures', 'sweeps', `${name}.png`);
      const { mean, fault } = await comparedWith(page, file, shot, LIMITS);
      assert.equal(fault, null);
      await show(page, other);
      const changed = await apart(page, readFileSync(file).toString('base64'), await shot(), LIMITS.side);
      assert.ok(changed.mean > mean, 'another model looks the same');
      assertQuiet(complaints);
      await page.close();
    });

  for (const width of [320, 400, 768, 1280, 2400])
    it(`fit a container of ${width} pixels`, async () => {
      const { page, complaints } = await withPicture(PICTURES.seeds[0], { width: width + 32, height: 800 });
      for (const [shown] of Object.values(PICTURES)) {
        await show(page, shown);
        const { scroll, wide } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, wide: innerWidth })); // prettier-ignore
        assert.ok(scroll <= wide, `${shown.kind}: ${scroll}`);
      }
      assertQuiet(complaints);
      await page.close();
    });
});

describe('the readout of a picture', () => {
  it('is as high as it has to be after the picture has become wider', async () => {
    const { page, complaints } = await withPicture(PICTURES.seeds[0], { width: 1280, height: 900 });
    const height = () =>
      page
        .locator('.readout')
        .first()
        .evaluate((readout) => readout.getBoundingClientRect().height);
    const before = await height();
    await page.setViewportSize({ width: 320, height: 900 });
    await show(page, PICTURES.seeds[0]);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    assert.ok((await height()) > before);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.evaluate(() => /** @type {any} */ (window).again());
    await page.waitForFunction(
      (wanted) => document.querySelector('.readout')?.getBoundingClientRect().height === wanted,
      before,
    );
    assertQuiet(complaints);
    await page.close();
  });
});

describe('a strip of seeds', () => {
  it('opens the seed under the pointer, and reads it', async () => {
    const { page } = await withPicture(PICTURES.seeds[0]);
    const strip = page.locator('.sweep-picture').last();
    const box = /** @type {{ width: number, height: number }} */ (await strip.locator('.surface').boundingBox());
    await strip.locator('.surface').hover({ position: { x: 0.5 * box.width, y: 0.7 * box.height } });
    const words = await strip.locator('.readout').innerText();
    assert.match(words, /^He\s+seed \d+\s+[\d.]+ %\s+cost /);
    await strip.locator('.surface').click({ position: { x: 0.5 * box.width, y: 0.7 * box.height } });
    const [[name, place]] = await calls(page);
    assert.deepEqual([name, place.run, place.x, place.y], ['open', 2, 0, 0]);
    assert.equal(Number(/seed (\d+)/.exec(words)?.[1]), 3 + place.seed);
    await page.close();
  });

  it('goes from seed to seed in the order of their values, and tells only the last', async () => {
    const { page } = await withPicture(PICTURES.seeds[0]);
    const strip = page.locator('.sweep-picture').last();
    await strip.locator('.surface').focus();
    for (const key of ['ArrowDown', 'Home', 'ArrowRight', 'ArrowRight', 'End', 'ArrowLeft'])
      await page.keyboard.press(key);
    await page.waitForFunction(() => [...document.querySelectorAll('.unseen')].some((live) => live.textContent));
    assert.match(await strip.locator('.unseen').innerText(), /^Random × 10, seed \d+: [\d.]+ %$/);
    await page.keyboard.press('Enter');
    const [[, { run, seed }]] = await calls(page);
    const rank = await page.evaluate(async ([run, seed]) => {
      const { sweepModel } = await import(/** @type {any} */ ('/tests/js/sweep-models.js'));
      const values = sweepModel({ seeds: 100 }).results.trainAccuracy.subarray(100 * run, 100 * run + 100);
      return values.filter((/** @type {number} */ value) => value > values[seed]).length;
    }, /** @type {const} */ ([run, seed])); // prettier-ignore
    assert.deepEqual([run, rank <= 1], [1, true]);
    await page.close();
  });
});

describe('a line over a field', () => {
  it('is a slider that reads its values and opens the seed nearest to the median', async () => {
    const { page } = await withPicture(PICTURES.line[0]);
    const surface = page.locator('.surface');
    await surface.focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
    assert.equal(await surface.getAttribute('aria-valuenow'), '2');
    assert.match((await surface.getAttribute('aria-valuetext')) ?? '', /^weight scale 0\.01259, Random × 10: [\d.]+$/);
    await page.keyboard.press('Enter');
    const [[name, place]] = await calls(page);
    assert.deepEqual([name, place.run, place.x, place.y], ['open', 1, 1, 0]);
    await page.close();
  });
});

describe('a heat map', () => {
  const shown = PICTURES.map[0];

  /** Boxes of the maps' cells: the middle of a cell of the first map, in the page. @param {Page} page @param {number} x @param {number} y */
  const middle = (page, x, y) =>
    page.evaluate(
      async ([x, y]) => {
        const from = (/** @type {string} */ path) => import(path);
        const { sweepModel } = await from('/tests/js/sweep-models.js');
        const { MapGrid } = await from('/www/charts/map-grid.js');
        const { boxOf, mapLayout } = await from('/www/charts/heat-map.js');
        const host = /** @type {HTMLElement} */ (document.querySelector('.surface'));
        const { fontSize, fontFamily } = getComputedStyle(host);
        const font = `${Math.round(parseFloat(fontSize))}px ${fontFamily}`;
        const ctx = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
        ctx.font = font;
        const { data } = new MapGrid(sweepModel({ width: 48, height: 48 }));
        const at = mapLayout(
          data,
          { width: host.clientWidth, font },
          (/** @type {string} */ text) => ctx.measureText(text).width,
        );
        const { left, top, width, height } = boxOf(data, at, { run: 0, x, y });
        const box = host.getBoundingClientRect();
        return { x: box.left + left + width / 2, y: box.top + top + height / 2 };
      },
      [x, y],
    );

  it('opens the cell that is clicked, and reads every run there', async () => {
    const { page } = await withPicture(shown);
    const { x, y } = await middle(page, 20, 30);
    await page.mouse.move(x, y);
    const words = await page.locator('.readout').innerText();
    assert.match(words, /weight scale 0\.5036.*learning rate 0\.3574.*Zeros.*Random × 10.*He/s);
    await page.mouse.click(x, y);
    assert.deepEqual(await calls(page), [['open', { run: 0, x: 20, y: 30, seed: 0 }]]);
    await page.close();
  });

  it('zooms to what is dragged over, and Escape gives a drag up', async () => {
    const { page } = await withPicture(shown);
    const [from, to] = [await middle(page, 10, 12), await middle(page, 30, 40)];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
    const [[name, ranges]] = await calls(page);
    const values = await page.evaluate(async () => {
      const { sweepModel } = await import(/** @type {any} */ ('/tests/js/sweep-models.js'));
      const [{ values: x }, { values: y }] = sweepModel({ width: 48, height: 48 }).axes;
      return [x[10], x[30], y[12], y[40]].map((value) => Number(value.toPrecision(4)));
    });
    assert.equal(name, 'zoom');
    assert.deepEqual(ranges, [{ from: values[0], to: values[1] }, { from: values[2], to: values[3] }]); // prettier-ignore
    await page.locator('.surface').focus();
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.keyboard.press('Escape');
    await page.mouse.up();
    assert.equal((await calls(page)).length, 1);
    await page.close();
  });

  it('zooms by Ctrl and wheel around the pointer, and leaves a plain wheel to the page', async () => {
    const { page } = await withPicture(shown);
    const { x, y } = await middle(page, 24, 24);
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, -240);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -120);
    await page.mouse.wheel(0, -120);
    await page.keyboard.up('Control');
    await page.waitForFunction(() => /** @type {any} */ (window).calls.length > 0);
    const [[name, [across, up]], ...more] = await calls(page);
    assert.deepEqual([name, more.length], ['zoom', 0]);
    // Half of the four decades of each axis, with the pointer's value in the middle.
    for (const { from, to } of [across, up]) assert.ok(Math.abs(Math.log10(to / from) - 2) < 0.15, `${from} to ${to}`);
    assert.ok(across.from > 0.08 && across.from < 0.13, String(across.from));
    await page.close();
  });

  it('goes by keys: arrows, pages, plus and Enter; Escape and Backspace go back where there is a wider map', async () => {
    const { page } = await withPicture({ ...shown, zoomed: true });
    await page.locator('.surface').focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp', 'Shift+ArrowUp', 'PageDown'])
      await page.keyboard.press(key);
    await page.waitForFunction(() => document.querySelector('.unseen')?.textContent);
    assert.match(await page.locator('.unseen').innerText(), /^Random × 10: [\d.]+, at weight scale [\d.]+, learning rate [\d.]+$/); // prettier-ignore
    for (const key of ['Enter', '+', 'Escape', 'Backspace', '-']) await page.keyboard.press(key);
    const made = await calls(page);
    assert.deepEqual(made[0], ['open', { run: 1, x: 25, y: 35, seed: 0 }]);
    assert.deepEqual(made.map(([name]) => name), ['open', 'zoom', 'zoomBack', 'zoomBack', 'zoomBack']); // prettier-ignore
    await show(page, shown);
    await page.locator('.surface').focus();
    await page.keyboard.press('Escape');
    assert.deepEqual(await calls(page), []);
    await page.close();
  });

  it('zooms where two fingers spread, and goes back where they close', async () => {
    const { page } = await withPicture({ ...shown, zoomed: true });
    const pinch = (/** @type {number} */ from, /** @type {number} */ to) =>
      page.evaluate(([begin, end]) => {
        const host = /** @type {HTMLElement} */ (document.querySelector('.surface'));
        const box = host.getBoundingClientRect();
        const send = (/** @type {string} */ type, /** @type {number} */ pointerId, /** @type {number} */ dx) =>
          host.dispatchEvent(new PointerEvent(type, { pointerId, pointerType: 'touch', button: 0, bubbles: true, clientX: box.left + 180 + dx, clientY: box.top + 130 })); // prettier-ignore
        send('pointerdown', 1, -begin);
        send('pointerdown', 2, begin);
        send('pointermove', 1, -end);
        send('pointermove', 2, end);
        send('pointerup', 1, -end);
        send('pointerup', 2, end);
      }, [from, to]); // prettier-ignore
    await pinch(20, 60);
    await pinch(60, 20);
    const made = await calls(page);
    assert.deepEqual(made.map(([name]) => name), ['zoom', 'zoomBack']); // prettier-ignore
    await page.close();
  });

  it('paints its axes and key only when they change while it refines, and ends as if painted at once', async () => {
    const { page, complaints } = await withPicture({ kind: 'map', wishes: { width: 48, height: 48, done: 6000 } });
    const found = await page.evaluate(async () => {
      const { fill, sweepModel } = await import(/** @type {any} */ ('/tests/js/sweep-models.js'));
      const { themes } = await import(/** @type {any} */ ('/www/charts/colours.js'));
      const { mapPicture } = await import(/** @type {any} */ ('/www/views/sweep/map-picture.js'));
      const look = { theme: themes.light, logarithmic: true, now: true };
      const pictureOf = (/** @type {any} */ shown) => {
        const picture = mapPicture({ open() {}, zoom() {}, zoomBack() {} });
        document.querySelector('main')?.replaceChildren(picture.element);
        picture.show(shown, look);
        return picture;
      };
      const lower = (/** @type {any} */ picture) => picture.element.querySelector('canvas').toDataURL();
      const shown = sweepModel({ width: 48, height: 48, done: 6000 });
      const picture = pictureOf(shown);
      let titles = 0;
      const { prototype } = CanvasRenderingContext2D;
      const { fillText } = prototype;
      prototype.fillText = function (text, ...at) {
        if (text.startsWith('learning rate')) titles += 1;
        return fillText.call(this, text, ...at);
      };
      for (let done = 6003; done <= 6300; done += 3) {
        fill(shown, done);
        picture.show({ ...shown }, look);
      }
      const whileRefining = titles;
      fill(shown, shown.total);
      picture.show({ ...shown }, look);
      prototype.fillText = fillText;
      const refined = lower(picture);
      const atOnce = lower(pictureOf(sweepModel({ width: 48, height: 48 })));
      return { whileRefining, titles, isSame: refined === atOnce };
    });
    assert.equal(found.whileRefining, 0, 'axes were painted with every piece');
    assert.ok(found.isSame, 'the refined picture differs from one painted at once');
    assertQuiet(complaints);
    await page.close();
  });

  it('paints a grid of 1,048,576 cells whole, as the last piece arrives', async () => {
    const { page, complaints } = await withPicture({ kind: 'map', wishes: { runs: ['He'], series: [16], width: 1024, height: 1024 } }); // prettier-ignore
    const image = await page.evaluate(() => {
      const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('.surface canvas'));
      const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      const pixels = new Uint32Array(ctx.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
      return new Set(pixels).size;
    });
    assert.ok(image > 150, `${image} colours`);
    assertQuiet(complaints);
    await page.close();
  });
});
