import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { distFolder } from '../../scripts/paths.js';
import fc from '../js/seeds.js';
import { catalogue } from '../../www/engine/lab.js';
import { hostileStrings } from '../js/hostile.js';
import { assertQuiet, figures, iteration, openSite, reach, settled, state } from './harness.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */
/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const hash = (/** @type {Page} */ page) => page.evaluate(() => location.hash);
const entries = (/** @type {Page} */ page) => page.evaluate(() => history.length);
const notes = (/** @type {Page} */ page) => page.locator('.message[data-reason="left-out"] li').allTextContents();

/** @param {Page} page @param {string} text */
const hashBecomes = (page, text) => page.waitForFunction((wanted) => location.hash === wanted, text);

/** @param {Page} page @param {string} text */
const go = (page, text) => page.evaluate((wanted) => void (location.hash = wanted), text);

/** @param {Page} page @param {string} id @param {string} text */
async function enter(page, id, text) {
  await page.fill(id, text);
  await page.press(id, 'Enter');
}

/** The opened experiments, in order. @param {Page} page */
const record = (page) =>
  page.addInitScript(() => {
    /** @type {any} */ (globalThis).opened = [];
    addEventListener('DOMContentLoaded', () =>
      document.querySelector('init-lab')?.addEventListener('change', (event) => {
        const { experiment } = /** @type {CustomEvent} */ (event).detail;
        /** @type {any} */ (globalThis).opened.push(experiment.seed);
      }),
    );
  });

describe('the address', () => {
  it('opens the experiment that it names, and nothing before it', async () => {
    const { page, complaints } = await site.open({
      path: '#preset=moons&seed=7&learningRate=0.1&initializers=he,random_normal:stddev=2:label=Two',
      prepare: record,
    });
    await settled(page);
    const { seed, training, runs, dataset } = await state(page);
    assert.deepEqual(
      [seed, training.learningRate, dataset.name, runs],
      [7, 0.1, 'moons', [{ initializer: 'he' }, { initializer: 'random_normal', mean: 0, stddev: 2, label: 'Two' }]],
    );
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).opened), [7]);
    assert.equal(await page.locator('#preset').inputValue(), 'moons');
    assert.deepEqual(await notes(page), []);
    await page.close();
    assertQuiet(complaints);
  });

  it('follows the lab without filling the history', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    assert.equal(await hash(page), '');
    const before = await entries(page);
    for (const rate of [0.2, 0.3, 0.4]) {
      await enter(page, '#rate-exact', String(rate));
      await page.waitForFunction(
        (wanted) => /** @type {any} */ (document.querySelector('init-lab')).getState().training.learningRate === wanted,
        rate,
      );
    }
    await hashBecomes(page, '#preset=notebook&learningRate=0.4');
    await page.click('#new-seed');
    await hashBecomes(page, '#preset=notebook&learningRate=0.4&seed=4');
    assert.equal(await entries(page), before);
    await page.reload();
    await settled(page);
    const { seed, training } = await state(page);
    assert.deepEqual([seed, training.learningRate], [4, 0.4], 'a reload opens what was shown');
    await page.close();
    assertQuiet(complaints);
  });

  it('changes at most 75 times in 30 seconds, and ends right', async () => {
    const { page, complaints } = await site.open({
      prepare: (page) =>
        page.addInitScript(() => {
          /** @type {any} */ (globalThis).writes = [];
          for (const name of /** @type {const} */ (['replaceState', 'pushState'])) {
            const plain = history[name].bind(history);
            history[name] = (...values) => {
              /** @type {any} */ (globalThis).writes.push(performance.now());
              plain(...values);
            };
          }
        }),
    });
    await settled(page);
    await page.evaluate(async () => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      for (let seed = 100; seed < 160; seed += 1) await lab.setState({ preset: 'notebook', seed });
    });
    await hashBecomes(page, '#preset=notebook&seed=159');
    const writes = /** @type {number[]} */ (await page.evaluate(() => /** @type {any} */ (globalThis).writes));
    const gaps = writes.slice(1).map((at, k) => at - writes[k]);
    // The old entry is updated just before the new one is added.
    const pairs = gaps.filter((gap) => gap < 350).length;
    assert.ok(pairs <= 2, `${gaps}`);
    await page.close();
    assertQuiet(complaints);
  });

  it('adds a history entry for each opened experiment; back and forward restore them', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const before = await entries(page);
    await enter(page, '#rate-exact', '0.2');
    await page.selectOption('#preset', 'moons');
    await hashBecomes(page, '#preset=moons');
    await settled(page);
    await page.click('#new-seed');
    await hashBecomes(page, '#preset=moons&seed=4');
    await page.selectOption('#preset', 'scale');
    await hashBecomes(page, '#preset=scale');
    assert.equal(await entries(page), before + 2);
    await page.goBack();
    await page.waitForFunction(() => /** @type {any} */ (document.querySelector('init-lab')).getState().seed === 4);
    assert.equal((await state(page)).dataset.name, 'moons');
    assert.equal(await page.locator('#preset').inputValue(), 'moons');
    await page.goBack();
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('init-lab')).getState().training.learningRate === 0.2,
    );
    assert.equal((await state(page)).dataset.name, 'circles');
    await page.goForward();
    await page.waitForFunction(() => /** @type {any} */ (document.querySelector('init-lab')).getState().seed === 4);
    await settled(page);
    assert.equal(await hash(page), '#preset=moons&seed=4');
    await page.close();
    assertQuiet(complaints);
  });

  it('leads back to the page as it was opened, without a fragment', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.selectOption('#preset', 'moons');
    await hashBecomes(page, '#preset=moons');
    await page.goBack();
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('init-lab')).getState().dataset.name === 'circles',
    );
    assert.equal(await hash(page), '');
    await page.close();
    assertQuiet(complaints);
  });

  it('that is typed or pasted is opened', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await go(page, 'preset=xavier&seed=11');
    await page.waitForFunction(() => /** @type {any} */ (document.querySelector('init-lab')).getState().seed === 11);
    await page.locator('.message[data-reason="left-out"] li').waitFor();
    const [problem] = await notes(page);
    assert.match(problem, /^preset: "xavier" is not allowed; must be one of notebook, moons, /);
    await go(page, 'seed=12');
    await page.waitForFunction(() => /** @type {any} */ (document.querySelector('init-lab')).getState().seed === 12);
    // Old errors are cleared.
    await page.locator('.message[data-reason="left-out"]').waitFor({ state: 'detached' });
    await page.close();
    assertQuiet(complaints);
  });

  it('reports invalid parts as text, with the allowed values, and opens the rest', async () => {
    const { page, complaints } = await site.open({
      path: '#seed=-1&learningRate=0.1&activation=<img src=x onerror=alert(1)>&initializers=he,hee&samples=1e9&hidden=3',
      prepare: record,
    });
    await settled(page);
    const said = await notes(page);
    for (const [k, beginning] of [
      'seed: “-1” is not allowed; must be a whole number from 0 to 4294967295',
      'network.activation: “<img src=x onerror=alert(1)>” is not allowed; must be one of relu, ',
      'dataset.samples: “1e9” is not allowed; must be a whole number from 2 to 30000',
      'runs[1].initializer: "hee" is not allowed; must be one of zeros, ',
    ].entries())
      assert.ok(said[k]?.startsWith(beginning), `${said[k]} | ${beginning}`);
    const { seed, training, network, runs } = await state(page);
    assert.deepEqual([seed, training.learningRate, network.hidden, runs.length], [3, 0.1, [3], 3]);
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).opened), [3], 'opened once');
    assert.equal(await page.evaluate(() => document.querySelector('init-lab')?.shadowRoot?.querySelector('img')), null);
    await page.click('#dismiss-notes');
    await page.locator('.message').waitFor({ state: 'detached' });
    await page.close();
    assertQuiet(complaints);
  });

  it('leaves a fragment alone that is no link, and names of others in one that is', async () => {
    const { page, complaints } = await site.open({ path: '#elsewhere' });
    await settled(page);
    assert.equal(await hash(page), '#elsewhere');
    await enter(page, '#rate-exact', '0.2');
    await hashBecomes(page, '#preset=notebook&learningRate=0.2');
    await page.goBack();
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('init-lab')).getState().training.learningRate === 0.01,
    );
    assert.equal(await hash(page), '#elsewhere');
    await go(page, 'seed=5&chapter=two');
    await page.waitForFunction(() => /** @type {any} */ (document.querySelector('init-lab')).getState().seed === 5);
    await page.click('#new-seed');
    await hashBecomes(page, '#preset=notebook&seed=6&chapter=two');
    await page.close();
    assertQuiet(complaints);
  });

  it('keeps fragments of followed text links in their entries, and restores the experiment shown there', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.evaluate(() => {
      for (const id of ['one', 'two']) {
        const link = Object.assign(document.createElement('a'), { href: `#${id}`, id: `to-${id}`, textContent: id });
        document.querySelector('init-lab')?.before(link, ' ');
      }
    });
    const before = await entries(page);
    const rate = () => state(page).then(({ training }) => training.learningRate);
    const rateIs = (/** @type {number} */ wanted) =>
      page.waitForFunction(
        (value) => /** @type {any} */ (document.querySelector('init-lab')).getState().training.learningRate === value,
        wanted,
      );
    await page.click('#to-one');
    await enter(page, '#rate-exact', '0.2');
    await hashBecomes(page, '#preset=notebook&learningRate=0.2');
    assert.equal(await entries(page), before + 2, 'the fragment stays, in an entry of its own');
    // A change just before following a link is in the old entry.
    await enter(page, '#rate-exact', '0.3');
    await rateIs(0.3);
    await page.evaluate(() => document.getElementById('to-two')?.click());
    await hashBecomes(page, '#two');
    await page.click('#step');
    await reach(page, 1);
    await settled(page);
    await page.goBack();
    await hashBecomes(page, '#preset=notebook&learningRate=0.3');
    assert.equal(await iteration(page), 1, 'what is shown already is not opened anew');
    await page.goForward();
    await hashBecomes(page, '#two');
    await page.click('#new-seed');
    await hashBecomes(page, '#preset=notebook&learningRate=0.3&seed=4');
    assert.equal(await entries(page), before + 4);
    await page.goBack();
    await hashBecomes(page, '#two');
    await page.waitForFunction(() => document.querySelector('init-lab')?.getState()?.seed === 3);
    await page.reload();
    await settled(page);
    assert.deepEqual([await hash(page), await rate()], ['#two', 0.3], 'a reload opens what was shown');
    await page.evaluate(() => history.go(-3));
    await hashBecomes(page, '');
    await rateIs(0.01);
    await page.evaluate(() => history.go(1));
    await hashBecomes(page, '#one');
    await rateIs(0.01);
    await page.close();
    assertQuiet(complaints);
  });

  it('follows the lab of a page that is one file, opened as a file', async () => {
    const url = pathToFileURL(path.join(distFolder, 'init-lab.html')).href;
    const { page, complaints } = await site.open({ url: `${url}#preset=moons&seed=7` });
    await settled(page);
    assert.deepEqual([(await state(page)).seed, (await state(page)).dataset.name], [7, 'moons']);
    await page.click('#new-seed');
    await hashBecomes(page, '#preset=moons&seed=8');
    await page.selectOption('#preset', 'notebook');
    await hashBecomes(page, '#preset=notebook');
    await page.goBack();
    await page.waitForFunction(() => /** @type {any} */ (document.querySelector('init-lab')).getState().seed === 8);
    await page.close();
    assertQuiet(complaints);
  });

  it('may be one that no page may change', async () => {
    const { page, complaints } = await site.open({
      prepare: (page) =>
        page.addInitScript(() => {
          history.pushState = history.replaceState = () => {
            throw new DOMException('not here', 'SecurityError');
          };
        }),
    });
    await settled(page);
    await page.selectOption('#preset', 'moons');
    await page.click('#step');
    await reach(page, 1);
    assert.equal((await state(page)).dataset.name, 'moons');
    await page.close();
    assertQuiet(complaints);
  });
});

describe('hostile addresses', () => {
  it('a sample of 300 in one page, by its fragment, leave a working page, no other element, no complaint', async () => {
    const engine = await catalogue();
    const texts = fc.sample(hostileStrings(engine), 300);
    const { page, complaints } = await site.open();
    await settled(page);
    const elements = () =>
      page.evaluate(() => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
        const active =
          'script, img, iframe, object, embed, link, style, base, meta, form, [onerror], [onload], [onclick]';
        return [document, root].map((where) => where.querySelectorAll(active).length);
      });
    const before = await elements();
    for (const text of texts) {
      await page.evaluate(async (hostile) => {
        const changed = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
        const old = location.href;
        location.hash = hostile;
        // Setting the same fragment fires no event.
        if (location.href !== old) await changed;
        await new Promise((resolve) => setTimeout(resolve));
      }, text);
    }
    await go(page, 'preset=moons&seed=8&hidden=3');
    await page.waitForFunction(() => /** @type {any} */ (document.querySelector('init-lab')).getState().seed === 8);
    await settled(page);
    assert.deepEqual(await elements(), before);
    assert.equal(await page.evaluate(() => /** @type {any} */ ({}).polluted), undefined);
    assert.equal((await figures(page)).length, 3);
    await page.click('#step');
    await reach(page, 1);
    await page.close();
    assertQuiet(complaints);
  });
});
