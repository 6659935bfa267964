/** Sweeps on the page: entered, trained, left for a lab and come back to; at the edges of what a page goes through. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { distFolder } from '../../scripts/paths.js';
import { createSweep } from '../../www/engine/create-sweep.js';
import { assertQuiet, openSite, settled, state } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite({ strictCsp: true });
});
after(() => site.close());

const axis = { field: 'network.weightScale', from: 0.1, to: 10, steps: 5, scale: 'log' };
/** A link to a small sweep of the notebook. @param {any} sweep @param {string} [more] */
const link = (sweep, more = 'iterations=200') => `#${more}&sweep=${encodeURIComponent(JSON.stringify(sweep))}`;

/** @param {Page} page */
const done = (page) => page.locator('.sweep[data-phase="done"]').waitFor();
/** @param {Page} page */
const started = (page) =>
  page.waitForFunction(() => {
    const bar = document.querySelector('init-lab')?.shadowRoot?.querySelector('.sweep-progress');
    return /** @type {HTMLProgressElement | null} */ (bar) && /** @type {HTMLProgressElement} */ (bar).value > 0;
  });
/** @param {Page} page */
const trainings = (page) =>
  page.locator('.sweep-progress').evaluate((bar) => /** @type {HTMLProgressElement} */ (bar).value);
/** @param {Page} page */
const sentences = (page) => page.locator('.sweep-says p').allInnerTexts();
/** The sentences of the same sweep as the engine gives them. @param {any} experiment */
async function resultsOf(experiment) {
  const sweep = await createSweep(experiment, { workers: 0 });
  await sweep.run();
  return sweep;
}
/** @param {Page} page @param {string} name @param {() => Promise<unknown>} work */
async function counting(page, name, work) {
  await page.evaluate((event) => {
    const heard = /** @type {any} */ (window);
    heard.heard = [];
    document.querySelector('init-lab')?.addEventListener(event, (e) => heard.heard.push(/** @type {any} */ (e).detail));
  }, name);
  await work();
  return page.evaluate(() => /** @type {any} */ (window).heard);
}

describe('a sweep on the page', () => {
  for (const [name, before, after] of /** @type {[string, any, any][]} */ ([
    ['a line', { axes: [axis] }, { axes: [{ ...axis, steps: 2 }] }],
    ['bands and a strip', { seeds: 9 }, { seeds: 2 }],
    ['a map', { axes: [axis, { ...axis, field: 'training.learningRate' }] }, { axes: [{ ...axis, steps: 2 }, { ...axis, field: 'training.learningRate', steps: 2 }] }], // prettier-ignore
  ]))
    it(`forgets a place that the next sweep does not have: ${name}`, async () => {
      const { page, complaints } = await site.open({ path: link({ seeds: 1, ...before }) });
      await settled(page);
      await page.click('#play');
      await done(page);
      for (const picture of await page.locator('#sweep-place [tabindex="0"]').all()) {
        await picture.focus();
        for (const key of ['End', 'End', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
        await page.evaluate(
          (sweep) =>
            /** @type {InitLab} */ (document.querySelector('init-lab')).setState({
              preset: 'notebook',
              training: { iterations: 20 },
              runs: [{ initializer: 'he' }],
              sweep,
            }),
          { seeds: 1, ...after },
        );
        await settled(page);
      }
      await page.click('#play');
      await done(page);
      assertQuiet(complaints);
      await page.close();
    });

  it('is a click: a hundred seeds, whose sentences are those of the engine’s results', async () => {
    const { page, complaints } = await site.open({ path: '#iterations=60&initializers=zeros,he' });
    await settled(page);
    const finished = await counting(page, 'sweep-finish', async () => {
      await page.click('#try-seeds');
      await done(page);
    });
    assert.deepEqual(finished, [{ done: 200, total: 200 }]);
    const told = await sentences(page);
    const sweep = await resultsOf(await state(page));
    const { cost } = sweep.results();
    const wins = Array.from({ length: 100 }, (_, k) => cost[100 + k] < cost[k]).filter(Boolean).length;
    assert.match(told[0], /^Zeros solves 0 of 100 \(95\s% interval 0 to 4\s%\)\.$/);
    assert.equal(
      told[2],
      wins >= 50 ? `He beats Zeros in ${wins} of 100 seeds.` : `Zeros beats He in ${100 - wins} of 100 seeds.`,
    );
    assert.match(await page.evaluate(() => decodeURIComponent(location.hash)), /sweep=\{"seeds":100/);
    sweep.free();
    assertQuiet(complaints);
  });

  it('of a link waits for Play, pauses, goes on, and forgets when cancelled', async () => {
    const { page, complaints } = await site.open({ path: link({ seeds: 400 }, 'iterations=3000&initializers=he') });
    await settled(page);
    assert.equal(await trainings(page), 0);
    await page.click('#play');
    await started(page);
    await page.click('#play');
    await page.locator('.sweep[data-phase="paused"]').waitFor();
    const kept = await trainings(page);
    assert.ok(kept > 0);
    assert.equal(await page.locator('#play').innerText(), 'Go on');
    await page.click('#play');
    await page.waitForFunction((least) => {
      const bar = document.querySelector('init-lab')?.shadowRoot?.querySelector('.sweep-progress');
      return /** @type {HTMLProgressElement} */ (bar).value > least;
    }, kept);
    await page.click('#sweep-cancel');
    await page.locator('.sweep[data-phase="rest"]').waitFor();
    assert.equal(await trainings(page), 0);
    assertQuiet(complaints);
  });

  it('opens the very lab of a seed, and brings the sweep back as it was', async () => {
    const { page, complaints } = await site.open({ path: link({ seeds: 5 }, 'iterations=100&initializers=he') });
    await settled(page);
    await page.click('#play');
    await done(page);
    const swept = await state(page);
    const told = await sentences(page);
    await page.click('.sweep-table summary');
    await page.locator('.sweep-table button').nth(3).click();
    await page.locator('#sweep-back').waitFor();
    await settled(page);
    const sweep = await resultsOf(swept);
    assert.deepEqual(await state(page), sweep.experimentAt({ seed: 3 }));
    await page.click('#run-to-end');
    await page.waitForFunction(() => /** @type {any} */ (document.querySelector('init-lab')).iteration === 100);
    const [{ cost }] = await page.evaluate(
      () => /** @type {any} */ (document.querySelector('init-lab')).getResults().runs,
    );
    assert.equal(cost, sweep.results().cost[3]);
    await page.fill('#seed', '77');
    await page.press('#seed', 'Enter');
    await page.waitForFunction(() => /** @type {any} */ (document.querySelector('init-lab')).getState().seed === 77);
    await page.click('#sweep-back');
    await done(page);
    assert.deepEqual(await state(page), swept);
    assert.deepEqual(await sentences(page), told);
    sweep.free();
    assertQuiet(complaints);
  });

  it('zooms by a drag and back, opens a cell by keys, and comes back with the browser’s own Back', async () => {
    const axes = [axis, { ...axis, field: 'training.learningRate', from: 0.01, to: 1 }];
    const { page, complaints } = await site.open({ path: link({ axes }, 'iterations=20') });
    await settled(page);
    await page.click('#play');
    await done(page);
    const swept = await state(page);
    const surface = page.locator('.sweep-picture .surface').first();
    await surface.scrollIntoViewIfNeeded();
    const box = /** @type {{ x: number, y: number }} */ (await surface.boundingBox());
    await page.mouse.move(box.x + 120, box.y + 80);
    await page.mouse.down();
    await page.mouse.move(box.x + 260, box.y + 200, { steps: 5 });
    await page.mouse.up();
    await page.locator('#sweep-zoom-back').waitFor();
    await done(page);
    const { from, to } = /** @type {any} */ (await state(page)).sweep.axes[0];
    assert.ok(from >= 0.1 && to <= 10 && to / from < 100, `${from} to ${to}`);
    await page.click('#sweep-zoom-back');
    await page.locator('#sweep-zoom-back').waitFor({ state: 'detached' });
    assert.deepEqual([await state(page), await trainings(page)], [swept, 75]);
    await surface.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.locator('#sweep-back').waitFor();
    await settled(page);
    assert.equal(/** @type {any} */ (await state(page)).sweep, undefined);
    await page.waitForFunction(() => !location.hash.includes('sweep='));
    await page.goBack();
    await done(page);
    assert.deepEqual([await state(page), await trainings(page)], [swept, 75]);
    assertQuiet(complaints);
  });

  it('closes to the lab that it came from, at its iteration', async () => {
    const { page } = await site.open({ path: '#iterations=300' });
    await settled(page);
    await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).advance(120));
    const before = await state(page);
    await page.click('#try-seeds');
    await page.locator('.sweep').waitFor();
    await page.click('#sweep-close');
    await page.locator('figure.panel').first().waitFor();
    await page.waitForFunction(() => /** @type {any} */ (document.querySelector('init-lab')).iteration === 120);
    assert.deepEqual(await state(page), before);
  });

  it('asks what to vary, and shows refusals in their place with nothing half applied', async () => {
    const { page } = await site.open({ path: '#iterations=100' });
    await settled(page);
    await page.click('#vary');
    await page.locator('#sweep-axes-0-from').waitFor();
    const plan = async () => /** @type {any} */ (await state(page)).sweep;
    assert.deepEqual(
      (await plan()).axes.map((/** @type {any} */ each) => each.field),
      ['network.weightScale'],
    );
    const before = await plan();
    await page.fill('#sweep-axes-0-from', '-1');
    await page.press('#sweep-axes-0-from', 'Enter');
    const problem = page.locator('#sweep-axes-0-from-problem');
    await problem.waitFor();
    assert.match(await problem.innerText(), /from: -1 is not allowed; must be above 0 on a log scale. It stays 0.01\./);
    await page.fill('#sweep-axes-0-steps', '1');
    await page.press('#sweep-axes-0-steps', 'Enter');
    assert.match(await page.locator('#sweep-axes-0-steps-problem').innerText(), /a whole number from 2 to 1,?024/);
    assert.deepEqual(await plan(), before);
    await page.selectOption('#sweep-axes-0-field', 'depth');
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('init-lab')).getState().sweep.axes[0].field === 'depth',
    );
    assert.deepEqual((await plan()).axes[0], { field: 'depth', from: 1, to: 20, steps: 17, scale: 'linear' });
  });

  it('starts anew at rest when settings change, and says so', async () => {
    const { page } = await site.open({ path: link({ seeds: 3 }, 'iterations=50') });
    await settled(page);
    await page.click('#play');
    await done(page);
    await page.click('#new-seed');
    await page.locator('.sweep-notice').waitFor();
    assert.match(
      await page.locator('.sweep-notice').innerText(),
      /The settings have changed, so the sweep starts anew/,
    );
    assert.equal(await trainings(page), 0);
    const { seed, sweep } = /** @type {any} */ (await state(page));
    assert.deepEqual([seed, sweep.seeds], [4, 3]);
  });

  it('says on the spot which run an axis does not change', async () => {
    const experiment = {
      training: { iterations: 20 },
      runs: [{ initializer: 'he' }, { initializer: 'xavier', training: { learningRate: 0.1 } }],
      sweep: { axes: [{ field: 'training.learningRate', from: 0.01, to: 1, steps: 3, scale: 'log' }] },
    };
    const { page } = await site.open({});
    await settled(page);
    await page.evaluate(
      (given) => /** @type {InitLab} */ (document.querySelector('init-lab')).setState(given),
      experiment,
    );
    await page.locator('.sweep-notice').waitFor();
    assert.match(
      await page.locator('.sweep-notice').innerText(),
      /^Xavier.* is constant along this axis: this run has its own learning rate\.$/,
    );
  });

  it('is driven by methods, and reports to listeners', async () => {
    const { page } = await site.open({});
    await settled(page);
    const heard = await counting(page, 'sweep-progress', () =>
      page.evaluate(
        async (sweep) => {
          const lab = /** @type {any} */ (document.querySelector('init-lab'));
          lab.iterations = 30;
          lab.sweep = JSON.stringify(sweep);
          await lab.updateComplete;
          while (!lab.getState().sweep) await new Promise((resolve) => setTimeout(resolve, 20));
          await lab.runToEnd();
        },
        { seeds: 4, axes: [axis] },
      ),
    );
    assert.deepEqual(heard.at(-1), { done: 60, total: 60 });
    const given = await page.evaluate(() => /** @type {any} */ (document.querySelector('init-lab')).getSweepResults());
    assert.deepEqual([given.done, given.total, given.shape], [60, 60, [3, 1, 5, 4]]);
    assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector('init-lab')).paused), true);
  });
});

/** Ends the workers of sweeps, as a browser short of memory does. @param {Page} page @param {number} [count] */
async function kill(page, count = 1) {
  await page.evaluate((most) => {
    const started = /** @type {any} */ (window).sweepWorkers;
    for (const worker of started.splice(0, most)) worker.terminate();
  }, count);
}
/** @param {Page} page */
const watchWorkers = (page) =>
  page.addInitScript(() => {
    const page = /** @type {any} */ (window);
    page.sweepWorkers = [];
    const Plain = Worker;
    window.Worker = class extends Plain {
      /** @param {string | URL} url @param {WorkerOptions} [how] */
      constructor(url, how) {
        super(url, how);
        if (/sweep-worker/.test(String(url))) page.sweepWorkers.push(this);
      }
    };
  });

describe('a sweep at the edges', () => {
  it('ends right when a worker is killed, with no training lost or counted twice', async () => {
    const { page } = await site.open({
      path: link({ seeds: 300 }, 'iterations=1000&initializers=he'),
      prepare: watchWorkers,
    });
    await settled(page);
    await page.click('#play');
    await started(page);
    await kill(page);
    await done(page);
    assert.equal(await trainings(page), 300);
    const [median] = await page.locator('#sweep-summary td').allInnerTexts();
    const { format } = await import('../../www/charts/format.js').then(({ cost }) => ({ format: cost }));
    const sweep = await resultsOf(await state(page));
    assert.equal(median, format(sweep.summary().median[0]));
    sweep.free();
  });

  it('waits while its element is removed, and goes on where it was when it is put back', async () => {
    const { page } = await site.open({ path: link({ seeds: 300 }, 'iterations=1000&initializers=he') });
    await settled(page);
    await page.click('#play');
    await started(page);
    const kept = await page.evaluate(async () => {
      const lab = /** @type {any} */ (document.querySelector('init-lab'));
      const parent = lab.parentNode;
      lab.remove();
      await new Promise((resolve) => setTimeout(resolve, 300));
      const { done: before } = lab.getSweepResults();
      await new Promise((resolve) => setTimeout(resolve, 300));
      const { done: after } = lab.getSweepResults();
      parent.append(lab);
      return [before, after];
    });
    assert.equal(kept[0], kept[1], 'nothing is trained meanwhile');
    await done(page);
    assert.ok(kept[0] > 0);
  });

  it('ends while the page is hidden and offline', async () => {
    const { page } = await site.open({ path: link({ seeds: 300 }, 'iterations=1000&initializers=he') });
    await settled(page);
    await page.click('#play');
    await started(page);
    await page.context().setOffline(true);
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true });
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await done(page);
    assert.equal(await trainings(page), 300);
  });

  it('ends right beside another lab’s sweep, and when cancelled and gone on with', async () => {
    const experiment = { training: { iterations: 60 }, runs: [{ initializer: 'zeros' }, { initializer: 'he' }], sweep: { seeds: 20 } }; // prettier-ignore
    const expected = await resultsOf(experiment);
    const { page, complaints } = await site.open();
    await settled(page);
    const costs = await page.evaluate(async (wanted) => {
      const first = /** @type {InitLab} */ (document.querySelector('init-lab'));
      const second = /** @type {InitLab} */ (document.createElement('init-lab'));
      document.body.append(second);
      await Promise.all([first, second].map((lab) => lab.setState(wanted)));
      const ends = [first.runToEnd(), second.runToEnd().catch(() => {})];
      for (const done of [1, 7, 3]) {
        await new Promise((resolve) => {
          second.addEventListener('sweep-progress', (event) => /** @type {any} */ (event).detail.done >= done && resolve(null)); // prettier-ignore
        });
        await second.rewind();
        second.play();
      }
      ends.push(second.runToEnd());
      await Promise.all(ends);
      return [first, second].map((lab) => Array.from(lab.getSweepResults()?.cost ?? []));
    }, /** @type {any} */ (experiment));
    for (const each of costs) assert.deepEqual(each, Array.from(expected.results().cost));
    expected.free();
    assertQuiet(complaints);
  });

  it('says why it cannot start without its workers, and starts when asked again', async () => {
    const { page } = await site.open({
      path: link({ seeds: 20 }, 'iterations=50&initializers=he'),
      prepare: (page) =>
        page.addInitScript(() => {
          const Plain = Worker;
          window.Worker = class extends Plain {
            /** @param {string | URL} url @param {WorkerOptions} [how] */
            constructor(url, how) {
              const page = /** @type {any} */ (window);
              super(/sweep-worker/.test(String(url)) && !page.mended ? 'assets/missing.js' : url, how);
            }
          };
        }),
    });
    await settled(page);
    await page.click('#play');
    await page.locator('.sweep-notice[role="alert"]').waitFor();
    assert.match(await page.locator('.sweep-notice').innerText(), /could not be loaded/);
    assert.equal(await page.locator('#play').innerText(), 'Try again');
    await page.evaluate(() => {
      /** @type {any} */ (window).mended = true;
    });
    await page.click('#play');
    await done(page);
    assert.equal(await trainings(page), 20);
  });

  it('is superseded by another experiment, whose lab is shown', async () => {
    const { page, complaints } = await site.open({ path: link({ seeds: 1000 }, 'iterations=3000') });
    await settled(page);
    await page.click('#play');
    await started(page);
    await page.evaluate(() =>
      /** @type {InitLab} */ (document.querySelector('init-lab')).setState({ preset: 'moons' }),
    );
    await page.locator('figure.panel').first().waitFor();
    await settled(page);
    assertQuiet(complaints);
  });

  it('gives way to the lab’s pictures while points are drawn', async () => {
    const { page } = await site.open({ path: link({ seeds: 3 }, 'iterations=30') });
    await settled(page);
    await page.click('#settings');
    await page.click('#open-data');
    await page.selectOption('#dataset-name', 'custom');
    await page.click('#draw-points');
    const plot = page.locator('.plot').first();
    await plot.click({ position: { x: 100, y: 100 } });
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('init-lab')).getState().dataset.points?.length === 301,
    );
    await page.click('#draw-done');
    await page.locator('.sweep').waitFor();
    assert.equal(/** @type {any} */ (await state(page)).sweep.seeds, 3);
  });

  it('works in the page of one file', async () => {
    const file = pathToFileURL(path.join(distFolder, 'init-lab.html')).href;
    const sweep = { seeds: 4, axes: [axis] };
    const { page, complaints } = await site.open({ url: file + link(sweep, 'iterations=30') });
    await settled(page);
    await page.click('#play');
    await done(page);
    assert.equal(await trainings(page), 60);
    assertQuiet(complaints);
  });

  for (const theme of ['light', 'projector'])
    for (const [width, height] of [
      [1280, 720],
      [1366, 768],
      [2560, 1440],
    ])
      it(`has its pictures, their keys, its sentences and its plan on one screen: ${width} × ${height}, ${theme}`, async () => {
        const { page, complaints } = await site.open({ size: { width, height } });
        await settled(page);
        await page.selectOption('#theme', theme);
        for (const [preset, iterations] of Object.entries({
          is_it_luck: 5,
          where_it_breaks: 3,
          scale_and_rate: 1,
          how_deep: 2,
        })) {
          // prettier-ignore
          await page.evaluate(
            (experiment) => /** @type {InitLab} */ (document.querySelector('init-lab')).setState(experiment),
            { preset, training: { iterations } },
          );
          await settled(page);
          await page.click('#play');
          await done(page);
          const boxes = await page
            .locator('.sweep > header, .sweep .surface, .sweep-says, .sweep-plan')
            .evaluateAll((all) =>
              all.map((each) => {
                const { top, bottom, height: tall } = each.getBoundingClientRect();
                return { name: each.className || each.tagName, top, bottom, tall };
              }),
            );
          assert.ok(boxes.length >= 4, preset);
          assert.equal(await page.evaluate(() => scrollY), 0);
          for (const { name, top, bottom, tall } of boxes) {
            assert.ok(top >= 0 && bottom <= height, `${name} of ${preset}: ${top} to ${bottom} of ${height}`);
            if (name === 'surface') assert.ok(tall >= 120, `${name} of ${preset}: ${tall} high`);
          }
        }
        assertQuiet(complaints);
        await page.close();
      });

  it('prints the stage as it is', async () => {
    const { page } = await site.open({ path: link({ seeds: 3 }, 'iterations=30') });
    await settled(page);
    await page.click('#play');
    await done(page);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.sweep-says').isVisible(), true);
    assert.equal(await page.locator('.sweep-plan').isVisible(), false);
  });

  it('leaves its code out of the first view', async () => {
    const text = readFileSync(path.join(distFolder, 'index.html'), 'utf8');
    const preloaded = [...text.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file);
    assert.ok(preloaded.length > 2);
    for (const file of preloaded)
      assert.doesNotMatch(readFileSync(path.join(distFolder, file), 'utf8'), /Plan of the sweep/, file);
  });
});
