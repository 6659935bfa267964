/** How each event of the monkey is done. What an engine's driver cannot do is skipped there. */
import * as inPage from './in-page.js';

/**
 * @typedef {{ x: number, y: number }} Place
 * @typedef {object} Reader  whoever sits before the page: a driver of a browser
 * @property {<A, T>(work: (argument: A) => T, argument?: A) => Promise<Awaited<T>>} evaluate  in the document that has the labs. The work is sent as text
 * @property {<A, T>(work: (argument: A) => T, argument?: A) => Promise<Awaited<T>>} outside   in the outermost document
 * @property {(key: string) => Promise<unknown>} press
 * @property {(at: Place) => Promise<unknown>} click
 * @property {(to: Place) => Promise<unknown>} move
 * @property {(from: Place, to: Place) => Promise<unknown>} drag
 * @property {(dy: number, modifier: boolean) => Promise<unknown>} wheel
 * @property {(size: { width: number, height: number }) => Promise<unknown>} resize
 * @property {((fingers: { from: Place, to: Place }[]) => Promise<unknown>) | null} touch     null: the driver cannot
 * @property {((how: { media: any, colorScheme: any, reducedMotion: any }) => Promise<unknown>) | null} medium
 * @property {(() => Promise<unknown>) | null} print
 * @property {(() => Promise<unknown>) | null} kill   ends a worker without a message, as a crash would
 * @property {() => Promise<string[]>} complaints   errors and warnings of the page
 * @property {() => Promise<string[]>} requests     all addresses that were asked for
 * @property {() => Promise<unknown>} close
 */
/** @typedef {{ reader: Reader, network: { how: import('./targets.js').Network }, wasHeldUp: boolean }} Scene  wasHeldUp: a file may be missing to the page */

const CLICKABLE = 'button, a[href], summary, label, [role=button], input[type=checkbox], input[type=radio], canvas';
const WRITABLE = 'input:not([type=checkbox], [type=radio], [type=file]), textarea';

/** Of the events done, those that the driver cannot do. @type {Record<string, number>} */
export const skipped = {};

/** @template {any[]} A @param {string} what @param {((...how: A) => Promise<unknown>) | null} deed @param {A} how */
function ifAble(what, deed, ...how) {
  if (deed) return deed(...how);
  skipped[what] = (skipped[what] ?? 0) + 1;
  return Promise.resolve();
}

/** @satisfies {Record<string, (scene: Scene, event: any) => Promise<unknown>>} */
export const DEEDS = {
  press: ({ reader }, { key }) => reader.press(key),
  click: async ({ reader }, { n }) => {
    const at = await reader.evaluate(inPage.placeOf, /** @type {[string, number]} */ ([CLICKABLE, n]));
    if (at) await reader.click(at);
  },
  move: ({ reader }, { to }) => reader.move(to),
  drag: ({ reader }, { from, to }) => reader.drag(from, to),
  touch: ({ reader }, { fingers }) => ifAble('touch', reader.touch, fingers),
  wheel: ({ reader }, { dy, modifier }) => reader.wheel(dy, modifier),
  type: ({ reader }, { n, text }) => reader.evaluate(inPage.write, [WRITABLE, n, text]),
  choose: ({ reader }, { n, option }) => reader.evaluate(inPage.choose, [n, option]),
  hash: ({ reader }, { link }) => reader.evaluate((text) => void (location.hash = text), link),
  back: ({ reader }) => reader.evaluate(() => void (history.state && location.hash && history.back())),
  call: ({ reader }, { lab, call }) => reader.evaluate(inPage.call, [lab, call]),
  set: ({ reader }, { lab, state }) => reader.evaluate(inPage.call, [lab, ['setState', state]]),
  attribute: ({ reader }, { lab, attribute: [name, value] }) => reader.evaluate(inPage.attribute, [lab, name, value]),
  bare: ({ reader }, { lab, attribute: [name] }) => reader.evaluate(inPage.attribute, [lab, name, null]),
  property: ({ reader }, { lab, property: [name, value] }) => reader.evaluate(inPage.property, [lab, name, value]),
  remove: ({ reader }, { lab, ms }) => reader.evaluate(inPage.removeForAWhile, [lab, ms]),
  paste: ({ reader }, { lab, text }) => reader.evaluate(inPage.paste, [lab, text]),
  drop: ({ reader }, { lab, file, lets }) => reader.evaluate(inPage.drop, [lab, file, lets]),
  pick: ({ reader }, { n, file }) => reader.evaluate(inPage.pick, [n, file]),
  message: ({ reader }, { message, isStranger }) =>
    reader.outside(
      ([data, stranger]) => {
        const { send = (/** @type {any} */ each) => postMessage(each, '*') } = /** @type {any} */ (window);
        send(data, stranger);
      },
      [message, isStranger],
    ),
  resize: ({ reader }, { size: [width, height] }) => reader.resize({ width, height }),
  medium: ({ reader }, { media, scheme, motion }) =>
    ifAble('medium', reader.medium, { media, colorScheme: scheme, reducedMotion: motion }),
  print: ({ reader }) => ifAble('print', reader.print),
  zoom: ({ reader }, { factor }) =>
    reader.evaluate((z) => document.documentElement.style.setProperty('zoom', String(z)), factor),
  visibility: ({ reader }, { hidden }) => reader.evaluate(inPage.hide, hidden),
  event: ({ reader }, { name }) => reader.evaluate(inPage.dispatch, name),
  network: async ({ network }, { how }) => void (network.how = how),
  kill: ({ reader }) => ifAble('kill', reader.kill),
  deny: ({ reader }, { what }) => reader.evaluate(inPage.deny, what),
  clock: ({ reader }, { by }) => reader.evaluate(inPage.turnClock, by),
  wait: (_, { ms }) => new Promise((resolve) => setTimeout(resolve, ms)),
};
