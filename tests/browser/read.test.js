/**
 * Readings of a lab are exact, of the current iteration, and without side effects: with one or more workers, running or
 * failed.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLab } from '../../www/engine/lab.js';
import { reading } from '../../www/engine/read.js';
import { openSources } from './sources.js';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof openSources>>} */
let sources;
before(async () => {
  sources = await openSources();
});
after(() => sources.close());

const NOTEBOOK = { preset: 'notebook' };
/** Large enough for helpers; one run diverges. */
const HEAVY = {
  network: { hidden: [16, 16, 16] },
  dataset: { name: 'moons', samples: 300, noise: 0.1 },
  training: { iterations: 100_000, learningRate: 0.1 },
  runs: [{ initializer: 'he' }, { initializer: 'random_normal', stddev: 10 }, { initializer: 'orthogonal' }],
};

/** Has a worker of its own. */
const LONG = {
  dataset: { name: 'moons', samples: 300 },
  network: { hidden: Array(30).fill(256) },
  runs: [{ initializer: 'he' }],
};

/** A page with a player named `player`. @param {{ cores?: number }} [how] */
async function open({ cores = 1 } = {}) {
  const page = await sources.open(cores);
  await page.evaluate(async () => {
    const [{ Player }, { LabClient }, { setProperty }, { moveRun }] = await Promise.all(
      ['player/player', 'engine/client', 'player/edits', 'player/run-edits'].map(
        (name) => import(/* @vite-ignore */ `${location.origin}/www/${name}.js`),
      ),
    );
    const player = new Player(
      () => {},
      (/** @type {any} */ died) => new LabClient(died),
    );
    player.setVisible(true);
    Object.assign(window, {
      player,
      setProperty,
      moveRun,
      /** @param {() => boolean} done */
      until: async (done) => {
        while (!done()) await new Promise((resolve) => setTimeout(resolve, 10));
      },
      /** A reading with all digits as text. @param {'costs' | 'parameters' | 'inspections'} what */
      exact: async (what) => {
        const answer = await player.read(what);
        return JSON.stringify(answer, (_, value) =>
          ArrayBuffer.isView(value) ? Array.from(/** @type {any} */ (value)) : value,
        );
      },
    });
  });
  return page;
}

/** Runs code in the page with `player`, `until` and `exact`. @param {Page} page @param {string} code */
const inPage = (page, code) => page.evaluate(`(async () => { const { player, until, exact } = window; ${code} })()`);

/** The reading of a separate lab at an iteration. @param {any} experiment @param {number} iteration */
async function expected(experiment, iteration) {
  const lab = await createLab(experiment);
  lab.advance(iteration);
  const plain = (/** @type {any} */ value) =>
    JSON.parse(JSON.stringify(value, (_, v) => (ArrayBuffer.isView(v) ? Array.from(/** @type {any} */ (v)) : v)));
  const runs = lab.experiment.runs.map((_, run) => run);
  const told = {
    costs: plain(runs.map((run) => lab.costs(run))),
    parameters: plain(runs.map((run) => lab.parameters(run))),
    inspections: plain(reading(lab, runs, 'inspections', [])),
  };
  lab.free();
  return told;
}

/** @param {Page} page */
const readAll = async (page) => {
  const whats = ['costs', 'parameters', 'inspections'];
  const texts = /** @type {string[]} */ (
    await inPage(page, `return Promise.all(${JSON.stringify(whats)}.map((what) => exact(what)))`)
  );
  return Object.fromEntries(whats.map((what, k) => [what, JSON.parse(texts[k])]));
};

describe('reading', () => {
  it('gives every digit at the iteration reached, at rest', async () => {
    const page = await open();
    await inPage(page, `await player.load(${JSON.stringify(NOTEBOOK)})`);
    assert.deepEqual(await readAll(page), await expected(NOTEBOOK, 0));
    await inPage(page, `player.advance(1234); await until(() => player.model.settled)`);
    assert.deepEqual(await readAll(page), await expected(NOTEBOOK, 1234));
    await page.close();
  });

  it('neither stops nor slows a lab that plays, and is of one iteration', async () => {
    const page = await open();
    const readings = /** @type {string[]} */ (
      await inPage(
        page,
        `await player.load(${JSON.stringify(NOTEBOOK)});
         player.setSpeed(Infinity);
         player.play();
         await until(() => player.iteration > 500);
         const readings = [];
         while (player.model.mode === 'play' && readings.length < 5) readings.push(await exact('costs'));
         await until(() => player.model.mode === 'rest');
         return [...readings, await exact('costs'), await exact('parameters')];`,
      )
    );
    const [parameters, last, ...during] = readings.reverse();
    const end = await expected(NOTEBOOK, 15000);
    assert.deepEqual(JSON.parse(last), end.costs, 'the costs at the end are those of an undisturbed lab');
    assert.deepEqual(JSON.parse(parameters), end.parameters);
    for (const text of during) {
      const costs = JSON.parse(text);
      const iteration = costs[0].iterations.at(-1);
      assert.deepEqual(costs, (await expected(NOTEBOOK, iteration)).costs, `at ${iteration}`);
    }
    await page.close();
  });

  it('happens after the changes requested before it', async () => {
    const page = await open();
    const [before, after] = /** @type {string[]} */ (
      await inPage(
        page,
        `await player.load(${JSON.stringify(NOTEBOOK)});
         const before = exact('parameters');
         player.apply(setProperty('seed', 7)).catch(() => {});
         const after = exact('parameters');
         return Promise.all([before, after]);`,
      )
    );
    assert.deepEqual(JSON.parse(before), (await expected(NOTEBOOK, 0)).parameters);
    assert.deepEqual(JSON.parse(after), (await expected({ ...NOTEBOOK, seed: 7 }, 0)).parameters);
    await page.close();
  });

  it('asks each worker for its own runs', async () => {
    const page = await open({ cores: 3 });
    await inPage(page, `await player.load(${JSON.stringify(HEAVY)}); player.setSpeed(Infinity)`);
    await inPage(page, `player.advance(20); await until(() => player.model.settled)`);
    while (page.workers().length !== 3) await page.waitForTimeout(20);
    for (let k = 0; k < 8; k += 1) await inPage(page, `player.advance(5); await until(() => player.model.settled)`);
    assert.deepEqual(await readAll(page), await expected(HEAVY, 60));
    await inPage(page, `await player.apply(moveRun(player.model.offered[player.model.chosen[0]], 1))`);
    const moved = { ...HEAVY, runs: [HEAVY.runs[1], HEAVY.runs[0], HEAVY.runs[2]] };
    assert.deepEqual(await readAll(page), await expected(moved, 60));

    // A helper dies: the reading fails, the runs are trained again, and then it returns the same values.
    await page
      .workers()[1]
      .evaluate(() => self.close())
      .catch(() => {});
    const words = await inPage(page, `return exact('costs').then(() => 'read', (error) => error.message)`);
    assert.match(String(words), /trained again/);
    await inPage(page, `await until(() => player.model.settled)`);
    assert.deepEqual(await readAll(page), await expected(moved, 60));
    await page.close();
  });

  it('is left at once where it is long work, also beside others', async () => {
    const page = await open();
    const { left, told, again } = /** @type {any} */ (
      await inPage(
        page,
        `const { LabClient } = await import(location.origin + '/www/engine/client.js');
         const client = new LabClient(() => {});
         await client.open(${JSON.stringify(LONG)});
         const answers = ['inspections', 'parameters', 'costs'].map((what) =>
           client.read(what, []).then(() => 'answered', (error) => error.message),
         );
         const left = client.leave();
         const told = await Promise.all(answers);
         const again = client.leave();
         client.close();
         return { left, told, again };`,
      )
    );
    assert.deepEqual(told, Array(3).fill('A newer request replaced this one.'));
    assert.deepEqual([left, again], [true, false], 'then there is nothing left to leave');
    await page.close();
  });

  it('is refused with a message, and the lab goes on', async () => {
    const page = await open();
    const refusal = (/** @type {string} */ code) =>
      inPage(page, `return player.read(${code}).then(() => 'read', (error) => error.name + ': ' + error.message)`);
    assert.match(String(await refusal(`'costs'`)), /There is no lab to read from/);
    assert.equal(await inPage(page, `return player.model.phase`), 'loading');
    await inPage(page, `await player.load({ preset: 'no such' }).catch(() => {})`);
    const told = await inPage(page, `return player.model.failure.message`);
    assert.match(String(await refusal(`'costs'`)), /There is no lab to read from/);
    assert.equal(await inPage(page, `return player.model.failure.message`), told, 'what failed stays told');
    await inPage(page, `await player.load(${JSON.stringify(NOTEBOOK)})`);
    for (const what of [`'toString'`, `'weights'`, 'undefined'])
      assert.match(
        String(await refusal(what)),
        /RangeError: read: .* is not allowed; allowed: costs, parameters, .*inspections/,
      );
    assert.equal(await inPage(page, `return player.model.phase`), 'ready');
    assert.deepEqual(await readAll(page), await expected(NOTEBOOK, 0));

    const closing = inPage(
      page,
      `const asked = [exact('costs'), exact('costs')].map((one) => one.catch((error) => error.message));
       player.close();
       return Promise.all(asked);`,
    );
    for (const answer of /** @type {string[]} */ (await closing)) assert.match(answer, /The lab was closed|^\[\{/);
    await inPage(page, `await player.load(${JSON.stringify(NOTEBOOK)})`);
    await page
      .workers()[0]
      .evaluate(() => self.close())
      .catch(() => {});
    const dead = String(await refusal(`'costs'`));
    assert.match(dead, /The engine stopped|There is no lab/);
    await inPage(page, `await player.restart()`);
    assert.deepEqual(await readAll(page), await expected(NOTEBOOK, 0));
    await page.close();
  });
});
