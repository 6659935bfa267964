/** One notation of powers of ten, 5.8 · 10⁻⁷, in whatever the page says. Fields that are typed into, links and code have 5.8e-7. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { assertQuiet, openSettings, openSite, settled } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** Numbers as small as a lab may have. */
const SMALL = {
  dataset: { name: 'circles', samples: 40, noise: 5e-6, seed: 1, testSamples: 10, testSeed: 2 },
  network: { hidden: [3], activation: 'tanh', initialBias: 1e-6, weightScale: 2e-5, biasStddev: 3e-7 },
  training: { learningRate: 2e-6, iterations: 300, learningRateChanges: [[100, 1e-6]] },
  runs: [
    { initializer: 'random_normal', stddev: 1e-6 },
    { initializer: 'random_uniform', minval: -3e-7, maxval: 2e-7 },
    { initializer: 'constant', value: 1e-9, training: { optimizer: 'adam', epsilon: 1e-9, learningRate: 4e-6 } },
    {
      initializer: 'he',
      label: 'He with changes',
      training: {
        learningRate: 1e-6,
        learningRateChanges: [
          [50, 2e-6],
          [90, 1e-6],
        ],
      },
    },
  ],
};
const AXES = [
  { field: 'network.weightScale', from: 1e-7, to: 1e-5, steps: 3, scale: 'log' },
  { field: 'training.learningRate', from: 1e-6, to: 1e-5, steps: 2, scale: 'log' },
];

/** Notes what canvases are painted with. @param {Page} page */
const noting = (page) =>
  page.addInitScript(() => {
    const { fillText } = CanvasRenderingContext2D.prototype;
    const painted = Object.assign(window, { painted: new Set() }).painted;
    CanvasRenderingContext2D.prototype.fillText = function fill(/** @type {[string, number, number]} */ ...how) {
      painted.add(how[0]);
      fillText.apply(this, how);
    };
  });

/** Texts with an exponent as programs write it: of elements, their names and descriptions, and canvases. @param {Page} page */
const exponents = (page) =>
  page.evaluate(() => {
    const typed = 'code, pre, script, style, textarea, input, .no-powers';
    const said = ['title', 'aria-label', 'aria-valuetext', 'alt', 'placeholder'];
    /** @type {string[]} */
    const texts = [.../** @type {any} */ (window).painted];
    /** @param {Document | ShadowRoot | Element} root */
    const read = (root) => {
      for (const node of root.childNodes) {
        if (node instanceof Text) texts.push(node.data);
        if (!(node instanceof Element)) continue;
        for (const name of said) texts.push(node.getAttribute(name) ?? '');
        if (!node.matches(typed)) read(node);
        if (node.shadowRoot) read(node.shadowRoot);
      }
    };
    read(document);
    return [...new Set(texts.filter((text) => /\de[-+]?\d/i.test(text)))];
  });

/** @param {any} [sweep] */
async function open(sweep) {
  // A rate axis and changes of the rate forbid each other.
  const { learningRateChanges, ...fixed } = SMALL.training;
  const training = sweep ? fixed : { ...fixed, learningRateChanges };
  const { page, complaints } = await site.open({ prepare: noting });
  await settled(page);
  await page.evaluate(
    (experiment) => /** @type {InitLab} */ (document.querySelector('init-lab')).setState(experiment),
    /** @type {any} */ ({ format: 1, seed: 3, ...SMALL, training, ...(sweep ? { sweep } : {}) }),
  );
  await settled(page);
  return { page, complaints };
}

it('a lab, its settings, its inside, its tables and its captions write powers of ten in one way', async () => {
  const { page, complaints } = await open();
  assert.deepEqual(await exponents(page), [], 'at rest');
  const names = await page.locator('init-lab .chip[aria-pressed="true"]').allInnerTexts();
  assert.match(names.join('|'), /Random × 10⁻⁶\|Uniform\(-3\s·\s10⁻⁷, 2\s·\s10⁻⁷\)\|Constant 10⁻⁹, Adam, epsilon 10⁻⁹/);
  await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).runToEnd());
  await settled(page);
  assert.deepEqual(await exponents(page), [], 'at the end');
  await page.locator('details.costs > summary').click();
  await page.locator('details.costs tbody tr').first().waitFor();
  assert.deepEqual(await exponents(page), [], 'costs as a table');
  await page.focus('#chart');
  await page.keyboard.press('End');
  await page.locator('.reading[data-exact]').waitFor();
  assert.deepEqual(await exponents(page), [], 'a reading');
  await openSettings(page);
  for (const name of ['data', 'network', 'training', 'runs']) {
    await page.click(`#open-${name}`);
    await page.locator(`#section[data-name="${name}"] > :not(.late)`).first().waitFor();
    assert.deepEqual(await exponents(page), [], name);
  }
  await page.click('#open-inside');
  await page.locator('#inside .diagram').first().waitFor();
  for (const summary of await page.locator('#inside summary').all()) await summary.click();
  await page.locator('#inside table').nth(3).waitFor();
  assert.deepEqual(await exponents(page), [], 'inside');
  const svg = await page.evaluate(async () => {
    const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
    return (await lab.toBlob({ type: 'image/svg+xml', link: false })).text();
  });
  const drawn = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text).join('\n');
  assert.match(drawn, /10⁻⁶/);
  assert.doesNotMatch(drawn, /\de[-+]?\d/, 'a picture’s caption');
  await page.close();
  assertQuiet(complaints);
});

for (const count of [0, 1, 2])
  it(`a sweep over ${count} settings writes powers of ten in one way`, async () => {
    const { page, complaints } = await open({ seeds: 3, axes: AXES.slice(0, count) });
    await page.click('#play');
    await page.locator('.sweep[data-phase="done"]').waitFor();
    for (const summary of await page.locator('.sweep details > summary').all()) await summary.click();
    await page.locator('.sweep table').first().waitFor();
    const picture = page.locator('.sweep canvas').first();
    await picture.scrollIntoViewIfNeeded();
    const box = await picture.boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    assert.deepEqual(await exponents(page), []);
    await page.close();
    assertQuiet(complaints);
  });
