/** A reader in Chromium. */
import { chromium } from 'playwright-core';
import { ensureBrowser } from '../../scripts/browser.js';
import { prepare } from './in-page.js';

/** @typedef {import('./deeds.js').Reader} Reader */
/** @typedef {import('./deeds.js').Place} Place */

/** @typedef {import('playwright-core').CDPSession} Session */

/** Several fingers at once. @param {Session} session @returns {NonNullable<Reader['touch']>} */
const touch = (session) => (fingers) => {
  const points = (/** @type {'from' | 'to'} */ where) => fingers.map((finger, id) => ({ ...finger[where], id }));
  const send = (/** @type {any} */ type, /** @type {any[]} */ touchPoints) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  return Promise.all([send('touchStart', points('from')), send('touchMove', points('to')), send('touchEnd', [])]);
};

/**
 * The mouse, whose events come in order one behind the other. As with a hand, none waits until the page has answered the
 * one before: the browser answers a move with a frame only.
 * @param {Session} session
 */
function mouse(session) {
  const move = (/** @type {Place} */ { x, y }, isHeld = false) =>
    session.send('Input.dispatchMouseEvent', {
      type: 'mouseMoved',
      x,
      y,
      button: isHeld ? 'left' : 'none',
      buttons: isHeld ? 1 : 0,
    });
  const press = (/** @type {Place} */ { x, y }) =>
    session.send('Input.dispatchMouseEvent', { type: 'mousePressed', x, y, button: 'left', buttons: 1, clickCount: 1 });
  const release = (/** @type {Place} */ { x, y }) =>
    session.send('Input.dispatchMouseEvent', {
      type: 'mouseReleased',
      x,
      y,
      button: 'left',
      buttons: 0,
      clickCount: 1,
    });
  /** @param {Place} from @param {Place} to @param {number} part */
  const between = (from, to, part) => ({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
  return {
    move: (/** @type {Place} */ to) => move(to),
    click: (/** @type {Place} */ at) => Promise.all([move(at), press(at), release(at)]),
    drag: (/** @type {Place} */ from, /** @type {Place} */ to) =>
      Promise.all([
        move(from),
        press(from),
        ...[1 / 3, 2 / 3, 1].map((part) => move(between(from, to, part), true)),
        release(to),
      ]),
  };
}

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
    page.on('pageerror', (error) => complaints.push(error.stack || `${error.name}: ${error.message}`));
    page.on('request', (request) => requests.push(request.url()));
    await page.addInitScript(prepare);
    await page.goto(address);
    const session = await page.context().newCDPSession(page);
    const inner = isFramed ? page.frames()[1] : page.mainFrame();
    return {
      evaluate: (work, argument) => /** @type {any} */ (inner.evaluate(/** @type {any} */ (work), argument)),
      outside: (work, argument) => /** @type {any} */ (page.evaluate(/** @type {any} */ (work), argument)),
      press: (key) => page.keyboard.press(key),
      ...mouse(session),
      async wheel(dy, modifier) {
        if (modifier) await page.keyboard.down('Control');
        await page.mouse.wheel(0, dy);
        if (modifier) await page.keyboard.up('Control');
      },
      resize: (size) => page.setViewportSize(size),
      touch: touch(session),
      medium: (how) => page.emulateMedia(how),
      // All is laid out for print, and one sheet drawn.
      print: () => page.pdf({ pageRanges: '1' }),
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
