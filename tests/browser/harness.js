/** A browser, the built site, and a page whose errors and warnings are collected. */
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { ensureBrowser } from '../../scripts/browser.js';
import { distFolder } from '../../scripts/paths.js';
import { serveStatic } from '../../scripts/serve-static.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** A time limit for hanging tests, not a measurement. */
const PATIENCE = 90_000;

/** Removes the lesson before scripts run, so that selectors find one lab. @param {Page} page */
const withoutLesson = (page) =>
  page.addInitScript(() => {
    document.addEventListener('readystatechange', () => document.querySelector('article.lesson')?.remove());
  });

/**
 * Waits in a page without scripts, where Playwright's own waiting never looks a second time: its timers are scripts.
 * @template A
 * @param {Page} page @param {(argument: A) => boolean} isSo  run in the page @param {A} [argument]
 */
export async function waitWithoutScripts(page, isSo, argument) {
  const end = Date.now() + PATIENCE;
  while (!(await page.evaluate(/** @type {any} */ (isSo), argument))) {
    assert.ok(Date.now() < end, `never so: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** @param {import('../../scripts/serve-static.js').StaticServerOptions & { alone?: boolean }} [options]  alone: the lab without the lesson below it, by default @param {string} [folder]  the site */
export async function openSite({ alone = true, ...options } = { strictCsp: true }, folder = distFolder) {
  const server = await serveStatic(folder, options);
  const browser = await chromium.launch(await ensureBrowser());
  /** @type {Page[]} */
  const pages = [];

  /** @param {{ path?: string, url?: string, prepare?: (page: Page) => Promise<unknown>, size?: { width: number, height: number }, scripts?: boolean, motion?: boolean, touch?: boolean, ratio?: number }} [how]  url: instead of one of the site; motion: true is a reader who does not ask for less of it; scripts: false disables JavaScript; touch: a phone or tablet; ratio: device pixels per CSS pixel */
  async function open({
    path = '',
    url = server.url + path,
    prepare,
    size = { width: 1280, height: 1000 },
    scripts = true,
    motion = false,
    touch = false,
    ratio = 1,
  } = {}) {
    const page = await browser.newPage({
      viewport: size,
      javaScriptEnabled: scripts,
      reducedMotion: motion ? 'no-preference' : 'reduce',
      hasTouch: touch,
      isMobile: touch,
      deviceScaleFactor: ratio,
    });
    page.setDefaultTimeout(PATIENCE);
    /** @type {string[]} */
    const complaints = [];
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(String(error)));
    if (alone) await withoutLesson(page);
    await prepare?.(page);
    // Without scripts a browser loads every lazy picture of the page before its load event. Its text is there before its
    // style sheets are.
    await page.goto(url, { waitUntil: scripts ? 'load' : 'domcontentloaded' });
    if (!scripts)
      await waitWithoutScripts(page, () =>
        Array.from(document.querySelectorAll('link')).every((link) => link.rel !== 'stylesheet' || link.sheet !== null),
      );
    pages.push(page);
    return { page, complaints };
  }

  async function close() {
    await browser.close();
    await server.close();
  }

  return { url: server.url, open, close };
}

/**
 * Waits until the layout is stable and the picture complete.
 * @param {Page} page @param {number} [index] of the lab on the page
 */
export async function settled(page, index = 0) {
  await page.waitForFunction(
    (k) => /** @type {NodeListOf<InitLab>} */ (document.querySelectorAll('init-lab'))[k]?.settled,
    index,
  );
}

/**
 * The heights of waiting labs, and of the same ones at rest, where they differ.
 * @param {Page} page @param {string} selector @param {number} slack  pixels
 */
export const heightsThatChange = (page, selector, slack) =>
  page.evaluate(
    async ([labs, most]) => {
      const found = [];
      for (const each of document.querySelectorAll(/** @type {string} */ (labs))) {
        const lab = /** @type {InitLab} */ (each);
        const before = lab.getBoundingClientRect().height;
        lab.scrollIntoView({ block: 'center' });
        await lab.advance(0);
        const isReady = () => lab.settled && !lab.shadowRoot?.querySelector('.body [data-coming]:not([hidden])');
        while (!isReady()) await new Promise((resolve) => setTimeout(resolve, 20));
        // A readout is laid out a frame after it is written: the height is the one that stays for ten frames.
        let { height } = lab.getBoundingClientRect();
        for (let same = 0; same < 10; same += 1) {
          await new Promise(requestAnimationFrame);
          const now = lab.getBoundingClientRect().height;
          if (now !== height) [height, same] = [now, 0];
        }
        if (Math.abs(before - height) > Number(most)) found.push([lab.closest('figure')?.id ?? lab.id, before, height]);
      }
      return found;
    },
    [selector, slack],
  );

/** Waits for the text of the lesson below the lab, which comes after the first picture. @param {Page} page */
export const lessonComplete = (page) => page.locator('article.lesson:not([data-rest])').waitFor({ state: 'attached' });

/** Waits for the lesson's behaviour, which a scroll loads; the page stays in place. @param {Page} page */
export async function turnToLesson(page) {
  await settled(page);
  await page.evaluate(() => dispatchEvent(new Event('scroll')));
  await page.locator('.below-figure').first().waitFor({ state: 'attached' });
}

/** @param {Page} page @param {number} [index] */
export const iteration = (page, index = 0) =>
  page.evaluate((k) => /** @type {NodeListOf<InitLab>} */ (document.querySelectorAll('init-lab'))[k].iteration, index);

/** @param {Page} page @param {number} least */
export const reach = (page, least) =>
  page.waitForFunction((k) => /** @type {InitLab} */ (document.querySelector('init-lab')).iteration >= k, least);

/** @param {Page} page */
export const state = (page) =>
  page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).getState());

/** The pictures of all panels, as their canvases' data URLs. @param {Page} page @returns {Promise<string[]>} */
export const pictures = (page) =>
  page.evaluate(() => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
    return Array.from(root.querySelectorAll('.plot'), (plot) =>
      Array.from(plot.querySelectorAll('canvas'), (canvas) => canvas.toDataURL()).join(' '),
    );
  });

/** The cost chart's picture. @param {Page} page @returns {Promise<string>} */
export const chartPicture = (page) =>
  page.evaluate(() => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
    return /** @type {HTMLCanvasElement} */ (root.querySelector('#chart canvas')).toDataURL();
  });

/** The page's own lab, which comes before those of the lesson. @param {Page} page */
const own = (page) => page.locator('init-lab').first();

/** Each panel's figures as shown on the page. @param {Page} page */
export const figures = (page) =>
  own(page)
    .locator('figure.panel')
    .evaluateAll((panels) =>
      panels.map((panel) => ({
        label: panel.querySelector('h2')?.textContent,
        numbers: Array.from(panel.querySelectorAll('.figures b'), (figure) => figure.textContent),
      })),
    );

/** Each run's present cost with all digits, read from the chart by keyboard. @param {Page} page */
export async function exactCosts(page) {
  await page.focus('#chart');
  await page.keyboard.press('End');
  await own(page).locator('.reading[data-exact]').waitFor();
  const costs = await own(page)
    .locator('.reading .value b')
    .evaluateAll((values) => values.map((value) => value.getAttribute('title') ?? ''));
  await page.keyboard.press('Escape');
  await own(page).locator('.reading:not([data-exact])').waitFor();
  return costs;
}

/** Unfolds the transport, where the lab is too narrow for all of it. @param {Pick<Page, 'locator'>} page  or a frame */
export async function unfold(page) {
  const more = page.locator('#more-controls').first();
  if ((await more.isVisible()) && (await more.getAttribute('aria-expanded')) !== 'true') await more.click();
}

/** Opens the drawer of settings. @param {Pick<Page, 'getAttribute' | 'click'>} page  or a frame */
export async function openSettings(page) {
  if ((await page.getAttribute('#settings', 'aria-expanded')) !== 'true') await page.click('#settings');
}

/** @param {string[]} complaints */
export function assertQuiet(complaints) {
  assert.deepEqual(complaints, [], 'the console stays empty');
}
