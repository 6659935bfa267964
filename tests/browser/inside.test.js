import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { themes } from '../../www/charts/colours.js';
import * as format from '../../www/charts/format.js';
import { activationColour, layout } from '../../www/charts/network-diagram.js';
import { squareBounds } from '../../www/charts/scales.js';
import { createLab } from '../../www/engine/lab.js';
import { definitionOf } from '../../www/experiment/full-catalogue.js';
import { signalWords } from '../../www/views/inside/signal-words.js';
import { violations } from './axe.js';
import { assertQuiet, iteration, openSite, reach, settled } from './harness.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */
/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** A number in the page's format. @param {number} value @param {number} [digits] */
const number = (value, digits = 4) => format.cost(value, digits).replace(/^-/, '−');

/** @param {Page} page @param {any} experiment */
async function use(page, experiment) {
  await page.evaluate((e) => /** @type {InitLab} */ (document.querySelector('init-lab')).setState(e), experiment);
  await settled(page);
}

/** @param {Page} page @param {number} count */
async function advance(page, count) {
  await page.evaluate((n) => /** @type {InitLab} */ (document.querySelector('init-lab')).advance(n), count);
  await settled(page);
}

/** @param {Page} page */
async function look(page) {
  await page.click('#open-inside');
  await settled(page);
  await page.locator('#inside .diagram').first().waitFor();
}

/**
 * Opens the table behind a picture: browsers fire the toggle event some time after the click.
 * @param {Page} page @param {string} id
 */
async function openTable(page, id) {
  await page.click(`#table-${id} summary`);
  await page.locator(`#table-${id} tbody tr`).first().waitFor();
}

/** Records every frame request, and whether its answer has an inspection. @param {Page} page */
const overhear = (page) =>
  page.addInitScript(() => {
    /** @type {any[]} */
    const frames = [];
    Object.assign(globalThis, { frames });
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (/** @type {any} */ message, /** @type {any} */ more) {
      if (message?.name === 'frame') {
        const asked = message.values[2];
        const entry = {
          id: message.id,
          inspect: asked.inspect ?? null,
          picture: asked.picture !== null,
          answered: false,
        };
        frames.push(entry);
        this.addEventListener('message', ({ data }) => {
          if (data.id === entry.id) entry.answered = Boolean(data.value?.inside);
        });
      }
      return post.call(this, message, more);
    };
  });

/** @param {Page} page @returns {Promise<{ inspect: any, picture: boolean, answered: boolean }[]>} */
const framesOf = (page) => page.evaluate(() => /** @type {any} */ (globalThis).frames);

/** The cells of a table's rows. @param {Page} page @param {string} selector selector of the rows */
const rows = (page, selector) =>
  page
    .locator(selector)
    .evaluateAll((trs) =>
      trs.map((tr) =>
        Array.from(tr.querySelectorAll('th, td'), (cell) => cell.textContent?.trim().replaceAll('\u00a0', ' ')),
      ),
    );

describe('the inside of the networks', () => {
  it('costs nothing while closed; open, one inspection a frame, and iteration 0 once for a run', async () => {
    const { page, complaints } = await site.open({ prepare: overhear });
    await settled(page);
    await page.click('#play');
    await reach(page, 200);
    await page.click('#play');
    await settled(page);
    const closed = await framesOf(page);
    assert.ok(closed.length > 3);
    assert.ok(
      closed.every(({ inspect, answered }) => inspect === null && !answered),
      'nothing is measured',
    );
    assert.equal(await page.locator('#inside *').count(), 0, 'and nothing is there');

    await look(page);
    const [opening, ...more] = (await framesOf(page)).slice(closed.length);
    assert.deepEqual(opening.inspect.starts, [true, true, true]);
    assert.deepEqual(
      [opening.answered, opening.picture, more.length],
      [true, false, 0],
      'one question, and no new picture',
    );

    const before = (await framesOf(page)).length;
    await page.click('#play');
    await reach(page, 500);
    await page.click('#play');
    await settled(page);
    const moving = (await framesOf(page)).slice(before);
    assert.ok(moving.some(({ answered }) => answered));
    assert.ok(
      moving.every(({ inspect }) => !inspect?.starts.some(Boolean)),
      'iteration 0 is kept',
    );
    assert.ok(moving.at(-1)?.inspect === null, 'the finer picture of the same state needs no second inspection');

    await page.getByRole('button', { name: 'Xavier', exact: true }).click();
    await settled(page);
    const asked = (await framesOf(page)).flatMap(({ inspect }) => (inspect ? [inspect.starts] : []));
    assert.deepEqual(
      asked.slice(1).filter((/** @type {boolean[]} */ starts) => starts.some(Boolean)),
      [[false, false, false, true]],
      'and asked for the new run alone',
    );

    const open = (await framesOf(page)).length;
    await page.click('#open-inside');
    await advance(page, 10);
    assert.ok((await framesOf(page)).slice(open).every(({ inspect }) => inspect === null));
    await page.close();
    assertQuiet(complaints);
  });

  it('measures what takes long only where it is shown, and what is shown later in the next frame', async () => {
    const { page, complaints } = await site.open({
      path: 'embed.html?views=inside&hide=signals,updates,diagram',
      prepare: overhear,
    });
    await settled(page);
    await page.locator('#inside .units').waitFor();
    assert.deepEqual((await framesOf(page)).at(-1)?.inspect.parts, []);
    const ask = (/** @type {string} */ hide) =>
      page.evaluate((hidden) => {
        /** @type {InitLab} */ (document.querySelector('init-lab')).hide = hidden;
      }, hide);
    await ask('units');
    await page.locator('#inside .diagram canvas').first().waitFor();
    await page.locator('#inside .updates canvas').waitFor();
    await page.locator('#inside .signal canvas').first().waitFor();
    const { inspect } = /** @type {any} */ ((await framesOf(page)).at(-1));
    assert.deepEqual(inspect.parts, ['signals', 'updates', 'diagram']);
    assert.ok(inspect.starts.every(Boolean), 'theory comes with a new look at iteration 0');
    await ask('units,diagram');
    await settled(page);
    assert.equal(await page.locator('#inside .diagram').count(), 0);
    await page.close();
    assertQuiet(complaints);
  });

  it('shows, whenever it is paused, the iteration that has been reached', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await look(page);
    await openTable(page, 'signals');
    const lab = await createLab({ preset: 'notebook' });
    for (let pause = 0; pause < 5; pause += 1) {
      await page.click('#play');
      await reach(page, lab.iteration + 150);
      await page.click('#play');
      await settled(page);
      lab.advance((await iteration(page)) - lab.iteration);
      const shown = await rows(page, '#signals tbody[data-run="2"] tr:not(.run)');
      assert.deepEqual(
        shown.map((cells) => cells.slice(1, 4)),
        lab
          .inspect(2)
          .layers.map((layer) => [
            number(layer.preActivationRms),
            number(layer.preActivationBetweenSamples),
            number(layer.activationBetweenSamples),
          ]),
        `paused at ${lab.iteration}`,
      );
    }
    await page.close();
    assertQuiet(complaints);
  });

  it('has the numbers of the core in its tables, at the iteration shown', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await advance(page, 300);
    await look(page);
    const lab = await createLab({ preset: 'notebook' });
    lab.advance(300);
    const inspections = [0, 1, 2].map((run) => lab.inspect(run));

    for (const [run, { layers }] of inspections.entries())
      assert.deepEqual(
        await rows(page, `.health[data-run="${run}"] tbody tr`),
        layers.map(({ units, distinct, rank, dead }, k) => [
          k === layers.length - 1 ? 'output' : `${k + 1}`,
          `${units}`,
          `${distinct}`,
          `${rank}`,
          `${Number((dead * 100).toFixed(1))} %`,
        ]),
      );
    assert.match(
      (await page.textContent('.health[data-run="0"]')) ?? '',
      /All units of each hidden layer are identical\./,
    );

    await openTable(page, 'signals');
    for (const [run, { layers }] of inspections.entries()) {
      const start = lab.inspect(run, { start: true });
      const { rms, betweenSamples } = lab.expectedSignals(run);
      const beside = (/** @type {number} */ measured, /** @type {number} */ expected) => [
        number(measured),
        Number.isNaN(expected) ? 'none' : number(expected),
        expected > 0 ? number(measured / expected, 3) : '–',
      ];
      assert.deepEqual(
        (await rows(page, `#signals tbody[data-run="${run}"] tr:not(.run)`)).map((cells) => cells.slice(1)),
        layers.map((layer, k) => [
          number(layer.preActivationRms),
          number(layer.preActivationBetweenSamples),
          number(layer.activationBetweenSamples),
          number(layer.gradientRms),
          number(layer.weightGradientRms),
          ...beside(start.layers[k].preActivationRms, rms[k]),
          ...beside(start.layers[k].preActivationBetweenSamples, betweenSamples[k]),
        ]),
      );
    }

    await openTable(page, 'weights');
    await page.selectOption('#weights-layer', '1');
    const [bias, ...weights] = await rows(page, '#weights tbody tr');
    const exact = (/** @type {number} */ value) => String(value).replace(/^-/, '−');
    const parameters = [0, 1, 2].map((run) => lab.parameters(run)[1]);
    assert.deepEqual(
      bias.slice(1),
      parameters.flatMap(({ biases }) => Array.from(biases, exact)),
    );
    assert.deepEqual(
      weights.map((cells) => cells.slice(1)),
      Array.from({ length: 10 }, (_, k) =>
        parameters.flatMap(({ weights: w }) => Array.from({ length: 5 }, (_, unit) => exact(w[10 * unit + k]))),
      ),
    );

    await openTable(page, 'histograms');
    for (const kind of /** @type {const} */ (['weights', 'activations', 'gradients'])) {
      await page.click(`#kind-${kind}`);
      const table = await rows(page, '#histograms tbody tr');
      const cells = (/** @type {(histogram: any) => number} */ of) =>
        inspections.flatMap(({ layers }, run) =>
          layers.flatMap((layer, k) => [
            format.integer(of(layer[kind])),
            format.integer(of(lab.inspect(run, { start: true }).layers[k][kind])),
          ]),
        );
      const row = (/** @type {RegExp} */ name) => table.find(([head]) => name.test(head ?? ''))?.slice(1);
      assert.deepEqual(
        row(/^below/),
        cells(({ below }) => below),
      );
      assert.deepEqual(
        row(/above$/),
        cells(({ above }) => above),
      );
      if (kind === 'gradients')
        assert.deepEqual(
          row(/exactly 0/),
          cells(({ zeros }) => zeros),
        );
      else
        assert.deepEqual(
          row(/^0 to 0.1/),
          cells(({ counts }) => counts[40]),
        );
    }
    lab.free();
    await page.close();
    assertQuiet(complaints);
  });

  it('draws each unit’s own activation: equal units as the same picture, others as different ones', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await use(page, { preset: 'symmetry', runs: [{ initializer: 'constant', value: 0.5 }, { initializer: 'he' }] });
    await advance(page, 50);
    await look(page);
    const lab = await createLab({
      preset: 'symmetry',
      runs: [{ initializer: 'constant', value: 0.5 }, { initializer: 'he' }],
    });
    lab.advance(50);
    const { layers } = lab.inspect(0);
    const { width, em } = await page
      .locator('.diagram')
      .first()
      .evaluate((host) => ({
        width: host.clientWidth,
        em: parseFloat(getComputedStyle(host).fontSize),
      }));
    const { columns, side } = layout(layers, width, em);
    const spots = columns.slice(1, 3).flatMap(({ units }) => units);
    for (const run of [0, 1]) {
      const shown = await page
        .locator('.diagram canvas')
        .nth(run)
        .evaluate(
          (each, { spots: at, whole }) => {
            const canvas = /** @type {HTMLCanvasElement} */ (each);
            const inner = whole - 4;
            const half = Math.floor(inner / 2);
            return at.map(({ x, y }) => {
              const copy = Object.assign(document.createElement('canvas'), { width: inner, height: inner });
              const ctx = /** @type {CanvasRenderingContext2D} */ (copy.getContext('2d'));
              ctx.drawImage(
                canvas,
                Math.round(x - whole / 2) + 2,
                Math.round(y - whole / 2) + 2,
                inner,
                inner,
                0,
                0,
                inner,
                inner,
              );
              const middle = [...ctx.getImageData(half, half, 1, 1).data.slice(0, 3)];
              return { picture: copy.toDataURL(), middle };
            });
          },
          { spots, whole: side },
        );
      const first = shown.slice(0, 6).map(({ picture }) => picture);
      assert.equal(new Set(first).size, run === 0 ? 1 : 6, `run ${run}`);
      shown.forEach(({ middle }, unit) => {
        const { xMin, xMax, yMin, yMax } = squareBounds(lab.points.train.points, lab.points.test.points);
        const [layer, k] = [Math.floor(unit / 6), unit % 6];
        const a = lab.follow(run, [(xMin + xMax) / 2, (yMin + yMax) / 2])[layer].activations[k];
        const expected = activationColour(themes.light, a);
        const off = Math.max(...expected.map((channel, c) => Math.abs(channel - middle[c])));
        assert.ok(off < 45, `run ${run}, unit ${unit}: ${middle} where a is ${a}, which is ${expected}`);
      });
    }
    lab.free();
    await page.close();
    assertQuiet(complaints);
  });

  it('tells a unit’s numbers by pointer and by keyboard, in every run', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await advance(page, 100);
    await look(page);
    const lab = await createLab({ preset: 'notebook' });
    lab.advance(100);
    await page.locator('.diagram').nth(2).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const told = page.locator('.told');
    assert.match((await told.nth(0).textContent()) ?? '', /layer 1, unit 2\s+bias 0\s+equal to units 1, 3, 4/);
    for (const run of [1, 2]) {
      const [{ weights, biases }] = lab.parameters(run);
      const text = ((await told.nth(run).textContent()) ?? '').replace(/\s+/g, '');
      assert.ok(text.includes(`bias${number(biases[1], 6)}distinct`), text);
      assert.ok(text.includes(`x₁${number(weights[2], 6)}x₂${number(weights[3], 6)}`), text);
    }
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    assert.match((await told.nth(2).textContent()) ?? '', /layer 1\s+10 units, 2 inputs each; 10 distinct; rank\s+2/);
    await page.keyboard.press('Escape');
    assert.equal((await told.nth(2).textContent())?.trim(), '');
    await page.keyboard.press('Tab');
    const { x, y, width } = /** @type {any} */ (await page.locator('.diagram').nth(1).boundingBox());
    await page.mouse.move(x + width - 20, y + 8);
    assert.match((await told.nth(1).textContent()) ?? '', /output\s+1 unit/);
    lab.free();
    await page.close();
    assertQuiet(complaints);
  });

  it('follows a place and a training point, by pointer and by keyboard, with the core’s numbers', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await advance(page, 100);
    assert.equal(await page.locator('.probe').count(), 0, 'nothing is over the pictures while closed');
    await look(page);
    const lab = await createLab({ preset: 'notebook' });
    lab.advance(100);
    const { points, labels } = lab.points.train;
    const bounds = 1.25; // of the notebook's pictures

    const check = async (/** @type {[number, number]} */ point, /** @type {0 | 1 | undefined} */ label) => {
      for (const run of [0, 1, 2]) {
        const steps = lab.follow(run, point, label);
        const cells = (await rows(page, `.way[data-run="${run}"] tbody tr`)).map((row) =>
          row.slice(label === undefined ? -2 : -3),
        );
        assert.deepEqual(
          cells,
          steps.flatMap(({ preActivations, activations, gradients }) =>
            Array.from(preActivations, (z, k) => [
              number(z),
              number(activations[k]),
              ...(label === undefined ? [] : [number(gradients[k])]),
            ]),
          ),
        );
      }
      assert.equal(await page.locator('.probe .marker').count(), 3, 'marked in every panel');
    };

    const box = /** @type {any} */ (await page.locator('.probe').first().boundingBox());
    await page
      .locator('.probe')
      .first()
      .click({ position: { x: box.width / 2, y: box.height / 2 } });
    await settled(page);
    assert.match((await page.textContent('#followed')) ?? '', /^Place:/);
    const text = ((await page.textContent('#followed')) ?? '').replaceAll('−', '-');
    const place = /x₁ (\S+), x₂ (\S+)/.exec(text);
    await check([Number(place?.[1]), Number(place?.[2])], undefined);

    const [x, y] = [points[0], points[1]];
    await page
      .locator('.probe')
      .nth(1)
      .click({
        position: { x: ((x + bounds) / (2 * bounds)) * box.width, y: ((bounds - y) / (2 * bounds)) * box.height },
      });
    await settled(page);
    assert.match((await page.textContent('#followed')) ?? '', /^Training point 1: .*, class [01]$/);
    await check([x, y], /** @type {0 | 1} */ (labels[0]));

    await page.keyboard.press('ArrowRight');
    await settled(page);
    assert.match((await page.textContent('#followed')) ?? '', /^Place:/, 'the keys go on from there');
    await page.keyboard.press('Enter');
    await settled(page);
    assert.match((await page.textContent('#followed')) ?? '', /^Training point/);
    await page.keyboard.press('Escape');
    await settled(page);
    assert.equal(await page.locator('.marker').count(), 0);
    lab.free();
    await page.close();
    assertQuiet(complaints);
  });

  it('thins out 30 layers and 256 units, and says so', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await use(page, {
      network: { hidden: Array(30).fill(16) },
      runs: [{ initializer: 'he' }, { initializer: 'zeros' }],
    });
    await look(page);
    assert.match(
      (await page.textContent('.thinned')) ?? '',
      /^Shown: every \d(nd|rd|th) of 31 layers, 8 of 16 units\.$/,
    );
    assert.equal((await rows(page, '.health[data-run="0"] tbody tr')).length, 31, 'the table has all layers');
    await use(page, { network: { hidden: [256] }, runs: [{ initializer: 'he' }] });
    assert.equal(await page.textContent('.thinned'), 'Shown: 8 of 256 units.');
    await page.close();
    assertQuiet(complaints);
  });

  it('shows a diverged run at its last finite state', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await use(page, {
      network: { hidden: [10, 5], activation: 'identity' },
      training: { learningRate: 100 },
      runs: [{ initializer: 'he' }, { initializer: 'zeros' }],
    });
    await advance(page, 2000);
    await look(page);
    assert.equal(await page.locator('.verdict b').first().textContent(), 'diverged');
    await openTable(page, 'signals');
    const cells = (await rows(page, '#signals tbody[data-run="0"] tr:not(.run)')).flatMap((row) => row.slice(1, 5));
    assert.ok(cells.length === 12 && cells.every((cell) => cell && !/∞|number/.test(cell)), cells.join());
    await page.close();
    assertQuiet(complaints);
  });

  it('explains each verdict where it stands', async () => {
    const { page } = await site.open();
    await settled(page);
    const word = page.getByRole('button', { name: 'symmetric' });
    assert.equal(await word.getAttribute('aria-expanded'), 'false');
    await word.focus();
    await page.keyboard.press('Enter');
    await page.locator('#definition', { hasText: definitionOf('symmetric') }).waitFor();
    assert.equal(await page.textContent('#definition'), definitionOf('symmetric'));
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('#definition').count(), 0);
    await page.close();
  });

  it('explains a verdict in view, above it where the view ends below', async () => {
    for (const above of [true, false]) {
      const { page, complaints } = await site.open({ size: { width: 1280, height: 700 } });
      await settled(page);
      const word = page.getByRole('button', { name: 'symmetric' });
      await word.evaluate(
        (button, isLow) =>
          scrollTo({
            top: button.getBoundingClientRect().bottom + scrollY - (isLow ? innerHeight - 10 : 200),
            behavior: 'instant',
          }),
        above,
      );
      await word.focus();
      await page.keyboard.press('Enter');
      const [box, button] = [await page.locator('#definition').boundingBox(), await word.boundingBox()];
      assert.ok(box && button && box.y >= 0 && box.y + box.height <= 700, JSON.stringify(box));
      assert.equal(box.y < button.y, above);
      await page.close();
      assertQuiet(complaints);
    }
  });

  it('speaks of rewinding only where there is a button for it', async () => {
    const { page } = await site.open();
    await settled(page);
    await look(page);
    await page.evaluate(() => /** @type {any} */ (document.querySelector('init-lab')).advance(10));
    const about = page.locator('.signals .about');
    await about.filter({ hasText: 'rewind to see it in the chart' }).waitFor();
    await page.evaluate(() => document.querySelector('init-lab')?.setAttribute('hide', 'rewind'));
    await about.filter({ hasText: 'wide-network theory for iteration 0.' }).waitFor();
    await page.close();
  });

  it('keeps a column for each run, wide enough to read, and fits from 320 px on, in every theme', async () => {
    const { page, complaints } = await site.open({ size: { width: 320, height: 800 } });
    await settled(page);
    await look(page);
    for (const id of ['weights', 'signals', 'histograms']) await openTable(page, id);
    await page
      .locator('.probe')
      .first()
      .click({ position: { x: 60, y: 70 } });
    await settled(page);
    for (const width of [320, 360, 600, 1280, 1920]) {
      await page.setViewportSize({ width, height: 1000 });
      await settled(page);
      assert.equal(
        await page.evaluate(() => document.documentElement.scrollWidth),
        width,
        `${width} px: nothing to scroll to`,
      );
      const lefts = await page.evaluate(() => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
        const of = (/** @type {string} */ selector) =>
          Array.from(root.querySelectorAll(selector), (each) => Math.round(each.getBoundingClientRect().left));
        return [of('.network'), of('.health'), of('.histogram'), of('.way')];
      });
      for (const column of lefts) assert.deepEqual(column, lefts[0], `${width} px: aligned`);
      const narrowest = await page
        .locator('#inside .columns > *')
        .evaluateAll((columns) => Math.min(...columns.map((column) => column.getBoundingClientRect().width)));
      assert.ok(narrowest >= 200, `${width} px: a column of ${narrowest} px`);
    }
    for (const theme of /** @type {const} */ (['light', 'dark', 'projector'])) {
      await page.evaluate((t) => {
        /** @type {InitLab} */ (document.querySelector('init-lab')).theme = t;
      }, theme);
      await settled(page);
      const painted = await page.locator('#inside figure canvas').evaluateAll((canvases) =>
        canvases.map((each) => {
          const canvas = /** @type {HTMLCanvasElement} */ (each);
          const blank = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height });
          return canvas.toDataURL() !== blank.toDataURL();
        }),
      );
      assert.ok(painted.length >= 10 && painted.every(Boolean), `${theme}: ${painted.join()}`);
      assert.deepEqual(await violations(page, 'init-lab', { isSeenInLight: theme !== 'light' }), [], theme);
    }
    await page.close();
    assertQuiet(complaints);
  });

  it('brings its beginning into view when it is opened, on each screen; what an attribute opens stays where it is', async () => {
    const place = (/** @type {Page} */ page) =>
      page.evaluate(() => {
        const root = document.querySelector('init-lab')?.shadowRoot;
        const [inside, dock] = ['#inside', '.dock'].map((part) => /** @type {Element} */ (root?.querySelector(part)));
        const { top } = inside.getBoundingClientRect();
        const covers = getComputedStyle(dock).position === 'sticky';
        return { top, seen: (covers ? dock.getBoundingClientRect().top : innerHeight) - top, scrollY };
      });
    for (const [width, height, theme] of /** @type {[number, number, string][]} */ ([
      [1280, 720, 'projector'],
      [1366, 768, 'projector'],
      [1280, 720, 'light'],
      [360, 740, 'light'],
    ])) {
      const { page, complaints } = await site.open({ size: { width, height } });
      await settled(page);
      await page.selectOption('#theme', theme);
      await settled(page);
      const button = page.locator('#open-inside');
      // As far as the button is seen, and no further.
      await button.evaluate((element) => element.scrollIntoView({ block: 'end' }));
      await button.evaluate((element) => /** @type {HTMLElement} */ (element).click());
      await page.locator('#inside .diagram').first().waitFor();
      await settled(page);
      const { top, seen } = await place(page);
      assert.ok(top >= 0 && seen >= 240, `${width} × ${height}, ${theme}: ${top}, ${seen}`);
      // A second look leaves it where the reader has gone since.
      await page.evaluate(() => scrollBy(0, 40));
      const { scrollY: gone } = await place(page);
      await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).advance(5));
      await settled(page);
      assert.equal((await place(page)).scrollY, gone);
      await page.close();
      assertQuiet(complaints);
    }
    const { page } = await site.open({ size: { width: 1280, height: 720 } });
    await settled(page);
    await page.evaluate(() => document.querySelector('init-lab')?.setAttribute('views', 'panels cost inside'));
    await page.locator('#inside .diagram').first().waitFor();
    assert.equal((await place(page)).scrollY, 0);
    await page.close();
  });

  it('looks into one panel’s network alone, and into all again', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await look(page);
    assert.equal(await page.locator('#inside .diagram').count(), 3);
    const one = page.getByRole('group', { name: 'Look into' });
    await one.getByRole('button', { name: 'He', exact: true }).press('Enter');
    await page.waitForFunction(
      () => document.querySelector('init-lab')?.shadowRoot?.querySelectorAll('#inside .diagram').length === 1,
    );
    assert.deepEqual(
      (await page.locator('#inside .networks h3').allTextContents()).map((name) => name.trim()),
      ['He'],
    );
    assert.equal(await page.locator('#inside .unit-table').count(), 1);
    await advance(page, 10);
    assert.equal(await page.locator('#inside .diagram').count(), 1, 'training changes nothing about it');
    // Removing a run resets a look inside it.
    await page.getByRole('button', { name: 'He', exact: true, pressed: true }).first().click();
    await settled(page);
    assert.equal(await page.locator('#inside .diagram').count(), 2, 'all that are left');
    assert.equal(await one.getByRole('button', { name: 'all' }).getAttribute('aria-pressed'), 'true');
    assertQuiet(complaints);
    await page.close();
  });

  it('shows all runs again when the chosen one goes before the next frame is drawn', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await use(page, { preset: 'notebook', runs: [{ initializer: 'xavier' }, { initializer: 'he' }] });
    await look(page);
    await page.evaluate(() => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      const root = /** @type {ShadowRoot} */ (lab.shadowRoot);
      // The row still offers the runs of the last frame.
      lab.addEventListener(
        'change',
        () => /** @type {any} */ (root.querySelector('.which button:last-child')).click(),
        {
          once: true,
        },
      );
      return lab.setState({ preset: 'notebook', runs: [{ initializer: 'xavier' }] });
    });
    await settled(page);
    assert.equal(await page.locator('#inside .diagram').count(), 1);
    await advance(page, 5);
    assert.equal(await page.textContent('#iteration'), '5');
    await use(page, { preset: 'notebook', runs: [{ initializer: 'xavier' }, { initializer: 'he' }] });
    assert.equal(await page.locator('#inside .diagram').count(), 2, 'the choice is not taken up later');
    await page.close();
    assertQuiet(complaints);
  });

  it('drops a unit or layer chosen while the network gets smaller', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const runs = [{ initializer: 'xavier' }, { initializer: 'he' }];
    await use(page, { preset: 'notebook', network: { hidden: [6, 6, 6, 6, 6] }, runs });
    await look(page);
    await openTable(page, 'weights');
    await page.evaluate((both) => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      const root = /** @type {ShadowRoot} */ (lab.shadowRoot);
      lab.addEventListener(
        'change',
        () => {
          const host = /** @type {HTMLElement} */ (root.querySelector('.diagram'));
          const { left, top, width } = host.getBoundingClientRect();
          for (const part of [0.4, 0.6, 0.8, 0.95])
            host.dispatchEvent(
              new PointerEvent('pointermove', { clientX: left + part * width, clientY: top + 8, pointerType: 'touch' }),
            );
          const select = /** @type {HTMLSelectElement} */ (root.querySelector('#weights-layer'));
          select.value = '5';
          select.dispatchEvent(new Event('change'));
        },
        { once: true },
      );
      return lab.setState({ preset: 'notebook', network: { hidden: [3] }, runs: both });
    }, runs);
    await settled(page);
    await advance(page, 3);
    assert.equal(await page.textContent('#iteration'), '3');
    assert.equal((await rows(page, '#weights tbody tr')).length, 3, 'bias, x₁, x₂ of layer 1');
    await page.close();
    assertQuiet(complaints);
  });

  it('begins with the signals by layer, and a sentence on each run from its numbers', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await look(page);
    assert.equal(await page.locator('#inside > section').first().getAttribute('aria-labelledby'), 'inside-signals');
    const lab = await createLab({ preset: 'notebook' });
    const told = await page.locator('.findings li').allTextContents();
    assert.deepEqual(
      told.map((text) => text.replace(/\s+/g, ' ').trim()),
      lab.snapshot().runs.map(({ label }, run) => `${label} ${signalWords(lab.inspect(run)).replace(/\s+/g, ' ')}`),
    );
    lab.free();
    const { y: button } = /** @type {any} */ (await page.locator('#open-inside').boundingBox());
    const { y: chart } = /** @type {any} */ (await page.locator('.signal canvas').first().boundingBox());
    assert.ok(chart - button < 300, `the first chart is ${chart - button} px below the button`);
    await page.close();
    assertQuiet(complaints);
  });

  it('cuts a long table within a row, so that it shows that it scrolls', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await use(page, { preset: 'notebook', network: { hidden: Array(30).fill(4) } });
    await look(page);
    for (const id of ['signals', 'weights', 'histograms']) await openTable(page, id);
    await page.click('#kind-activations');
    const boxes = await page.locator('#inside .scroll').evaluateAll((regions) =>
      regions.map((region) => {
        const { bottom } = region.getBoundingClientRect();
        const row = Array.from(region.querySelectorAll('tr'), (tr) => tr.getBoundingClientRect()).find(
          (tr) => tr.top < bottom && bottom <= tr.bottom,
        );
        return {
          name: region.getAttribute('aria-label'),
          scrolls: region.scrollHeight > region.clientHeight + 1,
          focusable: /** @type {HTMLElement} */ (region).tabIndex === 0,
          // The share of the last row that is visible.
          seen: row ? (bottom - row.top) / row.height : 1,
          shadow: getComputedStyle(region).backgroundImage.includes('gradient'),
        };
      }),
    );
    assert.ok(boxes.filter(({ scrolls }) => scrolls).length >= 4, JSON.stringify(boxes));
    for (const { name, scrolls, focusable, seen, shadow } of boxes) {
      assert.ok(name && focusable && shadow, `${name}`);
      if (scrolls) assert.ok(seen > 0.2 && seen < 0.8, `${name}: ${seen} of the last row`);
    }
    await page.close();
    assertQuiet(complaints);
  });
});
