/** A reader in Chromium. */
import { chromium } from 'playwright-core';
import { ensureBrowser } from '../../scripts/browser.js';
import { prepare } from './in-page.js';

/** @typedef {import('./deeds.js').Reader} Reader */
/** @typedef {import('playwright-core').Page} Page */

/** Several fingers at once. @param {Page} page @returns {NonNullable<Reader['touch']>} */
const touch = (page) => async (fingers) => {
  const session = await page.context().newCDPSession(page);
  const points = (/** @type {'from' | 'to'} */ where) => fingers.map((finger, id) => ({ ...finger[where], id }));
  const send = (/** @type {any} */ type, /** @type {any[]} */ touchPoints) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  await send('touchStart', points('from'));
  await send('touchMove', points('to'));
  await send('touchEnd', []);
  await session.detach();
};

export async function openChromium() {
  const browser = await chromium.launch(await ensureBrowser());
  /** @param {string} address @param {boolean} isFramed  the labs are in a frame @returns {Promise<Reader>} */
  async function open(address, isFramed) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1000 }, reducedMotion: 'reduce' });
    page.setDefaultTimeout(90_000);
    /** @type {string[]} */
    const complaints = [];
    /** @type {string[]} */
    const requests = [];
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(String(error.stack ?? error)));
    page.on('request', (request) => requests.push(request.url()));
    await page.addInitScript(prepare);
    await page.goto(address);
    const inner = isFramed ? page.frames()[1] : page.mainFrame();
    return {
      evaluate: (work, argument) => /** @type {any} */ (inner.evaluate(/** @type {any} */ (work), argument)),
      outside: (work, argument) => /** @type {any} */ (page.evaluate(/** @type {any} */ (work), argument)),
      press: (key) => page.keyboard.press(key),
      click: ({ x, y }) => page.mouse.click(x, y),
      move: ({ x, y }) => page.mouse.move(x, y),
      async drag(from, to) {
        await page.mouse.move(from.x, from.y);
        await page.mouse.down();
        await page.mouse.move(to.x, to.y, { steps: 3 });
        await page.mouse.up();
      },
      async wheel(dy, modifier) {
        if (modifier) await page.keyboard.down('Control');
        await page.mouse.wheel(0, dy);
        if (modifier) await page.keyboard.up('Control');
      },
      resize: (size) => page.setViewportSize(size),
      touch: touch(page),
      medium: (how) => page.emulateMedia(how),
      print: () => page.pdf(),
      // The oldest one, which has begun: one that ends before it answers for the first time is noticed by its silence only.
      kill: async () =>
        page
          .workers()[0]
          ?.evaluate(() => self.close())
          .catch(() => {}),
      complaints: async () => complaints,
      requests: async () => requests,
      close: () => page.close(),
    };
  }
  return { version: browser.version(), open, close: () => browser.close() };
}
