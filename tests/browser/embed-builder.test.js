/** The embed builder: what it hands out is shown whole, at every width, and says what was chosen. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { distFolder } from '../../scripts/paths.js';
import { assertQuiet, openSite, settled } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** @param {string} [path] @param {(page: Page) => Promise<unknown>} [prepare] */
async function openBuilder(path = '', prepare) {
  const opened = await site.open({ path, prepare });
  await settled(opened.page);
  await opened.page.click('#share');
  await opened.page.click('#tab-embed');
  await opened.page.locator('.builder').waitFor();
  return opened;
}

/** Waits until the preview has been at its end: then no line can be missing. @param {Page} page */
async function measured(page) {
  await page.waitForFunction(() => {
    const preview = /** @type {InitLab | null | undefined} */ (
      document.querySelector('init-lab')?.shadowRoot?.querySelector('.preview init-lab')
    );
    const results = preview?.getResults();
    return results && preview?.paused && results.iteration === results.iterations;
  });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
}

/** @param {Page} page @param {number} width */
async function setWidth(page, width) {
  await page.fill('#embed-width', String(width));
  await page.press('#embed-width', 'Tab');
  await page.waitForFunction(
    (text) => document.querySelector('init-lab')?.shadowRoot?.querySelector('.preview')?.textContent?.includes(text),
    `${width.toLocaleString('en')} × `,
  );
}

/** How far a frame's content exceeds it. @param {import('playwright-core').Frame} frame */
const excess = (frame) =>
  frame.evaluate(() => {
    const { scrollHeight, clientHeight, scrollWidth, clientWidth } = document.documentElement;
    return [scrollHeight - clientHeight, scrollWidth - clientWidth];
  });

describe('the embed builder', () => {
  for (const choice of ['all', 'minimal'])
    it(`hands out a frame without a scrollbar inside, at load and at the end, from 480 to 1,300 pixels (${choice})`, async () => {
      const { page, complaints } = await openBuilder('#iterations=2000');
      await page.click(`#embed-${choice}`);
      for (const width of [480, 600, 760, 1000, 1300]) {
        await setWidth(page, width);
        await measured(page);
        const code = await page.inputValue('#share-iframe');
        assert.match(code, new RegExp(`width="${width}"`));
        const { page: host } = await site.open({
          path: 'host.html',
          size: { width: 1400, height: 1000 },
          prepare: (other) =>
            other.route('**/host.html', (route) =>
              route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>Host</title>${code}` }),
            ),
        });
        const frame = /** @type {import('playwright-core').Frame} */ (
          await (await host.waitForSelector('iframe')).contentFrame()
        );
        await frame.waitForFunction(() => document.querySelector('init-lab')?.settled);
        assert.deepEqual(await excess(frame), [0, 0], `${width} at load`);
        await frame.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).runToEnd());
        await frame.waitForFunction(() => document.querySelector('init-lab')?.settled);
        assert.deepEqual(await excess(frame), [0, 0], `${width} at the end`);
        await host.close();
      }
      assertQuiet(complaints);
      await page.close();
    });

  it('offers only what the lab has, and remembers its settings while the dialog is open', async () => {
    const { page, complaints } = await openBuilder('embed.html?preset=moons&hide=seed+chart');
    assert.equal(await page.locator('#embed-part-seed, #embed-part-chart').count(), 0);
    assert.equal(await page.locator('#embed-part-speed').count(), 1);
    await page.uncheck('#embed-part-speed');
    await page.selectOption('#embed-theme', 'dark');
    await page.check('#embed-starts');
    assert.match(
      await page.inputValue('#share-iframe'),
      /preset=moons&amp;hide=seed%2Cchart%2Cspeed&amp;theme=dark&amp;autoplay=seen"/,
    );
    await page.click('#tab-link');
    await page.click('#tab-embed');
    assert.equal(await page.isChecked('#embed-part-speed'), false);
    assert.equal(await page.inputValue('#embed-theme'), 'dark');
    await page.fill('#embed-width', '20');
    await page.press('#embed-width', 'Tab');
    assert.equal(await page.inputValue('#embed-width'), '800', 'what is not allowed changes nothing');
    assertQuiet(complaints);
    await page.close();
  });

  it('says of all code that it leaves out weights which are too many for a link, and that one file holds them', async () => {
    const { page, complaints } = await site.open({ path: '#preset=notebook' });
    await settled(page);
    await page.evaluate(() => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      const layer = (/** @type {number} */ units, /** @type {number} */ inputs) => ({
        weights: Array.from({ length: units }, (_, j) => Array.from({ length: inputs }, (_, k) => (j + 1) / (k + 7))),
        biases: Array(units).fill(0),
      });
      const own = { initializer: 'custom', label: 'Mine', weights: [layer(30, 2), layer(30, 30), layer(1, 30)] };
      const experiment = /** @type {any} */ (lab.getState());
      lab.experiment = { ...experiment, network: { ...experiment.network, hidden: [30, 30] }, runs: [own] };
    });
    await settled(page);
    await page.click('#share');
    await page.click('#tab-embed');
    for (const place of ['iframe', 'element', 'reveal', 'jupyter', 'myst']) {
      await page.click(`#embed-as-${place}`);
      assert.doesNotMatch(await page.inputValue(`#share-${place}`), /weights/);
      assert.match(
        String(await page.locator('#embed-weights').textContent()),
        /This code names “Mine”, but the weights are too many .* Choose “One file” instead/s,
        place,
      );
    }
    await page.click('#embed-as-file');
    assert.equal(await page.locator('#embed-weights').count(), 0);
    assertQuiet(complaints);
    await page.close();
  });

  it('is used by keyboard alone, says the size of what it shows, and gives the focus back', async () => {
    const { page, complaints } = await site.open({ path: '#preset=moons&seed=7' });
    await settled(page);
    const active = () => page.evaluate(() => document.querySelector('init-lab')?.shadowRoot?.activeElement?.id ?? '');
    const press = (/** @type {string} */ key) => page.keyboard.press(key);
    /** @type {string[]} */
    const passed = [];
    const reach = async (/** @type {string} */ id) => {
      for (let k = 0; k < 40 && (await active()) !== id; k += 1) {
        await press('Tab');
        passed.push(await active());
      }
      assert.equal(await active(), id, `reached: ${passed}`);
    };
    await page.focus('#share');
    await press('Enter');
    await page.waitForSelector('#share-dialog[open]');
    await reach('tab-link');
    await press('ArrowRight');
    assert.equal(await active(), 'tab-embed');
    await page.locator('.builder').waitFor();
    await reach('embed-minimal');
    await press('Enter');
    assert.equal(await active(), 'embed-minimal', 'the focus stays');
    assert.equal(await page.getAttribute('#embed-minimal', 'aria-pressed'), 'true');
    await reach('embed-part-results');
    assert.equal(await page.isChecked('#embed-part-results'), false);
    await press('Space');
    assert.equal(await page.isChecked('#embed-part-results'), true);
    await reach('embed-theme');
    await press('d');
    await reach('embed-width');
    await press('ControlOrMeta+a');
    await page.keyboard.type('600');
    await reach('embed-starts');
    await press('Space');
    await page.waitForFunction(() =>
      /^600 × \d/.test(
        document
          .querySelector('init-lab')
          ?.shadowRoot?.querySelector('.preview [role="status"]')
          ?.textContent?.trim() ?? '',
      ),
    );
    await reach('embed-as-element');
    await press('Enter');
    assert.equal(await active(), 'embed-as-element');
    await reach('share-element');
    assert.match(
      await page.inputValue('#share-element'),
      /<init-lab preset="moons" seed="7" hide="controls" theme="dark" autoplay="seen">/,
    );
    await reach('copy-element');
    await press('Escape');
    await page.waitForSelector('#share-dialog', { state: 'hidden' });
    assert.equal(await active(), 'share');
    assertQuiet(complaints);
    await page.close();
  });

  it('has the code for each place', async () => {
    const { page, complaints } = await openBuilder('#preset=moons&seed=7');
    await page.click('#embed-minimal');
    await page.check('#embed-starts');
    /** @param {string} place */
    const code = async (place) => {
      await page.click(`#embed-as-${place}`);
      return page.inputValue(`#share-${place}`);
    };
    assert.match(await code('element'), /<init-lab preset="moons" seed="7" hide="controls,results" autoplay="seen">/);
    assert.match(
      await code('reveal'),
      /^<!-- .*viewDistance.*-->\n<section>\n {2}<iframe data-preload data-src="http[^"]*hide=controls%2Cresults&amp;autoplay=slide"/,
    );
    assert.match(
      await code('jupyter'),
      /^from IPython\.display import IFrame\n\nIFrame\("http[^"]*embed\.html\?preset=moons&seed=7&hide/,
    );
    const [, json] = (await code('myst')).split('\n');
    assert.deepEqual(JSON.parse(json).experiment, { seed: 7 });
    assert.equal(JSON.parse(json).hide, 'controls,results');
    assert.equal(JSON.parse(json).autoplay, 'seen');
    assertQuiet(complaints);
    await page.close();
  });
});

describe('the embed builder’s page of one file', () => {
  it('holds the chosen parts and colours, and starts by itself', async () => {
    const { page, complaints } = await openBuilder('#preset=moons&seed=7');
    await page.click('#embed-minimal');
    await page.selectOption('#embed-theme', 'dark');
    await page.check('#embed-starts');
    await page.click('#embed-as-file');
    assert.equal(await page.locator('.builder .give textarea').count(), 0, 'no code');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save-page')]);
    const text = await readFile(await download.path(), 'utf8');
    const { page: file, complaints: others } = await site.open({
      path: 'lesson.html',
      motion: true,
      prepare: (other) =>
        other.route('**/lesson.html', (route) => route.fulfill({ contentType: 'text/html', body: text })),
    });
    await file.waitForFunction(() => Number(document.querySelector('init-lab')?.iteration) > 10);
    const { hide, theme, autoplay } = await file.evaluate(() =>
      Object.fromEntries(
        Array.from(document.querySelector('init-lab')?.attributes ?? [], ({ name, value }) => [name, value]),
      ),
    );
    assert.deepEqual([hide, theme, autoplay], ['controls,results', 'dark', 'seen']);
    assert.equal(await file.evaluate(() => document.documentElement.dataset.theme), 'dark');
    assert.equal(
      await file.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).getState()?.seed),
      7,
    );
    assertQuiet([...complaints, ...others]);
    await file.close();
    await page.close();
  });

  it('hands out frames that show what was chosen, and says why it has no code of scripts', async () => {
    const text = await readFile(path.join(distFolder, 'init-lab.html'), 'utf8');
    const { page, complaints } = await openBuilder('lesson.html#preset=moons&seed=7', (opened) =>
      opened.route('**/lesson.html', (route) => route.fulfill({ contentType: 'text/html', body: text })),
    );
    assert.equal(await page.locator('#embed-as-element, #embed-as-myst').count(), 0);
    assert.match(await page.locator('#embed-unserved').innerText(), /Element, MyST.*this page is a single file/);
    await page.click('#embed-minimal');
    await page.selectOption('#embed-theme', 'dark');
    assert.match(
      await page.inputValue('#share-iframe'),
      /src="[^"]*lesson\.html\?hide=controls%2Cresults&amp;theme=dark#preset=moons&amp;seed=7"/,
    );
    assertQuiet(complaints);
    await page.close();
  });
});

describe('the preview', () => {
  it('is listened to once, however often the builder is drawn', async () => {
    const { page, complaints } = await openBuilder();
    await measured(page);
    const width = await page.evaluate(
      () =>
        /** @type {HTMLElement | null | undefined} */ (
          document.querySelector('init-lab')?.shadowRoot?.querySelector('.preview init-lab')
        )?.offsetWidth,
    );
    assert.equal(width, 784, 'as wide as in a frame of 800 pixels');
    await page.evaluate(() => {
      const preview = document.querySelector('init-lab')?.shadowRoot?.querySelector('.preview init-lab');
      const counts = Object.assign(window, { heard: 0 });
      const { addEventListener: listen } = EventTarget.prototype;
      EventTarget.prototype.addEventListener = function (name, ...rest) {
        if (this === preview && name === 'finish') counts.heard += 1;
        return listen.call(this, name, ...rest);
      };
    });
    for (const place of ['element', 'reveal', 'jupyter', 'iframe']) await page.click(`#embed-as-${place}`);
    assert.equal(await page.evaluate(() => Reflect.get(window, 'heard')), 0);
    assertQuiet(complaints);
    await page.close();
  });
});

describe('an embed that starts by itself', () => {
  /** @param {Page} page @param {string} query */
  const host = async (page, query) => {
    await page.route('**/host.html', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><title>Host</title><div style="height: 3000px"></div><iframe src="embed.html?${query}" width="800" height="700"></iframe>`,
      }),
    );
    await page.goto(`${site.url}host.html`);
    const frame = /** @type {import('playwright-core').Frame} */ (
      await (await page.waitForSelector('iframe')).contentFrame()
    );
    await frame.waitForFunction(() => document.querySelector('init-lab')?.getState());
    return frame;
  };
  const at = (/** @type {import('playwright-core').Frame} */ frame) =>
    frame.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).iteration);

  it('plays when half of it is seen, and once', async () => {
    const { page, complaints } = await site.open({ motion: true });
    const frame = await host(page, 'preset=notebook&autoplay=seen');
    assert.equal(await at(frame), 0);
    await page.evaluate(() => scrollTo(0, 3000));
    await frame.waitForFunction(() => Number(document.querySelector('init-lab')?.iteration) > 10);
    await frame.evaluate(() => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      lab.pause();
      return lab.rewind();
    });
    await page.evaluate(() => scrollTo(0, 0));
    await page.evaluate(() => scrollTo(0, 3000));
    await frame.waitForFunction(() => document.querySelector('init-lab')?.settled);
    assert.equal(await at(frame), 0, 'a reader who rewinds it finds it at rest');
    assertQuiet(complaints);
    await page.close();
  });

  it('rests where motion is to be reduced', async () => {
    const { page, complaints } = await site.open();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const frame = await host(page, 'preset=notebook&autoplay=seen');
    await page.evaluate(() => scrollTo(0, 3000));
    await frame.waitForFunction(() => document.querySelector('init-lab')?.settled);
    assert.equal(await frame.evaluate(() => document.querySelector('init-lab')?.paused), true);
    assert.equal(await at(frame), 0);
    assertQuiet(complaints);
    await page.close();
  });
});
