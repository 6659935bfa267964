import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertQuiet, exactCosts, figures, iteration, openSite, pictures, reach, settled, state } from './harness.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

describe('<init-lab>', () => {
  it('keeps its state when it is removed and added again', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.click('#thousand');
    await reach(page, 1000);
    await settled(page);
    const shown = await pictures(page);
    await page.evaluate(() => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      const parent = /** @type {ParentNode & Node} */ (lab.parentNode);
      const next = lab.nextSibling;
      lab.remove();
      parent.insertBefore(lab, next);
    });
    await settled(page);
    assert.equal(await iteration(page), 1000);
    assert.deepEqual(await pictures(page), shown);
    await page.click('#step');
    await reach(page, 1001);
    await page.close();
    assertQuiet(complaints);
  });

  it('is drawn anew while it is off the page, without complaint', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.evaluate(async () => {
      const lab = /** @type {InitLab & { updateComplete: Promise<unknown> }} */ (document.querySelector('init-lab'));
      const place = /** @type {Element} */ (lab.parentElement);
      lab.remove();
      lab.theme = 'dark';
      await lab.updateComplete;
      place.append(lab);
    });
    await settled(page);
    await page.close();
    assertQuiet(complaints);
  });

  it('lives twice on a page, each with its own experiment, in one engine', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.evaluate(() => {
      const second = document.createElement('init-lab');
      second.setAttribute('experiment', '{"seed": 7, "runs": [{"initializer": "he"}]}');
      document.querySelector('main')?.prepend(second);
    });
    await settled(page, 0);
    assert.equal((await state(page)).seed, 7);
    assert.equal(page.workers().length, 1);
    await page.locator('init-lab').nth(0).locator('#thousand').click();
    await reach(page, 1000);
    assert.equal(await iteration(page, 1), 0, 'the other one rests');
    await page.close();
    assertQuiet(complaints);
  });

  it('tells of load, progress, change, finish', async () => {
    const { page } = await site.open();
    await settled(page);
    const told = await page.evaluate(async () => {
      const lab = /** @type {InitLab} */ (document.createElement('init-lab'));
      lab.experiment = { training: { iterations: 50 } };
      /** @type {string[]} */
      const names = [];
      for (const name of ['load', 'error', 'progress', 'change', 'finish'])
        lab.addEventListener(name, () => names.push(name));
      const loaded = new Promise((resolve) => lab.addEventListener('load', resolve));
      document.querySelector('main')?.prepend(lab);
      await loaded;
      const finished = new Promise((resolve) => lab.addEventListener('finish', resolve));
      lab.play();
      await finished;
      return [...new Set(names)];
    });
    assert.deepEqual(told.sort(), ['change', 'finish', 'load', 'progress']);
    await page.close();
  });

  it('reports errors in an experiment in its place, as text', async () => {
    const { page } = await site.open();
    await settled(page);
    for (const [text, expected] of [
      ['{"seed": -1}', 'seed: -1 is not allowed; must be a whole number from 0 to 4294967295'],
      ['{"nope": 1}', 'nope: unknown field'],
      ['{"seed": ', 'experiment: “{"seed": ” is not allowed; must be an experiment, an object as JSON: '],
      ['{bad', 'at position 1'],
      ['[]', 'experiment: “[]” is not allowed; must be an experiment, an object as JSON'],
      ['{"__proto__": {}}', '__proto__ is no name of a field'],
      ['{"constructor": 1}', 'constructor is no name of a field'],
      ['{"runs": [{"initializer": "<img src=x>"}]}', '<img src=x>'],
    ]) {
      await page.evaluate((json) => {
        document.querySelectorAll('init-lab').forEach((lab) => lab.remove());
        const lab = document.createElement('init-lab');
        lab.setAttribute('experiment', json);
        document.querySelector('main')?.prepend(lab);
      }, text);
      const message = page.locator('.message[data-reason="experiment"]');
      await message.waitFor();
      assert.ok((await message.textContent())?.includes(expected), `${text}: ${await message.textContent()}`);
      assert.equal(await message.locator('img').count(), 0);
    }
    await page.click('#reset-failed');
    await settled(page);
    assert.equal((await figures(page)).length, 3);
    await page.close();
  });

  it('refuses a bad state and keeps the good one', async () => {
    const { page } = await site.open();
    await settled(page);
    const before = await state(page);
    const message = await page.evaluate(() =>
      /** @type {InitLab} */ (document.querySelector('init-lab'))
        .setState({ seed: 'x' })
        .then(String, (/** @type {Error} */ error) => error.message),
    );
    assert.match(message, /^seed: "x" is not allowed/);
    const said = await page.evaluate(() =>
      /** @type {any} */ (document.querySelector('init-lab'))
        .setState(null)
        .then(String, (/** @type {Error} */ error) => `${error.name}: ${error.message}`),
    );
    assert.equal(said, 'TypeError: experiment: null is not allowed; must be an object');
    assert.deepEqual(await state(page), before);
    await page.click('#step');
    await reach(page, 1);
    await page.close();
  });

  it('survives mashed buttons, and is then exactly where its own state leads without them', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    for (const [multiplier, changesPerFrame] of [
      [7, 10],
      [5, 1],
      [4, 40],
    ]) {
      await page.evaluate(
        async ([stride, atOnce]) => {
          const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
          const root = /** @type {ShadowRoot} */ (lab.shadowRoot);
          const ids = 'play step thousand run-to-end rewind new-seed play axis-linear show-test'.split(' ');
          const enter = (/** @type {string} */ id, /** @type {string} */ text) => {
            const input = /** @type {HTMLInputElement} */ (root.getElementById(id));
            input.value = text;
            input.dispatchEvent(new Event('change'));
          };
          for (let k = 0; k < 150; k += 1) {
            const chips = root.querySelectorAll('button.chip');
            const target = k % 5 === 4 ? chips[k % chips.length] : root.getElementById(ids[(k * stride) % ids.length]);
            /** @type {HTMLElement | null} */ (target)?.click();
            if (k % 17 === 3) enter('rate-exact', `0.0${1 + (k % 9)}`);
            if (k % 41 === 7) enter('iterations', String(9000 + k));
            if (k % atOnce === 0) await new Promise(requestAnimationFrame);
          }
          lab.advance(137);
        },
        [multiplier, changesPerFrame],
      );
      await page.waitForTimeout(50);
      await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).pause());
      await settled(page);
      const shown = await exactCosts(page);
      const replayed = await page.evaluate(async () => {
        const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
        const { createLab } = await import(new URL('init-lab.js', document.baseURI).href);
        const replay = await createLab(lab.getState());
        replay.advance(lab.iteration);
        const { iteration, runs } = /** @type {import('../../www/engine/lab.js').Snapshot} */ (replay.snapshot());
        replay.free();
        return { iteration, labels: runs.map(({ label }) => label), costs: runs.map(({ cost }) => String(cost)) };
      });
      assert.equal(await iteration(page), replayed.iteration);
      assert.deepEqual(shown, replayed.costs);
      assert.deepEqual(
        (await figures(page)).map(({ label }) => label),
        replayed.labels,
      );
      assert.equal(await page.locator('button.chip[aria-pressed=true]').count(), replayed.labels.length);
    }
    await page.close();
    assertQuiet(complaints);
  });

  it('opens an experiment set while it was detached, and releases its lab after a while', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.evaluate(() => {
      const lab = document.querySelector('init-lab');
      /** @type {any} */ (window).away = lab;
      lab?.remove();
    });
    // With its last lab the engine ends.
    const released = async () => {
      while (page.workers().length > 0) await new Promise((then) => setTimeout(then, 100));
    };
    await released();
    await page.evaluate(() => /** @type {any} */ (window).away.setState({ preset: 'notebook', seed: 12 }));
    assert.equal(page.workers().length, 1);
    await released();
    await page.evaluate(() => document.querySelector('main')?.prepend(/** @type {any} */ (window).away));
    await settled(page);
    assert.equal((await state(page)).seed, 12);
    await page.click('#step');
    await reach(page, 1);
    await page.close();
    assertQuiet(complaints);
  });

  it('plays once it is on a page, where it was asked to before', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.evaluate(() => {
      const lab = document.createElement('init-lab');
      lab.play();
      document.querySelector('init-lab')?.replaceWith(lab);
      lab.preset = 'moons';
    });
    await reach(page, 1);
    assert.equal((await state(page)).dataset.name, 'moons');
    await page.evaluate(() => {
      const lab = document.createElement('init-lab');
      lab.play();
      lab.pause();
      document.querySelector('init-lab')?.replaceWith(lab);
    });
    await settled(page);
    assert.equal(await iteration(page), 0);
    await page.close();
    assertQuiet(complaints);
  });

  it('returns to its iteration after a long detachment, and goes on from there on request', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const told = await page.evaluate(async () => {
      const [one, two] = [document.querySelector('init-lab'), document.createElement('init-lab')].map(
        (lab) => /** @type {InitLab} */ (lab),
      );
      const words = (/** @type {Promise<any>} */ promise) => promise.then(String, ({ message }) => message);
      const main = /** @type {HTMLElement} */ (document.querySelector('main'));
      one.hide = two.hide = 'controls';
      one.views = two.views = 'results';
      main.prepend(one, two);
      await Promise.all([one.advance(500), two.advance(500)]);
      const pending = [one.advance(14_000), two.advance(14_000)];
      one.remove();
      two.remove();
      const rejected = await Promise.all(pending.map(words));
      const away = await words(one.advance(5));
      const was = [one.iteration, two.iteration];
      one.play();
      main.prepend(one, two);
      const advanced = await two.advance(100);
      Object.assign(globalThis, { one, two });
      return { rejected, away, was, advanced, at: two.iteration };
    });
    for (const text of [...told.rejected, told.away]) assert.match(text, /was removed from its page/);
    assert.deepEqual([told.advanced, told.at], [told.was[1] + 100, told.was[1] + 100]);
    await page.waitForFunction((least) => /** @type {any} */ (globalThis).one.iteration > least, told.was[0]);
    await page.close();
    assertQuiet(complaints);
  });

  it('does what is called in a row in that order', async () => {
    const { page, complaints } = await site.open();
    const found = await page.evaluate(async () => {
      const lab = /** @type {import('../../www/element/init-lab-element.js').InitLab} */ (
        document.querySelector('init-lab')
      );
      await lab.advance(300);
      const [, then] = await Promise.all([lab.rewind(), lab.advance(1000)]);
      const [inspected, on] = await Promise.all([lab.inspect(), lab.advance(50)]);
      const [, back] = await Promise.all([lab.seek(20), lab.advance(30)]);
      return [then, inspected.iteration, on, back];
    });
    assert.deepEqual(found, [1000, 1000, 1050, 50]);
    await page.close();
    assertQuiet(complaints);
  });

  it('finds the preset of a state, a property or an attribute that names none', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const links = await page.evaluate(async () => {
      const lab = () => document.body.appendChild(document.createElement('init-lab'));
      const loaded = (/** @type {HTMLElement} */ one) =>
        new Promise((resolve) => one.addEventListener('load', resolve));
      const deep = lab();
      deep.preset = 'deep_relu';
      await loaded(deep);
      const state = /** @type {any} */ (deep.getState());
      const fresh = lab();
      await fresh.setState(state);
      const property = lab();
      property.experiment = { ...state, seed: 9 };
      await loaded(property);
      property.setAttribute('learning-rate', '0.5');
      await new Promise((resolve) => property.addEventListener('change', resolve, { once: true }));
      await property.inspect(); // after it was applied
      property.removeAttribute('learning-rate');
      await new Promise((resolve) => property.addEventListener('change', resolve, { once: true }));
      const said = [fresh, property].map((one) => one.getLink());
      await deep.setState({});
      said.push(deep.getLink());
      for (const one of [deep, fresh, property]) one.remove();
      return said;
    });
    assert.deepEqual(links, ['preset=deep_relu', 'preset=deep_relu&seed=9', 'preset=notebook']);
    await page.close();
    assertQuiet(complaints);
  });

  it('shows the state that it was given before it was on the page', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.evaluate(() => {
      const lab = /** @type {InitLab} */ (document.createElement('init-lab'));
      lab.setState({ seed: 21 });
      document.querySelector('main')?.prepend(lab);
    });
    await settled(page);
    assert.equal((await state(page)).seed, 21);
    await page.close();
    assertQuiet(complaints);
  });

  it('is settled out of sight too after its size has changed, and draws its pictures finely once it is seen', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const samples = () =>
      page
        .locator('.plot .field canvas')
        .first()
        .evaluate((field) => /** @type {HTMLCanvasElement} */ (field).width);
    const wide = await samples();
    const out = await page.evaluate(async () => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      const root = /** @type {ShadowRoot} */ (lab.shadowRoot);
      const picture = /** @type {HTMLCanvasElement} */ (root.querySelector('.plot .drawing'));
      const until = async (/** @type {() => boolean} */ what) => {
        while (!what()) await new Promise(requestAnimationFrame);
      };
      document.body.append(Object.assign(document.createElement('div'), { style: 'height: 400vh' }));
      // The element's own observer was registered first, so it is notified first.
      const gone = new Promise((resolve) =>
        new IntersectionObserver(([{ isIntersecting }]) => isIntersecting || resolve(undefined)).observe(lab),
      );
      scrollTo(0, document.documentElement.scrollHeight);
      await gone;
      const before = picture.width;
      lab.style.width = '60%';
      await until(() => picture.width !== before);
      return lab.settled;
    });
    assert.ok(out, 'nothing is under way, and nothing will be');
    assert.equal(await samples(), wide, 'nothing is asked for out of sight');
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForFunction((before) => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      const field = lab.shadowRoot?.querySelector('.plot .field canvas');
      return /** @type {HTMLCanvasElement} */ (field).width !== before && lab.settled;
    }, wide);
    await page.close();
    assertQuiet(complaints);
  });

  it('shows eight runs, thirty layers, twenty thousand samples', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const names = ['zeros', 'he', 'xavier', 'random_normal'];
    for (const experiment of [
      { runs: [...names, ...names].map((initializer, k) => ({ initializer, label: `run ${k}` })) },
      { network: { hidden: Array.from({ length: 30 }, () => 8) } },
      { dataset: { name: 'moons', samples: 20000, noise: 0.2 } },
      { dataset: { name: 'circles', samples: 2, noise: 0, testSamples: 0 } },
    ]) {
      await page.evaluate(async (value) => {
        const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
        await lab.setState({ preset: 'notebook', ...value });
        lab.advance(2);
      }, experiment);
      await reach(page, 2);
      await settled(page);
      assert.equal((await figures(page)).length, experiment.runs?.length ?? 3);
    }
    await page.close();
    assertQuiet(complaints);
  });
});
