import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createSweep } from '../../www/engine/create-sweep.js';
import {
  assertQuiet,
  chartPicture,
  exactCosts,
  figures,
  iteration,
  openSettings,
  openSite,
  pictures,
  reach,
  settled,
  state,
} from './harness.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

describe('the page', () => {
  it('opens at rest on the notebook’s three runs, with an empty console', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    assert.equal(await iteration(page), 0);
    const runs = (await figures(page)).map(({ numbers }) => numbers.map((text) => text ?? ''));
    assert.deepEqual(runs, [
      ['50.00 %', '50 %', '0.6931'],
      ['50.00 %', '50 %', '1,774'],
      ['50.00 %', '50 %', '0.8831'],
    ]);
    const before = await pictures(page);
    assert.equal(new Set(before).size, 3, 'three different pictures');
    assert.equal(await page.getByText('p = 0.5 everywhere').count(), 1);
    assert.equal(
      await page.getByText('predicts class 1 everywhere').count(),
      2,
      'and no speck where p is 0.5 at one point',
    );
    await page.close();
    assertQuiet(complaints);
  });

  it('plays: counter, boundary and chart move; rewind restores the first frame’s pixels exactly', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const [first, firstChart] = [await pictures(page), await chartPicture(page)];
    await page.click('#play');
    await reach(page, 300);
    await page.click('#play');
    await settled(page);
    assert.match((await page.textContent('#iteration')) ?? '', /^[1-9][\d,]*$/);
    const [moved, movedChart] = [await pictures(page), await chartPicture(page)];
    assert.equal(moved[0], first[0], 'zeros never move');
    assert.notEqual(moved[1], first[1]);
    assert.notEqual(moved[2], first[2]);
    assert.notEqual(movedChart, firstChart);
    await page.click('#rewind');
    await page.waitForFunction(() => /** @type {InitLab} */ (document.querySelector('init-lab')).iteration === 0);
    await settled(page);
    assert.deepEqual(await pictures(page), first);
    await page.mouse.move(0, 0);
    assert.equal(await chartPicture(page), firstChart);
    await page.close();
    assertQuiet(complaints);
  });

  it('runs to the end: 15,000 in all three panels, with the notebook’s accuracies', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.click('#run-to-end');
    await reach(page, 15000);
    await settled(page);
    assert.equal(await page.textContent('#iteration'), '15,000');
    const accuracies = (await figures(page)).map(({ numbers }) => numbers.slice(0, 2));
    assert.deepEqual(accuracies, [
      ['50.00 %', '50 %'],
      ['83.00 %', '86 %'],
      ['99.33 %', '96 %'],
    ]);
    const table = await page.locator('#results tbody tr').evaluateAll((rows) =>
      rows.map((row) =>
        Array.from(row.querySelectorAll('td'), (cell) => cell.textContent?.trim())
          .slice(0, 4)
          .join(' | '),
      ),
    );
    assert.deepEqual(table, [
      '50 % | 50 % | 50.00 % | 50 %',
      '83 % | 86 % | 83.00 % | 86 %',
      '99 % | 96 % | 99.33 % | 96 %',
    ]);
    assert.equal((await page.textContent('#results th.ours'))?.trim(), 'This run, iteration 15,000');
    assert.match((await page.textContent('#play')) ?? '', /Replay/);
    await page.click('#play');
    await page.waitForFunction(() => {
      const { iteration: reached } = /** @type {InitLab} */ (document.querySelector('init-lab'));
      return reached > 0 && reached < 15000;
    });
    await page.close();
    assertQuiet(complaints);
  });

  it('cancels a run to the end, and goes on from there', async () => {
    const { page } = await site.open();
    await settled(page);
    await page.click('#run-to-end');
    await reach(page, 1);
    await page.click('#run-to-end');
    await settled(page);
    const stopped = await iteration(page);
    assert.ok(stopped > 0 && stopped < 15000, `stopped at ${stopped}`);
    await page.click('#step');
    await reach(page, stopped + 1);
    await settled(page);
    assert.equal(await iteration(page), stopped + 1);
    await page.click('#thousand');
    await reach(page, stopped + 1001);
    await settled(page);
    assert.equal(await iteration(page), stopped + 1001);
    await page.close();
  });

  it('records a learning rate changed while training; a replay ends at the same bits', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.click('#play');
    await reach(page, 200);
    await page.fill('#rate-exact', '0.05');
    await page.press('#rate-exact', 'Enter');
    await page.waitForFunction(
      () =>
        /** @type {InitLab} */ (document.querySelector('init-lab')).getState().training.learningRateChanges?.length ===
        1,
    );
    await page.click('#run-to-end');
    await reach(page, 15000);
    await settled(page);
    const [recorded, costs] = [await state(page), await exactCosts(page)];
    const [[at, rate]] = recorded.training.learningRateChanges;
    assert.ok(at >= 200 && at < 15000);
    assert.equal(rate, 0.05);
    await openSettings(page);
    await page.click('#reset');
    await page.waitForFunction(() => /** @type {InitLab} */ (document.querySelector('init-lab')).iteration === 0);
    await page.evaluate(async (experiment) => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      await lab.setState(experiment);
      lab.runToEnd();
    }, recorded);
    await reach(page, 15000);
    await settled(page);
    assert.deepEqual(await state(page), recorded);
    assert.deepEqual(await exactCosts(page), costs);
    assert.ok(costs.every((cost) => /^\d+\.\d{9,}/.test(cost)));
    await page.close();
    assertQuiet(complaints);
  });

  it('switches runs off and on: one switched on catches up to the same numbers', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    for (let k = 0; k < 3; k += 1) await page.click('#thousand');
    await reach(page, 3000);
    await settled(page);
    const [before, shown] = [await figures(page), await pictures(page)];
    const he = page.getByRole('button', { name: 'He', exact: true });
    await he.click();
    await page.waitForFunction(
      () => document.querySelector('init-lab')?.shadowRoot?.querySelectorAll('figure.panel').length === 2,
    );
    assert.equal(await he.getAttribute('aria-pressed'), 'false');
    await he.click();
    await page.waitForFunction(
      () => document.querySelector('init-lab')?.shadowRoot?.querySelectorAll('figure.panel').length === 3,
    );
    await settled(page);
    assert.deepEqual(await figures(page), before);
    assert.deepEqual(await pictures(page), shown);
    await page.close();
    assertQuiet(complaints);
  });

  it('keeps the last run on, and says so', async () => {
    const { page } = await site.open();
    await settled(page);
    for (const left of [2, 1]) {
      await page.locator('button.chip[aria-pressed="true"]').first().click();
      await page.waitForFunction(
        (count) => document.querySelector('init-lab')?.shadowRoot?.querySelectorAll('figure.panel').length === count,
        left,
      );
    }
    await page.locator('button.chip[aria-pressed="true"]').click({ force: true });
    await page.locator('#runs-problem', { hasText: 'cannot be switched off' }).waitFor();
    assert.equal((await figures(page)).length, 1);
    await page.close();
  });

  it('shows the core’s refusals in place, and keeps the old value', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const before = await state(page);
    for (const [field, problem, texts] of /** @type {[string, string, string[]][]} */ ([
      ['#rate-exact', '#learningRate-problem', ['abc', '-1', '1e9', '', '<img src=x onerror=alert(1)>']],
      ['#seed', '#seed-problem', ['1.5', '-3', 'x']],
      ['#iterations', '#iterations-problem', ['0', '1e99', 'many']],
    ])) {
      for (const text of texts) {
        await page.fill(field, text);
        await page.press(field, 'Enter');
        await page.locator(problem, { hasText: 'must be' }).waitFor();
        assert.ok((await page.locator(problem).textContent())?.includes(text));
        await settled(page);
        assert.deepEqual(await state(page), before, `${field} ${text}`);
      }
    }
    assert.notEqual(await page.inputValue('#rate-exact'), '');
    await page.close();
    assertQuiet(complaints);
  });

  it('shows a refusal over the content below, in the reader’s words, until a value is accepted', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const problem = page.locator('.problem:visible');
    const places = () =>
      page.evaluate(() => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
        return ['.chips', '.panels', '.cost', '.results'].map(
          (part) => root.querySelector(part)?.getBoundingClientRect().y,
        );
      });
    const refused = async (/** @type {string} */ field, /** @type {string} */ text) => {
      await page.fill(field, text);
      await page.press(field, 'Enter');
      await problem.waitFor();
      return (await problem.textContent()) ?? '';
    };
    const before = await places();
    assert.match(
      await refused('#rate-exact', 'abc'),
      /^Learning rate: “abc” is not allowed; must be a number from .*\. It stays 0\.01\.$/,
    );
    assert.deepEqual(await places(), before, 'nothing moves');
    await page.fill('#rate-exact', '0.01');
    await page.press('#rate-exact', 'Enter');
    await problem.waitFor({ state: 'detached' });
    assert.match(await refused('#seed', '-1'), /^Seed: “-1” .* to 4,294,967,295\. It stays 3\.$/);
    assert.deepEqual(await places(), before);
    await page.click('#rewind');
    await problem.waitFor({ state: 'detached' });
    assert.match(await refused('#iterations', '0'), /^Iterations: “0” .* to 1,000,000\. It stays 15,000\.$/);
    assert.deepEqual(await places(), before);
    await page.click('#step');
    await problem.waitFor({ state: 'detached' });
    await refused('#rate-exact', 'x');
    await openSettings(page);
    await page.click('#reset');
    await problem.waitFor({ state: 'detached' });
    await page.fill('#rate-exact', '0,1');
    await page.press('#rate-exact', 'Enter');
    await page.waitForFunction(() => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      return JSON.stringify(lab.getState().training).includes('0.1');
    });
    assert.equal(await problem.count(), 0);
    await page.close();
    assertQuiet(complaints);
  });

  it('leaves text alone while it is typed and an earlier entry comes into force', async () => {
    const { page } = await site.open();
    await settled(page);
    const field = page.locator('#rate-exact');
    await field.fill('0.2');
    const typed = await field.evaluate(async (element) => {
      const input = /** @type {HTMLInputElement} */ (element);
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      // The next text is typed before the lab can have answered.
      input.dispatchEvent(new Event('change'));
      input.value = '0.3';
      while (!lab.settled || lab.getState()?.training.learningRate !== 0.2) await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      return input.value;
    });
    assert.equal(typed, '0.3');
    // Undone text was never entered: the field shows the value in force.
    await field.evaluate((input) => {
      /** @type {HTMLInputElement} */ (input).value = '0.01';
      /** @type {HTMLInputElement} */ (input).blur();
    });
    assert.equal(await field.inputValue(), '0.2');
    await field.fill('0.3');
    await field.press('Enter');
    await page.waitForFunction(
      () => /** @type {InitLab} */ (document.querySelector('init-lab')).getState()?.training.learningRate === 0.3,
    );
    await page.close();
  });

  it('keeps a selection to type over when an earlier entry comes into force', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const shows = (/** @type {string} */ id, /** @type {string} */ text) =>
      page.waitForFunction(
        ([id, text]) =>
          /** @type {HTMLInputElement | null | undefined} */ (
            document.querySelector('init-lab')?.shadowRoot?.querySelector(id)
          )?.value === text,
        [id, text],
      );
    for (const [id, experiment, before, typed] of /** @type {const} */ ([
      ['#seed', { preset: 'notebook', seed: 71 }, '71', '8'],
      ['#rate-exact', { preset: 'notebook', training: { learningRate: 0.2 } }, '0.2', '0.3'],
    ])) {
      const field = page.locator(id);
      await field.selectText();
      await page.evaluate((experiment) => document.querySelector('init-lab')?.setState(experiment), experiment);
      await shows(id, before);
      await page.keyboard.insertText(typed);
      assert.equal(await field.inputValue(), typed);
      await page.keyboard.press('Enter');
      await shows(id, typed);
    }
    await page.close();
    assertQuiet(complaints);
  });

  it('shows the rates of a replay, the compared runs, and the changes', async () => {
    const { page } = await site.open();
    await settled(page);
    await page.locator('#results th', { hasText: 'This run so far, iteration 0' }).waitFor();
    await page.getByRole('heading', { name: 'Course notebook and this run' }).waitFor();
    assert.equal(await page.locator('.remark:visible').count(), 0);
    await page.click('#thousand');
    await reach(page, 1000);
    await settled(page);
    await page.fill('#rate-exact', '0.1');
    await page.press('#rate-exact', 'Enter');
    await page
      .locator('.aside', { hasText: 'Rate schedule, used again after Rewind and with a new seed: 0.01 → 0.1 at 1,000' })
      .waitFor();
    assert.match((await page.locator('#different').textContent()) ?? '', /Changed here: learning rate\./);
    await page.getByRole('button', { name: 'Xavier', exact: true }).click();
    const lesson = page.locator('#results tr', { hasText: 'Xavier' }).locator('.lesson');
    await lesson.filter({ hasText: /Keeps the signal.s variance/ }).waitFor();
    await page.getByRole('button', { name: 'Use 0.01 throughout' }).click();
    await page.waitForFunction(() => /** @type {InitLab} */ (document.querySelector('init-lab')).iteration === 0);
    assert.equal(await page.locator('.aside').textContent(), '');
    await page.close();
  });

  it('keeps a rate schedule with a new seed, as the sweep over seeds does, and offers each of its ends as the only rate', async () => {
    const { page, complaints } = await site.open({ path: '#iterations=2000&learningRateChanges=0.1@1000;0.02@1500' });
    await settled(page);
    const seeds = await createSweep({ ...(await state(page)), sweep: { seeds: 2 } }, { workers: 0 });
    await page.click('#new-seed');
    await page.waitForFunction(() => /** @type {InitLab} */ (document.querySelector('init-lab')).getState().seed === 4);
    await settled(page);
    const next = { .../** @type {any} */ (seeds.experimentAt({ x: 0, y: 0, seed: 1 })) };
    delete next.sweep;
    assert.deepEqual(await state(page), next);
    await page.click('#surprise');
    await page.waitForFunction(() => /** @type {InitLab} */ (document.querySelector('init-lab')).getState().seed !== 4);
    const schedule = [
      [1000, 0.1],
      [1500, 0.02],
    ];
    assert.deepEqual((await state(page)).training.learningRateChanges, schedule);
    assert.deepEqual(await page.locator('.use-rate').allInnerTexts(), ['Use 0.01 throughout', 'Use 0.02 throughout']);
    await page.getByRole('button', { name: 'Use 0.02 throughout' }).click();
    await page.waitForFunction(
      () => !(/** @type {InitLab} */ (document.querySelector('init-lab')).getState().training.learningRateChanges),
    );
    assert.equal((await state(page)).training.learningRate, 0.02);
    await settled(page);
    assert.equal(await page.inputValue('#rate-exact'), '0.02');
    assert.equal(await page.locator('.use-rate').count(), 0);
    seeds.free();
    await page.close();
    assertQuiet(complaints);
  });

  it('draws new weights for a new seed, and the old ones for the old seed', async () => {
    const { page } = await site.open();
    await settled(page);
    const first = await pictures(page);
    await page.click('#new-seed');
    await page.waitForFunction(() => /** @type {InitLab} */ (document.querySelector('init-lab')).getState().seed === 4);
    await settled(page);
    assert.notEqual((await pictures(page))[2], first[2]);
    await page.fill('#seed', '3');
    await page.press('#seed', 'Enter');
    await page.waitForFunction(() => /** @type {InitLab} */ (document.querySelector('init-lab')).getState().seed === 3);
    await settled(page);
    assert.deepEqual(await pictures(page), first);
    await page.close();
  });

  it('takes a seed nobody chose: shown, in the link, told of as the user’s, and there again on the way back', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.evaluate(() => {
      /** @type {[number, boolean][]} */
      const seeds = [];
      Object.assign(globalThis, { seeds });
      document
        .querySelector('init-lab')
        ?.addEventListener('change', (/** @type {any} */ { detail: { experiment, isUserInitiated } }) =>
          seeds.push([experiment.seed, isUserInitiated]),
        );
    });
    const first = await pictures(page);
    await page.focus('#new-seed');
    await page.keyboard.press('Tab');
    const button = page.getByRole('button', { name: 'Surprise me', exact: true });
    assert.ok(await button.evaluate((element) => element.matches(':focus')), 'the next stop of Tab');
    assert.equal(await button.getAttribute('title'), 'A seed nobody chose');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /** @type {any} */ (globalThis).seeds.length > 0);
    await settled(page);
    const { seed } = await state(page);
    assert.notEqual(seed, 3);
    assert.ok(Number.isInteger(seed) && seed >= 0 && seed <= 4294967295, `${seed}`);
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).seeds), [[seed, true]]);
    assert.equal(await page.inputValue('#seed'), String(seed));
    assert.notEqual((await pictures(page))[2], first[2], 'other weights');
    const link = `#preset=notebook&seed=${seed}`;
    await page.waitForFunction((wanted) => location.hash === wanted, link);
    await page.selectOption('#preset', 'moons');
    await page.waitForFunction(() => location.hash === '#preset=moons');
    await page.goBack();
    await page.waitForFunction(
      (wanted) => /** @type {InitLab} */ (document.querySelector('init-lab')).getState().seed === wanted,
      seed,
    );
    assert.equal(await page.evaluate(() => location.hash), link);
    await page.close();
    assertQuiet(complaints);
  });

  it('names a run that diverges, and lets the others go on', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.evaluate(() =>
      /** @type {InitLab} */ (document.querySelector('init-lab')).setState({
        preset: 'notebook',
        network: { hidden: [10, 5], activation: 'identity' },
        training: { learningRate: 100 },
      }),
    );
    await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).runToEnd());
    await reach(page, 15000);
    await settled(page);
    const verdicts = await page.locator('.verdict b').allTextContents();
    assert.ok(verdicts.includes('diverged'), verdicts.join());
    assert.ok((await page.locator('.plot .note', { hasText: 'diverged at iteration' }).count()) > 0);
    await page.click('#axis-linear');
    await page.click('#axis-log');
    await page.close();
    assertQuiet(complaints);
  });

  it('reads the chart by keyboard and by pointer: exact iteration, and every run’s cost in four digits or all', async () => {
    const { page } = await site.open();
    await settled(page);
    await page.click('#thousand');
    await reach(page, 1000);
    await settled(page);
    await page.focus('#chart');
    await page.keyboard.press('Home');
    await page.locator('.reading .at', { hasText: /^iteration 0$/ }).waitFor();
    const read = page.locator('.reading .value b');
    assert.deepEqual(await read.allTextContents(), ['0.6931', '1,774', '0.8831'], 'four significant digits');
    assert.deepEqual(
      await read.evaluateAll((values) => values.map((value) => value.getAttribute('title'))),
      ['0.6931471805599453', '1773.5859549373833', '0.883053746341976'],
      'all digits on request',
    );
    await page.keyboard.press('ArrowRight');
    await page.locator('.reading .at', { hasText: /^iteration [1-9]/ }).waitFor();
    assert.match((await page.getAttribute('#chart', 'aria-valuetext')) ?? '', /iteration [1-9]\d*: /);
    const box = await page.locator('#chart .over').boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + box.width / 30, box.y + box.height / 2);
    await page.locator('.reading .at', { hasText: /iteration [45]\d\d$/ }).waitFor();
    assert.ok(
      (await read.allTextContents()).every((cost) => /^[\d.,]{1,7}$/.test(cost)),
      'every run has a cost there',
    );
    await page.mouse.move(0, 0);
    await page.locator('.reading .at', { hasText: /^iteration 1,000$/ }).waitFor();
    assert.ok(
      (await read.allTextContents()).every((cost) => /^[\d.,]{1,7}$/.test(cost)),
      'four digits while nothing is read',
    );
    await page.close();
  });

  it('writes the table of costs in four digits, and in all of them on request', async () => {
    const { page } = await site.open();
    await settled(page);
    await page.locator('details.costs > summary').click();
    const first = page.locator('details.costs tbody tr').first().locator('td');
    await first.first().waitFor();
    const shown = async () => Promise.all((await first.all()).map((cell) => cell.innerText()));
    assert.deepEqual(await shown(), ['0.6931', '1,774', '0.8831']);
    await page.getByLabel('All digits').check();
    assert.deepEqual(await shown(), ['0.6931471805599453', '1773.5859549373833', '0.883053746341976']);
    await page.close();
  });

  it('ends a reading when it loses the focus, and when the lab goes back or plays', async () => {
    const { page } = await site.open();
    await settled(page);
    await page.click('#thousand');
    await reach(page, 1000);
    await settled(page);
    const reading = page.locator('.reading[data-exact]');
    const act = (/** @type {string} */ id) =>
      page.evaluate((name) => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
        /** @type {HTMLElement | null} */ (root.getElementById(name))?.click(); // leaves the focus in place
      }, id);
    for (const end of [
      () => page.focus('#step'),
      () => act('rewind'),
      () => act('new-seed'),
      () => act('reset'),
      () => act('play'),
    ]) {
      await page.focus('#chart');
      await page.keyboard.press('Home');
      await reading.waitFor();
      await end();
      await reading.waitFor({ state: 'detached' });
    }
    await page.close();
  });

  it('does its main job by keyboard alone', async () => {
    const { page } = await site.open();
    await settled(page);
    /** @param {string} id */
    const tabTo = async (id) => {
      for (let presses = 0; presses < 60; presses += 1) {
        const at = await page.evaluate(() => document.querySelector('init-lab')?.shadowRoot?.activeElement?.id);
        if (at === id) return;
        await page.keyboard.press('Tab');
      }
      assert.fail(`Tab does not lead to ${id}`);
    };
    await tabTo('play');
    await page.keyboard.press('Enter');
    await reach(page, 50);
    await page.keyboard.press('Space');
    await settled(page);
    await tabTo('run-to-end');
    await page.keyboard.press('Enter');
    await reach(page, 15000);
    await settled(page);
    assert.equal(
      await page.evaluate(() => document.querySelector('init-lab')?.shadowRoot?.activeElement?.id),
      'run-to-end',
      'a button that has nothing left to do keeps the focus',
    );
    await tabTo('rate');
    await page.keyboard.press('ArrowRight');
    // No update is left for another rate, so the runs start again with it.
    await page.waitForFunction(() => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      return lab.iteration === 0 && lab.getState().training.learningRate > 0.01;
    });
    await page.close();
  });

  it('says where it is to a screen reader, and describes each picture', async () => {
    const { page } = await site.open();
    await settled(page);
    const labels = await page
      .locator('.plot canvas[role=img]')
      .evaluateAll((canvases) => canvases.map((canvas) => canvas.getAttribute('aria-label')));
    assert.match(labels[0] ?? '', /^Zeros at iteration 0: p\s=\s0.5 everywhere/);
    assert.match(labels[2] ?? '', /He at iteration 0: .*Cost 0\.8831/);
    assert.match((await page.locator('.unseen').textContent()) ?? '', /^At rest, iteration 0 of 15,000/);
    await page.close();
  });

  it('keeps the direction of a run’s name to the name, wherever it stands', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const label = 'Mine \u202eturned';
    await page.evaluate(
      (name) =>
        /** @type {InitLab} */ (document.querySelector('init-lab')).setState({
          preset: 'notebook',
          runs: [{ initializer: 'he', label: name }, { initializer: 'zeros' }],
        }),
      label,
    );
    await openSettings(page);
    await page.click('#open-runs');
    await page.click('#open-inside');
    await page.locator('#inside h3').first().waitFor();
    for (const summary of await page.locator('init-lab').first().locator('details > summary').all())
      await summary.click();
    await settled(page);
    const holders = await page.evaluate((name) => {
      const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
      return [...root.querySelectorAll(':not(option, .unseen)')]
        .filter((element) =>
          [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.includes(name)),
        )
        .map(({ localName }) => localName);
    }, label);
    assert.ok(holders.length > 8, holders.join());
    assert.deepEqual([...new Set(holders)], ['bdi']);
    await page.close();
    assertQuiet(complaints);
  });

  it('fits a screen 320 pixels wide, and one as wide as 4K', async () => {
    for (const size of [
      { width: 320, height: 640 },
      { width: 360, height: 740 },
      { width: 3840, height: 2160 },
    ]) {
      const { page } = await site.open({ size });
      await settled(page);
      const overflow = await page.evaluate(() => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
        const table = /** @type {Element} */ (root.querySelector('.results .scroll'));
        return [document.documentElement, table].map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
      });
      assert.deepEqual(overflow, [0, 0], `${size.width}`);
      await page.close();
    }
  });

  it('shows panels, verdicts and chart at once on a projector, and keeps the figures of eight panels inside', async () => {
    for (const [width, height, part] of /** @type {[number, number, string][]} */ ([
      [1920, 1080, '#chart'],
      [1280, 720, '.panel .verdict'],
    ])) {
      const { page } = await site.open({ size: { width, height } });
      await settled(page);
      await page.selectOption('#theme', 'projector');
      await settled(page);
      const box = await page.locator(part).first().boundingBox();
      assert.ok(box && box.y + box.height <= height, `${part} ends at ${box && box.y + box.height} of ${height}`);
      const lab = await page.locator('init-lab').first().boundingBox();
      assert.ok(lab && lab.width > 0.94 * width, `${lab?.width} of ${width}`);
      for (const count of [4, 8]) {
        await page.evaluate(async (most) => {
          const names = ['zeros', 'random_normal', 'he', 'xavier'];
          const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
          const runs = Array.from({ length: most }, (_, k) => ({ initializer: names[k % 4], label: `run ${k}` }));
          await lab.setState({ preset: 'notebook', runs });
          lab.advance(20);
        }, count);
        await reach(page, 20);
        await settled(page);
        const outside = await page.locator('.panel').evaluateAll((panels) =>
          panels.flatMap((panel) => {
            const { right } = panel.getBoundingClientRect();
            return Array.from(panel.querySelectorAll('.figures *, header *'))
              .filter((inner) => inner.getBoundingClientRect().right > right + 0.5)
              .map((inner) => inner.textContent);
          }),
        );
        assert.deepEqual(outside, [], `${count} panels at ${width}`);
      }
      await page.close();
    }
  });
});
