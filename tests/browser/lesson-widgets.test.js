/**
 * The live lesson: the parts below its figures, its predictions, its measured derivation; on a small lesson for this
 * test.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as format from '../../www/charts/format.js';
import { fields } from '../../www/experiment/catalogue.js';
import { createLab } from '../../www/engine/lab.js';
import { parse, properties, set } from '../../www/experiment/fields.js';
import { inspected } from '../js/inspected.js';
import { violations } from './axe.js';
import { assertQuiet, openSite, settled, turnToLesson } from './harness.js';
import { ARTICLE, figure, prediction, serveLesson } from './lesson-page.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
/** Requested URLs. @type {string[]} */
let asked = [];
before(async () => {
  site = await openSite({ strictCsp: true, alone: false, onRequest: (address) => asked.push(address) });
});
after(() => site.close());

/**
 * The page with a lesson.
 * @param {{ article?: string, size?: { width: number, height: number }, prepare?: (page: Page) => Promise<unknown> }} [how]
 */
async function open({ article = ARTICLE, size, prepare } = {}) {
  const opened = await site.open({
    ...(size ? { size } : {}),
    prepare: async (page) => {
      await serveLesson(page, article);
      await prepare?.(page);
    },
  });
  await turnToLesson(opened.page);
  return opened;
}

/**
 * Runs an expression with a figure's lab.
 * @param {Page} page @param {string} id @param {string} body an expression of `lab`
 */
const ofLab = (page, id, body) =>
  page.evaluate(`(async () => { const lab = document.querySelector('#${id} init-lab'); return ${body}; })()`);

/** Waits until a figure's lab is paused with everything drawn. @param {Page} page @param {string} id */
async function rests(page, id) {
  await page.locator(`#${id}`).scrollIntoViewIfNeeded();
  await page.waitForFunction(
    (name) => /** @type {InitLab | null} */ (document.querySelector(`#${name} init-lab`))?.settled,
    id,
  );
}

/**
 * Chooses an answer. Where a figure opens at that moment, what is below it may move away under the pointer; a reader then
 * clicks again.
 * @param {Page} page @param {string} id @param {number} choice
 */
async function choose(page, id, choice) {
  const answer = page.locator(`#${id} input`).nth(choice);
  for (let tries = 0; tries < 3 && !(await answer.isChecked()); tries += 1) await answer.click();
  assert.ok(await answer.isChecked(), 'a choice is kept');
}

/** @param {Page} page @param {string} id @param {number} choice */
async function guess(page, id, choice) {
  await choose(page, id, choice);
  await page.click(`#${id} button`);
}

/** @param {Page} page @param {string} id @param {'asking' | 'running' | 'answered'} [state] */
const until = (page, id, state = 'answered') => page.waitForSelector(`#${id}[data-state="${state}"]`);

/** @param {Page} page @param {string} id */
const outcome = async (page, id) => (await page.locator(`#${id} .outcome`).innerText()).replace(/\s+/g, ' ').trim();

/** @param {Page} page @param {string} id */
const marks = async (page, id) => (await page.locator(`#${id} .mark`).allInnerTexts()).map((text) => text.trim());

/** @param {Page} page @param {string} id */
const because = (page, id) => page.locator(`#${id} .because`).isVisible();

/** @param {Page} page @param {string} selector */
const text = async (page, selector) => (await page.locator(selector).innerText()).replace(/\s+/g, ' ').trim();

/** Values of a separate lab. @param {any} experiment @param {number} iteration */
async function expected(experiment, iteration) {
  const lab = await createLab(experiment);
  lab.advance(iteration);
  const results = inspected(lab);
  lab.free();
  return results;
}

const ZEROS = { preset: 'notebook', runs: [{ initializer: 'zeros' }, { initializer: 'he' }] };
const DEEP = {
  preset: 'deep_relu',
  network: { hidden: [64, 64, 64, 64, 64, 64, 64, 64] },
  runs: [{ initializer: 'he' }, { initializer: 'xavier' }],
};

describe('the lesson’s behaviour', () => {
  it('is not fetched where there is no lesson, and after the first picture where there is one', async () => {
    const isBehaviour = (/** @type {string} */ address) => /\/lesson-[^/]*\.js/.test(address);
    asked = [];
    const bare = await site.open({
      prepare: (page) =>
        page.route(
          (url) => /\/(index\.html)?$/.test(url.pathname),
          async (route) => {
            const response = await route.fetch();
            const body = (await response.text()).replace(/<article[^>]*\blesson\b[\s\S]*<\/article>/, '');
            await route.fulfill({ response, body });
          },
        ),
    });
    await settled(bare.page);
    assert.deepEqual(asked.filter(isBehaviour), []);
    await bare.page.close();
    const { page, complaints } = await open({
      prepare: (fresh) =>
        fresh.addInitScript(() => {
          const note = (/** @type {Event} */ { target }) => {
            if (target !== document.querySelector('init-lab')) return;
            Object.assign(window, { opened: performance.now() });
          };
          document.addEventListener('load', note, { capture: true });
        }),
    });
    const [opened, fetched] = await page.evaluate(() => [
      /** @type {any} */ (window).opened,
      performance.getEntriesByType('resource').find(({ name }) => /\/lesson-[^/]*\.js/.test(name))?.startTime ?? -1,
    ]);
    assert.ok(fetched >= opened, `asked for at ${fetched}, opened at ${opened}`);
    await page.close();
    assertQuiet([...bare.complaints, ...complaints]);
  });

  it('moves no text when it appears', async () => {
    for (const width of [360, 1280]) {
      const size = { width, height: 900 };
      const placesIn = (/** @type {Page} */ page) =>
        page.evaluate(() =>
          Array.from(document.querySelectorAll('article.lesson > *'), (part) =>
            Math.round(part.getBoundingClientRect().top + scrollY),
          ),
        );
      /** @type {() => void} */
      let release = () => {};
      const held = new Promise((resolve) => (release = () => resolve(undefined)));
      const opened = await site.open({
        size,
        prepare: async (page) => {
          await serveLesson(page);
          await page.route(/\/lesson-[^/]*\.js/, async (route) => {
            await held;
            await route.continue();
          });
        },
      });
      const { page } = opened;
      await settled(page);
      const before = await placesIn(page);
      release();
      await turnToLesson(page);
      const moved = (await placesIn(page)).map((top, k) => top - before[k]);
      assert.ok(
        moved.every((by) => Math.abs(by) <= 6),
        `${width}: ${moved}`,
      );
      await page.close();
    }
  });

  it('leaves a faulty element static, warns in the console, and the rest works', async () => {
    const article = `
      ${prediction('id="no-figure" data-figure="nothing" data-asks="cost"', 'What?', [['0 to 1', 'Little']])}
      ${prediction('id="no-kind" data-figure="figure-zeros" data-asks="beauty"', 'What?', [['0 to 1', 'Little']])}
      ${ARTICLE}`;
    const { page, complaints } = await open({ article });
    assert.equal(await page.locator('#no-figure button, #no-kind button').count(), 0);
    assert.equal(await page.locator('#ask-zeros button').count(), 1);
    assert.equal(complaints.length, 2);
    assert.match(complaints[0], /^warning: init-lab: a part of the lesson is not as it has to be/);
    assert.match(complaints[1], /asks: "beauty" is not allowed; must be one of trainAccuracy/);
    await page.close();
  });
});

describe('below a figure', () => {
  it('stands what it shows, which follows it without haste', async () => {
    const { page, complaints } = await open();
    assert.equal(await text(page, '#figure-large .state'), 'The figure opens when it comes into view.');
    await rests(page, 'figure-zeros');
    const { changes, took } = /** @type {{ changes: number, took: number }} */ (
      await ofLab(
        page,
        'figure-zeros',
        `(async () => {
          let changes = 0;
          let last = '';
          const state = document.querySelector('#figure-zeros .state');
          const watch = new MutationObserver(() => {
            const [now] = state.innerText.split('.');
            if (now !== last) changes += 1;
            last = now;
          });
          watch.observe(state, { subtree: true, childList: true, characterData: true });
          const start = performance.now();
          await lab.runToEnd();
          return { changes, took: performance.now() - start };
        })()`,
      )
    );
    assert.ok(changes <= took / 500 + 2, `${changes} in ${took} ms`);
    await page.waitForFunction(() =>
      document.querySelector('#figure-zeros .state')?.textContent?.includes('Iteration 15,000'),
    );
    assert.equal(
      await text(page, '#figure-zeros .state'),
      'Iteration 15,000 of 15,000. Zeros: 50.00 % right, cost 0.6931, symmetric. He: 99.33 % right, cost 0.06481, solved.',
    );
    assert.equal(await page.locator('#figure-zeros .below-figure [role=status], #figure-zeros [aria-live]').count(), 0);
    await page.close();
    assertQuiet(complaints);
  });

  it('stand no results while there is something to guess: only what is compared, until it was trained or all was answered', async () => {
    const plain = figure(
      'figure-plain',
      'preset="notebook" initializers="zeros,he" views="panels"',
      'Figure 4. Unasked.',
    );
    const another = prediction(
      'id="ask-also" data-figure="figure-large" data-asks="cost" data-until="0"',
      'And the cost?',
      [['0 to Infinity', 'Something']],
    );
    const { page, complaints } = await open({ article: `${another}${ARTICLE}${plain}` });
    const state = (/** @type {string} */ id) => text(page, `#${id} .state`);
    for (const id of ['figure-zeros', 'figure-large', 'figure-plain']) await rests(page, id);
    await page.waitForFunction(() => document.querySelector('#figure-plain .state')?.textContent?.includes('Zeros'));
    assert.equal(await state('figure-plain'), 'At iteration 0. Zeros and He, not trained yet.');
    assert.equal(await state('figure-zeros'), 'At iteration 0. Zeros and He, not trained yet.');
    await page.locator('#figure-zeros summary', { hasText: 'Numbers' }).click();
    await page.locator('#figure-zeros .help', { hasText: 'Answer the question about this figure' }).waitFor();
    assert.equal(await page.locator('#figure-zeros table').count(), 0);
    await ofLab(page, 'figure-zeros', 'lab.advance(1)');
    await page.waitForSelector('#figure-zeros table');
    assert.match(await state('figure-zeros'), /^Iteration 1 of 15,000\. Zeros: 50\.00 % right/);
    await ofLab(page, 'figure-zeros', 'lab.rewind()');
    await page.waitForFunction(() =>
      document.querySelector('#figure-zeros .state')?.textContent?.includes('Iteration 0'),
    );
    assert.match(await state('figure-zeros'), /Zeros: 50\.00 % right/);
    // Two questions about iteration 0: answering one gives nothing of the other away.
    await guess(page, 'ask-also', 0);
    await until(page, 'ask-also');
    assert.equal(await state('figure-large'), 'At iteration 0. Random × 10 and He, not trained yet.');
    await guess(page, 'ask-large', 0);
    await until(page, 'ask-large');
    assert.match(await state('figure-large'), /^Iteration 0 of 15,000\. Random × 10: .* cost 1,774/);
    await page.click('#ask-large button');
    assert.match(await state('figure-large'), /cost 1,774/, 'what was told stays told');
    await page.close();
    assertQuiet(complaints);
  });

  it('stand its numbers as a table, made while they are open', async () => {
    const { page, complaints } = await open();
    await rests(page, 'figure-zeros');
    await ofLab(page, 'figure-zeros', 'lab.advance(1)');
    assert.equal(await page.locator('#figure-zeros table').count(), 0);
    await page.locator('#figure-zeros summary', { hasText: 'Numbers' }).click();
    const rows = () =>
      page
        .locator('#figure-zeros .numbers tbody tr')
        .evaluateAll((found) =>
          found.map((row) => Array.from(row.children, (cell) => cell.textContent?.replace(/\s+/g, ' ').trim())),
        );
    await page.waitForSelector('#figure-zeros .numbers');
    assert.deepEqual(await page.locator('#figure-zeros .numbers thead th').allInnerTexts(), [
      'run',
      'cost',
      'train',
      'test',
      'verdict',
    ]);
    await ofLab(page, 'figure-zeros', 'lab.advance(999)');
    await page.waitForFunction(() => document.querySelector('#figure-zeros caption')?.textContent?.includes('1,000'));
    const { runs } = await expected(ZEROS, 1000);
    assert.deepEqual(
      await rows(),
      runs.map(({ label, cost, trainAccuracy, testAccuracy, verdict, ...told }) => [
        label,
        cost.toPrecision(4),
        `${(trainAccuracy * 100).toFixed(2)} %`,
        `${(Number(testAccuracy) * 100).toFixed(0)} %`,
        `${verdict} ${format.evidence(told)}`.replace(/\s+/g, ' '),
      ]),
    );
    // An inspection that no panel shows, requested while the table is open.
    await page.waitForFunction(() =>
      document.querySelector('#figure-zeros .insides caption')?.textContent?.includes('1,000'),
    );
    const four = (/** @type {number} */ value) =>
      value === 0 ? '0' : Number.isNaN(value) ? 'not a number' : value.toPrecision(4);
    assert.deepEqual(
      await page
        .locator('#figure-zeros .insides tbody tr')
        .evaluateAll((found) => found.map((row) => Array.from(row.querySelectorAll('td'), (cell) => cell.textContent))),
      [
        runs.map(({ startCost }) => four(startCost)),
        runs.map(({ inspection: { layers } }) => four(Number(layers.at(-1)?.preActivation.stddev))),
        runs.map(({ inspection }) => `${(100 * inspection.sureAndWrong).toFixed(1)}\u00a0%`),
        runs.map(({ inspection: { layers } }) => four(layers[0].gradientRms)),
        runs.map(({ inspection: { layers } }) => four(Number(layers.at(-1)?.gradientRms))),
        runs.map(({ inspection: { layers } }) => four(layers[0].gradientRms / Number(layers.at(-1)?.gradientRms))),
        runs.map(({ inspection: { layers } }) => four(layers[0].weightGradientRms)),
        runs.map(({ inspection: { layers } }) => four(Number(layers.at(-1)?.weightGradientRms))),
      ],
    );
    await page.locator('#figure-zeros summary', { hasText: 'Numbers' }).click();
    await page.waitForSelector('#figure-zeros table', { state: 'detached' });
    assert.equal(
      await page.evaluate(async () => {
        const lab = /** @type {InitLab} */ (document.querySelector('#figure-zeros init-lab'));
        let asked = 0;
        const inspect = lab.inspect.bind(lab);
        lab.inspect = () => {
          asked += 1;
          return inspect();
        };
        await lab.advance(100);
        await inspect();
        return asked;
      }),
      0,
      'closed, nothing is asked',
    );
    await page.close();
    assertQuiet(complaints);
  });

  it('stand its numbers also of a figure that has not been seen: whoever opens them wants them', async () => {
    const plain = figure(
      'figure-plain',
      'preset="notebook" initializers="zeros,he" views="panels"',
      'Figure 4. Unasked.',
    );
    const { page, complaints } = await open({ article: `${ARTICLE}${plain}` });
    assert.equal(await ofLab(page, 'figure-plain', 'lab.getResults()'), null);
    await page.evaluate(() => {
      /** @type {HTMLDetailsElement} */ (document.querySelector('#figure-plain details')).open = true;
    });
    await page.waitForSelector('#figure-plain .insides', { state: 'attached' });
    await page.close();
    assertQuiet(complaints);
  });

  it('stands its HTML, which leads to what it shows now, and is copied', async () => {
    const { page, complaints } = await open();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await rests(page, 'figure-zeros');
    await page.locator('#figure-zeros summary', { hasText: 'Embed' }).click();
    const element = '#share-figure-zeros-element';
    assert.match(
      await page.inputValue(element),
      /^<script type="module" src="http[^"]+\/element\.js"><\/script>\n<init-lab preset="notebook" initializers="zeros,he" views="panels chart" hide="controls" alt="Zeros beside He" loading="lazy"><\/init-lab>\n<p><small>Figure from <a href="http[^"]+#figure-zeros">init-lab<\/a>, CC BY 4\.0<\/small><\/p>$/,
    );
    const changed = { ...ZEROS, seed: 9, training: { learningRate: 0.05 } };
    await ofLab(page, 'figure-zeros', `lab.setState(${JSON.stringify(changed)})`);
    await page.waitForFunction((field) => {
      const { value } = /** @type {HTMLTextAreaElement} */ (document.querySelector(field));
      return value.includes('seed="9"');
    }, element);
    await page.click('#copy-figure-zeros-element');
    await page.waitForFunction(() => document.getElementById('said-figure-zeros-element')?.textContent === 'Copied.');
    const html = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(html, await page.inputValue(element));
    let read = {};
    for (const [, name, value] of html.slice(html.indexOf('<init-lab')).matchAll(/ ([a-z-]+)="([^"]*)"/g)) {
      const property = properties(fields).find(({ attribute }) => attribute === name);
      if (property) read = set(read, property.path, parse(property, value));
      else if (name === 'preset') read = { ...read, preset: value };
    }
    const lab = await createLab(read);
    assert.deepEqual(await ofLab(page, 'figure-zeros', 'lab.getState()'), lab.experiment);
    lab.free();
    const iframe = await page.inputValue('#share-figure-zeros-iframe');
    assert.match(
      iframe,
      /^<iframe src="http[^"]+\/embed\.html\?preset=notebook&amp;learningRate=0\.05&amp;seed=9&amp;initializers=zeros,he&amp;views=panels\+chart&amp;hide=controls&amp;[^"]*" title="Zeros beside He"[^>]*><\/iframe>\n<p><small>Figure from <a href="http[^"]+#figure-zeros">init-lab<\/a>, CC BY 4\.0<\/small><\/p>$/,
    );
    const width = await page
      .locator('#figure-zeros init-lab')
      .evaluate((lab) => /** @type {HTMLElement} */ (lab).offsetWidth);
    assert.ok((await text(page, '#help-figure-zeros-iframe')).includes(`${width.toLocaleString('en-US')} pixels`));
    const tops = await page
      .locator('#figure-zeros .embed textarea')
      .evaluateAll((found) => found.map((field) => Math.round(field.getBoundingClientRect().top)));
    assert.equal(tops[0], tops[1], 'fields side by side are in line');
    assert.equal(
      await page.locator('#figure-zeros .state').evaluate((line) => / %/.test(line.textContent ?? '')),
      false,
    );
    await page.close();
    assertQuiet(complaints);
  });

  it('is selected what the browser does not let a page copy', async () => {
    const { page, complaints } = await open({
      prepare: (fresh) =>
        fresh.addInitScript(() =>
          Object.defineProperty(navigator, 'clipboard', {
            value: { writeText: () => Promise.reject(new Error('no')) },
          }),
        ),
    });
    await rests(page, 'figure-zeros');
    await page.locator('#figure-zeros summary', { hasText: 'Embed' }).click();
    await page.click('#copy-figure-zeros-iframe');
    await page.waitForFunction(() =>
      document.getElementById('said-figure-zeros-iframe')?.textContent?.includes('is selected: press'),
    );
    const selected = await page.evaluate(() => {
      const field = /** @type {HTMLTextAreaElement} */ (document.activeElement);
      return [field.id, field.value.slice(field.selectionStart, field.selectionEnd) === field.value];
    });
    assert.deepEqual(selected, ['share-figure-zeros-iframe', true]);
    await page.close();
    assertQuiet(complaints);
  });

  it('leads a link to the lab above, which it sets, with view and focus', async () => {
    const { page, complaints } = await open();
    assert.equal(await page.locator('#figure-zeros .to-lab').getAttribute('href'), null, 'before it is open');
    await rests(page, 'figure-zeros');
    await page.waitForSelector('#figure-zeros .to-lab[href]');
    await page.focus('#figure-zeros .to-lab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      () => /** @type {InitLab} */ (document.querySelector('init-lab')).getState()?.runs.length === 2,
    );
    await settled(page);
    const lab = await createLab(ZEROS);
    assert.deepEqual(
      await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).getState()),
      lab.experiment,
    );
    lab.free();
    const [top, focus] = await page.evaluate(() => {
      const above = /** @type {InitLab} */ (document.querySelector('init-lab'));
      return [above.getBoundingClientRect().top, above.shadowRoot?.activeElement?.getAttribute('part')];
    });
    assert.ok(top >= -2 && top < 80, `${top}`);
    assert.equal(focus, 'lab');
    await page.waitForURL(/#preset=notebook&initializers=zeros,he$/);
    await page.goBack();
    await page.waitForFunction(
      () => /** @type {InitLab} */ (document.querySelector('init-lab')).getState()?.runs.length === 3,
    );
    await page.close();
    assertQuiet(complaints);
  });

  it('leads back to where the reader was: by the browser’s button, and by a link above the lab', async () => {
    const { page, complaints } = await open();
    await rests(page, 'figure-large');
    const link = page.locator('#figure-large .to-lab');
    await page.waitForSelector('#figure-large .to-lab[href]');
    const place = () => link.evaluate((element) => Math.round(element.getBoundingClientRect().top));
    for (const way of ['back', 'link']) {
      await link.evaluate((element) => element.scrollIntoView({ block: 'center' }));
      const before = await place();
      await link.click();
      await page.waitForFunction(
        () => /** @type {InitLab} */ (document.querySelector('init-lab')).getState()?.runs.length === 2,
      );
      await page.waitForURL(/initializers=random_normal/);
      await settled(page);
      assert.equal(await text(page, '.way-back'), 'Back to Figure 2');
      assert.ok((await place()) > 1000, 'the lab is above');
      if (way === 'back') await page.goBack();
      else await page.click('.way-back');
      // The lab has its own height again.
      await page.waitForFunction(
        (runs) => {
          const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
          return lab.settled && lab.getState()?.runs.length === runs;
        },
        way === 'back' ? 3 : 2,
      );
      assert.ok(Math.abs((await place()) - before) <= 2, `${way}: ${before} ${await place()}`);
      assert.equal(await link.evaluate((element) => element === document.activeElement), true, way);
      assert.equal(await page.locator('.way-back').count(), 0);
      assert.equal(await page.evaluate(() => history.scrollRestoration), 'auto');
    }
    await page.close();
    assertQuiet(complaints);
  });

  it('is said that a figure could not be opened', async () => {
    const article = figure('figure-bad', `experiment='{"seed": -1}'`, 'Figure 1. Not to be opened.');
    const { page } = await open({ article });
    await page.locator('#figure-bad').scrollIntoViewIfNeeded();
    await page.waitForFunction(() =>
      document.querySelector('#figure-bad .state')?.textContent?.includes('could not be opened'),
    );
    await page.close();
  });
});

describe('a prediction', () => {
  it('becomes a form where the page was built without one, with what was chosen before', async () => {
    const [before, question, after] = ARTICLE.split(/<form (class="prediction" id="ask-zeros"[\s\S]*?)<\/form>/);
    const none = question.replaceAll('name="answer"', 'name="answer-1"').replace('value="0.75 to 0.9"', '$& checked');
    const { page, complaints } = await open({ article: `${before}<div ${none}</div>${after}` });
    const state = await page.evaluate(() => {
      const form = /** @type {HTMLElement} */ (document.getElementById('ask-zeros'));
      const inputs = [...form.querySelectorAll('input')];
      return {
        tag: form.tagName,
        names: inputs.map(({ name }) => name),
        chosen: inputs.filter(({ checked }) => checked).map(({ value }) => value),
      };
    });
    assert.deepEqual(state, { tag: 'FORM', names: ['answer', 'answer', 'answer'], chosen: ['0.75 to 0.9'] });
    await page.click('#ask-zeros button');
    await until(page, 'ask-zeros');
    assert.match((await outcome(page, 'ask-zeros')) ?? '', /^Not quite\./);
    assertQuiet(complaints);
    await page.close();
  });

  it('is answered by the run, after a choice', async () => {
    const { page, complaints } = await open();
    await page.click('#ask-zeros button');
    assert.equal(await outcome(page, 'ask-zeros'), 'Choose an answer first.');
    assert.equal(await ofLab(page, 'figure-zeros', 'lab.iteration'), 0);
    assert.equal(await because(page, 'ask-zeros'), false);
    await page.evaluate(() => {
      /** @type {string[]} */
      const heard = [];
      const status = /** @type {HTMLElement} */ (document.querySelector('#ask-zeros .outcome'));
      Object.assign(window, { heard });
      new MutationObserver(() => heard.push(status.innerText.trim())).observe(status, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
    await guess(page, 'ask-zeros', 1);
    await until(page, 'ask-zeros');
    const told =
      'Not quite. At iteration 15,000, Zeros classifies 50.00 % of the training points correctly. The answer is “About half: as good as a coin”.';
    assert.equal(await outcome(page, 'ask-zeros'), told);
    assert.deepEqual(await marks(page, 'ask-zeros'), ['right', 'your answer', '']);
    assert.equal(await page.getAttribute('#ask-zeros .outcome', 'role'), 'status');
    assert.equal(await because(page, 'ask-zeros'), true);
    assert.equal(await ofLab(page, 'figure-zeros', 'lab.iteration'), 15_000);
    /** @type {string[]} */
    const heard = await page.evaluate(() => /** @type {any} */ (window).heard);
    assert.equal(heard.filter((said) => said.includes('Not quite')).length, 1, heard.join(' | '));

    await page.click('#ask-zeros button');
    assert.equal(await page.getAttribute('#ask-zeros', 'data-state'), 'asking');
    assert.deepEqual([await outcome(page, 'ask-zeros'), await marks(page, 'ask-zeros')], ['', ['', '', '']]);
    assert.equal(await because(page, 'ask-zeros'), false);
    assert.equal(await page.locator('#ask-zeros input:checked').count(), 0);
    assert.equal(await page.evaluate(() => /** @type {any} */ (document.activeElement).type), 'radio');
    await guess(page, 'ask-zeros', 0);
    await until(page, 'ask-zeros');
    assert.equal(
      await outcome(page, 'ask-zeros'),
      'Right. At iteration 15,000, Zeros classifies 50.00 % of the training points correctly.',
    );
    assert.deepEqual(await marks(page, 'ask-zeros'), ['your answer, correct', '', '']);
    await page.close();
    assertQuiet(complaints);
  });

  it('brings a figure that is out of sight into view, and leaves one that is seen where it is', async () => {
    const { page, complaints } = await open();
    await page.locator('#ask-zeros').scrollIntoViewIfNeeded();
    await page.evaluate(() => {
      const form = /** @type {HTMLElement} */ (document.getElementById('ask-zeros'));
      form.after(Object.assign(document.createElement('div'), { id: 'far' }));
      /** @type {HTMLElement} */ (document.getElementById('far')).style.height = '4000px';
      form.scrollIntoView();
    });
    await guess(page, 'ask-zeros', 0);
    await page.waitForFunction(
      () => Number(document.querySelector('#figure-zeros init-lab')?.getBoundingClientRect().top) < 1000,
    );
    await until(page, 'ask-zeros');
    assert.equal(await ofLab(page, 'figure-zeros', 'lab.iteration'), 15_000);
    await page.evaluate(() => document.getElementById('far')?.remove());
    await page.locator('#ask-zeros').scrollIntoViewIfNeeded();
    await ofLab(page, 'figure-zeros', 'lab.rewind()');
    await page.locator('#figure-zeros init-lab').scrollIntoViewIfNeeded();
    await page.click('#ask-zeros button');
    await choose(page, 'ask-zeros', 0);
    const before = await page.evaluate(() => scrollY);
    await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector('#ask-zeros button')).click());
    await until(page, 'ask-zeros');
    assert.equal(await page.evaluate(() => scrollY), before);
    await page.close();
    assertQuiet(complaints);
  });

  it('is answered where the reader looks: in view, with the focus where it was', async () => {
    const { page, complaints } = await open({ size: { width: 1280, height: 700 } });
    const seen = (/** @type {string} */ selector) =>
      page.waitForFunction((name) => {
        const { top, bottom } = /** @type {Element} */ (document.querySelector(name)).getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      }, selector);
    // The figure is far below: the page scrolls to it, and then to the answer.
    await page.evaluate(() => {
      const far = Object.assign(document.createElement('div'), { id: 'far' });
      document.getElementById('ask-zeros')?.after(far);
      far.style.height = '3000px';
    });
    await choose(page, 'ask-zeros', 0);
    await page.focus('#ask-zeros button');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => {
      const { top, bottom } = /** @type {Element} */ (
        document.querySelector('#figure-zeros init-lab')
      ).getBoundingClientRect();
      return top < innerHeight - 150 && bottom > 150;
    });
    await until(page, 'ask-zeros');
    await seen('#ask-zeros .because');
    await seen('#ask-zeros .outcome');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), 'Guess again');
    // It is just below: the page scrolls so far that the question stays visible.
    await page.keyboard.press('Enter');
    await ofLab(page, 'figure-zeros', 'lab.rewind()');
    await page.evaluate(() => {
      /** @type {HTMLElement} */ (document.getElementById('far')).style.height = '300px';
      const button = /** @type {HTMLElement} */ (document.querySelector('#ask-zeros button'));
      scrollBy({ top: button.getBoundingClientRect().bottom + 40 - innerHeight, behavior: 'instant' });
    });
    await choose(page, 'ask-zeros', 0);
    const places = await page.evaluate(() => {
      const lab = /** @type {InitLab} */ (document.querySelector('#figure-zeros init-lab'));
      const form = /** @type {HTMLElement} */ (document.getElementById('ask-zeros'));
      const was = lab.getBoundingClientRect().top - innerHeight;
      const button = /** @type {HTMLElement} */ (form.querySelector('button'));
      button.focus({ preventScroll: true });
      button.click();
      return new Promise((resolve) =>
        lab.addEventListener(
          'progress',
          () => resolve([was, button.getBoundingClientRect().top, innerHeight - lab.getBoundingClientRect().top]),
          { once: true },
        ),
      );
    });
    assert.ok(places[0] > 0 && places[1] >= 0 && places[2] >= 160, `${places}`);
    await until(page, 'ask-zeros');
    await seen('#ask-zeros .outcome');
    await page.close();
    assertQuiet(complaints);
  });

  it('names its action: nothing runs for a question about iteration 0', async () => {
    const { page } = await open();
    assert.deepEqual(
      [
        await text(page, '#ask-zeros button'),
        await text(page, '#ask-large button'),
        await text(page, '#ask-signal button'),
      ],
      ['Run it and see', 'Show answer', 'Show answer'],
    );
    await page.close();
  });

  it('about iteration 0 trains nothing, and rewinds a figure that was trained; a first cost is told anywhere', async () => {
    const { page, complaints } = await open();
    await guess(page, 'ask-signal', 1);
    await until(page, 'ask-signal');
    const { runs } = await expected(DEEP, 0);
    const { layers } = runs[1].inspection;
    const ratio = layers[7].preActivationRms / layers[0].preActivationRms;
    assert.ok((await outcome(page, 'ask-signal')).endsWith(`a ratio of ${ratio.toPrecision(4)}.`));
    assert.equal(await ofLab(page, 'figure-variance', 'lab.iteration'), 0);
    await page.click('#ask-signal button');
    await rests(page, 'figure-variance');
    await ofLab(page, 'figure-variance', 'lab.advance(20)');
    await guess(page, 'ask-signal', 1);
    await until(page, 'ask-signal');
    assert.equal(await ofLab(page, 'figure-variance', 'lab.iteration'), 0);
    assert.ok((await outcome(page, 'ask-signal')).endsWith(`a ratio of ${ratio.toPrecision(4)}.`));

    await rests(page, 'figure-large');
    await ofLab(page, 'figure-large', 'lab.advance(50)');
    await guess(page, 'ask-large', 2);
    await until(page, 'ask-large');
    assert.equal(await outcome(page, 'ask-large'), 'Right. At iteration 0, the cost of Random × 10 is 1,774.');
    assert.equal(await ofLab(page, 'figure-large', 'lab.iteration'), 50);
    await page.close();
    assertQuiet(complaints);
  });

  it('goes on from the reader’s iteration, also while the figure plays', async () => {
    const article = ARTICLE.replace(
      '<h2>Large</h2>',
      `${prediction('id="ask-later" data-figure="figure-zeros" data-asks="cost" data-run="1" data-until="3000"', 'And at 3,000?', [['0 to Infinity', 'Something']])}<h2>Large</h2>`,
    );
    const { page, complaints } = await open({ article });
    await rests(page, 'figure-zeros');
    await ofLab(page, 'figure-zeros', 'lab.play()');
    await page.waitForFunction(
      () => /** @type {InitLab} */ (document.querySelector('#figure-zeros init-lab')).iteration > 100,
    );
    await guess(page, 'ask-later', 0);
    await until(page, 'ask-later');
    const at = async (/** @type {number} */ k) => (await expected(ZEROS, k)).runs[1].cost.toPrecision(4);
    assert.equal(await outcome(page, 'ask-later'), `Right. At iteration 3,000, the cost of He is ${await at(3000)}.`);
    await ofLab(page, 'figure-zeros', 'lab.play()');
    await guess(page, 'ask-zeros', 0);
    await until(page, 'ask-zeros');
    assert.match(await outcome(page, 'ask-zeros'), /^Right\. At iteration 15,000/);
    // Beyond the iteration of the question: the figure rewinds and gives the same result.
    await page.click('#ask-later button');
    await guess(page, 'ask-later', 0);
    await until(page, 'ask-later');
    assert.equal(await outcome(page, 'ask-later'), `Right. At iteration 3,000, the cost of He is ${await at(3000)}.`);
    await page.close();
    assertQuiet(complaints);
  });

  it('that is interrupted says where, and can be asked again', async () => {
    const { page, complaints } = await open();
    await rests(page, 'figure-zeros');
    await choose(page, 'ask-zeros', 0);
    await page.evaluate(() => {
      const lab = /** @type {InitLab} */ (document.querySelector('#figure-zeros init-lab'));
      lab.addEventListener('progress', function stop() {
        if (lab.iteration === 0) return;
        lab.removeEventListener('progress', stop);
        lab.pause();
      });
    });
    await page.click('#ask-zeros button');
    await page.waitForFunction(() =>
      document.querySelector('#ask-zeros .outcome')?.textContent?.includes('The run was stopped at iteration'),
    );
    assert.equal(await page.getAttribute('#ask-zeros', 'data-state'), 'asking');
    assert.equal(await page.locator('#ask-zeros input').first().isChecked(), true);
    assert.equal(await because(page, 'ask-zeros'), false);
    assert.ok(Number(await ofLab(page, 'figure-zeros', 'lab.iteration')) < 15_000);
    await page.click('#ask-zeros button');
    await until(page, 'ask-zeros');
    assert.match(await outcome(page, 'ask-zeros'), /^Right\. At iteration 15,000/);
    await page.close();
    assertQuiet(complaints);
  });

  it('waits for a run that was switched on', async () => {
    const { page, complaints } = await open();
    await rests(page, 'figure-zeros');
    // Large enough for the new run to take many frames.
    const large = {
      ...ZEROS,
      dataset: { name: 'circles', samples: 3000 },
      training: { iterations: 2000 },
    };
    await ofLab(page, 'figure-zeros', `lab.setState(${JSON.stringify(large)})`);
    await ofLab(page, 'figure-zeros', 'lab.runToEnd()');
    await choose(page, 'ask-zeros', 0);
    const behind = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const lab = /** @type {any} */ (document.querySelector('#figure-zeros init-lab'));
          lab.addEventListener('progress', function ask() {
            const { behind } = lab.getResults();
            if (behind === 0) return;
            lab.removeEventListener('progress', ask);
            /** @type {HTMLElement} */ (document.querySelector('#ask-zeros button')).click();
            resolve(behind);
          });
          lab.initializers = 'ones,he';
        }),
    );
    assert.ok(behind > 0);
    await until(page, 'ask-zeros');
    const { runs, samples } = await expected(
      { ...large, runs: [{ initializer: 'ones' }, { initializer: 'he' }] },
      2000,
    );
    const right = format.percent(runs[0].trainAccuracy, samples.train);
    const said = await outcome(page, 'ask-zeros');
    assert.ok(said.includes(`At iteration 2,000, Ones classifies ${right}`), said);
    await page.close();
    assertQuiet(complaints);
  });

  it('of a changed figure says so, and gives the measurement if no answer fits', async () => {
    const { page, complaints } = await open();
    await rests(page, 'figure-zeros');
    await ofLab(
      page,
      'figure-zeros',
      `lab.setState(${JSON.stringify({ ...ZEROS, training: { iterations: 40 }, dataset: { name: 'circles', samples: 60 }, runs: [{ initializer: 'he' }] })})`,
    );
    const { runs } = await expected(
      {
        ...ZEROS,
        training: { iterations: 40 },
        dataset: { name: 'circles', samples: 60 },
        runs: [{ initializer: 'he' }],
      },
      40,
    );
    const fits = [
      [0.45, 0.55],
      [0.75, 0.9],
      [0.95, 1],
    ].findIndex(([low, high]) => low <= runs[0].trainAccuracy && runs[0].trainAccuracy <= high);
    await guess(page, 'ask-zeros', 0);
    await until(page, 'ask-zeros');
    const said = await outcome(page, 'ask-zeros');
    assert.ok(said.includes('At iteration 40, He classifies'), said);
    if (fits >= 0) assert.match(said, /This answer is for the changed figure\.$/);
    else {
      assert.match(said, /None of the answers matches: the figure was changed\.$/);
      assert.equal(await because(page, 'ask-zeros'), false);
    }
    // A run that no longer exists.
    await rests(page, 'figure-variance');
    await page.click('#ask-zeros button');
    await ofLab(page, 'figure-variance', `lab.setState(${JSON.stringify({ ...DEEP, runs: [{ initializer: 'he' }] })})`);
    await guess(page, 'ask-signal', 0);
    await until(page, 'ask-signal');
    assert.equal(
      await outcome(page, 'ask-signal'),
      'The figure has no run 2 now. None of the answers matches: the figure was changed.',
    );
    assert.equal(await because(page, 'ask-signal'), false);
    await page.close();
    assertQuiet(complaints);
  });

  it('says why where its figure cannot be opened', async () => {
    const article = `${prediction('id="ask-bad" data-figure="figure-bad" data-asks="cost"', 'What?', [['0 to 1', 'Little']])}
      ${figure('figure-bad', `experiment='{"seed": -1}'`, 'Figure 1. Not to be opened.')}`;
    const { page } = await open({ article });
    for (let k = 0; k < 2; k += 1) {
      await guess(page, 'ask-bad', 0);
      await page.waitForFunction(() =>
        document.querySelector('#ask-bad .outcome')?.textContent?.includes('The figure could not be run: seed: -1'),
      );
      assert.equal(await page.getAttribute('#ask-bad', 'data-state'), 'asking');
    }
    await page.close();
  });
});

describe('the derivation', () => {
  /** @param {Page} page */
  const table = (page) =>
    page
      .locator('.variance tbody tr')
      .evaluateAll((rows) => rows.map((row) => Array.from(row.querySelectorAll('td'), (cell) => cell.textContent)));

  /**
   * The expected values of a layer, counted from 1.
   * @param {import('../../www/element/results.js').Inspected} results @param {number} layer
   */
  function steps({ runs }, layer) {
    const square = (/** @type {{ mean: number, stddev: number }} */ { mean, stddev }) => mean * mean + stddev * stddev;
    const four = (/** @type {number} */ value) => (value === 0 ? '0' : value.toPrecision(4));
    const columns = runs.map(({ inspection: { layers }, layers: starts, weights }) => {
      const [before, here] = [layers[layer - 2], layers[layer - 1]];
      const variance = weights[layer - 1].stddev ** 2;
      return [
        String(here.inputs),
        four(Number(starts[layer - 1].expectedStddev) ** 2),
        four(variance),
        four(square(before.activation)),
        four(square(before.activation) / square(before.preActivation)),
        four(here.inputs * variance * square(before.activation)),
        four(square(here.preActivation)),
        four(square(here.preActivation) / square(before.preActivation)),
        four((here.units * variance) / 2),
        four((before.gradientRms / here.gradientRms) ** 2),
      ];
    });
    return columns[0].map((_, k) => columns.map((column) => column[k]));
  }

  it('is measured in the figure’s networks, of the layer chosen, and again when they change', async () => {
    const { page, complaints } = await open();
    assert.match(await text(page, '.variance'), /^When the figure is open/);
    const empty = await page.evaluate(() => document.querySelector('.variance')?.getBoundingClientRect().height);
    await rests(page, 'figure-variance');
    await page.waitForSelector('.variance table');
    const start = await expected(DEEP, 0);
    assert.deepEqual(await page.locator('.variance thead th').allInnerTexts(), ['step', 'He', 'Xavier']);
    assert.deepEqual(await table(page), steps(start, 2));
    assert.equal(await text(page, '.variance .which label'), 'Hidden layer 2 3 4 5 6 7 8');
    const filled = await page.evaluate(() => document.querySelector('.variance')?.getBoundingClientRect().height);
    assert.ok(Math.abs(Number(filled) - Number(empty)) < 40, `${empty} ${filled}`);
    await page.selectOption('.variance select', '8');
    assert.deepEqual(await table(page), steps(start, 8));
    await ofLab(page, 'figure-variance', 'lab.advance(30)');
    await page.waitForFunction(() => document.querySelector('.variance .which')?.textContent?.includes('iteration 30'));
    assert.deepEqual(await table(page), steps(await expected(DEEP, 30), 8));
    assert.match(await text(page, '.variance .help'), /By now training has changed weights and biases/);
    const shallow = { ...DEEP, network: { hidden: [7, 5] } };
    await ofLab(page, 'figure-variance', `lab.setState(${JSON.stringify(shallow)})`);
    await page.waitForFunction(() => document.querySelectorAll('.variance option').length === 1);
    assert.deepEqual(await table(page), steps(await expected(shallow, 0), 2));
    await ofLab(page, 'figure-variance', `lab.setState(${JSON.stringify({ ...DEEP, network: { hidden: [7] } })})`);
    await page.waitForFunction(() =>
      document.querySelector('.variance')?.textContent?.includes('The figure has 1 now'),
    );
    assert.equal(await page.evaluate(() => document.querySelectorAll('.variance math :not(math *)').length), 0);
    await page.close();
    assertQuiet(complaints);
  });

  it('gives the backward factor of linear units, and only measurements for others', async () => {
    const { page, complaints } = await open();
    await rests(page, 'figure-variance');
    await page.waitForSelector('.variance table');
    for (const [activation, way] of /** @type {const} */ ([
      ['identity', true],
      ['tanh', false],
    ])) {
      const network = { hidden: [16, 12, 8], activation };
      await ofLab(page, 'figure-variance', `lab.setState(${JSON.stringify({ ...DEEP, network })})`);
      await page.waitForFunction(
        ([count, layers]) =>
          document.querySelectorAll('.variance tbody tr').length === count &&
          document.querySelectorAll('.variance option').length === layers,
        [way ? 10 : 9, 2],
      );
      const { runs } = await expected({ ...DEEP, network }, 0);
      const { layers } = runs[0].inspection;
      const last = (await table(page)).map(([he]) => he).slice(way ? -2 : -1);
      const ratio = ((layers[0].gradientRms / layers[1].gradientRms) ** 2).toPrecision(4);
      const set = (layers[1].units * runs[0].weights[1].stddev ** 2).toPrecision(4);
      assert.deepEqual(last, way ? [set, ratio] : [ratio]);
    }
    await page.close();
    assertQuiet(complaints);
  });

  it('has formulas that are MathML', async () => {
    const { page } = await open();
    await rests(page, 'figure-variance');
    await page.waitForSelector('.variance math');
    const foreign = await page.evaluate(() =>
      Array.from(document.querySelectorAll('.variance math, .variance math *'), ({ namespaceURI, localName }) => [
        localName,
        namespaceURI,
      ]).filter(([, namespace]) => namespace !== 'http://www.w3.org/1998/Math/MathML'),
    );
    assert.deepEqual(foreign, []);
    assert.ok((await page.locator('.variance math').count()) === 10);
    const formulas = (await page.locator('.variance math').allTextContents()).map((text) => text.replace(/\s/g, ''));
    assert.equal(new Set(formulas).size, formulas.length, 'no two steps are written alike');
    await page.close();
  });
});

describe('everything in the lesson', () => {
  it('can be done by keyboard alone', async () => {
    const { page, complaints } = await open();
    await rests(page, 'figure-zeros');
    await page.focus('#ask-zeros input');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.locator('#ask-zeros input').nth(1).isChecked(), true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await until(page, 'ask-zeros');
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
    assert.equal(await focused(), 'Guess again', 'the focus stays');
    await page.focus('#figure-zeros summary');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#figure-zeros table');
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'Embed this figure');
    await page.keyboard.press('Space');
    await page.waitForSelector('#figure-zeros textarea');
    for (const wanted of [
      'share-figure-zeros-element',
      'copy-figure-zeros-element',
      'share-figure-zeros-iframe',
      'copy-figure-zeros-iframe',
    ]) {
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement?.id), wanted);
    }
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'Open in the lab above');
    await page.close();
    assertQuiet(complaints);
  });

  it('has nothing that axe finds, no target below 24 px and nothing beside the page, in any theme, wide and narrow', async () => {
    for (const width of [320, 1280]) {
      const { page, complaints } = await open({ size: { width, height: 900 } });
      for (const asked of [false, true]) {
        if (asked) {
          await guess(page, 'ask-zeros', 0);
          await until(page, 'ask-zeros');
          await guess(page, 'ask-large', 0);
          await until(page, 'ask-large');
          await rests(page, 'figure-variance');
          await page.waitForSelector('.variance table');
          for (const summary of await page.locator('#figure-zeros summary').all()) await summary.click();
          await page.waitForSelector('#figure-zeros textarea');
        }
        for (const theme of ['light', 'dark', 'projector']) {
          await page.selectOption('#theme', theme);
          const found = await violations(page, 'article.lesson', { isSeenInLight: theme !== 'light' });
          assert.deepEqual(found, [], `${width}, ${theme}, ${asked ? 'answered' : 'idle'}`);
        }
        const small = await page.evaluate(() =>
          Array.from(
            document.querySelectorAll(
              '.below-figure :is(summary, a, button, textarea), .prediction :is(button, label), .variance select',
            ),
            (target) => ({ name: target.textContent?.trim().slice(0, 30), box: target.getBoundingClientRect() }),
          )
            .filter(({ box }) => box.width > 0 && (box.height < 24 || box.width < 24))
            .map(({ name, box }) => `${name} ${box.width} × ${box.height}`),
        );
        assert.deepEqual(small, []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      }
      await page.close();
      assertQuiet(complaints);
    }
  });
});
