/** Runs distributed over workers: the same numbers for any number of workers, and after failures. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertQuiet, exactCosts, iteration, openSite, pictures, reach, settled, state } from './harness.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */
/** @typedef {import('playwright-core').Page} Page */

/** Large enough for helpers; the run with the large weights diverges. */
const HEAVY = {
  network: { hidden: [16, 16, 16] },
  dataset: { name: 'moons', samples: 300, noise: 0.1 },
  training: { iterations: 100_000, learningRate: 0.1 },
  runs: [
    { initializer: 'he' },
    { initializer: 'xavier' },
    { initializer: 'random_normal', stddev: 10 },
    { initializer: 'zeros' },
    { initializer: 'orthogonal' },
  ],
};

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** A page on a machine with this number of cores. @param {number} cores @param {any} [experiment] */
async function open(cores, experiment = HEAVY) {
  const { page, complaints } = await site.open({
    prepare: (page) =>
      page.addInitScript((count) => {
        Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => count });
      }, cores),
  });
  await settled(page);
  await page.evaluate((e) => /** @type {InitLab} */ (document.querySelector('init-lab')).setState(e), experiment);
  await settled(page);
  return { page, complaints };
}

/** Trains a number of iterations and pauses. @param {Page} page @param {number} count */
async function advance(page, count) {
  const to = (await iteration(page)) + count;
  await page.evaluate((n) => /** @type {InitLab} */ (document.querySelector('init-lab')).advance(n), count);
  await reach(page, to);
  await settled(page);
}

/** @param {Page} page @param {number} count */
async function workers(page, count) {
  while (page.workers().length !== count) await page.waitForTimeout(20);
}

/** Trains until the helpers have taken over their runs. @param {Page} page @param {number} cores */
async function begin(page, cores) {
  await advance(page, 20);
  await workers(page, cores);
  // The page cannot see which frame hands the runs over, so a few more are drawn.
  for (let k = 0; k < 8; k += 1) await advance(page, 5);
}

/** Typical operations of a school class on a lab. @param {Page} page */
async function story(page) {
  /** @param {string} id @param {string} text */
  const enter = (id, text) =>
    page.evaluate(
      ([selector, value]) => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
        const input = /** @type {HTMLInputElement} */ (root.querySelector(selector));
        input.value = value;
        input.dispatchEvent(new Event('change'));
      },
      [id, text],
    );
  const told = [];
  await advance(page, 40);
  await enter('#rate-exact', '0.05');
  await advance(page, 40);
  told.push(await exactCosts(page));
  await page.click('button.chip[aria-pressed=true] >> nth=1');
  await settled(page);
  await page.click('button.chip[aria-pressed=false] >> nth=0');
  await settled(page);
  await advance(page, 20);
  told.push(
    await exactCosts(page),
    (await state(page)).runs.map((/** @type {any} */ run) => run.initializer),
  );
  await page.mouse.move(0, 0);
  told.push(await pictures(page));
  await page.click('#rewind');
  await settled(page);
  await advance(page, 60);
  told.push(await exactCosts(page));
  for (const to of [35, 50]) {
    await page.evaluate((at) => /** @type {InitLab} */ (document.querySelector('init-lab')).seek(at), to);
    await settled(page);
    told.push(await iteration(page), await exactCosts(page));
    await page.mouse.move(0, 0);
    told.push(await pictures(page));
  }
  return told;
}

describe('a heavy lab', () => {
  it('has the same numbers and pictures with one worker, two or four', async () => {
    /** @type {any[]} */
    const told = [];
    for (const cores of [1, 2, 4]) {
      const { page, complaints } = await open(cores);
      await begin(page, cores);
      told.push(await story(page));
      assert.equal(page.workers().length, cores);
      await page.close();
      assertQuiet(complaints);
    }
    assert.deepEqual(told[1], told[0]);
    assert.deepEqual(told[2], told[0]);
  });

  it('goes on alone when a helper dies, and loses nothing', async () => {
    const { page, complaints } = await open(2);
    await begin(page, 2);
    await page.click('#run-to-end');
    await reach(page, 300);
    const [engine, helper] = page.workers();
    assert.ok(engine && helper);
    await helper.evaluate(() => self.close()).catch(() => {});
    await workers(page, 1);
    await reach(page, 400);
    await page.click('#run-to-end');
    await settled(page);
    assert.equal(await page.locator('.message').count(), 0);
    const [at, costs] = [await iteration(page), await exactCosts(page)];
    await page.close();
    assertQuiet(complaints);
    const { page: alone } = await open(1);
    await advance(alone, at);
    assert.deepEqual(await exactCosts(alone), costs);
    await alone.close();
  });

  it('trains alone where helpers cannot be started', async () => {
    const { page } = await site.open({
      prepare: (page) =>
        page.addInitScript(() => {
          Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 4 });
          const Original = Worker;
          let hasEngine = false;
          window.Worker = /** @type {any} */ (
            function (/** @type {URL} */ url, /** @type {WorkerOptions} */ options) {
              if (hasEngine) throw new DOMException('No more workers.', 'SecurityError');
              hasEngine = true;
              return new Original(url, options);
            }
          );
        }),
    });
    await settled(page);
    await page.evaluate((e) => /** @type {InitLab} */ (document.querySelector('init-lab')).setState(e), HEAVY);
    await settled(page);
    await advance(page, 100);
    assert.equal(page.workers().length, 1);
    assert.equal(await page.locator('.message').count(), 0);
    await page.close();
  });
});

describe('helpers', () => {
  it('are not started for the notebook', async () => {
    const { page } = await open(4, { preset: 'notebook' });
    await advance(page, 500);
    assert.equal(page.workers().length, 1);
    await page.close();
  });

  it('are shared by the labs of a page, and end when none needs them', async () => {
    const { page } = await open(4);
    await page.evaluate((experiment) => {
      const second = /** @type {InitLab} */ (document.createElement('init-lab'));
      second.experiment = experiment;
      document.querySelector('init-lab')?.after(second);
    }, HEAVY);
    for (const k of [0, 1]) {
      await page.locator('init-lab').nth(k).scrollIntoViewIfNeeded();
      await settled(page, k);
      await page.evaluate(
        (index) => /** @type {InitLab} */ (document.querySelectorAll('init-lab')[index]).advance(60),
        k,
      );
      await settled(page, k);
      await workers(page, 4);
    }
    await page.evaluate(() =>
      Promise.all(
        Array.from(document.querySelectorAll('init-lab'), (lab) =>
          /** @type {InitLab} */ (lab).setState({ preset: 'notebook' }),
        ),
      ),
    );
    await workers(page, 1);
    await page.close();
  });
});
