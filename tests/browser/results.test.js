/** The element's results: figures on screen, exact ones, and inspections of each network. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLab } from '../../www/engine/lab.js';
import { assertQuiet, figures, openSite, reach, settled } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/public/element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** @param {Page} page @param {'getResults' | 'inspect'} method @returns {Promise<any>} as JSON */
const told = async (page, method) =>
  JSON.parse(
    await page.evaluate(async (name) => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      return JSON.stringify(await lab[name](), (_, value) =>
        ArrayBuffer.isView(value) ? Array.from(/** @type {any} */ (value)) : value,
      );
    }, method),
  );

/** The results of a separate lab at an iteration. @param {number} iteration @param {number} [iterations] */
async function expected(iteration, iterations = 15_000) {
  const lab = await createLab({ preset: 'notebook', training: { iterations } });
  lab.advance(iteration);
  const runs = lab
    .snapshot()
    .runs.map(({ label, initializer, cost, trainAccuracy, testAccuracy, verdict, evidence, findings }) => ({
      label,
      initializer,
      cost,
      trainAccuracy,
      testAccuracy,
      verdict,
      evidence,
      findings,
    }));
  const inspections = JSON.parse(JSON.stringify(runs.map((_, run) => lab.inspect(run))));
  lab.free();
  return { runs, inspections };
}

describe('results', () => {
  it('are null before load, then those on screen, with every digit', async () => {
    const { page, complaints } = await site.open();
    const early = await page.evaluate(() => /** @type {InitLab} */ (document.createElement('init-lab')).getResults());
    assert.equal(early, null);
    await settled(page);
    const about = { iterations: 15_000, behind: 0, samples: { train: 300, test: 100 } };
    assert.deepEqual(await told(page, 'getResults'), { iteration: 0, ...about, runs: (await expected(0)).runs });
    await page.click('#thousand');
    await settled(page);
    const results = await told(page, 'getResults');
    assert.deepEqual(results, { iteration: 1000, ...about, runs: (await expected(1000)).runs });
    const shown = await figures(page);
    assert.deepEqual(
      shown.map(({ label }) => label),
      results.runs.map((/** @type {any} */ { label }) => label),
    );
    await page.close();
    assertQuiet(complaints);
  });

  it('are of one iteration while the lab moves, and the caller’s own', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.evaluate(() => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      /** @type {any[]} */
      const seen = [];
      Object.assign(window, { seen });
      lab.addEventListener('progress', () => seen.push(lab.getResults()));
      lab.iterations = 100_000; // several frames on any machine
      lab.runToEnd();
    });
    await reach(page, 100_000);
    await settled(page);
    /** @type {any[]} */
    const seen = await page.evaluate(() => /** @type {any} */ (window).seen);
    const iterations = [...new Set(seen.map(({ iteration }) => iteration))];
    assert.ok(iterations.length > 3, `${iterations}`);
    for (const at of iterations.slice(0, 5)) {
      const results = seen.find(({ iteration }) => iteration === at);
      assert.deepEqual(results.runs, (await expected(at, 100_000)).runs, `at ${at}`);
    }
    const kept = await page.evaluate(() => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      const results = /** @type {any} */ (lab.getResults());
      results.runs[0].cost = -1;
      results.samples.train = -1;
      return [lab.getResults()?.runs[0].cost, lab.getResults()?.samples.train];
    });
    assert.deepEqual(kept, [Math.log(2), 300]);
    await page.close();
    assertQuiet(complaints);
  });

  it('look inside exactly, also while the lab moves, out of sight, and before anything was opened', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const at = async (/** @type {any} */ { iteration, runs }) => {
      const right = await expected(iteration);
      assert.deepEqual(
        runs.map((/** @type {any} */ { inspection }) => inspection),
        right.inspections,
        `at ${iteration}`,
      );
      assert.deepEqual(
        runs.map((/** @type {any} */ { cost }) => cost),
        right.runs.map(({ cost }) => cost),
      );
      return iteration;
    };
    assert.equal(await at(await told(page, 'inspect')), 0);
    await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).play());
    await reach(page, 100);
    assert.ok((await at(await told(page, 'inspect'))) >= 100);
    await page.evaluate(() => {
      const lab = document.createElement('init-lab');
      lab.loading = 'lazy';
      const below = document.createElement('div');
      below.append(lab);
      document.body.append(below);
      Object.assign(below.style, { paddingTop: '9000px' });
      document.querySelector('main')?.remove();
    });
    assert.equal(await at(await told(page, 'inspect')), 0, 'lazy, out of sight, never opened');
    await page.close();
    assertQuiet(complaints);
  });

  it('are refused in words where there is no lab', async () => {
    const { page } = await site.open();
    await settled(page);
    const words = await page.evaluate(async () => {
      const refusal = (/** @type {Promise<any>} */ promise) =>
        promise.then(
          () => 'told',
          ({ message }) => message,
        );
      const lab = document.createElement('init-lab');
      const nowhere = await refusal(lab.inspect());
      lab.experiment = /** @type {any} */ ({ seed: -1 });
      document.body.append(lab);
      return [nowhere, await refusal(lab.inspect())];
    });
    assert.match(words[0], /not on a page/);
    assert.match(words[1], /seed: -1 is not allowed/);
    await page.close();
  });

  it('are not waited for any more where the element was removed for good', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const words = await page.evaluate(async () => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      const end = lab.advance(14_000).then(
        () => 'came to rest',
        ({ message }) => message,
      );
      lab.remove();
      return end;
    });
    assert.match(words, /was removed from its page/);
    await page.close();
    assertQuiet(complaints);
  });
});
