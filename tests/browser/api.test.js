/** The package as a page imports it: the notebook's results, and the bits of the fixture, in a real browser. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { inRoot } from '../../scripts/paths.js';
import { createSweep } from '../../www/engine/create-sweep.js';
import { cases, endOf, expectedEnds } from '../js/bits.js';
import { assertQuiet, openSite } from './harness.js';

const printed = JSON.parse(readFileSync(inRoot('tests', 'fixtures', 'reference.json'), 'utf8')).notebook.printed;

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/**
 * Runs source code in the page, with `createLab` from the package and `endOf` from tests/js/bits.js.
 * @param {import('playwright-core').Page} page @param {string} body an expression of `createLab`, `endOf` and `value` @param {unknown} [value]
 */
const inPage = (page, body, value) =>
  page.evaluate(
    `(async (value) => {
      const { createLab } = await import(new URL('init-lab.js', document.baseURI).href);
      const endOf = ${endOf};
      ${body}
    })(${JSON.stringify(value)})`,
  );

describe('the package in a browser', () => {
  it('ends with the bits of the fixture, which are the native ones and Node’s', async () => {
    const { page, complaints } = await site.open();
    for (const [i, { experiment, iteration }] of cases.entries()) {
      const end = await inPage(page, 'return endOf(await createLab(value.experiment), value.iteration);', {
        experiment,
        iteration,
      });
      assert.deepEqual(end, expectedEnds[i], `case ${i}`);
    }
    await page.close();
    assertQuiet(complaints);
  });

  it('prints the notebook’s costs and accuracies', async () => {
    const { page, complaints } = await site.open();
    const { costs, accuracies } = /** @type {{ costs: number[][], accuracies: number[][] }} */ (
      await inPage(
        page,
        `const lab = await createLab({ preset: 'notebook' });
         lab.advance(15000);
         const thousands = ({ iterations, costs }) => Array.from(costs).filter((_, i) => iterations[i] % 1000 === 0);
         return {
           costs: [0, 1, 2].map((run) => thousands(lab.costs(run)).slice(0, 15)),
           accuracies: lab.snapshot().runs.map((run) => [run.trainAccuracy, run.testAccuracy]),
         };`,
      )
    );
    assert.ok(costs[0].every((cost, i) => Math.abs(cost - printed.zeros[i]) <= 1e-15));
    assert.ok(Math.abs(costs[1][0] / 1773.5859549 - 1) <= 1e-10);
    assert.ok(costs[1].slice(1).every((cost, i) => Math.abs(cost / printed.random_x10[i + 1] - 1) <= 3e-3));
    assert.ok(costs[2].every((cost, i) => Math.abs(cost / printed.he[i] - 1) <= 1e-12));
    assert.deepEqual(accuracies, [
      [0.5, 0.5],
      [0.83, 0.86],
      [298 / 300, 0.96],
    ]);
    await page.close();
    assertQuiet(complaints);
  });

  it('runs the scalar build where there is no SIMD, with the same bits', async () => {
    const { page, complaints } = await site.open({
      prepare: (page) => page.addInitScript(() => Object.assign(WebAssembly, { validate: () => false })),
    });
    /** @type {string[]} */
    const fetched = [];
    page.on('request', (request) => fetched.push(request.url()));
    const [{ experiment, iteration }, expected] = [cases[1], expectedEnds[1]];
    const end = await inPage(page, 'return endOf(await createLab(value.experiment), value.iteration);', {
      experiment,
      iteration,
    });
    assert.deepEqual(end, expected);
    // The page's own worker does not see the disabled SIMD and fetches the other build.
    assert.ok(
      fetched.some((url) => /scalar[^/]*\.wasm$/.test(url)),
      fetched.join('\n'),
    );
    await page.close();
    assertQuiet(complaints);
  });

  it('refuses a bad experiment with the core’s words', async () => {
    const { page, complaints } = await site.open();
    const refusals = await inPage(
      page,
      `const refusal = (experiment) => createLab(experiment).then(() => 'accepted', (error) => error.name + ' ' + error.message);
       return [await refusal({ seed: NaN }), await refusal({ network: { hidden: [1e12] } })];`,
    );
    assert.deepEqual(refusals, [
      'RangeError seed: NaN is not allowed; must be a whole number from 0 to 4294967295',
      'RangeError network.hidden[0]: 1000000000000 is not allowed; must be a whole number from 1 to 256',
    ]);
    await page.close();
    assertQuiet(complaints);
  });

  it('trains a sweep on workers of its own inside a worker, without loading the element', async () => {
    const script = `
      let started = 0;
      const { Worker } = self;
      self.Worker = class extends Worker { constructor(...all) { super(...all); started += 1; } };
      const { createSweep } = await import('./init-lab.js');
      const sweep = await createSweep({ training: { iterations: 50 }, sweep: { seeds: 4 } }, { workers: 2 });
      await sweep.run();
      self.postMessage({ started, cost: [...sweep.results().cost] });`;
    const { page, complaints } = await site.open({
      path: 'a-page.html',
      prepare: async (page) => {
        const body = '<!doctype html><title>A page</title><link rel="icon" href="data:,">';
        await page.route('**/a-page.html', (route) => route.fulfill({ contentType: 'text/html', body }));
        await page.route('**/a-worker.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
      },
    });
    /** @type {string[]} */
    const fetched = [];
    page.context().on('request', (request) => fetched.push(request.url()));
    const found = /** @type {{ started: number, cost: number[] }} */ (
      await page.evaluate(
        () =>
          new Promise((resolve, reject) => {
            const worker = new Worker('a-worker.js', { type: 'module' });
            worker.onmessage = ({ data }) => resolve(data);
            worker.onerror = ({ message }) => reject(new Error(message));
          }),
      )
    );
    const sweep = await createSweep({ training: { iterations: 50 }, sweep: { seeds: 4 } }, { workers: 0 });
    await sweep.run();
    assert.equal(found.started, 2);
    assert.deepEqual(found.cost, [...sweep.results().cost]);
    assert.ok(
      fetched.some((url) => /\/page-thread/.test(url)) && !fetched.some((url) => /\/element/.test(url)),
      fetched.join('\n'),
    );
    sweep.free();
    await page.close();
    assertQuiet(complaints);
  });
});
