import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.js';
import { assertQuiet, iteration, openSettings, openSite, reach, settled, state } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const SECTIONS = ['data', 'network', 'training', 'runs'];

/** @param {Page} page @param {string} name */
async function openSection(page, name) {
  await openSettings(page);
  if ((await page.getAttribute(`#open-${name}`, 'aria-expanded')) !== 'true') await page.click(`#open-${name}`);
  // Its frame appears before its content is loaded.
  await page.locator(`#section[data-name="${name}"] > :not(.late)`).first().waitFor();
}

/** Trains some iterations, so that a rewind is visible. @param {Page} page */
async function trainALittle(page) {
  const from = await iteration(page);
  await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).advance(7));
  await reach(page, from + 7);
  await settled(page);
}

/** @param {Page} page @param {string} id @param {string} value typed or chosen text */
async function enter(page, id, value) {
  const control = page.locator(`#${id}`);
  if ((await control.evaluate((element) => element.localName)) === 'select') await control.selectOption(value);
  else {
    await control.fill(value);
    await control.press('Enter');
  }
}

/**
 * Enters values and presses buttons in one task, before any is handled.
 * @param {Page} page @param {[id: string, value?: string][]} entries
 */
const atOnce = (page, entries) =>
  page.evaluate((them) => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
    for (const [id, value] of them) {
      const control = /** @type {HTMLInputElement} */ (root.getElementById(id));
      if (value === undefined) control.click();
      else {
        control.value = value;
        control.dispatchEvent(new Event('change'));
      }
    }
  }, entries);

/**
 * Waits until the experiment has a value at a path.
 * @param {Page} page @param {string} path @param {any} value undefined: nothing
 */
const follows = (page, path, value) =>
  page.waitForFunction(
    ([where, wanted]) => {
      const experiment = /** @type {InitLab} */ (document.querySelector('init-lab')).getState();
      const parts = /** @type {string} */ (where).split('.');
      return JSON.stringify(parts.reduce((part, key) => part?.[key], experiment)) === wanted;
    },
    [path, JSON.stringify(value)],
  );

/** @param {Page} page @param {string} path @param {any} value */
async function rewoundWith(page, path, value) {
  await follows(page, path, value);
  await settled(page);
  assert.equal(await iteration(page), 0, `${path}: rewound`);
}

/**
 * Controls of shared settings: [section, control, entered text, path, resulting value].
 * @type {[string, string, string, string, any][]}
 */
const SHARED = [
  ['data', 'dataset-name', 'moons', 'dataset.name', 'moons'],
  ['data', 'dataset-samples', '1,000', 'dataset.samples', 1000],
  ['data', 'dataset-testSamples', '0', 'dataset.testSamples', 0],
  ['data', 'dataset-noise', '0,3', 'dataset.noise', 0.3],
  ['data', 'dataset-seed', '7', 'dataset.seed', 7],
  ['data', 'dataset-testSeed', '40', 'dataset.testSeed', 40],
  ['network', 'layer-2', '6', 'network.hidden', [10, 6]],
  ['network', 'network-hidden', '4, 3,2', 'network.hidden', [4, 3, 2]],
  ['network', 'network-hidden', '', 'network.hidden', []],
  ['network', 'network-activation', 'tanh', 'network.activation', 'tanh'],
  ['network', 'network-initialBias', '0.1', 'network.initialBias', 0.1],
  ['network', 'network-biasStddev', '0.2', 'network.biasStddev', 0.2],
  ['network', 'network-weightScale', '3', 'network.weightScale', 3],
  ['training', 'training-loss', 'mse', 'training.loss', 'mse'],
  ['training', 'training-optimizer', 'adam', 'training.optimizer', 'adam'],
  ['training', 'training-beta1', '0.8', 'training.beta1', 0.8],
  ['training', 'training-beta2', '0.99', 'training.beta2', 0.99],
  ['training', 'training-epsilon', '1e-6', 'training.epsilon', 1e-6],
  ['training', 'training-optimizer', 'momentum', 'training.optimizer', 'momentum'],
  ['training', 'training-momentum', '0.5', 'training.momentum', 0.5],
  ['training', 'training-optimizer', 'rmsprop', 'training.optimizer', 'rmsprop'],
  ['training', 'training-rho', '0.8', 'training.rho', 0.8],
  ['training', 'training-batchSize', '32', 'training.batchSize', 32],
  ['training', 'training-batchSeed', '9', 'training.batchSeed', 9],
  ['training', 'training-batchSize', '', 'training.batchSize', undefined],
];

/**
 * Refusals: [section, control, texts, start of the message, value that stays].
 * @type {[string, string, string[], RegExp, string][]}
 */
const REFUSED = [
  [
    'data',
    'dataset-samples',
    ['1', '2.5', 'many', '99999', ''],
    /^Training points: “.*” .*must be a whole number from 2 to 30,000/,
    '300',
  ],
  ['data', 'dataset-testSamples', ['-1', 'x'], /^Test points: “.*” .*must be a whole number from 0 to 30,000/, '100'],
  ['data', 'dataset-noise', ['-0.1', '11', 'NaN'], /^Noise: “.*” .*must be a number from 0 to 10/, '0.05'],
  ['data', 'dataset-seed', ['-1', '1e99'], /^Data seed: “.*” .*must be a whole number from 0 to 4,294,967,295/, '1'],
  ['data', 'dataset-testSeed', ['-1', ''], /^Test seed: “.*” .*must be a whole number from 0 to 4,294,967,295/, '2'],
  [
    'network',
    'layer-1',
    ['0', '257', '1.5', ''],
    /^Units in hidden layer 1: “.*” .*must be a whole number from 1 to 256/,
    '10',
  ],
  [
    'network',
    'network-hidden',
    ['10,,5', '10, 0', 'ten', Array(101).fill('2').join()],
    /^All layers as a list: .*must be at most 100 whole numbers from 1 to 256, such as 10, 5 or 10 × 10/,
    '10, 5',
  ],
  ['network', 'network-initialBias', ['1001', 'b'], /^Initial bias: “.*” .*must be a number from -1000 to 1000/, '0'],
  ['network', 'network-biasStddev', ['-1', '1001'], /^σ of biases: “.*” .*must be a number from 0 to 1000/, '0'],
  [
    'network',
    'network-weightScale',
    ['-1', 'x'],
    /^Factor on weights: “.*” .*must be a number from 0 to 1,000,000/,
    '1',
  ],
  [
    'training',
    'training-batchSize',
    ['-1', '30001', '1.5'],
    /^Batch size: “.*” .*must be a whole number from 0 to 30,000/,
    '',
  ],
  ['runs', 'runs-1-stddev', ['-1', '1e9', '', 'x'], /^stddev: “.*” .*must be a number from 0 to 1000/, '10'],
];

describe('the set-up', () => {
  it('summarizes the settings, and opens one section at a time', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const texts = await page.locator('.setup button').allTextContents();
    assert.deepEqual(
      texts.map((text) => text.replaceAll(/\s+/g, ' ').trim()),
      [
        'Data circles, 300 + 100, noise 0.05',
        'Network 2–10–5–1, ReLU',
        'Training gradient descent, full batch, cross-entropy',
        'Runs 3 of 8',
      ],
    );
    assert.equal(await page.locator('#section:visible').count(), 0);
    for (const name of SECTIONS) {
      await openSection(page, name);
      const open = page.locator('.setup [aria-expanded="true"]');
      assert.equal(await open.count(), 1);
      assert.equal(await open.getAttribute('id'), `open-${name}`);
      assert.equal(await open.getAttribute('aria-controls'), 'section');
    }
    await page.click('#open-runs');
    assert.equal(await page.locator('#section:visible').count(), 0);
    await page.close();
    assertQuiet(complaints);
  });

  it('follows every control of data, network and training, and rewinds', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    for (const [section, id, text, path, value] of SHARED) {
      await openSection(page, section);
      await trainALittle(page);
      await enter(page, id, text);
      await rewoundWith(page, path, value);
    }
    await page.close();
    assertQuiet(complaints);
  });

  it('changes the learning rate without rewinding', async () => {
    const { page } = await site.open();
    await settled(page);
    await trainALittle(page);
    await enter(page, 'rate-exact', '0.1');
    await follows(page, 'training.learningRateChanges', [[7, 0.1]]);
    await settled(page);
    assert.equal(await iteration(page), 7);
    await page.close();
  });

  it('gives another data set its own noise, unless that was changed; the test seed follows the seed', async () => {
    const { page } = await site.open();
    await settled(page);
    await openSection(page, 'data');
    await enter(page, 'dataset-name', 'moons');
    await follows(page, 'dataset', { name: 'moons', samples: 300, noise: 0.2, seed: 1, testSamples: 100, testSeed: 2 });
    await page.click('#new-data');
    await page.click('#new-data');
    await follows(page, 'dataset', { name: 'moons', samples: 300, noise: 0.2, seed: 3, testSamples: 100, testSeed: 4 });
    await settled(page);
    assert.equal(await page.inputValue('#dataset-testSeed'), '4');
    for (const [typed, next, follow] of [
      ['9', 4, 9],
      ['5', 5, 6],
    ]) {
      await enter(page, 'dataset-testSeed', String(typed));
      await follows(page, 'dataset.testSeed', Number(typed));
      await page.click('#new-data');
      await follows(page, 'dataset.seed', next);
      await settled(page);
      assert.equal((await state(page)).dataset.testSeed, follow, 'it follows while it is the next seed');
    }
    await enter(page, 'dataset-seed', '3');
    await follows(page, 'dataset.testSeed', 4);
    await enter(page, 'dataset-noise', '0.1');
    await follows(page, 'dataset.noise', 0.1);
    await enter(page, 'dataset-name', 'spiral');
    await follows(page, 'dataset', {
      name: 'spiral',
      samples: 300,
      noise: 0.1,
      seed: 3,
      testSamples: 100,
      testSeed: 4,
    });
    await page.close();
  });

  it('loses no width that is changed before the one before it is', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await openSection(page, 'network');
    await atOnce(page, [['layer-1', '100'], ['layer-2', '90'], ['add-layer']]);
    await follows(page, 'network.hidden', [100, 90, 90]);
    await settled(page);
    await atOnce(page, [['remove-layer'], ['layer-3', '4'], ['layer-1', '3']]);
    await follows(page, 'network.hidden', [3, 90]);
    await page.close();
    assertQuiet(complaints);
  });

  it('adds and removes layers, none to a hundred', async () => {
    const { page } = await site.open();
    await settled(page);
    await openSection(page, 'network');
    await page.click('#add-layer');
    await rewoundWith(page, 'network.hidden', [10, 5, 5]);
    for (let k = 0; k < 3; k += 1) await page.click('#remove-layer');
    await follows(page, 'network.hidden', []);
    assert.equal(await page.getAttribute('#remove-layer', 'aria-disabled'), 'true');
    assert.match((await page.getAttribute('#remove-layer', 'title')) ?? '', /no hidden layer/);
    await enter(page, 'network-hidden', Array(100).fill('3').join(','));
    await follows(page, 'network.hidden', Array(100).fill(3));
    assert.equal(await page.getAttribute('#add-layer', 'aria-disabled'), 'true');
    assert.match((await page.getAttribute('#add-layer', 'title')) ?? '', /at most 100 hidden layers/);
    await page.click('#add-layer', { force: true });
    await settled(page);
    assert.equal((await state(page)).network.hidden.length, 100);
    await page.close();
  });

  it('takes layers as the button prints them, and adds one like the last', async () => {
    const { page } = await site.open();
    await settled(page);
    await openSection(page, 'network');
    for (const [text, shown, widths] of /** @type {[string, string, number[]][]} */ ([
      ['10x10', '10 × 10', Array(10).fill(10)],
      ['8 10*12 4', '8, 10 × 12, 4', [8, ...Array(10).fill(12), 4]],
      ['2–6 × 7–1', '6 × 7', Array(6).fill(7)],
    ])) {
      await enter(page, 'network-hidden', text);
      await follows(page, 'network.hidden', widths);
      await settled(page);
      assert.equal(await page.inputValue('#network-hidden'), shown);
    }
    await page.click('#add-layer');
    await follows(page, 'network.hidden', Array(7).fill(7));
    await page.close();
  });

  it('refuses invalid values in place: names value and allowed values, and keeps the old one', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const before = await state(page);
    for (const [section, id, texts, says, kept] of REFUSED) {
      await openSection(page, section);
      for (const text of texts) {
        await enter(page, id, text);
        const problem = page.locator(`#${id}-problem:visible`);
        await problem.waitFor();
        const said = (await problem.textContent()) ?? '';
        assert.match(said, says, `${id} ${text}`);
        assert.ok(said.includes(text.length > 40 ? 'a list of 101' : text), `${said} names ${text}`);
        assert.ok(said.endsWith(kept ? `It stays ${kept}.` : 'Nothing was changed.'), said);
        assert.equal(await page.inputValue(`#${id}`), kept);
        assert.equal(await page.getAttribute(`#${id}`, 'aria-invalid'), 'true');
        await settled(page);
        assert.deepEqual(await state(page), before, `${id} ${text}`);
      }
    }
    await page.click('#open-data');
    assert.equal(await page.locator('.problem:visible').count(), 0, 'another section drops a complaint');
    await page.close();
    assertQuiet(complaints);
  });

  it('is reached by keyboard alone: Enter opens, Tab goes through every control, Escape closes and gives the focus back', async () => {
    const { page } = await site.open();
    await settled(page);
    const focused = () =>
      page.evaluate(() => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
        return root.activeElement?.id ?? '';
      });
    await page.focus('#settings');
    await page.keyboard.press('Enter');
    for (const name of SECTIONS) {
      await page.focus(`#open-${name}`);
      await page.keyboard.press('Enter');
      await page.locator(`#section[data-name="${name}"] :is(input, select, button)`).first().waitFor(); // the section is loaded
      const controls = await page
        .locator('#section :is(input, select, button)')
        .evaluateAll((elements) => elements.map(({ id }) => id));
      assert.ok(controls.length >= 3);
      const met = new Set();
      for (let k = 0; k < controls.length + 12; k += 1) {
        await page.keyboard.press('Tab');
        met.add(await focused());
      }
      assert.deepEqual(
        controls.filter((id) => !id || !met.has(id)),
        [],
        name,
      );
      await page.focus(`#${controls[0]}`);
      await page.keyboard.press('Escape');
      await page.locator('#section:visible').waitFor({ state: 'detached' });
      assert.equal(await focused(), `open-${name}`);
    }
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('#section[data-name="network"]').waitFor();
    while ((await focused()) !== 'layer-1') await page.keyboard.press('Tab');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('12');
    await page.keyboard.press('Enter');
    await follows(page, 'network.hidden', [12, 5]);
    assert.equal(await focused(), 'layer-1', 'the focus stays where it is');
    for (const id of ['open-network', 'settings']) {
      await page.keyboard.press('Escape');
      await page.waitForFunction(
        (wanted) => document.querySelector('init-lab')?.shadowRoot?.activeElement?.id === wanted,
        id,
      );
    }
    assert.equal(await page.locator('#drawer').isVisible(), false);
    await page.close();
  });

  it('has no violation that axe-core finds, with each section open', async () => {
    const { page } = await site.open();
    await settled(page);
    for (const name of ['', ...SECTIONS]) {
      if (name) await openSection(page, name);
      if (name === 'runs') {
        await page.click('#run-1-more');
        await enter(page, 'runs-1-outputInitializer-initializer', 'orthogonal');
        await page.locator('#runs-1-outputInitializer-gain').waitFor();
      }
      for (const theme of ['light', 'dark']) {
        await page.selectOption('#theme', theme);
        await settled(page);
        const isSeenInLight = theme !== 'light';
        assert.deepEqual(await violations(page, 'init-lab', { isSeenInLight }), [], `${theme} ${name}`);
      }
    }
    await page.close();
  });

  it('fits 320 pixels with each section open', async () => {
    const { page } = await site.open({ size: { width: 320, height: 640 } });
    await settled(page);
    for (const name of SECTIONS) {
      await openSection(page, name);
      if (name === 'network') await enter(page, 'network-hidden', Array(30).fill('256').join(','));
      if (name === 'runs') {
        await enter(page, 'runs-0-initializer', 'variance_scaling');
        await page.locator('#runs-0-scale').waitFor();
        await page.click('#run-0-more');
      }
      await settled(page);
      const [overflow, outside] = await page.evaluate(() => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
        const section = /** @type {Element} */ (root.getElementById('section'));
        const { right } = section.getBoundingClientRect();
        const beyond = Array.from(section.querySelectorAll('input, select, button, p, span:not(.unseen)'))
          .filter(
            (element) => !element.closest('.scroll, .unseen') && element.getBoundingClientRect().right > right + 0.5,
          )
          .map((element) => element.id || element.textContent);
        return [document.documentElement.scrollWidth - innerWidth, beyond];
      });
      assert.equal(overflow, 0, name);
      assert.deepEqual(outside, [], name);
    }
    await page.close();
  });

  it('leaves the panels in the first view', async () => {
    const { page } = await site.open({ size: { width: 1280, height: 800 } });
    await settled(page);
    for (const box of await page
      .locator('.panel .verdict')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().bottom)))
      assert.ok(box <= 800, `${box}`);
    await page.close();
  });
});

describe('the runs', () => {
  /** @param {Page} page */
  const names = async (page) => (await state(page)).runs.map((/** @type {any} */ { initializer }) => initializer);
  /** @param {Page} page */
  const panels = (page) => page.locator('figure.panel h2').allTextContents();
  /** @param {Page} page @param {number} count */
  const rows = (page, count) =>
    page.waitForFunction((wanted) => {
      const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
      return ['.runs > .run', 'figure.panel'].every((part) => root.querySelectorAll(part).length === wanted);
    }, count);
  /** @param {Page} page */
  async function openRuns(page) {
    await settled(page);
    await trainALittle(page);
    await openSection(page, 'runs');
    await page.locator('#runs-0-initializer').waitFor(); // it loads on demand
  }

  it('take every initializer by every name, keep their other settings, and do not rewind the others', async () => {
    const { page, complaints } = await site.open();
    await openRuns(page);
    const all = await page
      .locator('#runs-0-initializer option')
      .evaluateAll((options) => options.map((option) => /** @type {HTMLOptionElement} */ (option).value));
    assert.ok(all.length >= 28, `${all.length}`);
    const groups = await page
      .locator('#runs-0-initializer optgroup')
      .evaluateAll((them) => them.map((one) => one.getAttribute('label')));
    assert.equal(groups.at(-1), 'PyTorch names');
    await page.click('#run-0-more');
    await enter(page, 'runs-0-label', 'mine');
    await enter(page, 'runs-0-training-loss', 'mse');
    await enter(page, 'runs-0-outputInitializer-initializer', 'ones');
    await follows(page, 'runs.0.outputInitializer', { initializer: 'ones' });
    await settled(page);
    for (const name of ['orthogonal', 'kaiming_normal', 'xavier_uniform', 'lsuv']) {
      await enter(page, 'runs-0-initializer', name);
      const stands = { kaiming_normal: 'he', xavier_uniform: 'variance_scaling' }[name] ?? name;
      await follows(page, 'runs.0.initializer', stands);
      await settled(page);
      assert.equal(await page.inputValue('#runs-0-initializer'), stands);
      const [run] = (await state(page)).runs;
      assert.deepEqual(
        [run.label, run.training, run.outputInitializer],
        ['mine', { loss: 'mse' }, { initializer: 'ones' }],
      );
      assert.equal(await iteration(page), 7);
    }
    await page.close();
    assertQuiet(complaints);
  });

  it('take parameters, a name, a last layer and a training of their own', async () => {
    const { page, complaints } = await site.open();
    await openRuns(page);
    await page.click('#run-1-more');
    /** @type {[string, string, string, any][]} */
    const entries = [
      ['runs-1-stddev', '3', 'stddev', 3],
      ['runs-1-mean', '-1', 'mean', -1],
      ['runs-1-initializer', 'variance_scaling', 'initializer', 'variance_scaling'],
      ['runs-1-mode', 'fan_avg', 'mode', 'fan_avg'],
      ['runs-1-distribution', 'uniform', 'distribution', 'uniform'],
      ['runs-1-scale', '2', 'scale', 2],
      ['runs-1-label', 'twice', 'label', 'twice'],
      ['runs-1-outputInitializer-initializer', 'random_normal', 'outputInitializer.initializer', 'random_normal'],
      ['runs-1-outputInitializer-stddev', '1', 'outputInitializer.stddev', 1],
      ['runs-1-training-learningRate', '0.5', 'training.learningRate', 0.5],
      ['runs-1-training-loss', 'cross_entropy_epsilon', 'training.loss', 'cross_entropy_epsilon'],
      ['runs-1-training-optimizer', 'adam', 'training.optimizer', 'adam'],
      ['runs-1-training-beta1', '0.5', 'training.beta1', 0.5],
      ['runs-1-training-batchSize', '16', 'training.batchSize', 16],
      ['runs-1-training-iterations', '100', 'training.iterations', 100],
      ['runs-1-training-learningRate', '', 'training.learningRate', undefined],
      ['runs-1-training-optimizer', '', 'training.optimizer', undefined],
      ['runs-1-outputInitializer-initializer', '', 'outputInitializer', undefined],
      ['runs-1-label', '', 'label', undefined],
    ];
    for (const [id, text, path, value] of entries) {
      await enter(page, id, text);
      await follows(page, `runs.1.${path}`, value);
      await settled(page);
      assert.equal(await iteration(page), 7, id);
    }
    assert.deepEqual(await names(page), ['zeros', 'variance_scaling', 'he']);
    await page.close();
    assertQuiet(complaints);
  });

  it('refuse nonsense in their details, where it was typed', async () => {
    const { page } = await site.open();
    await openRuns(page);
    await page.click('#run-2-more');
    await enter(page, 'runs-2-outputInitializer-initializer', 'random_uniform');
    await page.locator('#runs-2-outputInitializer-minval').waitFor();
    await enter(page, 'runs-1-initializer', 'random_uniform');
    await page.locator('#runs-1-minval').waitFor();
    await settled(page);
    const before = await state(page);
    for (const [id, text, says] of /** @type {[string, string, RegExp][]} */ ([
      [
        'runs-2-label',
        'x'.repeat(81),
        /^Custom name: "x+…? .*must be a text of 1 to 80 characters\. Nothing was changed\.$/,
      ],
      ['runs-2-training-learningRate', '0', /^Learning rate: “0” .*must be a number from 0.000001 to 100/],
      ['runs-2-training-batchSize', 'all', /^Batch size: “all” /],
      ['runs-2-training-iterations', '0', /^Iterations: “0” .* to 1,000,000/],
      [
        'runs-1-minval',
        '0.2',
        /^minval: 0\.2 is not allowed while maxval is 0\.05; maxval must be at least 0\.2, the value of minval\. It stays -0\.05\.$/,
      ],
      [
        'runs-1-maxval',
        '-1',
        /^maxval: -1 is not allowed; must be at least -0\.05, the value of minval\. It stays 0\.05\.$/,
      ],
      [
        'runs-2-outputInitializer-minval',
        '1',
        /^minval: 1 is not allowed while maxval is 0\.05; maxval must be at least 1, the value of minval\. It stays -0\.05\.$/,
      ],
    ])) {
      await enter(page, id, text);
      await page.locator(`#${id}-problem:visible`).waitFor();
      assert.match((await page.textContent(`#${id}-problem`)) ?? '', says);
      assert.deepEqual(await state(page), before, id);
    }
    await page.close();
  });

  it('have a seed of their batches wherever there are batches', async () => {
    const { page, complaints } = await site.open();
    await openRuns(page);
    await page.click('#run-1-more');
    assert.equal(await page.locator('#runs-1-training-batchSeed').count(), 0, 'no batches, no seed');
    await enter(page, 'runs-1-training-batchSize', '16');
    await enter(page, 'runs-1-training-batchSeed', '5');
    await follows(page, 'runs.1.training', { batchSize: 16, batchSeed: 5 });
    await enter(page, 'runs-1-training-batchSeed', '');
    await follows(page, 'runs.1.training', { batchSize: 16 });
    await openSection(page, 'training');
    await enter(page, 'training-batchSeed', '7');
    await follows(page, 'training.batchSeed', 7);
    await settled(page);
    await openSection(page, 'runs');
    assert.equal(await page.getAttribute('#runs-1-training-batchSeed', 'placeholder'), 'Same as lab (7)');
    await openSection(page, 'training');
    await enter(page, 'training-batchSize', '8');
    await follows(page, 'training.batchSize', 8);
    await openSection(page, 'runs');
    await enter(page, 'runs-1-training-batchSize', '0');
    await follows(page, 'runs.1.training', { batchSize: 0 });
    await page.locator('#runs-1-training-batchSeed').waitFor({ state: 'detached' });
    await page.close();
    assertQuiet(complaints);
  });

  it('lose no edit made before the previous one is applied', async () => {
    const { page, complaints } = await site.open();
    await openRuns(page);
    await page.click('#run-1-more');
    await atOnce(page, [
      ['runs-1-mean', '0.5'],
      ['runs-1-stddev', '2'],
      ['runs-1-label', 'both'],
      ['runs-1-training-loss', 'mse'],
      ['runs-1-training-batchSize', '16'],
      ['runs-1-outputInitializer-initializer', 'ones'],
    ]);
    await follows(page, 'runs.1.outputInitializer', { initializer: 'ones' });
    await settled(page);
    const [, run] = (await state(page)).runs;
    assert.deepEqual([run.mean, run.stddev, run.label, run.training], [0.5, 2, 'both', { loss: 'mse', batchSize: 16 }]);
    assert.equal(await page.getAttribute('#run-1-more', 'aria-expanded'), 'true', 'its details stay open');
    await page.close();
    assertQuiet(complaints);
  });

  it('are the ones that were meant, where several are removed, moved, changed and added at once', async () => {
    const { page, complaints } = await site.open();
    await openRuns(page);
    await page.click('#run-2-duplicate');
    await rows(page, 4);
    await settled(page);
    await atOnce(page, [['run-0-remove'], ['runs-1-stddev', '3'], ['run-1-remove'], ['runs-1-mean', '1']]);
    await rows(page, 2);
    await settled(page);
    assert.deepEqual(await names(page), ['he', 'he'], 'the first two are gone, and what was asked of them then');
    assert.equal(await page.locator('.problem:visible').count(), 0);
    await page.selectOption('#runs-0-initializer', 'orthogonal');
    await follows(page, 'runs.0.initializer', 'orthogonal');
    await settled(page);
    await atOnce(page, [['runs-0-gain', '3'], ['run-0-down'], ['run-0-duplicate'], ['runs-0-gain', '2']]);
    await rows(page, 3);
    await follows(page, 'runs.1.gain', 2);
    await settled(page);
    assert.deepEqual(
      (await state(page)).runs.map((/** @type {any} */ { initializer, gain }) => [initializer, gain]),
      [
        ['he', undefined],
        ['orthogonal', 2],
        ['orthogonal', 3],
      ],
    );
    await page.close();
    assertQuiet(complaints);
  });

  it('tell how their weights start', async () => {
    const { page } = await site.open();
    await settled(page);
    await openSection(page, 'runs');
    await page.click('#run-1-more');
    const cells = await page
      .locator('#run-1-details tbody tr')
      .evaluateAll((them) => them.map((row) => Array.from(row.children, (cell) => cell.textContent?.trim())));
    assert.deepEqual(
      cells.map(([layer, shape, expected]) => [layer, shape, expected]),
      [
        ['1', '10 × 2', '10.00'],
        ['2', '5 × 10', '10.00'],
        ['output', '1 × 5', '10.00'],
      ],
    );
    assert.ok(cells.every(([, , , drawn]) => Math.abs(Number(drawn) - 10) < 3 && Number(drawn) !== 10));
    assert.equal(await page.locator('#run-1-details math').count(), 1);
    await page.locator('#run-1-details', { hasText: 'Keras, RandomNormal' }).waitFor();
    await enter(page, 'runs-1-initializer', 'pytorch_linear');
    await page.locator('#run-1-details', { hasText: 'Default of: PyTorch: torch.nn.Linear.' }).waitFor();
    await page.close();
  });

  it('say why there can be no more than eight, after “other…”', async () => {
    const { page, complaints } = await site.open({
      path: '#initializers=zeros,he,xavier,lecun_normal,orthogonal,pytorch_linear,glorot_uniform,he_uniform',
    });
    await settled(page);
    await page.click('#other-initializer');
    await page.getByText('There are 8 runs, the most that are allowed. Remove one to add another.').waitFor();
    await page.close();
    assertQuiet(complaints);
  });

  it('have all fields of the data in one row at 1280 pixels', async () => {
    const { page, complaints } = await site.open({ size: { width: 1280, height: 720 } });
    await settled(page);
    await openSection(page, 'data');
    const tops = await page
      .locator('#section .fields > *')
      .evaluateAll((fields) => fields.map((field) => Math.round(field.getBoundingClientRect().top)));
    assert.deepEqual([...new Set(tops)].length, 1, String(tops));
    await page.close();
    assertQuiet(complaints);
  });

  it('are added, duplicated, moved and removed, eight at most and one at least, in colours of their own', async () => {
    const { page, complaints } = await site.open();
    await openRuns(page);
    const slots = () =>
      page.locator('.runs > .run').evaluateAll((them) => them.map((row) => row.getAttribute('data-series')));
    await page.selectOption('#add-initializer', 'random_uniform');
    await page.click('#add-run');
    await rows(page, 4);
    assert.deepEqual(await names(page), ['zeros', 'random_normal', 'he', 'random_uniform']);
    await page.click('#run-2-duplicate');
    await rows(page, 5);
    assert.deepEqual(await names(page), ['zeros', 'random_normal', 'he', 'he', 'random_uniform']);
    assert.deepEqual((await panels(page)).slice(2, 4), ['He', 'He (2)']);
    await page.selectOption('#add-initializer', 'kaiming_uniform');
    for (const count of [6, 7, 8]) {
      await page.click('#add-run');
      await rows(page, count);
      assert.equal(new Set(await slots()).size, count, 'each its own');
    }
    for (const id of ['add-run', 'run-3-duplicate']) {
      assert.equal(await page.getAttribute(`#${id}`, 'aria-disabled'), 'true');
      assert.match((await page.getAttribute(`#${id}`, 'title')) ?? '', /at most 8 runs/);
      await page.click(`#${id}`, { force: true });
    }
    await settled(page);
    assert.equal((await names(page)).length, 8);
    assert.equal(await iteration(page), 7, 'nothing rewinds');

    await page.click('#run-4-up');
    await page.locator('#run-3-up:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('#run-2-up:focus').waitFor();
    assert.deepEqual((await names(page)).slice(1, 5), ['random_normal', 'random_uniform', 'he', 'he']);
    await page.click('#run-2-down');
    await page.locator('#run-3-down:focus').waitFor();
    assert.deepEqual((await names(page)).slice(1, 5), ['random_normal', 'he', 'random_uniform', 'he']);
    assert.equal(await page.getAttribute('#run-0-up', 'aria-disabled'), 'true');
    assert.equal(await page.getAttribute('#run-7-down', 'aria-disabled'), 'true');

    for (let count = 7; count >= 1; count -= 1) {
      await page.click('#run-0-remove');
      await rows(page, count);
    }
    assert.equal(await page.getAttribute('#run-0-remove', 'aria-disabled'), 'true');
    assert.match((await page.getAttribute('#run-0-remove', 'title')) ?? '', /at least one run must stay/);
    await page.click('#run-0-remove', { force: true });
    await settled(page);
    assert.equal((await names(page)).length, 1);
    await page.close();
    assertQuiet(complaints);
  });

  it('catch up when added to a lab that has trained: the same numbers as from the start', async () => {
    const { page } = await site.open();
    await openRuns(page);
    await page.click('#run-2-duplicate');
    await rows(page, 4);
    await settled(page);
    const figures = await page
      .locator('figure.panel .figures')
      .evaluateAll((them) => them.map((one) => one.textContent?.replaceAll(/\s+/g, ' ')));
    assert.equal(figures[2], figures[3]);
    await page.click('#run-0-more');
    await enter(page, 'runs-0-label', 'mine');
    await follows(page, 'runs.0.label', 'mine');
    await page.click('#run-0-duplicate');
    await rows(page, 5);
    await settled(page);
    assert.deepEqual((await panels(page)).slice(0, 2), ['mine', 'Zeros'], 'a name of its own stays its own');
    await page.close();
  });

  it('offer the preset’s and added runs as chips, and no more', async () => {
    const { page } = await site.open();
    await openRuns(page);
    const chips = () => page.locator('button.chip').allTextContents();
    assert.deepEqual(
      (await chips()).map((text) => text.trim()),
      ['Zeros', 'Random × 10', 'He', 'Xavier'],
    );
    await page.selectOption('#add-initializer', 'orthogonal');
    await page.click('#add-run');
    await rows(page, 4);
    assert.equal((await chips()).length, 5);
    await page.getByRole('button', { name: 'Orthogonal', exact: true }).click();
    await rows(page, 3);
    assert.equal((await chips()).length, 5, 'one switched off can be switched on');
    await page.close();
  });
});

describe('presets', () => {
  it('are chosen from the menu: sentence, experiment and property follow', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const all = await page
      .locator('#preset option')
      .evaluateAll((options) => options.map((option) => /** @type {HTMLOptionElement} */ (option).value));
    assert.equal(all[0], 'notebook');
    assert.ok(all.length > 1);
    await page.evaluate(() => {
      const lab = /** @type {any} */ (document.querySelector('init-lab'));
      lab.told = [];
      lab.addEventListener('change', (/** @type {CustomEvent} */ { detail }) => lab.told.push(detail.isUserInitiated));
    });
    for (const name of [...all.slice(1), 'notebook']) {
      await page.selectOption('#preset', name);
      await page.waitForFunction(
        (wanted) => /** @type {InitLab} */ (document.querySelector('init-lab')).preset === wanted,
        name,
      );
      await settled(page);
      assert.equal(await page.inputValue('#preset'), name);
      assert.ok(((await page.textContent('#preset-sentence')) ?? '').length > 40);
      assert.equal((await page.textContent('#preset-changes'))?.trim(), '');
      const { runs, sweep } = await state(page);
      assert.equal(await page.locator('figure.panel').count(), sweep ? 0 : runs.length);
      for (const section of SECTIONS) await openSection(page, section);
    }
    const told = await page.evaluate(() => /** @type {any} */ (document.querySelector('init-lab')).told);
    assert.deepEqual(
      told,
      all.map(() => true),
      'by the user',
    );
    await page.evaluate(() => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      lab.addEventListener('change', () => lab.advance(5));
    });
    await page.selectOption('#preset', all[1]);
    await reach(page, 5);
    await page.waitForFunction(
      (wanted) => /** @type {InitLab} */ (document.querySelector('init-lab')).preset === wanted,
      all[1],
    );
    await settled(page);
    assert.equal(await iteration(page), 5, 'opened once: the property that follows does not open it again');
    await page.close();
    assertQuiet(complaints);
  });

  it('list changes from them, until they are reset', async () => {
    const { page } = await site.open();
    await settled(page);
    const changed = page.locator('#preset-changes');
    await openSection(page, 'data');
    await enter(page, 'dataset-noise', '0.1');
    await changed.filter({ hasText: 'before your changes: data.' }).waitFor();
    await page.getByRole('heading', { name: 'Results', exact: true }).waitFor();
    assert.doesNotMatch((await page.textContent('#results')) ?? '', /Course notebook|what it teaches/);
    assert.match(
      (await page.textContent('#different')) ?? '',
      /data, so the results of the course notebook do not apply\./,
    );
    await openSection(page, 'training');
    await enter(page, 'training-optimizer', 'adam');
    await enter(page, 'training-batchSize', '8');
    await page.locator('.chip', { hasText: 'Zeros' }).click();
    await changed.filter({ hasText: 'before your changes: data, optimizer, batches, runs.' }).waitFor();
    await page.click('#reset');
    await changed.filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
    await settled(page);
    assert.equal((await state(page)).dataset.noise, 0.05);
    await page.close();
  });

  it('that quote mean probabilities are compared by those', async () => {
    const { page } = await site.open();
    await settled(page);
    await page.selectOption('#preset', 'moons');
    await page.waitForFunction(
      () => /** @type {InitLab} */ (document.querySelector('init-lab')).getState().dataset.name === 'moons',
    );
    await settled(page);
    await page.locator('#mean-p:visible').waitFor();
    const heads = await page.locator('#results thead tr:last-child th').allTextContents();
    assert.deepEqual(heads.slice(0, 4), ['mean p, train', 'mean p, test', 'mean p, train', 'mean p, test']);
    await page.getByRole('heading', { name: 'Blog post and this run' }).waitFor();
    const cells = await page
      .locator('#results tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => Array.from(row.querySelectorAll('td'), (cell) => cell.textContent?.trim())),
      );
    assert.deepEqual(cells[0].slice(0, 2), ['50.0 %', '50.0 %']);
    assert.match(cells[1].slice(0, 4).join(), /^(\d\d\.\d %,?){4}$/);
    assert.notEqual(cells[1][2], cells[1][3]);
    await page.close();
  });
});
