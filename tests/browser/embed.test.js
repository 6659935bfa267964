import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from '../js/seeds.js';
import { elementSnippet, iframeSnippet } from '../../www/share/page-snippets.js';
import { toLink } from '../../www/experiment/link.js';
import { hostileStrings } from '../js/hostile.js';
import { catalogue, createLab } from '../../www/engine/lab.js';
import { serveStatic } from '../../scripts/serve-static.js';
import { createSweep } from '../../www/engine/create-sweep.js';
import { assertQuiet, openSettings, openSite } from './harness.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */
/** @typedef {import('playwright-core').Page} Page */

/** The host page: it records messages, adopts the reported height, and sends requests. */
const HOST = `<!doctype html><meta charset="utf-8"><title>A course</title><link rel="icon" href="data:,">
<body style="margin:0"><script src="host.js"></script></body>`;
const HOST_SCRIPT = `
var told = [];
const waiting = new Map();
let follow = true;
let count = 0;
let frame;
addEventListener('message', ({ source, origin, data }) => {
  if (!frame || source !== frame.contentWindow) return;
  told.push({ origin, data });
  if (data.subject === 'lti.frameResize' && follow) frame.style.height = data.height + 'px';
  if (data.from === 'init-lab' && waiting.has(data.id)) waiting.get(data.id)(data);
});
function embed(src, width, height) {
  frame?.remove();
  told.length = 0;
  frame = document.createElement('iframe');
  frame.style.cssText = 'border:0;display:block;width:' + width + 'px;height:' + height + 'px';
  frame.src = src;
  document.body.append(frame);
}
function ask(method, value, id = (count += 1)) {
  frame.contentWindow.postMessage({ to: 'init-lab', id, method, value }, '*');
  return new Promise((resolve) => waiting.set(id, resolve));
}
`;

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
/** @type {Awaited<ReturnType<typeof serveStatic>>} */
let host;
/** @type {string} */
let folder;
before(async () => {
  site = await openSite();
  folder = await mkdtemp(path.join(tmpdir(), 'init-lab-host-'));
  await writeFile(path.join(folder, 'index.html'), HOST);
  await writeFile(path.join(folder, 'host.js'), HOST_SCRIPT);
  host = await serveStatic(folder);
});
after(async () => {
  await site.close();
  await host.close();
  await rm(folder, { recursive: true });
});

/**
 * A course page on another origin, with embed.html in a frame.
 * @param {string} query @param {{ width?: number, height?: number }} [size]
 */
async function embedded(query, { width = 800, height = 300 } = {}) {
  const { page, complaints } = await site.open({ url: host.url });
  await page.evaluate(
    ([src, w, h]) => /** @type {any} */ (globalThis).embed(src, w, h),
    /** @type {[string, number, number]} */ ([`${site.url}embed.html${query}`, width, height]),
  );
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  assert.ok(frame);
  await frame.waitForFunction(() => /** @type {InitLab | null} */ (document.querySelector('init-lab'))?.settled);
  return { page, complaints, frame };
}

/** @param {Page} page @param {string} method @param {any} [value] @returns {Promise<any>} */
const ask = (page, method, value) =>
  page.evaluate(([name, given]) => /** @type {any} */ (globalThis).ask(name, given), [method, value]);

/** Messages to the host page. @param {Page} page @returns {Promise<{ origin: string, data: any }[]>} */
const told = (page) => page.evaluate('told');

/** @param {Page} page */
const heights = async (page) =>
  (await told(page)).filter(({ data }) => data.subject === 'lti.frameResize').map(({ data }) => data.height);

/** @param {import('playwright-core').Frame} frame */
const stateIn = (frame) => frame.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).getState());

describe('embed.html', () => {
  it('is the lab alone, set up by its address', async () => {
    const { page, complaints, frame } = await embedded(
      '?preset=moons&learningRate=0.1&seed=7&initializers=he,zeros&theme=dark&alt=Two+moons',
    );
    const { seed, training, runs, dataset } = await stateIn(frame);
    assert.deepEqual(
      [seed, training.learningRate, dataset.name, runs],
      [7, 0.1, 'moons', [{ initializer: 'he' }, { initializer: 'zeros' }]],
    );
    assert.equal(await frame.locator('h1').count(), 0);
    assert.equal(await frame.title(), 'Two moons');
    assert.equal(await frame.locator('.lab').getAttribute('data-theme'), 'dark');
    assert.equal(await frame.locator('.message').count(), 0);
    await page.close();
    assertQuiet(complaints);
  });

  it('trains a sweep in a frame of another origin, whose height follows', async () => {
    const plan = { seeds: 4, axes: [{ field: 'network.weightScale', from: 0.1, to: 10, steps: 3, scale: 'log' }] };
    const { page, complaints, frame } = await embedded(`?iterations=30&initializers=he#sweep=${JSON.stringify(plan)}`);
    await frame.locator('.sweep[data-phase="rest"]').waitFor();
    await frame.click('#play');
    await frame.locator('.sweep[data-phase="done"]').waitFor();
    await frame.waitForFunction(() => innerHeight >= document.documentElement.scrollHeight);
    const cost = await frame.evaluate(() => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      return [.../** @type {any} */ (lab.getSweepResults()).cost];
    });
    const expected = await createSweep(await stateIn(frame), { workers: 0 });
    await expected.run();
    assert.deepEqual(cost, [...expected.results().cost]);
    expected.free();
    const below = await frame
      .locator('.sweep-picture .surface')
      .evaluate((each) => each.getBoundingClientRect().height);
    assert.ok(below > 200, `${below} pixels: the picture has its usual height`);
    await page.close();
    assertQuiet(complaints);
  });

  it('applies a link in its fragment over its query', async () => {
    const { page, complaints, frame } = await embedded('?preset=moons&seed=7#learningRate=0.2');
    const { seed, training, dataset } = await stateIn(frame);
    assert.deepEqual([seed, training.learningRate, dataset.name], [7, 0.2, 'moons']);
    await page.close();
    assertQuiet(complaints);
  });

  it('reports invalid parameters as text, with the allowed values, and uses the default', async () => {
    const { page, complaints, frame } = await embedded(
      '?seed=-1&initializers=hee&experiment=[1]&theme=pink&hide=everything&learning-rate=0.2&colour=<img src=x>&origins=https://a.example/path&autoplay=now',
    );
    const { seed, training, runs } = await stateIn(frame);
    assert.deepEqual([seed, training.learningRate, runs.length], [3, 0.2, 3]);
    const said = (await frame.locator('[role="alert"]').allTextContents()).join(' ');
    for (const text of [
      'seed: “-1” is not allowed; must be a whole number from 0 to 4294967295',
      '"hee" is not allowed; must be one of zeros, ',
      'theme: “pink” is not allowed; must be one of auto, light, dark, projector',
      'hide: “everything” is not allowed; must be among transport, ',
      'experiment: “[1]” is not allowed; must be an experiment, an object as JSON',
      '“colour” is not allowed as a name; must be one of preset, ',
      'origins: “https://a.example/path” is not allowed; must be origins such as https://course.example',
      'autoplay: “now” is not allowed; must be one of slide',
    ])
      assert.ok(said.includes(text), `${text} in ${said}`);
    assert.equal(await frame.locator('[role="alert"]:visible').count(), 1, 'in one place');
    assert.equal(await frame.locator('img').count(), 0);
    await page.close();
    assertQuiet(complaints);
  });

  it('leaves the history of the page around alone', async () => {
    const { page, complaints, frame } = await embedded('');
    const before = await page.evaluate(() => history.length);
    await frame.selectOption('#preset', 'moons');
    await frame.waitForFunction(() => location.hash === '#preset=moons');
    assert.equal(await page.evaluate(() => history.length), before);
    await page.close();
    assertQuiet(complaints);
  });
});

describe('an iframe as the share dialog writes it', () => {
  it('opens the same experiment, also one too long for a query', async () => {
    const engine = await catalogue();
    const points = Array.from({ length: 200 }, (_, k) => [Math.cos(k) / 3, Math.sin(k) / 3, k % 2]);
    for (const input of [
      {
        preset: 'moons',
        training: { learningRate: 0.1, learningRateChanges: [[5, 0.2]] },
        runs: [{ initializer: 'he', label: '"Größer" & <b>, 100 %' }],
      },
      { dataset: { name: 'custom', points }, runs: [{ initializer: 'zeros' }] },
    ]) {
      const lab = await createLab(/** @type {any} */ (input));
      const { experiment } = lab;
      lab.free();
      const snippet = iframeSnippet({
        home: `${site.url}index.html`,
        link: toLink(experiment, engine, input.preset),
        look: { theme: 'dark' },
        title: 'Two "moons" & <more>',
      });
      const { page, complaints } = await site.open({ url: host.url });
      await page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), snippet);
      const element = await page.waitForSelector('iframe');
      assert.equal(await element.getAttribute('title'), 'Two "moons" & <more>');
      await element.scrollIntoViewIfNeeded();
      const frame = await element.contentFrame();
      assert.ok(frame);
      await frame.waitForFunction(() => /** @type {InitLab | null} */ (document.querySelector('init-lab'))?.settled);
      assert.deepEqual(await stateIn(frame), experiment);
      assert.equal(await frame.locator('.message').count(), 0);
      await page.close();
      assertQuiet(complaints);
    }
  });
});

describe('the element as the share dialog writes it', () => {
  it('opens the same experiment in another page', async () => {
    const engine = await catalogue();
    const lab = await createLab(
      /** @type {any} */ ({
        preset: 'moons',
        network: { hidden: [7], initialBias: 0.5 },
        training: { optimizer: 'adam', learningRateChanges: [[5, 0.2]] },
        runs: [
          { initializer: 'he', label: '"Größer" & <b>, 100 %: =' },
          {
            initializer: 'random_normal',
            stddev: 3,
            training: { loss: 'mse' },
            outputInitializer: { initializer: 'ones' },
          },
        ],
      }),
    );
    const { experiment } = lab;
    lab.free();
    const look = { hide: 'seed, speed', views: 'panels chart' };
    const html = elementSnippet({ home: site.url, link: toLink(experiment, engine, 'moons'), look });
    const { page, complaints } = await site.open({
      prepare: (fresh) =>
        fresh.route('**/course.html', (route) =>
          route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>A course</title>${html}` }),
        ),
      path: 'course.html',
    });
    await page.waitForFunction(() => /** @type {InitLab | null} */ (document.querySelector('init-lab'))?.settled);
    assert.deepEqual(
      await page.evaluate(() => /** @type {any} */ (document.querySelector('init-lab')).getState()),
      experiment,
    );
    assert.equal(await page.locator('.message').count(), 0);
    assert.equal(await page.locator('#new-seed, #surprise').count(), 0, 'what is hidden');
    await page.close();
    assertQuiet(complaints.filter((text) => !text.includes('404'))); // a page without an icon
  });
});

describe('hostile addresses', () => {
  it('a sample of 30 in the query leave a working page, no other element, no complaint', async () => {
    const engine = await catalogue();
    // A text that cannot be a URL is no address.
    const texts = fc
      .sample(hostileStrings(engine), 30)
      .map((text) => text.replace(/#|\p{Surrogate}/gu, '').slice(0, 4000));
    const { page, complaints } = await site.open({ path: 'embed.html' });
    for (const text of texts) {
      await page.goto(`${site.url}embed.html?${text}`);
      await page.waitForFunction(() => /** @type {InitLab | null} */ (document.querySelector('init-lab'))?.getState());
      const found = await page.evaluate(() => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
        const active = 'img, iframe, object, embed, base, form, [onerror], [onload], [onclick]';
        return [document, root]
          .flatMap((where) => [...where.querySelectorAll(active)])
          .map(({ outerHTML }) => outerHTML);
      });
      assert.deepEqual(found, [], text);
    }
    assert.equal(await page.locator('script').count(), await page.locator('script[src]').count());
    await page.close();
    assertQuiet(complaints);
  });
});

describe('its height', () => {
  it('is sent to the host page when it changes, growing and shrinking, until the frame settles', async () => {
    const { page, complaints, frame } = await embedded('', { width: 1000, height: 300 });
    const atRest = () =>
      page.waitForFunction(async () => {
        const read = () => /** @type {HTMLElement} */ (document.querySelector('iframe')).style.height;
        const [before, count] = [read(), /** @type {any} */ (globalThis).told.length];
        for (let k = 0; k < 20; k += 1) await new Promise(requestAnimationFrame);
        return before === read() && count === /** @type {any} */ (globalThis).told.length;
      });
    await atRest();
    const content = () => frame.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));
    const wide = await content();
    assert.equal((await heights(page)).at(-1), wide);
    assert.equal(
      await frame.evaluate(() => document.documentElement.scrollHeight <= innerHeight),
      true,
      'no scrollbar',
    );
    await openSettings(frame);
    await frame.click('#open-data');
    await frame.waitForFunction((low) => document.body.getBoundingClientRect().height > low + 20, wide);
    await atRest();
    const open = await content();
    assert.equal((await heights(page)).at(-1), open);
    await frame.click('#settings');
    await page.evaluate(() => {
      /** @type {HTMLElement} */ (document.querySelector('iframe')).style.width = '320px';
    });
    await atRest();
    const narrow = await content();
    assert.ok(narrow > wide);
    assert.equal((await heights(page)).at(-1), narrow);
    await page.evaluate(() => {
      /** @type {HTMLElement} */ (document.querySelector('iframe')).style.width = '1000px';
    });
    await atRest();
    assert.ok((await heights(page)).at(-1) < narrow, 'shrinks again');
    const list = await heights(page);
    assert.ok(
      list.every((height, k) => height !== list[k - 1]),
      'only when it changes',
    );
    const [object, text] = (await told(page)).filter(({ data }) => data.subject === undefined).map(({ data }) => data);
    assert.deepEqual(Object.keys(object), ['src', 'context', 'height']);
    assert.equal(object.context, 'iframe.resize');
    assert.ok(object.src.startsWith(`${site.url}embed.html`));
    assert.deepEqual(JSON.parse(text), object);
    await page.close();
    assertQuiet(complaints);
  });

  it('is not sent without a frame', async () => {
    const { page, complaints } = await site.open({
      path: 'embed.html',
      prepare: (fresh) =>
        fresh.addInitScript(() => {
          /** @type {any} */ (globalThis).told = [];
          addEventListener('message', ({ data }) => /** @type {any} */ (globalThis).told.push(data));
        }),
    });
    await page.waitForFunction(() => /** @type {InitLab | null} */ (document.querySelector('init-lab'))?.settled);
    assert.deepEqual(await page.evaluate('told'), []);
    await page.close();
    assertQuiet(complaints);
  });
});

describe('slides', () => {
  const moves = (/** @type {import('playwright-core').Frame} */ frame, /** @type {boolean} */ moving) =>
    frame.waitForFunction(
      (wanted) => /** @type {InitLab} */ (document.querySelector('init-lab')).paused !== wanted,
      moving,
    );
  const slide = (/** @type {Page} */ page, /** @type {string} */ text) =>
    page.evaluate(
      (said) => /** @type {any} */ (document.querySelector('iframe')).contentWindow.postMessage(said, '*'),
      text,
    );

  it('stop a lab that moves, and let it go on; one that rested rests', async () => {
    const { page, complaints, frame } = await embedded('?iterations=1000000');
    await slide(page, 'slide:start');
    await slide(page, 'slide:stop');
    await slide(page, 'slide:start');
    assert.equal(await frame.evaluate(() => /** @type {any} */ (document.querySelector('init-lab')).paused), true);
    await frame.click('#play');
    await moves(frame, true);
    await slide(page, 'slide:stop');
    await moves(frame, false);
    await slide(page, 'slide:start');
    await moves(frame, true);
    await page.close();
    assertQuiet(complaints);
  });

  it('start a lab whose author asked for it, once', async () => {
    const { page, complaints, frame } = await embedded('?iterations=1000000&autoplay=slide');
    assert.equal(await frame.evaluate(() => /** @type {any} */ (document.querySelector('init-lab')).paused), true);
    await slide(page, 'slide:start');
    await moves(frame, true);
    await frame.click('#play');
    await moves(frame, false);
    await slide(page, 'slide:stop');
    await slide(page, 'slide:start');
    assert.equal(await frame.evaluate(() => /** @type {any} */ (document.querySelector('init-lab')).paused), true);
    await page.close();
    assertQuiet(complaints);
  });

  it('turn by keys that nothing in the frame uses, once the deck has said that it is one', async () => {
    const { page, complaints, frame } = await embedded('?iterations=1000000');
    await page.evaluate(() => {
      /** @type {any} */ (globalThis).turns = [];
      addEventListener('message', ({ data }) => {
        if (String(data).includes('"method"')) /** @type {any} */ (globalThis).turns.push(JSON.parse(data).method);
      });
    });
    await frame.click('.plot');
    await page.keyboard.press('ArrowRight');
    await slide(page, 'slide:start');
    await slide(page, 'slide:start');
    await frame.locator('#rate').focus();
    await page.keyboard.press('ArrowLeft');
    await frame.locator('#play').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await page.waitForFunction(() => /** @type {any} */ (globalThis).turns.includes('left'));
    assert.deepEqual(await page.evaluate('turns'), ['right', 'left']);
    await page.close();
    assertQuiet(complaints);
  });

  it('are heard from the page around alone', async () => {
    const { page, complaints, frame } = await embedded('?iterations=1000000&autoplay=slide');
    await frame.evaluate(() => window.postMessage('slide:start', '*'));
    await frame.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
    assert.equal(await frame.evaluate(() => /** @type {any} */ (document.querySelector('init-lab')).paused), true);
    await page.close();
    assertQuiet(complaints);
  });
});

describe('the state channel', () => {
  const named = () => `?origins=https://course.example,${new URL(host.url).origin}`;

  it('lets a page of an allowed origin do everything a reader can, and notifies it', async () => {
    const { page, complaints, frame } = await embedded(named());
    assert.deepEqual((await ask(page, 'getState')).value, await stateIn(frame));
    assert.equal((await ask(page, 'setState', { preset: 'moons', seed: 9 })).value, null);
    assert.equal((await stateIn(frame)).seed, 9);
    await ask(page, 'advance', 120);
    await frame.waitForFunction(() => /** @type {any} */ (document.querySelector('init-lab')).iteration === 120);
    await ask(page, 'rewind');
    await frame.waitForFunction(() => /** @type {any} */ (document.querySelector('init-lab')).iteration === 0);
    await ask(page, 'play');
    await frame.waitForFunction(() => /** @type {any} */ (document.querySelector('init-lab')).iteration > 0);
    await ask(page, 'pause');
    assert.equal(await frame.evaluate(() => /** @type {any} */ (document.querySelector('init-lab')).paused), true);
    await ask(page, 'setState', { training: { iterations: 50 } });
    await ask(page, 'runToEnd');
    await page.waitForFunction(() =>
      /** @type {any} */ (globalThis).told.some((/** @type {any} */ { data }) => data.event === 'finish'),
    );
    const events = (await told(page)).filter(({ data }) => data.event);
    assert.ok(events.every(({ origin }) => `${origin}/` === site.url));
    const change = events.findLast(({ data }) => data.event === 'change')?.data.detail;
    assert.deepEqual([change.experiment.training.iterations, change.isUserInitiated], [50, false]);
    assert.deepEqual(events.findLast(({ data }) => data.event === 'finish')?.data.detail, { iteration: 50 });
    assert.ok(events.some(({ data }) => data.event === 'progress'));
    await page.close();
    assertQuiet(complaints);
  });

  it('answers invalid requests with a message, and changes nothing', async () => {
    const { page, complaints, frame } = await embedded(named());
    const before = await stateIn(frame);
    for (const [method, value, said] of /** @type {[any, any, RegExp][]} */ ([
      ['setState', { seed: -1 }, /^seed: -1 is not allowed; must be a whole number/],
      ['setState', { nope: 1 }, /^nope: unknown field/],
      ['setState', 'moons', /^value: “"moons"” is not allowed; must be an experiment/],
      ['setState', null, /^value: “null” is not allowed/],
      ['setState', undefined, /^value: “nothing” is not allowed/],
      ['setState', { seed: NaN }, /^seed: null is not allowed/],
      [
        'setState',
        { points: 'x'.repeat(1_000_000) },
        /^A message of 1,000,\d{3} characters is not allowed; must be at most 1,000,000 long/,
      ],
      ['advance', -1, /^count is -1; allowed: a whole number from 0/],
      ['advance', '5', /^value: “"5"” is not allowed/],
      ['constructor', null, /^method: “constructor” is not allowed; must be one of getState, setState, play/],
      ['__proto__', null, /^method: “__proto__” is not allowed/],
      [{}, null, /^method: “\[object Object\]” is not allowed/],
    ])) {
      const { error } = await ask(page, method, value);
      assert.match(error?.message ?? 'no error', said);
    }
    const odd = await page.evaluate(async () => {
      const { contentWindow } = /** @type {HTMLIFrameElement} */ (document.querySelector('iframe'));
      const send = (/** @type {any} */ message) => contentWindow?.postMessage(message, '*');
      const cyclic = /** @type {any} */ ({ to: 'init-lab', id: 'cyclic', method: 'getState' });
      cyclic.value = cyclic;
      for (const message of [
        cyclic,
        { to: 'init-lab', id: 'more', method: 'getState', then: 1 },
        { to: 'init-lab', id: { a: 1 }, method: 'getState' },
        { to: 'init-lab', id: 'born', method: 'setState', value: JSON.parse('{"__proto__": {"seed": 4}}') },
        ...[null, 5, 'getState', [], {}, { to: 'other' }, new Map(), new ArrayBuffer(8)],
      ])
        send(message);
      await /** @type {any} */ (globalThis).ask('getState');
      return /** @type {any} */ (globalThis).told
        .filter((/** @type {any} */ { data }) => data.error)
        .slice(-4)
        .map((/** @type {any} */ { data }) => [data.id, data.error.message]);
    });
    assert.deepEqual(
      odd.map((/** @type {any} */ [id]) => id),
      ['cyclic', 'more', null, 'born'],
    );
    assert.match(odd[0][1], /must be something that JSON can hold/);
    assert.match(odd[1][1], /“then” is not allowed; must be one of to, id, method, value/);
    assert.match(odd[2][1], /^id: “{"a":1}” is not allowed; must be a number or a text/);
    assert.match(odd[3][1], /__proto__ is no name of a field/);
    assert.deepEqual(await stateIn(frame), before);
    await page.close();
    assertQuiet(complaints);
  });

  for (const [who, query] of [
    ['another origin', '?origins=https://course.example'],
    ['a part of its origin', '?origins=http://127.0.0.1'],
    ['nobody', ''],
  ]) {
    it(`says nothing to a page, and does nothing for it, where the author named ${who}`, async () => {
      const { page, complaints, frame } = await embedded(query);
      const before = await stateIn(frame);
      await page.evaluate(() => {
        for (const method of ['getState', 'play']) void (/** @type {any} */ (globalThis).ask(method));
        void (/** @type {any} */ (globalThis).ask('setState', { seed: 99 }));
      });
      // An answered question after the unanswered ones.
      await frame.evaluate(
        () =>
          new Promise((resolve) => {
            addEventListener('message', ({ data }) => data === 'last' && resolve(undefined));
            window.postMessage('last', '*');
          }),
      );
      await frame.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
      assert.deepEqual(await stateIn(frame), before);
      assert.equal(await frame.evaluate(() => /** @type {any} */ (document.querySelector('init-lab')).paused), true);
      assert.deepEqual(
        (await told(page)).filter(({ data }) => data.from === 'init-lab'),
        [],
      );
      await page.close();
      assertQuiet(complaints);
    });
  }

  it('is deaf to other windows than the one around, also of an origin that was named', async () => {
    const { page, complaints, frame } = await embedded(`?origins=${new URL(site.url).origin}`);
    await frame.evaluate(() =>
      window.postMessage({ to: 'init-lab', id: 1, method: 'setState', value: { seed: 99 } }, '*'),
    );
    await frame.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
    assert.equal((await stateIn(frame)).seed, 3);
    await page.close();
    assertQuiet(complaints);
  });
});
