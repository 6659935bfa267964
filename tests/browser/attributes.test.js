import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertQuiet, figures, iteration, openSettings, openSite, reach, settled, state } from './harness.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */
/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const ALONE =
  '<!doctype html><html lang="en"><title>A lab</title><main></main><script type="module" src="./element.js"></script></html>';

/**
 * A page with one element with these attributes alone; its events are in `window.told`.
 * @param {Record<string, string>} attributes @param {Record<string, any>} [properties]
 */
async function openWith(attributes, properties = {}) {
  const { page, complaints } = await site.open({
    path: 'alone',
    prepare: async (page) => {
      await page.route('**/alone', (route) => route.fulfill({ contentType: 'text/html', body: ALONE }));
      await page.addInitScript(() =>
        Object.assign(window, { told: /** @type {{ name: string, detail: any }[]} */ ([]) }),
      );
    },
  });
  await page.evaluate(
    ([given, set]) => {
      const lab = document.createElement('init-lab');
      for (const [name, value] of Object.entries(given)) lab.setAttribute(name, value);
      Object.assign(lab, set);
      for (const name of ['load', 'error', 'change', 'finish'])
        lab.addEventListener(name, (event) =>
          /** @type {any} */ (window).told.push({ name, detail: /** @type {CustomEvent} */ (event).detail }),
        );
      document.querySelector('main')?.append(lab);
    },
    [attributes, properties],
  );
  return { page, complaints };
}

/** @param {Page} page @param {Record<string, string | null>} attributes */
const set = (page, attributes) =>
  page.evaluate((given) => {
    const lab = /** @type {Element} */ (document.querySelector('init-lab'));
    for (const [name, value] of Object.entries(given))
      if (value === null) lab.removeAttribute(name);
      else lab.setAttribute(name, value);
  }, attributes);

/** @param {Page} page @returns {Promise<{ name: string, detail: any }[]>} */
const told = (page) => page.evaluate(() => /** @type {any} */ (window).told);

/** @param {Page} page */
const notes = async (page) => page.locator('.message.notes p').allTextContents();

/** @param {Page} page */
const labels = async (page) => (await figures(page)).map(({ label }) => label);

/** @param {Page} page @param {(experiment: any) => boolean} holds */
async function until(page, holds) {
  for (;;) {
    await settled(page);
    const experiment = await state(page);
    if (holds(experiment)) {
      // The experiment may have come after the look at whether the lab is settled.
      await settled(page);
      await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).updateComplete);
      return experiment;
    }
    await page.waitForTimeout(20);
  }
}

describe('attributes', () => {
  it('lie over the experiment, which lies over the preset', async () => {
    const { page, complaints } = await openWith({
      preset: 'moons',
      experiment: '{"training": {"learningRate": 0.5, "iterations": 300}, "seed": 9}',
      'learning-rate': '0.25',
      'hidden-units': '4, 3',
      initializers: 'he,random_normal:stddev=2:label=Wide',
      'batch-size': '16',
      dataset: 'xor',
      'dataset-seed': '8',
    });
    await settled(page);
    const experiment = await state(page);
    assert.deepEqual(experiment.network.hidden, [4, 3]);
    assert.equal(experiment.training.learningRate, 0.25);
    assert.equal(experiment.training.iterations, 300);
    assert.equal(experiment.training.batchSize, 16);
    assert.equal(experiment.training.loss, 'cross_entropy_epsilon', 'of the preset');
    assert.equal(experiment.seed, 9);
    assert.deepEqual([experiment.dataset.name, experiment.dataset.seed, experiment.dataset.testSeed], ['xor', 8, 9]);
    assert.deepEqual(
      experiment.runs.map((/** @type {any} */ { initializer, stddev, label }) => [initializer, stddev, label]),
      [
        ['he', undefined, undefined],
        ['random_normal', 2, 'Wide'],
      ],
    );
    assert.deepEqual(await notes(page), []);
    await page.close();
    assertQuiet(complaints);
  });

  it('leave HTML its own dataset, which takes a data set all the same', async () => {
    const { page } = await openWith({ dataset: 'moons', 'data-figure': '7' });
    await settled(page);
    const read = () =>
      page.evaluate(() => {
        const lab = /** @type {any} */ (document.querySelector('init-lab'));
        return [lab.dataset.figure, lab.datasetName, Object.hasOwn(HTMLElement.prototype, 'dataset')];
      });
    assert.deepEqual(await read(), ['7', 'moons', true]);
    await page.evaluate(() => {
      const lab = /** @type {any} */ (document.querySelector('init-lab'));
      lab.dataset = 'xor'; // as a framework does
    });
    assert.equal((await until(page, ({ dataset }) => dataset.name === 'xor')).dataset.name, 'xor');
    assert.deepEqual(await read(), ['7', 'xor', true]);
    await page.close();
  });

  it('set the target of links, and report an invalid one', async () => {
    const { page } = await openWith({ home: 'javascript:alert(1)' });
    await settled(page);
    assert.match(
      (await notes(page)).join(),
      /home: “javascript:alert\(1\)” is not allowed; must be an address of http/,
    );
    await page.click('#share');
    assert.match(await page.locator('#share-link').inputValue(), /^http:[^?#]*\/index\.html#preset=notebook$/);
    await page.keyboard.press('Escape');
    await page.evaluate(() => {
      const lab = /** @type {any} */ (document.querySelector('init-lab'));
      lab.home = 'lab.html?a=1#z';
    });
    await page.click('#share');
    assert.match(await page.locator('#share-link').inputValue(), /\/lab\.html\?a=1#preset=notebook$/);
    await page.click('#tab-embed');
    assert.match(
      await page.locator('#share-iframe').inputValue(),
      /lab\.html\?a=1#preset=notebook" .* height="(9|1\d)\d\d"/,
    );
    await page.click('#embed-as-element');
    assert.match(await page.locator('#share-element').inputValue(), /src="http:[^"]*\/element\.js"/);
    assert.deepEqual(await notes(page), []);
    await page.close();
  });

  it('leave Share open and closed as the reader wants while it asks where links can lead', async () => {
    const { page } = await openWith({});
    await settled(page);
    let answer = () => {};
    const answered = new Promise((resolve) => {
      answer = () => resolve(undefined);
    });
    await page.route('**/embed.html', async (route) => {
      await answered;
      await route.continue();
    });
    await page.click('#share');
    await page.getByText('Looking for the page that links can lead to.').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#share-dialog:not([open])').waitFor({ state: 'attached' });
    await page.click('#share');
    answer();
    assert.match(await page.locator('#share-link').inputValue(), /^http:[^?#]*\/index\.html#preset=notebook$/);
    await page.close();
  });

  it('are properties, too', async () => {
    const { page } = await openWith(
      { 'learning-rate': '0.25' },
      { hiddenUnits: [3], initializers: ['zeros', { initializer: 'he', label: 'Mine' }], iterations: 50 },
    );
    await settled(page);
    const experiment = await state(page);
    assert.deepEqual(experiment.network.hidden, [3]);
    assert.equal(experiment.training.iterations, 50);
    assert.deepEqual(await labels(page), ['Zeros', 'Mine']);
    assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector('init-lab')).learningRate), 0.25);
    await page.close();
  });

  for (const [attribute, text, allowed] of [
    ['learning-rate', 'fast', 'a number from 0.000001 to 100'],
    ['learning-rate', '1e9', 'a number from 0.000001 to 100'],
    ['seed', '<img src=x onerror=alert(1)>', 'a whole number from 0 to 4294967295'],
    ['preset', 'nope', 'one of notebook'],
    ['initializers', 'zeros,nope', 'one of zeros'],
    ['initializers', 'random_normal:stddev=-1', 'a number'],
    ['dataset', 'custom', 'points'],
    ['samples', '', 'a whole number from 2 to 30000'],
    ['points', '[[1, 2]]', 'unknown field'],
    ['theme', 'pink', 'auto, light, dark, projector'],
    ['loading', 'soon', 'eager, lazy'],
    ['views', 'panels, tables', 'panels, inside, chart, results'],
    ['hide', 'everything', 'learning-rate'],
  ])
    it(`count as not given where they are wrong, and there is a note: ${attribute}="${text}"`, async () => {
      const { page, complaints } = await openWith({ [attribute]: text, iterations: '77' });
      await settled(page);
      const said = await notes(page);
      assert.equal(said.length, 1, said.join());
      assert.ok(said[0].startsWith(`Attribute ${attribute}: `), said[0]);
      assert.ok(said[0].includes(allowed), said[0]);
      assert.equal(await page.locator('.message img').count(), 0);
      assert.equal(await page.locator('.message.notes').getAttribute('role'), 'alert');
      const { runs, seed, training, dataset } = await state(page);
      assert.deepEqual([runs.length, seed, training.learningRate, training.iterations], [3, 3, 0.01, 77]);
      assert.equal(dataset.name, 'circles');
      const errors = (await told(page)).filter(({ name }) => name === 'error');
      assert.deepEqual(
        errors.map(({ detail }) => [detail.type, detail.reason, detail.attribute]),
        [['attribute', 'attribute', attribute]],
      );
      await set(page, { [attribute]: null });
      await page.locator('.message.notes').waitFor({ state: 'detached' });
      await page.close();
      assertQuiet(complaints);
    });

  it('change a lab that trains without stopping it: learning rate, iterations, initializers', async () => {
    const { page, complaints } = await openWith({ preset: 'notebook' });
    await settled(page);
    await page.evaluate(() => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      lab.setAttribute('data-began', '');
      lab.play();
    });
    await reach(page, 50);
    await set(page, { 'learning-rate': '0.1', iterations: '20000', initializers: 'he,xavier' });
    await page.waitForFunction(() => {
      const experiment = /** @type {InitLab} */ (document.querySelector('init-lab')).getState();
      return experiment.runs.length === 2 && experiment.training.iterations === 20000;
    });
    const at = await iteration(page);
    assert.ok(at >= 50, 'no rewind');
    await reach(page, at + 50);
    await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).pause());
    const experiment = await until(page, ({ runs }) => runs.length === 2);
    const [[changedAt, rate]] = experiment.training.learningRateChanges;
    assert.ok(changedAt >= 50 && rate === 0.1);
    assert.deepEqual(await labels(page), ['He', 'Xavier']);
    assert.equal((await page.locator('button.chip').count()) > 3, true, 'those switched off are still offered');
    assert.ok((await told(page)).every(({ name, detail }) => name !== 'change' || !detail.isUserInitiated));
    await page.close();
    assertQuiet(complaints);
  });

  it('change together in one opening, and keep the user’s changes', async () => {
    const { page } = await openWith({ preset: 'notebook', seed: '5' });
    await settled(page);
    await page.fill('#rate-exact', '0.2');
    await page.press('#rate-exact', 'Enter');
    await until(page, ({ training }) => training.learningRate === 0.2);
    const before = (await told(page)).length;
    await set(page, { activation: 'tanh', 'hidden-units': '6', noise: '0.1', 'dataset-seed': '4' });
    const experiment = await until(page, ({ network }) => network.activation === 'tanh');
    assert.deepEqual([experiment.network.hidden, experiment.dataset.noise, experiment.seed], [[6], 0.1, 5]);
    assert.deepEqual([experiment.dataset.seed, experiment.dataset.testSeed], [4, 5]);
    assert.equal(experiment.training.learningRate, 0.2);
    const changes = (await told(page)).slice(before).filter(({ name }) => name === 'change');
    assert.equal(changes.length, 1);
    await set(page, { activation: null, 'hidden-units': null, noise: null, seed: null });
    const back = await until(page, ({ network }) => network.activation === 'relu');
    assert.deepEqual([back.network.hidden, back.dataset.noise, back.seed, back.dataset.seed], [[10, 5], 0.05, 3, 4]);
    assert.equal(back.training.learningRate, 0.2);
    await page.close();
  });

  it('fall back if a later value is invalid, and report it', async () => {
    const { page } = await openWith({ initializers: 'he', 'learning-rate': '0.5' });
    await settled(page);
    await set(page, { initializers: 'he,zeros:stddev=3', 'learning-rate': '-1' });
    const experiment = await until(page, ({ runs }) => runs.length === 3);
    assert.equal(experiment.training.learningRate, 0.01);
    assert.deepEqual(await labels(page), ['Zeros', 'Random × 10', 'He']);
    const said = await notes(page);
    assert.equal(said.length, 2, said.join());
    assert.ok(said.some((text) => text.includes('learning-rate: “-1” is not allowed')));
    assert.ok(
      said.some((text) => text.startsWith('Attribute initializers: ') && text.includes('stddev')),
      said.join(),
    );
    await set(page, { initializers: 'zeros,he', 'learning-rate': '0.3' });
    await until(page, ({ runs, training }) => runs.length === 2 && training.learningRate === 0.3);
    assert.deepEqual(await notes(page), []);
    await page.close();
  });

  it('tell changes by the user from those by the page', async () => {
    const { page } = await openWith({});
    await settled(page);
    await page.click('#new-seed');
    await until(page, ({ seed }) => seed === 4);
    await page.locator('button.chip').first().click();
    await until(page, ({ runs }) => runs.length === 2);
    await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).setState({ seed: 11 }));
    await until(page, ({ seed }) => seed === 11);
    const changes = (await told(page)).filter(({ name }) => name === 'change');
    assert.deepEqual(
      changes.map(({ detail }) => [detail.experiment.seed, detail.isUserInitiated]),
      [
        [3, false],
        [4, true],
        [4, true],
        [11, false],
      ],
    );
    await page.close();
  });
});

describe('views and hide', () => {
  it('show the named parts only, without space or tab stops for the rest', async () => {
    const { page, complaints } = await openWith({ views: 'panels', hide: 'controls' });
    await settled(page);
    const shown = await page.evaluate(() => {
      const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
      return {
        parts: ['panels', 'inside', 'chart', 'results', 'settings', 'setup', 'initializers', 'preset'].filter((part) =>
          root.querySelector(`[part~=${part}]`),
        ),
        stops: Array.from(root.querySelectorAll('button, input, select, [tabindex], summary'))
          .filter((stop) => stop.checkVisibility())
          .map((stop) => stop.id || stop.className),
      };
    });
    assert.deepEqual(shown, { parts: ['panels'], stops: ['play', 'progress', 'word', 'word', 'word'] });
    await page.click('#play');
    await reach(page, 1);
    await page.close();
    assertQuiet(complaints);
  });

  it('compute no picture where none is shown, and show them again', async () => {
    const { page, complaints } = await openWith({ views: 'chart', hide: 'controls, play, counter, progress' });
    await settled(page);
    assert.equal(await page.locator('[part~=controls]').count(), 0);
    assert.equal(await page.locator('.plot').count(), 0);
    await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).advance(20));
    await reach(page, 20);
    await settled(page);
    await set(page, { views: 'chart panels inside results', hide: null });
    await page.locator('.plot').first().waitFor();
    await settled(page);
    const blank = await page.evaluate(() => {
      const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
      return Array.from(root.querySelectorAll('.plot .field canvas, .key canvas, #chart canvas'), (canvas) => {
        const { width, height } = /** @type {HTMLCanvasElement} */ (canvas);
        const ctx = /** @type {HTMLCanvasElement} */ (canvas).getContext('2d');
        const { data } = /** @type {CanvasRenderingContext2D} */ (ctx).getImageData(0, 0, width, height);
        return data.every((value) => value === 0);
      });
    });
    assert.ok(blank.length >= 5 && !blank.includes(true), blank.join());
    assert.equal(await page.getAttribute('#open-inside', 'aria-expanded'), 'true', 'a view that is named is open');
    await page.locator('#inside canvas').first().waitFor();
    await set(page, { views: 'panels' });
    await page.locator('#chart').waitFor({ state: 'detached' });
    await page.click('#thousand');
    await reach(page, 1020);
    await page.close();
    assertQuiet(complaints);
  });

  it('hide each part by its name, and show it again', async () => {
    const { page } = await openWith({});
    await settled(page);
    await openSettings(page);
    for (const [name, selector] of [
      ['preset', '#preset'],
      ['play', '#play'],
      ['step', '#step'],
      ['run-to-end', '#run-to-end'],
      ['rewind', '#rewind'],
      ['seed', '#seed'],
      ['iterations', '#iterations'],
      ['counter', '#iteration'],
      ['progress', 'progress.run'],
      ['learning-rate', '#rate'],
      ['speed', '#speed'],
      ['test-points', '#show-test'],
      ['share', '#share'],
      ['data', '#open-data'],
      ['network', '#open-network'],
      ['training', '#open-training'],
      ['runs', '#open-runs'],
      ['initializers', '.chip'],
      ['key', '.key'],
      ['pin', '#pin'],
      ['axis', '#axis-log'],
      ['table', 'details'],
      ['setup', '.setup'],
      ['transport', '#play, #step, #run-to-end, #rewind'],
    ]) {
      await set(page, { hide: name });
      await page.locator(selector).first().waitFor({ state: 'detached' });
      assert.equal(await page.locator(selector).count(), 0);
      assert.deepEqual(await notes(page), []);
      await set(page, { hide: null });
      await page.locator(selector).first().waitFor();
    }
    await page.close();
  });

  it('hide sections of the look inside, and its button', async () => {
    const { page, complaints } = await openWith({ views: 'inside', hide: 'controls' });
    await settled(page);
    const sections = ['.networks', '.units', '.signals', '.updates', '.curve', '.histograms', '.follow'];
    for (const section of sections) await page.locator(`#inside ${section}`).first().waitFor();
    assert.equal(await page.locator('#open-inside').isVisible(), false, 'controls: it is open, and stays');
    await set(page, { hide: 'diagram units updates curve distributions follow' });
    await page.locator('#inside .networks').waitFor({ state: 'detached' });
    assert.equal(await page.locator('#open-inside').isVisible(), true);
    const left = await page.locator('#inside > section, #inside > div > section').count();
    assert.equal(left, 1, 'the signals');
    assert.equal(await page.locator('#inside .signals canvas').count(), 4);
    await page.close();
    assertQuiet(complaints);
  });

  it('takes effect before a call that follows in the same breath', async () => {
    const { page } = await openWith({ 'learning-rate': '0.1' });
    await settled(page);
    const found = await page.evaluate(async () => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      lab.setAttribute('seed', '9');
      const at = await lab.advance(10);
      const first = [at, lab.getState().seed, lab.iteration];
      lab.setAttribute('iterations', '25');
      const end = await lab.runToEnd();
      lab.setAttribute('seed', '11');
      await lab.setState({ preset: 'deep_relu', seed: 12 });
      return [...first, end, lab.getState().seed];
    });
    assert.deepEqual(found, [10, 9, 10, 25, 12]);
    await page.close();
  });
});
