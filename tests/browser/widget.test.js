/** The widget as Jupyter and MyST load it: from text, through a blob, with a model. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { moduleScript } from '../../scripts/inline.js';
import { distFolder } from '../../scripts/paths.js';
import { createLab } from '../../www/engine/lab.js';
import { createSweep } from '../../www/engine/create-sweep.js';
import { assertQuiet, openSite, settled, state } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */

const text = readFileSync(path.join(distFolder, 'init-lab-widget.js'), 'utf8');

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite({});
});
after(() => site.close());

/** @param {Page} page */
const asHost = (page) =>
  page.route('**/host', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Host</title><body>' }),
  );

/**
 * A page with a model of these traits, and a number of views of it.
 * @param {Record<string, any>} traits @param {number} [views]
 */
async function open(traits, views = 1) {
  const { page, complaints } = await site.open({
    path: 'host',
    size: { width: 1280, height: 1500 * views },
    prepare: asHost,
  });
  await page.evaluate(
    async ({ text, traits, views }) => {
      /** @type {Map<string, Set<(...values: any[]) => void>>} */
      const listeners = new Map();
      const dirty = new Set();
      const emit = (/** @type {string} */ event, /** @type {any[]} */ ...values) =>
        [...(listeners.get(event) ?? [])].forEach((listener) => listener(...values));
      const model = {
        saved: 0,
        /** Names and values, in the order in which they were set. @type {[string, any][]} */
        told: [],
        emit,
        listening: () => [...listeners.values()].reduce((sum, { size }) => sum + size, 0),
        get: (/** @type {string} */ name) => traits[name],
        set(/** @type {string} */ name, /** @type {any} */ value) {
          traits[name] = JSON.parse(JSON.stringify(value)); // as a kernel would store it
          this.told.push([name, traits[name]]);
          dirty.add(name);
        },
        save_changes() {
          this.saved += 1;
          const names = [...dirty];
          dirty.clear();
          for (const name of names) emit(`change:${name}`);
        },
        on: (/** @type {string} */ event, /** @type {any} */ listener) =>
          listeners.set(event, (listeners.get(event) ?? new Set()).add(listener)),
        off: (/** @type {string} */ event, /** @type {any} */ listener) => listeners.get(event)?.delete(listener),
      };
      const widget = await import(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
      const ends = Array.from({ length: views }, () => {
        const el = document.body.appendChild(document.createElement('div'));
        return widget.default.render({ model, el });
      });
      Object.assign(window, { model, ends });
    },
    { text, traits, views },
  );
  return { page, complaints };
}

/** A page with a model as MyST has it, which throws from what it lacks. @param {Record<string, any>} traits */
async function openInMyst(traits) {
  const { page, complaints } = await site.open({ path: 'host', size: { width: 1280, height: 1500 }, prepare: asHost });
  await page.evaluate(
    async ({ text, traits }) => {
      const target = new EventTarget();
      const lacks = (/** @type {string} */ name) => {
        throw new Error(`MystAnyModel.${name} not implemented yet.`);
      };
      const model = {
        get: (/** @type {string} */ name) => traits[name],
        set(/** @type {string} */ name, /** @type {any} */ value) {
          traits[name] = value;
          target.dispatchEvent(new CustomEvent(`change:${name}`, { detail: value }));
          target.dispatchEvent(new CustomEvent('change', { detail: value }));
        },
        on: (/** @type {string} */ event, /** @type {any} */ listener) => target.addEventListener(event, listener),
        off: () => lacks('off'),
        save_changes: () => lacks('save_changes'),
        send: () => lacks('send'),
        get widget_manager() {
          return lacks('widget_manager');
        },
        emit: (/** @type {string} */ event, /** @type {any} */ detail) =>
          target.dispatchEvent(new CustomEvent(event, { detail })),
      };
      const widget = await import(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
      const el = document.body.appendChild(document.createElement('div'));
      Object.assign(window, { model, ends: [widget.default.render({ model, el })] });
    },
    { text, traits },
  );
  return { page, complaints };
}

/** @param {Page} page @param {string} name */
const trait = (page, name) => page.evaluate((name) => /** @type {any} */ (window).model.get(name), name);

/** Traits that the Python class has. */
const python = { preset: 'notebook', state: {}, iteration: 0, results: {}, paused: true, _shown: [], _moves: 0 };

/** Waits until the lab rests at an iteration. @param {Page} page @param {number} iteration */
const resting = (page, iteration) =>
  page.waitForFunction((iteration) => {
    const lab = document.querySelector('init-lab');
    return lab?.iteration === iteration && lab.settled;
  }, iteration);

/** The costs on screen. @param {Page} page */
const costs = (page) =>
  page.evaluate(() =>
    document
      .querySelector('init-lab')
      ?.getResults()
      ?.runs.map(({ cost }) => cost),
  );

/** The costs of a lab in Node. @param {any} experiment @param {number} iteration */
async function costsAt(experiment, iteration) {
  const lab = await createLab(experiment);
  lab.advance(iteration);
  const costs = lab.snapshot().runs.map(({ cost }) => cost);
  lab.free();
  return costs;
}

/** Sets traits as Python would. @param {Page} page @param {Record<string, any>} values */
const set = (page, values) =>
  page.evaluate((values) => {
    const { model } = /** @type {any} */ (window);
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    model.save_changes();
  }, values);

describe('the widget', () => {
  it('shows the model’s state, and trains, without a file beside it', async () => {
    const { page, complaints } = await open({ preset: 'deep_relu', experiment: { seed: 12 }, theme: 'dark' });
    await settled(page);
    assert.equal((await state(page)).seed, 12);
    assert.equal(await page.locator('.lab').getAttribute('data-theme'), 'dark');
    assert.deepEqual(await trait(page, 'state'), await state(page));
    await page.evaluate(() => /** @type {any} */ (window).model.emit('msg:custom', { method: 'advance', value: 30 }));
    await page.waitForFunction(() => document.querySelector('init-lab')?.iteration === 30);
    await settled(page);
    assertQuiet(complaints);
    await page.close();
  });

  it('works without the traits that only the Python class sets', async () => {
    const { page, complaints } = await open({});
    await settled(page);
    assert.equal((await state(page)).dataset.name, 'circles');
    assertQuiet(complaints);
    await page.close();
  });

  it('tells results once there are some: a model whose results are a dict takes nothing else', async () => {
    const { page, complaints } = await open({ preset: 'moons', seed: 7, iteration: 0, results: {}, paused: true });
    await page.waitForFunction(() => /** @type {any} */ (window).model.get('results')?.iteration === 0);
    const told = await page.evaluate(() => /** @type {any} */ (window).model.told);
    const results = told.filter((/** @type {[string, any]} */ [name]) => name === 'results');
    assert.ok(results.length > 0);
    for (const [, value] of results) assert.equal(value?.runs.length, 3);
    assertQuiet(complaints);
    await page.close();
  });

  it('writes the reader’s changes to the model, and applies Python’s', async () => {
    const { page, complaints } = await open({ preset: 'notebook', state: {} });
    await settled(page);
    await page.click('#new-seed');
    await page.waitForFunction(() => /** @type {any} */ (window).model.get('state').seed === 4);
    await page.click('#thousand');
    await page.waitForFunction(() => /** @type {any} */ (window).model.get('iteration') > 0);
    await settled(page);
    await set(page, { preset: 'moons' });
    await page.waitForFunction(() => /** @type {any} */ (window).model.get('state').dataset.name === 'moons');
    await set(page, { state: { ...(await trait(page, 'state')), seed: 99 } });
    await page.waitForFunction(() => document.querySelector('init-lab')?.getState()?.seed === 99);
    await set(page, { state: { ...(await trait(page, 'state')), seed: -1 } });
    await page.waitForFunction(() => /seed.*-1.*must be/.test(/** @type {any} */ (window).model.get('error')));
    assertQuiet(complaints);
    await page.close();
  });

  it('trains the sweep of its experiment on workers of its own, at Python’s word', async () => {
    const sweep = { seeds: 6 };
    const { page, complaints } = await open({
      preset: 'notebook',
      experiment: { training: { iterations: 40 }, runs: [{ initializer: 'he' }], sweep },
    });
    await settled(page);
    await page.locator('.sweep[data-phase="rest"]').waitFor();
    assert.equal((await trait(page, 'state')).sweep.seeds, 6);
    await page.evaluate(() => /** @type {any} */ (window).model.emit('msg:custom', { method: 'runToEnd' }));
    await page.locator('.sweep[data-phase="done"]').waitFor();
    const { cost, done } = await page.evaluate(() => {
      const lab = /** @type {import('../../www/element/init-lab-element.js').InitLab} */ (document.querySelector('init-lab')); // prettier-ignore
      const results = /** @type {any} */ (lab.getSweepResults());
      return { cost: [...results.cost], done: results.done };
    });
    const expected = await createSweep(await trait(page, 'state'), { workers: 0 });
    await expected.run();
    assert.equal(done, 6);
    assert.deepEqual(cost, [...expected.results().cost]);
    expected.free();
    assert.ok(page.workers().length > 1, 'a sweep has workers of its own');
    assertQuiet(complaints);
    await page.close();
  });

  it('keeps the message of a refusal in the model until the next request', async () => {
    const { page, complaints } = await open({ preset: 'nope', experiment: { seed: 12 }, state: {} });
    await settled(page);
    assert.equal((await state(page)).seed, 12);
    assert.match(await trait(page, 'error'), /^preset: "nope" is not allowed/);
    await page.click('#new-seed');
    await page.waitForFunction(() => /** @type {any} */ (window).model.get('state').seed === 13);
    assert.match(await trait(page, 'error'), /^preset: "nope" is not allowed/);
    await set(page, { preset: 'moons' });
    await page.waitForFunction(() => /** @type {any} */ (window).model.get('state').dataset.name === 'moons');
    assert.equal(await trait(page, 'error'), '');
    await page.close();
    assertQuiet(complaints);
  });

  it('calls a second view of a model as the first', async () => {
    const { page, complaints } = await open({ preset: 'moons', state: {} }, 1);
    await settled(page);
    await page.click('#new-seed');
    await page.waitForFunction(() => /** @type {any} */ (window).model.get('state').seed === 4);
    const state = await trait(page, 'state');
    await page.close();
    assertQuiet(complaints);
    const second = await open({ preset: 'moons', state });
    await settled(second.page);
    assert.equal(await second.page.locator('#preset').inputValue(), 'moons');
    await second.page.close();
    assertQuiet(second.complaints);
  });

  it('shows two views of one model, which settle at the same state', async () => {
    const { page, complaints } = await open({ preset: 'notebook', state: {} }, 2);
    await settled(page, 0);
    await settled(page, 1);
    await page.locator('init-lab').nth(0).locator('#new-seed').click();
    await page.waitForFunction(() =>
      [...document.querySelectorAll('init-lab')].every((lab) => lab.getState()?.seed === 4 && lab.settled),
    );
    const saved = await page.evaluate(() => /** @type {any} */ (window).model.saved);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    assert.equal(
      await page.evaluate(() => /** @type {any} */ (window).model.saved),
      saved,
      'they do not answer each other',
    );
    await page.evaluate(() => /** @type {any} */ (window).ends[0]());
    assert.equal(await page.locator('init-lab').count(), 1);
    await page.evaluate(() => /** @type {any} */ (window).ends[1]());
    assert.equal(await page.locator('init-lab').count(), 0);
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).model.listening()), 0);
    assertQuiet(complaints);
    await page.close();
  });

  it('opens at the state and the iteration of its model, and shows its results', async () => {
    const expected = await costsAt({ preset: 'moons', seed: 12 }, 700);
    const { page, complaints } = await open({ ...python, state: { preset: 'moons', seed: 12 }, iteration: 700 });
    await resting(page, 700);
    assert.deepEqual(await costs(page), expected);
    await page.waitForFunction(() => /** @type {any} */ (window).model.get('results')?.iteration === 700);
    const { runs } = await trait(page, 'results');
    assert.deepEqual(
      runs.map((/** @type {any} */ { cost }) => cost),
      expected,
    );
    assert.equal(await trait(page, 'paused'), true);
    assertQuiet(complaints);
    await page.close();
  });

  it('follows a lab that Python has moved itself, forward and back', async () => {
    const { page, complaints } = await open({ ...python, preset: 'moons' });
    await settled(page);
    const state = await trait(page, 'state');
    for (const [seed, iteration] of [
      [state.seed, 900],
      [21, 300],
      [21, 0],
    ]) {
      await set(page, { state: { ...state, seed }, iteration, _moves: (await trait(page, '_moves')) + 1 });
      await page.waitForFunction((seed) => document.querySelector('init-lab')?.getState()?.seed === seed, seed);
      await resting(page, iteration);
      assert.deepEqual(await costs(page), await costsAt({ ...state, seed }, iteration));
      assert.equal(await trait(page, 'iteration'), iteration);
    }
    assertQuiet(complaints);
    await page.close();
  });

  it('plays at once if Python asked for it before there was a view, and says when it rests', async () => {
    const { page, complaints } = await open({ ...python, paused: false });
    await page.waitForFunction(() => document.querySelector('init-lab')?.paused === false);
    await page.waitForFunction(() => /** @type {any} */ (window).model.get('iteration') > 0);
    await page.evaluate(() => /** @type {any} */ (window).model.emit('msg:custom', { method: 'pause' }));
    await page.waitForFunction(() => /** @type {any} */ (window).model.get('paused') === true);
    await settled(page);
    assertQuiet(complaints);
    await page.close();
  });

  it('tells Python which views there are, while there are any', async () => {
    const { page, complaints } = await open({ ...python }, 2);
    await page.waitForFunction(() => /** @type {any} */ (window).model.get('_shown').length === 2);
    const [first, second] = await trait(page, '_shown');
    assert.notEqual(first, second);
    await page.evaluate(() => /** @type {any} */ (window).ends[0]());
    assert.equal((await trait(page, '_shown')).length, 1);
    await page.evaluate(() => /** @type {any} */ (window).ends[1]());
    assert.deepEqual(await trait(page, '_shown'), []);
    assertQuiet(complaints);
    await page.close();
  });

  it('does not obey Python out of sight, where a lab rests, and follows what Python did meanwhile', async () => {
    const { page, complaints } = await open({ ...python });
    await page.waitForFunction(() => /** @type {any} */ (window).model.get('_shown').length === 1);
    await page.evaluate(() => {
      document.body.style.paddingTop = '9000px';
      scrollTo(0, 0);
    });
    await page.waitForFunction(() => /** @type {any} */ (window).model.get('_shown').length === 0);
    await set(page, { iteration: 400, _moves: 1 });
    await page.evaluate(() => document.querySelector('init-lab')?.scrollIntoView());
    await resting(page, 400);
    await page.waitForFunction(() => /** @type {any} */ (window).model.get('_shown').length === 1);
    assert.equal(await trait(page, 'iteration'), 400);
    assertQuiet(complaints);
    await page.close();
  });

  it('ends where Python is, however often it moved before the view could follow', async () => {
    for (const isSeen of [true, false]) {
      const { page, complaints } = await open({ ...python });
      await page.waitForFunction(() => /** @type {any} */ (window).model.get('_shown').length === 1);
      await page.evaluate((top) => void (document.body.style.paddingTop = top), isSeen ? '0' : '9000px');
      await page.evaluate(() => scrollTo(0, 0));
      for (const [k, iteration] of [1000, 2000, 500, 2000].entries()) await set(page, { iteration, _moves: k + 1 });
      await page.evaluate(() => document.querySelector('init-lab')?.scrollIntoView());
      await page.waitForFunction(() => {
        const lab = document.querySelector('init-lab');
        return lab?.settled && lab.iteration >= 2000 && /** @type {any} */ (window).model.get('_shown').length === 1;
      });
      assert.equal(await page.evaluate(() => document.querySelector('init-lab')?.iteration), 2000);
      assert.deepEqual(await costs(page), await costsAt({ preset: 'notebook' }, 2000));
      assert.equal(await trait(page, 'iteration'), 2000);
      assertQuiet(complaints);
      await page.close();
    }
  });

  it('takes single fields, under the names of Python and of JavaScript', async () => {
    const { page, complaints } = await open({
      ...python,
      learning_rate: 0.5,
      hiddenUnits: [4, 4],
      initializers: ['he'],
      dataset: 'moons',
    });
    await settled(page);
    const { training, network, runs, dataset } = await state(page);
    assert.deepEqual([training.learningRate, network.hidden, runs.length, dataset.name], [0.5, [4, 4], 1, 'moons']);
    await set(page, { learning_rate: null });
    await page.waitForFunction(() => document.querySelector('init-lab')?.getState()?.training.learningRate !== 0.5);
    assertQuiet(complaints);
    await page.close();
  });

  it('works with a model as MyST has it, which throws from what it lacks', async () => {
    const { page, complaints } = await openInMyst({ preset: 'moons', learningRate: 0.5 });
    await settled(page);
    assert.equal((await state(page)).training.learningRate, 0.5);
    await page.evaluate(() => /** @type {any} */ (window).model.emit('msg:custom', { method: 'advance', value: 30 }));
    await resting(page, 30);
    await page.evaluate(() => /** @type {any} */ (window).model.set('theme', 'dark'));
    await page.locator('.lab[data-theme="dark"]').waitFor();
    await page.evaluate(() => /** @type {any} */ (window).ends[0]());
    assert.equal(await page.locator('init-lab').count(), 0);
    await page.evaluate(() => /** @type {any} */ (window).model.set('theme', 'light'));
    assert.deepEqual(complaints, []);
    await page.close();
  });
});

describe('the loader of the widget', () => {
  /** @type {string} */
  let loader;
  before(async () => {
    loader = await moduleScript('standalone/widget-loader.js');
  });

  /**
   * A page with two labs whose code is in a shared model of the host, or in the kernel, or nowhere.
   * @param {{ shared: boolean, kernel: boolean, silent?: string }} has  silent: the preset of a lab whose kernel never answers
   */
  async function load({ shared, kernel, silent = '' }) {
    const { page, complaints } = await site.open({
      path: 'host',
      size: { width: 1280, height: 3000 },
      prepare: asHost,
    });
    await page.evaluate(
      async ({ loader, packed, shared, kernel, silent }) => {
        const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
        /** @type {any[]} */
        const asked = [];
        const modelOf = (/** @type {string} */ preset) => {
          /** @type {any} */
          const traits = { preset, _module: 'IPY_MODEL_code', _version: '1' };
          /** @type {Map<string, any>} */
          const listeners = new Map();
          return {
            get: (/** @type {string} */ name) => traits[name],
            set: (/** @type {string} */ name, /** @type {any} */ value) => (traits[name] = value),
            save_changes() {},
            on: (/** @type {string} */ event, /** @type {any} */ listener) => listeners.set(event, listener),
            off: (/** @type {string} */ event) => listeners.delete(event),
            send(/** @type {any} */ content) {
              asked.push(content);
              if (!kernel) throw new Error('There is no kernel.');
              if (preset === silent) return;
              setTimeout(() => listeners.get('msg:custom')({ packed: true }, [new DataView(bytes.buffer)]));
            },
            get widget_manager() {
              if (!shared) throw new Error('This host has no widget manager.');
              return {
                get_model: async (/** @type {string} */ id) => ({
                  get: (/** @type {string} */ name) =>
                    id === 'code' && name === 'packed' ? new DataView(bytes.buffer) : null,
                }),
              };
            },
          };
        };
        const ends = [];
        for (const preset of ['moons', 'notebook']) {
          const widget = await import(URL.createObjectURL(new Blob([loader], { type: 'text/javascript' })));
          const el = document.body.appendChild(document.createElement('div'));
          const rendered = widget.default.render({ model: modelOf(preset), el });
          ends.push(preset === silent ? () => {} : await rendered);
        }
        Object.assign(window, { ends, asked });
      },
      { loader, packed: gzipSync(text).toString('base64'), shared, kernel, silent },
    );
    return { page, complaints };
  }

  for (const has of [
    { shared: true, kernel: false },
    { shared: false, kernel: true },
  ])
    it(`gets the module ${has.shared ? 'from the model that labs share' : 'from the kernel'}, once a page`, async () => {
      const { page, complaints } = await load(has);
      await settled(page, 0);
      await settled(page, 1);
      const names = await page.evaluate(() =>
        [...document.querySelectorAll('init-lab')].map((lab) => lab.getState()?.dataset.name),
      );
      assert.deepEqual(names, ['moons', 'circles']);
      assert.equal(await page.evaluate(() => /** @type {any} */ (window).asked.length), has.shared ? 0 : 1);
      await page.evaluate(() => /** @type {any} */ (window).ends.forEach((/** @type {() => void} */ end) => end()));
      assert.equal(await page.locator('init-lab').count(), 0);
      assertQuiet(complaints);
      await page.close();
    });

  it('gets the module from another lab’s kernel where the first one is silent, for both', async () => {
    const { page, complaints } = await load({ shared: false, kernel: true, silent: 'moons' });
    await settled(page, 1);
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).asked.length), 2);
    assert.equal(await page.locator('body > div > init-lab').count(), 2);
    assertQuiet(complaints);
    await page.close();
  });

  it('says so where there is neither', async () => {
    const { page } = await load({ shared: false, kernel: false });
    assert.match(await page.locator('body > div').first().innerText(), /^The code of this lab is not in the notebook/);
    await page.close();
  });
});
