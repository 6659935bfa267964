import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { SECTIONS } from '../../scripts/lesson.js';
import { distFolder } from '../../scripts/paths.js';
import { assertQuiet, figures, lessonComplete, openSettings, openSite, settled, state } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */

/** Maximum bytes of the first view after gzip -9. */
const FIRST_VIEW = 250_000;
/** The text of the lesson below the lab. */
const LESSON = '/lesson.html';
/** Features loaded on demand. */
const LATE = /\/(inside|settings|share|papaparse|read-points|pool|text-to-take)[^/]*\.js$/;
/** What a lab shows of its results, loaded at the first sign that it is about to be used. */
const RESULTS = /\/(results|full-catalogue)-[^/]*\.js$/;
/** The lesson's behaviour, loaded when the reader goes there. */
const LIVELY = /\/lesson-[^/]*\.js$/;
/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
/** @type {Awaited<ReturnType<typeof openSite>>} */
let alone;
/** Requested paths, in order. @type {string[]} */
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

/**
 * Makes the first request for a feature fail, as a lost connection or an updated site would.
 * @param {Page} page @param {string} files @param {'abort' | 404} how
 */
async function failOnce(page, files, how) {
  let failed = false;
  await page.route(files, (route) => {
    if (failed) return route.continue();
    failed = true;
    return how === 'abort' ? route.abort() : route.fulfill({ status: how });
  });
}

/** Layout shifts while the page loads. @param {Page} page */
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
  it('the first view requests each file once, no optional feature, and stays within its budget', async () => {
    asked = [];
    const { page, complaints } = await site.open();
    await settled(page);
    assert.equal(new Set(asked).size, asked.length, `twice: ${asked.join(' ')}`);
    const late = () => asked.filter((name) => LATE.test(name) || LIVELY.test(name));
    assert.deepEqual(late(), []);
    assert.deepEqual(
      asked.filter((name) => RESULTS.test(name)),
      [],
    );
    await lessonComplete(page);
    const [picture, lesson] = await page.evaluate(
      (name) => [
        performance.getEntriesByName('init-lab:first-picture')[0].startTime,
        performance.getEntriesByType('resource').find((entry) => entry.name.endsWith(name))?.startTime ?? 0,
      ],
      LESSON,
    );
    assert.ok(picture < lesson, `the text of the lesson comes after the first picture: ${picture}, ${lesson}`);
    const sizes = asked.filter((name) => name !== LESSON).map((name) => [name, compressedSize(name)]);
    const sum = sizes.reduce((bytes, [, size]) => bytes + Number(size), 0);
    assert.ok(sum <= FIRST_VIEW, `${sum} bytes: ${sizes.map((part) => part.join(' ')).join(', ')}`);
    // Watching and playing request only what shows the results.
    await page.click('#thousand');
    await settled(page);
    assert.deepEqual(late(), []);
    await page.close();
    assertQuiet(complaints);
  });

  it('requests no more scripts for changes, another preset, or a link', async () => {
    asked = [];
    const { page, complaints } = await site.open({ path: '#preset=deep_relu&seed=9' });
    await settled(page);
    assert.deepEqual([(await state(page)).seed, await page.locator('#preset').inputValue()], [9, 'deep_relu']);
    const scripts = () => asked.filter((name) => name.endsWith('.js'));
    const first = scripts();
    await page.hover('#play');
    await page.fill('#seed', '7');
    await page.press('#seed', 'Enter');
    await page.waitForFunction(() => document.querySelector('init-lab')?.getState()?.seed === 7);
    await page.locator('button.chip').first().click();
    await page.waitForFunction(() => /seed=7.*initializers=/.test(location.hash));
    await page.selectOption('#preset', 'notebook');
    await page.waitForFunction(() => location.hash === '#preset=notebook');
    await settled(page);
    assert.deepEqual(scripts(), first);
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
    it(`loads the lesson’s behaviour when the reader goes there by ${way}`, async () => {
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

  it('completes the lesson under an address whose end cannot be decoded', async () => {
    const { page, complaints } = await site.open({ path: '#%%%' });
    await lessonComplete(page);
    await page.close();
    assertQuiet(complaints);
  });

  it('brings a reader of the lesson back to the same place after a reload', async () => {
    const { page, complaints } = await site.open();
    await lessonComplete(page);
    const place = () => page.evaluate(() => document.querySelector('#large')?.getBoundingClientRect().top ?? NaN);
    await page.evaluate(() => document.querySelector('#large')?.scrollIntoView());
    await page.locator('.below-figure').first().waitFor({ state: 'attached' });
    await page.mouse.wheel(0, 120);
    // Figures of a screen ahead open meanwhile; what the reader sees stays where it is.
    await page.waitForFunction(() => scrollY > 0);
    const before = await place();
    await page.reload();
    await lessonComplete(page);
    await page.locator('.below-figure').first().waitFor({ state: 'attached' });
    await page.waitForFunction((top) => Math.abs((document.querySelector('#large')?.getBoundingClientRect().top ?? NaN) - top) < 30, before); // prettier-ignore
    await page.close();
    assertQuiet(complaints);
  });

  it('says where the text of the lesson is if it could not be loaded, and loads it when the connection returns', async () => {
    let lost = true;
    const { page, complaints } = await site.open({
      prepare: async (page) => {
        await page.route('**/lesson.html', (route) => (lost ? route.abort() : route.continue()));
        await page.addInitScript(() => {
          window.print = () => (document.documentElement.dataset.printed = '');
        });
      },
    });
    await settled(page);
    await page.getByRole('button', { name: 'Print the lesson' }).click();
    await page.waitForFunction(() => 'printed' in document.documentElement.dataset);
    assert.equal(await page.locator('.lesson > section').count(), 0);
    assert.equal(await page.locator('.lesson a[href="lesson.html"]').isVisible(), true);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.lesson .missing').isVisible(), true, 'paper says so, too');
    await page.emulateMedia({ media: 'screen' });
    assert.equal(await page.locator('.lesson .missing').isVisible(), false);
    assert.ok(complaints.some((text) => /text of the lesson could not be loaded/.test(text)));
    lost = false;
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await lessonComplete(page);
    assert.equal(await page.locator('.lesson > section').count(), SECTIONS.length);
    await page.close();
  });

  it('prints the whole lesson from the browser’s menu before its text has arrived', async () => {
    /** @type {() => void} */
    let release = () => {};
    const held = new Promise((resolve) => {
      release = () => resolve(undefined);
    });
    const { page, complaints } = await site.open({
      prepare: (page) =>
        page.route('**/lesson.html', async (route) => {
          // The request of the print passes; the page's own never ends before.
          if (route.request().resourceType() === 'fetch') await held;
          await route.continue();
        }),
    });
    await settled(page);
    assert.equal(await page.locator('.lesson > section').count(), 0);
    const pdf = await page.pdf({ format: 'A4' });
    assert.equal(await page.locator('.lesson > section').count(), SECTIONS.length);
    const pictures = page.locator('figure.live .printed img');
    assert.ok((await pictures.count()) > 15);
    const drawn = await pictures.evaluateAll((all) => all.filter((image) => /** @type {HTMLImageElement} */ (image).naturalWidth > 0).length); // prettier-ignore
    assert.equal(drawn, await pictures.count());
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    assert.ok(pages > 10, `${pages} pages`);
    release();
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.lesson .missing').isVisible(), false);
    assert.equal(await page.locator('.lesson > section').count(), SECTIONS.length);
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
      // Full-size pictures replace empty ones of any cell size: only layout changes count as a shift.
      const shown = page.locator('init-lab').first().locator('.plot .field canvas');
      const boxes = await shown.evaluateAll((all) =>
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

  it('loads a feature when its button is hovered or focused', async () => {
    for (const [button, file] of [
      ['#open-inside', '**/inside-*.js'],
      ['#settings', '**/settings-*.js'],
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
      ]) {
        const { page, complaints } = await alone.open({ prepare: (page) => failOnce(page, file, how) });
        await settled(page);
        await page.locator(button).evaluate((element) => /** @type {HTMLElement} */ (element).click());
        const alert = page.locator(`${place} .late[role=alert]`);
        await alert.waitFor();
        assert.match((await alert.textContent()) ?? '', /Could not load.*try again.*reload/s);
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

  it('says that the results’ part could not be loaded, trains on, and says how the runs came out once it is', async () => {
    let lost = true;
    const { page, complaints } = await alone.open({
      prepare: (page) => page.route('**/results-*.js', (route) => (lost ? route.abort() : route.continue())),
    });
    await settled(page);
    await page.click('#run-to-end');
    await page.waitForFunction(() => document.querySelector('init-lab')?.iteration === 15000);
    await settled(page);
    const alert = page.locator('.late[role=alert]', { hasText: /^\s*Could not load how the runs came out/ });
    await alert.waitFor();
    await page.click('#pin');
    assert.equal(await page.locator('.pins').count(), 0);
    lost = false;
    // The pointer on a button asks for the part, too: where that was answered after the line above, nothing is left to press.
    const said = page.locator('.outcome[data-ended]', { hasText: /^With seed 3: Zeros/ });
    await alert.getByRole('button').or(said).first().waitFor();
    if (!(await said.isVisible()))
      await alert
        .getByRole('button')
        .click({ timeout: 2000 })
        .catch(() => {});
    await said.waitFor();
    await page.locator('[role=status].unseen', { hasText: /With seed 3: Zeros/ }).waitFor({ state: 'attached' });
    await page.click('#pin');
    assert.equal(await page.locator('.pins').count(), 1);
    await page.focus('#chart');
    await page.keyboard.press('Home');
    await page.locator('.reading .at', { hasText: /iteration 0$/ }).waitFor();
    await page.close();
    assert.ok(
      complaints.every((text) => !text.startsWith('TypeError')),
      String(complaints),
    );
  });

  it('shows the results of a link at once, with what its runs do', async () => {
    const { page, complaints } = await alone.open({ path: '#preset=notebook&initializers=he,xavier' });
    await settled(page);
    await page.locator('#results tr', { hasText: 'Xavier' }).locator('.lesson', { hasText: /\w/ }).waitFor();
    await page.close();
    assertQuiet(complaints);
  });

  it('opens the preset where the reader of links could not be loaded, and says so; an open lab stays', async () => {
    let lost = true;
    const { page, complaints } = await alone.open({
      path: '#preset=deep_relu&seed=9',
      prepare: (page) => page.route('**/lenient-*.js', (route) => (lost ? route.abort() : route.continue())),
    });
    await settled(page);
    assert.equal((await state(page)).seed, 3);
    const note = page.locator('.message[data-reason="left-out"]', { hasText: /The link could not be read, because/ });
    await note.waitFor();
    await page.click('#thousand');
    await settled(page);
    // The note is there already: the second attempt has ended when its request has failed. A third one beside it would
    // share that request.
    const failed = page.waitForEvent('requestfailed');
    await page.evaluate(() => (location.hash = '#preset=deep_relu&seed=8'));
    await failed;
    await note.waitFor();
    assert.equal(await page.evaluate(() => document.querySelector('init-lab')?.iteration), 1000);
    assert.equal((await state(page)).seed, 3);
    lost = false;
    await page.evaluate(() => (location.hash = '#preset=deep_relu&seed=7'));
    await page.waitForFunction(() => document.querySelector('init-lab')?.getState()?.seed === 7);
    await note.waitFor({ state: 'detached' });
    await page.close();
    assert.ok(
      complaints.every((text) => !/TypeError: Cannot/.test(text)),
      String(complaints),
    );
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
    await openSettings(page);
    await page.click('#open-network');
    await page.locator('#section [role=status]', { hasText: /^Loading Network/ }).waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('#section').isVisible(), false);
    await openSettings(page);
    await page.click('#open-training');
    release();
    await page.locator('#section .field').first().waitFor();
    assert.equal(await page.getAttribute('#section', 'data-name'), 'training');
    await page.close();
    assertQuiet(complaints);
  });

  it('keeps a dropped file until its reader is loaded', async () => {
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

  it('says at the foot of the page that the help could not be loaded, and opens it at the next press', async () => {
    const { page, complaints } = await alone.open({ prepare: (page) => failOnce(page, '**/help-*.js', 'abort') });
    await settled(page);
    await page.focus('#chart');
    await page.keyboard.press('?');
    await page.getByRole('alert').filter({ hasText: 'The help could not be loaded. Try again' }).waitFor();
    await page.focus('#chart');
    await page.keyboard.press('?');
    await page.locator('dialog[open]').waitFor();
    assert.equal(await page.locator('footer [role=alert]').textContent(), '');
    assert.deepEqual(
      complaints.filter((complaint) => !/^(error: Failed to load|warning: init-lab)/.test(complaint)),
      [],
    );
    await page.close();
  });

  it('says so where a handout could not be loaded, and the rest works', async () => {
    const { page, complaints } = await site.open({
      path: '?handout',
      prepare: (page) => page.route('**/printing-*.js', (route) => route.abort()),
    });
    await page.getByRole('alert').filter({ hasText: 'The handout could not be loaded' }).waitFor();
    await page.evaluate(() => dispatchEvent(new Event('scroll')));
    await page.locator('.below-figure').first().waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Print a handout without answers' }).click();
    assert.deepEqual(
      complaints.filter((complaint) => !/^(error: Failed to load|warning: init-lab)/.test(complaint)),
      [],
    );
    await page.close();
  });
});
