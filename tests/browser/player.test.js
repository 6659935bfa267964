import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertQuiet, iteration, openSite, reach, settled, state } from './harness.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const SMALL = { network: { hidden: [4] }, runs: [{ initializer: 'he' }] };

/** A page whose lab has opened an experiment. @param {any} [experiment] */
async function open(experiment) {
  const { page, complaints } = await site.open();
  await settled(page);
  const lab = /** @type {import('playwright-core').ElementHandle<InitLab>} */ (await page.$('init-lab'));
  await lab.evaluate((element, given) => {
    const told = /** @type {any} */ (window);
    told.events = [];
    for (const name of ['finish', 'change', 'error'])
      element.addEventListener(name, (event) =>
        told.events.push({ name, .../** @type {CustomEvent} */ (event).detail }),
      );
    return given && element.setState(given);
  }, experiment);
  await settled(page);
  const events = (/** @type {string} */ name) =>
    page.evaluate(
      (wanted) => /** @type {any} */ (window).events.filter((/** @type {any} */ e) => e.name === wanted),
      name,
    );
  /** Clicks buttons in immediate succession. @param {string[]} selectors */
  const click = (...selectors) =>
    lab.evaluate((element, all) => {
      for (const selector of all)
        /** @type {HTMLElement} */ (element.shadowRoot?.querySelector(selector))?.click();
    }, selectors);
  /** @param {string} selector @param {string[]} texts */
  const enter = (selector, ...texts) =>
    lab.evaluate((element, [into, all]) => {
      const input = /** @type {HTMLInputElement} */ (element.shadowRoot?.querySelector(String(into)));
      for (const text of all) {
        input.value = text;
        input.dispatchEvent(new Event('change'));
      }
    }, /** @type {[string, string[]]} */ ([selector, texts]));
  const close = async () => {
    await page.close();
    assertQuiet(complaints);
  };
  return { page, lab, events, click, enter, close };
}

/** No frame is requested while there is nothing to do. @param {import('playwright-core').ElementHandle<InitLab>} lab */
const progressIn = (lab, milliseconds = 300) =>
  lab.evaluate(async (element, wait) => {
    let count = 0;
    const counted = () => (count += 1);
    element.addEventListener('progress', counted);
    await new Promise((resolve) => setTimeout(resolve, wait));
    element.removeEventListener('progress', counted);
    return count;
  }, milliseconds);

describe('a run to the end', () => {
  it('ends where the goal is by then', async () => {
    const { page, lab, events, click, enter, close } = await open({ ...SMALL, training: { iterations: 1000000 } });
    await click('#run-to-end');
    await reach(page, 1);
    await enter('#iterations', '4000000'); // refused: nothing changes
    const goal = (await iteration(page)) + 100_000;
    await enter('#iterations', String(goal));
    await settled(page);
    assert.equal((await state(page)).training.iterations, goal, 'a goal that was still ahead was taken');
    assert.equal(await iteration(page), goal);
    assert.deepEqual(
      (await events('finish')).map((/** @type {any} */ e) => e.iteration),
      [goal],
    );
    assert.equal(await progressIn(lab), 0);
    assert.equal(await page.getAttribute('#run-to-end', 'aria-label'), 'Run to end');

    await lab.evaluate((element) =>
      element.setState({ runs: [{ initializer: 'he' }], training: { iterations: 2000 } }),
    );
    // Both in one task: a run of 2,000 updates may end before a second message arrives.
    await lab.evaluate((element) => {
      const root = /** @type {ShadowRoot} */ (element.shadowRoot);
      /** @type {HTMLElement} */ (root.querySelector('#run-to-end')).click();
      const iterations = /** @type {HTMLInputElement} */ (root.querySelector('#iterations'));
      iterations.value = '4000';
      iterations.dispatchEvent(new Event('change'));
    });
    await settled(page);
    assert.equal(await iteration(page), 4000);
    await close();
  });

  it('ends at the present iteration when that becomes the goal', async () => {
    const { page, lab, events, close } = await open({ training: { iterations: 15000 } });
    await lab.evaluate(async (element) => {
      const input = /** @type {HTMLInputElement} */ (element.shadowRoot?.querySelector('#iterations'));
      element.runToEnd();
      // The iteration shown is current only until the next answer, so the test retries until it is in time.
      while (element.getState().training.iterations === 15000 && element.iteration < 15000) {
        await new Promise((resolve) => element.addEventListener('progress', resolve, { once: true }));
        input.value = String(element.iteration);
        input.dispatchEvent(new Event('change'));
        await new Promise((resolve) => element.addEventListener('progress', resolve, { once: true }));
      }
    });
    await settled(page);
    assert.equal(await iteration(page), (await state(page)).training.iterations);
    assert.equal((await events('finish')).length, 1);
    await close();
  });

  it('ends with the longest run', async () => {
    for (const [common, own, end] of [
      [15000, 100, 100],
      [1000, 3000, 3000],
    ]) {
      const { page, lab, events, click, close } = await open({
        training: { iterations: common },
        runs: [{ initializer: 'he', training: { iterations: own } }],
      });
      await click('#run-to-end');
      await settled(page);
      assert.equal(await iteration(page), end);
      assert.equal((await events('finish')).length, 1);
      assert.equal(await progressIn(lab), 0);
      assert.match(String(await page.locator('#play').textContent()), /Replay/);
      assert.match(
        String(await page.locator('[role=status].unseen').textContent()),
        new RegExp(`of ${end.toLocaleString('en')}\\b`),
      );
      await close();
    }
  });
});

describe('commands', () => {
  it('count after the changes that were asked for before them', async () => {
    const { page, lab, events, click, close } = await open({ ...SMALL, training: { iterations: 3000 } });
    await click('#run-to-end');
    await settled(page);
    await click('#rewind', '#step');
    await settled(page);
    assert.equal(await iteration(page), 1, 'rewind, step');
    await click('#rewind', '#step', '#step', '#thousand');
    await settled(page);
    assert.equal(await iteration(page), 1002, 'steps add up');
    await click('#run-to-end');
    await settled(page);
    await click('#rewind', '#run-to-end');
    await settled(page);
    assert.equal(await iteration(page), 3000);
    assert.equal((await events('finish')).length, 3, 'rewind, run to end runs');
    const { seed } = await state(page);
    await lab.evaluate((element) => {
      const root = /** @type {ShadowRoot} */ (element.shadowRoot);
      for (const id of ['new-seed', 'play']) /** @type {HTMLElement} */ (root.getElementById(id)).click();
    });
    await reach(page, 10);
    assert.equal((await state(page)).seed, seed + 1);
    await click('#play');
    await settled(page);
    await lab.evaluate((element) => {
      element.advance(1000);
      element.setState({ runs: [{ initializer: 'he' }] });
      element.advance(7);
    });
    await page.waitForFunction(
      () => /** @type {InitLab} */ (document.querySelector('init-lab')).getState().dataset.samples === 300,
    );
    await settled(page);
    assert.equal(await iteration(page), 7, 'steps of the lab that was replaced count for nothing');
    await click('#rewind', '#play', '#play');
    await settled(page);
    assert.equal(await iteration(page), 0, 'the pause is the last word');
    await close();
  });

  it('keep running after a refused load', async () => {
    const { page, lab, close } = await open(SMALL);
    const message = await lab.evaluate((element) => {
      element.play();
      return element.setState({ seed: -1 }).then(String, (/** @type {Error} */ error) => error.message);
    });
    assert.match(message, /^seed: -1/);
    await reach(page, 20);
    await close();
  });

  it('pause before anything moved leave a settled lab', async () => {
    const { page, lab, click, close } = await open(SMALL);
    await lab.evaluate((element) => {
      const speed = /** @type {HTMLInputElement} */ (element.shadowRoot?.querySelector('#speed'));
      speed.value = '0';
      speed.dispatchEvent(new Event('input'));
    });
    for (const wait of [0, 1, 3]) {
      await click('#play');
      await page.waitForTimeout(wait * 30);
      await click('#play');
      await settled(page);
      assert.equal(await page.locator('.lab').getAttribute('aria-busy'), 'false');
    }
    await close();
  });
});

describe('changes', () => {
  it('are made in the order they were asked for', async () => {
    const { page, lab, click, enter, close } = await open(SMALL);
    await lab.evaluate((element) => {
      const root = /** @type {ShadowRoot} */ (element.shadowRoot);
      element.setState({ seed: 100 });
      /** @type {HTMLElement} */ (root.getElementById('new-seed')).click();
      element.setState({ seed: 200 });
      return element.setState({ seed: 300 });
    });
    await settled(page);
    assert.equal((await state(page)).seed, 300);
    await lab.evaluate((element) => {
      const root = /** @type {ShadowRoot} */ (element.shadowRoot);
      const rate = /** @type {HTMLInputElement} */ (root.getElementById('rate-exact'));
      const set = (/** @type {string} */ text) => {
        rate.value = text;
        rate.dispatchEvent(new Event('change'));
      };
      set('0.5');
      /** @type {HTMLElement} */ (root.getElementById('reset')).click();
      set('0.3');
      set('0.25');
    });
    await settled(page);
    assert.equal((await state(page)).training.learningRate, 0.25);
    assert.equal(await page.locator('.problem:visible').count(), 0, 'a rate that was replaced at once is no problem');
    await enter('#seed', '7');
    await click('#step');
    await settled(page);
    assert.deepEqual([(await state(page)).seed, await iteration(page)], [7, 1]);
    await close();
  });

  it('settle each for itself', async () => {
    const { lab, close } = await open(SMALL);
    const told = await lab.evaluate((element) =>
      Promise.allSettled([
        element.setState({ seed: -1 }),
        element.setState({ seed: 5 }),
        element.setState({ seed: 6 }),
      ]),
    );
    assert.deepEqual(
      told.map(({ status }) => status),
      ['rejected', 'fulfilled', 'fulfilled'],
    );
    await close();
  });

  it('tell whose doing they are', async () => {
    const { page, lab, events, click, close } = await open({ seed: 1 });
    await page.evaluate(() => {
      /** @type {any} */ (window).events.length = 0;
    });
    await click('#new-seed', 'button.chip', '#new-seed');
    await lab.evaluate((element) => element.setState({ seed: 50 }));
    await settled(page);
    assert.deepEqual(
      (await events('change')).map((/** @type {any} */ e) => e.isUserInitiated),
      [true, true, true, false],
    );
    await close();
  });
});

describe('an experiment', () => {
  it('left out is the default one, for the page as for the engine', async () => {
    const { page, lab, close } = await open({ seed: 9, ...SMALL });
    await lab.evaluate((element) => element.setState(undefined));
    await settled(page);
    assert.notEqual((await state(page)).seed, 9);
    const { runs } = await state(page);
    assert.equal(await page.locator('figure.panel').count(), runs.length);
    await page.click('#step');
    await settled(page);
    assert.equal(await iteration(page), 1);
    await close();
  });

  it('of points as good as equal neither freezes the page nor keeps it busy', async () => {
    const { page, lab, close } = await open();
    for (const points of [
      [
        [1000, 1000, 0],
        [1000.0000000000001, 1000, 1],
      ],
      [
        [0, 0, 0],
        [5e-324, 0, 1],
      ],
    ]) {
      await lab.evaluate((element, own) => element.setState({ dataset: { name: 'custom', points: own } }), points);
      await settled(page);
      assert.equal(await progressIn(lab), 0);
    }
    await close();
  });

  it('whose picture is refused is said so once, and asked for no more', async () => {
    const { page, complaints } = await site.open({
      prepare: (page) =>
        page.addInitScript(() => {
          const { postMessage } = Worker.prototype;
          const counts = { frames: 0, collapse: false };
          Object.assign(window, { counts });
          Worker.prototype.postMessage = function (...message) {
            const { name, values } = message[0] ?? {};
            if (name === 'frame') {
              counts.frames += 1;
              const { picture } = values[2];
              if (counts.collapse && picture) picture.bounds = { ...picture.bounds, xMax: picture.bounds.xMin };
            }
            return postMessage.apply(this, /** @type {any} */ (message));
          };
        }),
    });
    await settled(page);
    for (const how of ['setState', 'play']) {
      const told = await page.evaluate(async (what) => {
        const { counts } = /** @type {any} */ (window);
        const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
        let errors = 0;
        lab.addEventListener('error', () => (errors += 1));
        counts.collapse = true;
        const before = counts.frames;
        const outcome = what === 'play' ? lab.play() : await lab.setState({ seed: 8 }).catch(String);
        await new Promise((resolve) => setTimeout(resolve, 500));
        counts.collapse = false;
        return { outcome, errors, frames: counts.frames - before };
      }, how);
      if (how === 'setState') assert.match(String(told.outcome), /Error/);
      assert.equal(told.errors, 1);
      assert.ok(told.frames <= 2, `${told.frames} frames`);
      await page.locator('.message[role=alert]').waitFor();
      await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).setState({ seed: 9 }));
      await settled(page);
      assert.equal((await state(page)).seed, 9);
    }
    await page.close();
    assertQuiet(complaints);
  });

  it('with equal runs has a chip for each', async () => {
    const { page, click, close } = await open({ runs: [{ initializer: 'he' }, { initializer: 'he' }] });
    const chips = () =>
      page.locator('button.chip').evaluateAll((all) => all.map((chip) => chip.getAttribute('aria-pressed')));
    const before = await chips();
    const on = before.flatMap((pressed, k) => (pressed === 'true' ? [k] : []));
    assert.equal(on.length, 2);
    await click(`button.chip:nth-of-type(${on[0] + 1})`);
    await settled(page);
    assert.deepEqual(
      await chips(),
      before.map((pressed, k) => (k === on[0] ? 'false' : pressed)),
    );
    assert.equal((await state(page)).runs.length, 1);
    await click(`button.chip:nth-of-type(${on[0] + 1})`);
    await settled(page);
    assert.deepEqual(await chips(), before);
    await close();
  });

  it('offers a run again that was switched on after a reset had taken it away', async () => {
    const { page, lab, close } = await open({ runs: [{ initializer: 'he' }, { initializer: 'he', label: 'mine' }] });
    const mine = page.locator('button.chip', { hasText: 'mine' });
    // Both in one task: what is switched on is no longer offered when its turn comes.
    await lab.evaluate((element) => {
      const root = /** @type {ShadowRoot} */ (element.shadowRoot);
      const chips = [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('button.chip'))];
      const labelled = chips.find((chip) => chip.textContent?.includes('mine'));
      /** @type {HTMLElement} */ (root.querySelector('#reset')).click();
      labelled?.click();
    });
    await settled(page);
    assert.equal(await mine.getAttribute('aria-pressed'), 'true');
    assert.ok((await state(page)).runs.some((/** @type {any} */ { label }) => label === 'mine'));
    assert.equal(await page.locator('button.chip[aria-pressed=true]').count(), (await state(page)).runs.length);
    await mine.click();
    await settled(page);
    assert.equal(await mine.getAttribute('aria-pressed'), 'false');
    await close();
  });

  it('set as undefined is none, and one nested without end is refused in place', async () => {
    const { page, lab, close } = await open();
    const preset = await state(page);
    await lab.evaluate((element) => {
      element.experiment = { seed: 44 };
    });
    await page.waitForFunction(
      () => /** @type {InitLab} */ (document.querySelector('init-lab')).getState().seed === 44,
    );
    await lab.evaluate((element) => {
      element.experiment = undefined;
    });
    await page.waitForFunction(
      (seed) => /** @type {InitLab} */ (document.querySelector('init-lab')).getState().seed === seed,
      preset.seed,
    );
    await lab.evaluate((element) => {
      for (let k = 0; k < 2; k += 1) {
        /** @type {any} */
        const endless = { seed: 1 };
        endless.dataset = endless;
        element.experiment = endless;
      }
    });
    await page.locator('.message[data-reason="attribute"]').filter({ hasText: 'Attribute experiment: ' }).waitFor();
    assert.deepEqual(await state(page), preset);
    await close();
  });
});
