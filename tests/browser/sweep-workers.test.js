/** Workers of sweeps that end, or do not come, before their first answer. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createSweep } from '../../www/engine/create-sweep.js';
import { openSite, settled, state } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */
/**
 * What becomes of a worker: it is ended as by an extension, which sends no event; ends by an error; has no script; is refused, as by a
 * policy; or lives until it is ended by `endWorkers`.
 * @typedef {'silent' | 'error' | 'missing' | 'refused' | 'well'} Fate
 */

const SEEDS = 60;
const plan = encodeURIComponent(JSON.stringify({ seeds: SEEDS }));
const PATH = `#iterations=1000&initializers=he&sweep=${plan}`;

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite({ strictCsp: true });
});
after(() => site.close());

/**
 * Opens the sweep on a page of two cores.
 * @param {Fate[]} fates  of its workers as they start; those after them have that of the last one
 * @param {number} patience  milliseconds in place of the ten seconds for a worker's first answer; Infinity: it is waited for without end
 */
async function opened(fates, patience) {
  const { page } = await site.open({
    path: PATH,
    prepare: (page) => page.addInitScript(befall, { fates, patience: patience === Infinity ? null : patience }),
  });
  await settled(page);
  await page.click('#play');
  return page;
}

/** @param {{ fates: Fate[], patience: number | null }} how */
function befall({ fates, patience }) {
  const shared = /** @type {any} */ (window);
  shared.fates = fates;
  /** @type {Worker[]} */
  const living = [];
  shared.endWorkers = (/** @type {number} */ count) => living.splice(0, count).forEach((worker) => worker.terminate());
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 });
  const later = window.setTimeout.bind(window);
  const sooner = (/** @type {() => void} */ work, /** @type {number} */ wait) => {
    if (wait !== 10_000) return later(work, wait);
    return patience === null ? 0 : later(work, patience);
  };
  window.setTimeout = /** @type {any} */ (sooner);
  window.Worker = class extends Worker {
    /** @param {string | URL} url @param {WorkerOptions} [how] */
    constructor(url, how) {
      const isOfSweep = /sweep-worker/.test(String(url));
      /** @type {Fate} */
      const fate = isOfSweep ? (shared.fates.length > 1 ? shared.fates.shift() : shared.fates[0]) : 'well';
      if (fate === 'refused') throw new DOMException('refused', 'SecurityError');
      super(fate === 'missing' ? 'assets/missing.js' : url, how);
      if (fate === 'silent' || fate === 'error') this.terminate();
      if (fate === 'error') later(() => this.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' })));
      if (isOfSweep && fate === 'well') living.push(this);
    }
  };
}

/** @param {Page} page @param {Fate} fate  of all workers from now on */
const turn = (page, fate) =>
  page.evaluate((value) => {
    /** @type {any} */ (window).fates = [value];
  }, fate);

/** @param {Page} page @param {number} count */
const endWorkers = (page, count) => page.evaluate((most) => /** @type {any} */ (window).endWorkers(most), count);

/** @param {Page} page @param {number} least */
const trained = (page, least) =>
  page.waitForFunction((count) => {
    const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
    return (lab.getSweepResults()?.done ?? 0) >= count;
  }, least);

/** The costs of the sweep as Node has them. @type {Promise<number[]> | undefined} */
let expected;

/** @param {any} experiment */
async function costsInNode(experiment) {
  const sweep = await createSweep(experiment, { workers: 0 });
  await sweep.run();
  const costs = Array.from(sweep.results().cost);
  sweep.free();
  return costs;
}

/** Waits for the end, where each training is there once, with the engine's bits. @param {Page} page */
async function endsRight(page) {
  await page.locator('.sweep[data-phase="done"]').waitFor();
  const costs = await page.evaluate(() =>
    Array.from(/** @type {InitLab} */ (document.querySelector('init-lab')).getSweepResults()?.cost ?? []),
  );
  expected ??= costsInNode(await state(page));
  assert.deepEqual(costs, await expected);
}

/** @param {Page} page @param {RegExp} words */
async function saysSo(page, words) {
  await page.locator('.sweep-notice[role="alert"]').waitFor();
  assert.match(await page.locator('.sweep-notice').innerText(), words);
  assert.equal(await page.locator('#play').innerText(), 'Try again');
}

describe('a worker of a sweep that ends before its first answer', () => {
  for (const fate of /** @type {Fate[]} */ (['silent', 'error', 'missing', 'refused'])) {
    it(`leaves the sweep to the other one: ${fate}`, async () => {
      const page = await opened([fate, 'well'], Infinity);
      await endsRight(page);
    });
  }

  it('is replaced if no other one came', async () => {
    const page = await opened(['silent', 'silent', 'well'], 300);
    await endsRight(page);
  });

  it('is reported if none comes, and the sweep is tried again', async () => {
    const page = await opened(['silent'], 300);
    await saysSo(page, /gave no answer within 10 seconds/);
    await turn(page, 'well');
    await page.click('#play');
    await endsRight(page);
  });

  it('is not waited for when the sweep is paused, cancelled or left', async () => {
    const page = await opened(['silent'], Infinity);
    await page.locator('.sweep[data-phase="running"]').waitFor();
    await page.click('#play');
    await page.locator('.sweep[data-phase="rest"]').waitFor();
    await page.evaluate(() =>
      /** @type {InitLab} */ (document.querySelector('init-lab')).setState({ preset: 'moons' }),
    );
    await page.locator('figure.panel').first().waitFor();
    await settled(page);
  });

  it('may come in place of one that ended later: the others end the sweep', async () => {
    const page = await opened(['well', 'well', 'silent'], Infinity);
    await trained(page, 10);
    await endWorkers(page, 1);
    await endsRight(page);
  });

  it('may come in place of all that ended later: what was trained is kept, and the sweep is tried again', async () => {
    const page = await opened(['well', 'well', 'missing'], Infinity);
    await trained(page, 10);
    await endWorkers(page, 2);
    await saysSo(page, /could not be loaded/);
    await turn(page, 'well');
    await page.click('#play');
    await endsRight(page);
  });

  it('is left out where no worker may start: the page trains', async () => {
    const page = await opened(['refused'], Infinity);
    await endsRight(page);
  });
});
