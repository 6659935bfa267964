import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { distFolder } from '../../scripts/paths.js';
import { findWasmToolchain } from '../../scripts/toolchain.js';
import { assertQuiet, figures, openSite, reach, settled, state } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */

/** Bytes as gzip -9 leaves them: of the core, and what all beside it has come to, which is not to grow again; some 16,000 are the lesson's text. */
const WASM = 50_000;
const REST_NOW = 80_000;
/** With rustup's ready-made standard library the WebAssembly has the texts of its panics. */
const READY_MADE = 1.25;
const LATE = /\/(inside|setup|share|papaparse|team)[^/]*\.js$/;
/** What comes once somebody is about to use the lab: with the core's companion. */
const COMPANION = /\/[^/]*companion[^/]*\.wasm$/;
const HANDS = /\/(hands|address)-[^/]*\.js$/;
const CATALOGUE = /\/catalogue[^/]*\.json$/;
/** What makes the lesson live comes once somebody goes there. */
const LIVELY = /\/(lesson|field)-[^/]*\.js$/;
/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
/** @type {Awaited<ReturnType<typeof openSite>>} */
let alone;
/** Paths in the order in which they were asked for. @type {string[]} */
let asked = [];
before(async () => {
  site = await openSite({
    strictCsp: true,
    alone: false,
    onRequest: (address) => asked.push(new URL(address, 'http://localhost').pathname),
  });
  alone = await openSite();
});
after(() => Promise.all([site.close(), alone.close()]));

/** @param {string} pathname */
const compressedSize = (pathname) =>
  gzipSync(readFileSync(path.join(distFolder, pathname === '/' ? 'index.html' : pathname)), { level: 9 }).length;

/** Lets the first request for a late part fail, as a lost connection or a site that has changed would. @param {Page} page @param {string} files @param {'abort' | 404} how */
async function failOnce(page, files, how) {
  let failed = false;
  await page.route(files, (route) => {
    if (failed) return route.continue();
    failed = true;
    return how === 'abort' ? route.abort() : route.fulfill({ status: how });
  });
}

/** What of a page moves while it loads. @param {Page} page */
const watchShifts = (page) =>
  page.addInitScript(() => {
    /** @type {{ value: number, of: string[] }[]} */
    const shifts = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of /** @type {any[]} */ (list.getEntries())) {
        const of = entry.sources.map((/** @type {any} */ { node }) => `${node?.nodeName}.${node?.className ?? ''}`);
        if (!entry.hadRecentInput) shifts.push({ value: entry.value, of });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });

describe('loading', () => {
  it('the first view asks for each file once, for nothing late, and stays within its budget', async () => {
    asked = [];
    const { page, complaints } = await site.open();
    await settled(page);
    assert.equal(new Set(asked).size, asked.length, `twice: ${asked.join(' ')}`);
    const late = () => asked.filter((name) => LATE.test(name) || LIVELY.test(name));
    assert.deepEqual(late(), []);
    assert.ok(!asked.some((name) => [COMPANION, HANDS, CATALOGUE].some((part) => part.test(name))), asked.join(' '));
    const sum = (/** @type {string[]} */ names) => names.reduce((bytes, name) => bytes + compressedSize(name), 0);
    const rest = sum(asked.filter((name) => !name.endsWith('.wasm')));
    const wasm = asked.filter((name) => name.endsWith('.wasm'));
    assert.equal(wasm.length, 1);
    const most = WASM * (findWasmToolchain()?.flags.length ? 1 : READY_MADE);
    assert.ok(sum(wasm) <= most, `${sum(wasm)} bytes of WebAssembly`);
    assert.ok(rest <= REST_NOW, `${rest} bytes beside the WebAssembly`);
    // Watching, and playing, asks for nothing.
    await page.click('#thousand');
    await settled(page);
    assert.deepEqual(late(), []);
    await page.close();
    assertQuiet(complaints);
  });

  it('fetches the companion, the catalogue, and what changes the lab, once somebody points at it, or with an experiment that is no preset', async () => {
    for (const { path, go } of [
      { path: '', go: (/** @type {Page} */ page) => page.hover('#play') },
      { path: '', go: (/** @type {Page} */ page) => page.focus('#play') },
      { path: '#notebook&seed=9', go: async () => {} },
    ]) {
      asked = [];
      const companion = () => asked.filter((name) => COMPANION.test(name)).length;
      const catalogue = () => asked.filter((name) => CATALOGUE.test(name)).length;
      const { page, complaints } = await site.open({ path });
      await settled(page);
      const hands = () => asked.filter((name) => HANDS.test(name)).length;
      assert.deepEqual([companion(), catalogue(), hands()], path ? [1, 1, 2] : [0, 0, 0]);
      await go(page);
      for (let tries = 0; tries < 100 && !(companion() && hands() === 2); tries += 1) await page.waitForTimeout(50);
      assert.deepEqual([companion(), hands()], [1, 2]);
      await page.fill('#seed', '7');
      await page.press('#seed', 'Enter');
      await page.waitForFunction(() => document.querySelector('init-lab')?.getState()?.seed === 7);
      assert.deepEqual([companion(), catalogue(), hands()], [1, 1, 2], 'once');
      await page.close();
      assertQuiet(complaints);
    }
  });

  it('fetches the catalogue alone with another preset', async () => {
    asked = [];
    const { page, complaints } = await site.open({ path: '#preset=deep_relu' });
    await settled(page);
    assert.equal(asked.filter((name) => CATALOGUE.test(name)).length, 1);
    assert.ok(!asked.some((name) => COMPANION.test(name)));
    assert.equal(await page.locator('#preset').inputValue(), 'deep_relu');
    await page.close();
    assertQuiet(complaints);
  });

  /** @type {Record<string, { path?: string, go: (page: Page) => Promise<unknown> }>} */
  const ways = {
    'the wheel': { go: (page) => page.mouse.wheel(0, 200) },
    'a link': { go: (page) => page.click('.intro a') },
    'an address that leads into it': { path: '#zeros', go: async () => {} },
    'the tabulator': {
      go: async (page) => {
        await page.locator('#chart').first().focus();
        for (let stops = 0; stops < 10; stops += 1) await page.keyboard.press('Tab');
      },
    },
    'the end key': { go: (page) => page.keyboard.press('End') },
  };
  for (const [way, { path: to, go }] of Object.entries(ways))
    it(`makes the lesson live when somebody goes there by ${way}`, async () => {
      asked = [];
      const { page, complaints } = await site.open(to ? { path: to } : {});
      if (!to) {
        await settled(page);
        assert.ok(!asked.some((name) => LIVELY.test(name)));
      }
      await go(page);
      await page.locator('.below-figure').first().waitFor({ state: 'attached' });
      if (to)
        assert.ok(
          await page.evaluate((id) => {
            const { top } = /** @type {Element} */ (document.querySelector(id)).getBoundingClientRect();
            return Math.abs(top) < 0.1 * innerHeight;
          }, to),
        );
      await page.close();
      assertQuiet(complaints);
    });

  it('marks its first picture, and nothing moves before or after', async () => {
    for (const size of [
      { width: 360, height: 740 },
      { width: 768, height: 1024 },
      { width: 1280, height: 1000 },
      { width: 1920, height: 1080 },
    ]) {
      const { page, complaints } = await site.open({ prepare: watchShifts, size });
      await settled(page);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).shifts), [], `at ${size.width} px`);
      // Pictures come to stand where empty ones stood, however large their cells are: only what is laid out elsewhere is told of as a shift.
      const boxes = await page.locator('.plot .field canvas').evaluateAll((all) =>
        all.map((canvas) => {
          const { offsetLeft, offsetTop, offsetWidth, offsetHeight, parentElement } = /** @type {HTMLElement} */ (
            canvas
          );
          const { clientWidth, clientHeight } = /** @type {HTMLElement} */ (parentElement);
          return [offsetLeft, offsetTop, offsetWidth - clientWidth, offsetHeight - clientHeight];
        }),
      );
      assert.deepEqual(
        boxes,
        [1, 2, 3].map(() => [0, 0, 0, 0]),
      );
      assert.equal(await page.evaluate(() => performance.getEntriesByName('init-lab:first-picture').length), 1);
      await page.close();
      assertQuiet(complaints);
    }
  });

  it('fetches a late part when its button is pointed at or focused', async () => {
    for (const [button, file] of [
      ['#open-inside', '**/inside-*.js'],
      ['#open-data', '**/settings-*.js'],
    ]) {
      for (const come of /** @type {const} */ (['hover', 'focus'])) {
        const { page, complaints } = await alone.open();
        await settled(page);
        const fetched = page.waitForResponse(file);
        await page.locator(button)[come]();
        assert.equal((await fetched).status(), 200);
        assert.equal(await page.getAttribute(button, 'aria-expanded'), 'false');
        await page.close();
        assertQuiet(complaints);
      }
    }
  });

  for (const how of /** @type {const} */ (['abort', 404])) {
    it(`says that a part could not be loaded (${how}), works on, and loads it when it is tried again`, async () => {
      for (const [button, file, place, content] of [
        ['#open-inside', '**/inside-*.js', '#inside', '#inside .diagram'],
        ['#open-runs', '**/settings-*.js', '#section', '#section .run'],
        ['#open-runs', '**/catalogue-*.json', '#section', '#section .run'],
      ]) {
        const { page, complaints } = await alone.open({ prepare: (page) => failOnce(page, file, how) });
        await settled(page);
        await page.locator(button).evaluate((element) => /** @type {HTMLElement} */ (element).click());
        const alert = page.locator(`${place} .late[role=alert]`);
        await alert.waitFor();
        assert.match((await alert.textContent()) ?? '', /could not be loaded.*try again.*reload/s);
        await page.click('#step');
        await settled(page);
        assert.equal((await figures(page)).length, 3);
        await alert.getByRole('button').focus();
        await page.keyboard.press('Enter');
        await page.locator(content).first().waitFor();
        assert.equal(await alert.count(), 0);
        assert.equal(
          await page.evaluate(() => document.querySelector('init-lab')?.shadowRoot?.activeElement?.id),
          button.slice(1),
          'the focus is where the part was asked for',
        );
        await page.close();
        assert.ok(
          complaints.length > 0 && complaints.every((text) => !text.startsWith('TypeError')),
          String(complaints),
        );
      }
    });
  }

  it('does what is asked before what does it has come once it has, in the order in which it was asked; and plays meanwhile', async () => {
    /** @type {() => void} */
    let release = () => {};
    const held = new Promise((resolve) => (release = () => resolve(undefined)));
    const { page, complaints } = await alone.open({
      prepare: (page) =>
        page.route('**/hands-*.js', async (route) => {
          await held;
          await route.continue();
        }),
    });
    await settled(page);
    await page.click('#step');
    await page.click('#play');
    await reach(page, 2);
    await page.locator('button.chip').first().click();
    await page.click('#play');
    assert.ok(await page.evaluate(() => document.querySelector('init-lab')?.paused), 'to rest waits for nothing');
    assert.equal(await page.locator('button.chip[aria-pressed=true]').count(), 3);
    await page.click('#new-seed');
    await page.click('#thousand');
    release();
    await page.waitForFunction(() => document.querySelector('init-lab')?.iteration === 1000);
    const { seed, runs } = await state(page);
    assert.deepEqual([seed, runs.length], [4, 2]);
    await page.close();
    assertQuiet(complaints);
  });

  it('says that what changes the lab could not be loaded, works on, and does what was asked when it is tried again', async () => {
    let fails = true;
    const { page } = await alone.open({
      prepare: (page) => page.route('**/hands-*.js', (route) => (fails ? route.abort() : route.continue())),
    });
    await settled(page);
    await page.hover('#play');
    await page.click('#step');
    await reach(page, 1);
    assert.equal(await page.locator('.message').count(), 0, 'nobody has asked for what it does');
    await page.locator('button.chip').first().click();
    const message = page.locator('.message[data-reason=part]');
    await message.waitFor();
    assert.match((await message.textContent()) ?? '', /could not be loaded.*works on/s);
    await page.click('#step');
    await reach(page, 2);
    await settled(page);
    await page.click('#fetch-part');
    await message.waitFor();
    fails = false;
    await page.click('#fetch-part');
    await message.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.querySelector('init-lab')?.getState()?.runs.length === 2);
    await page.close();
  });

  it('opens what a link says once what reads it could be had', async () => {
    let fails = true;
    const { page } = await alone.open({
      path: '#preset=notebook&seed=9',
      prepare: (page) => page.route('**/hands-*.js', (route) => (fails ? route.abort() : route.continue())),
    });
    const message = page.locator('.message[data-reason=fetch]');
    await message.waitFor();
    fails = false;
    await message.getByRole('button').click();
    await settled(page);
    assert.equal((await state(page)).seed, 9);
    await page.fill('#seed', '7');
    await page.press('#seed', 'Enter');
    await page.waitForFunction(() => /seed=7/.test(location.hash));
    await page.close();
  });

  it('says that a part is on its way while it is', async () => {
    /** @type {() => void} */
    let release = () => {};
    const held = new Promise((resolve) => (release = () => resolve(undefined)));
    const { page, complaints } = await alone.open({
      prepare: (page) =>
        page.route('**/settings-*.js', async (route) => {
          await held;
          await route.continue();
        }),
    });
    await settled(page);
    await page.click('#open-network');
    await page.locator('#section [role=status]', { hasText: /^Network is being loaded/ }).waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('#section').isVisible(), false);
    await page.click('#open-training');
    release();
    await page.locator('#section .field').first().waitFor();
    assert.equal(await page.getAttribute('#section', 'data-name'), 'training');
    await page.close();
    assertQuiet(complaints);
  });

  it('keeps a dropped file until what reads it has come', async () => {
    const { page } = await alone.open({ prepare: (page) => failOnce(page, '**/settings-*.js', 'abort') });
    await settled(page);
    await page.locator('.panels').evaluate((panels) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['0,0,0\n1,1,1\n0,1,0\n1,0,1\n'], 'four.csv', { type: 'text/csv' }));
      panels.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    });
    const alert = page.locator('.bench [role=alert]');
    await alert.getByRole('button').click();
    await page.locator('.bench .said', { hasText: /^four\.csv: 3 training \+ 1 test point/ }).waitFor();
    await settled(page);
    assert.equal(await page.locator('#open-data .state').textContent(), 'your own, 3 + 1');
    await page.close();
  });
});
