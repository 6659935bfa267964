/** A reader in another engine, through WebDriver. */
import { Key, Origin } from 'selenium-webdriver';
import { SetupError } from '../../scripts/report.js';
import { ENGINES } from '../engines/open.js';
import { prepare } from './in-page.js';

/** @typedef {import('./deeds.js').Reader} Reader */
/** @typedef {import('selenium-webdriver').WebDriver} WebDriver */

const NAMES = /** @type {const} */ ({ firefox: 'Firefox', webkit: 'WebKit' });

/** Keys that have other names in WebDriver. @type {Record<string, string>} */
const KEYS = { Tab: Key.TAB, Enter: Key.ENTER, Space: Key.SPACE, Escape: Key.ESCAPE, ArrowLeft: Key.ARROW_LEFT, ArrowRight: Key.ARROW_RIGHT, ArrowUp: Key.ARROW_UP, ArrowDown: Key.ARROW_DOWN, Home: Key.HOME, End: Key.END, PageDown: Key.PAGE_DOWN, Delete: Key.DELETE, Backspace: Key.BACK_SPACE, Shift: Key.SHIFT, Control: Key.CONTROL }; // prettier-ignore

/** Does an action with the mouse or the keys. Places outside the window are nothing to act on. @param {Promise<unknown>} work */
const within = (work) =>
  work.catch((error) => {
    if (error.name !== 'MoveTargetOutOfBoundsError') throw error;
  });

/** @param {WebDriver} driver @param {Function} work @param {any} argument @returns {Promise<any>} */
async function evaluate(driver, work, argument) {
  const { value, error } = /** @type {{ value?: any, error?: string }} */ (
    await driver.executeAsyncScript(
      `const [argument, done] = arguments;
      (async () => (${work})(JSON.parse(argument)))().then(
        (value) => done({ value }),
        (error) => done({ error: String(error?.stack ? error + ' ' + error.stack : error) }),
      );`,
      // As text of its own: a driver refuses halves of characters.
      JSON.stringify(argument ?? null),
    )
  );
  if (error) throw new Error(error);
  return value;
}

/** @param {'firefox' | 'webkit'} engine */
export async function openByWebDriver(engine) {
  const { missing, open: openDriver } = ENGINES[NAMES[engine]];
  const lack = missing();
  if (lack) throw new SetupError(`--engine ${engine}: ${lack}.`);
  const { driver, quit } = await openDriver();
  const version = (await driver.getCapabilities()).getBrowserVersion() ?? '';
  const mouse = () => driver.actions({ async: true });
  /** @param {import('./deeds.js').Place} at */
  const at = ({ x, y }) => ({ x, y, origin: Origin.VIEWPORT, duration: 0 });

  /** @param {string} address @param {boolean} isFramed @returns {Promise<Reader>} */
  async function open(address, isFramed) {
    await driver.switchTo().defaultContent();
    await driver.manage().window().setRect({ width: 1280, height: 1000 });
    await driver.get('about:blank');
    await driver.get(address);
    const enter = () => (isFramed ? driver.switchTo().frame(0) : Promise.resolve());
    await enter();
    await evaluate(driver, prepare, null);
    return {
      evaluate: (work, argument) => evaluate(driver, work, argument),
      async outside(work, argument) {
        await driver.switchTo().defaultContent();
        try {
          return await evaluate(driver, work, argument);
        } finally {
          await enter();
        }
      },
      press(key) {
        const names = key === '+' ? [key] : key.split('+');
        const keys = names.map((name) => KEYS[name] ?? name);
        const actions = mouse();
        for (const each of keys) actions.keyDown(each);
        for (const each of keys.toReversed()) actions.keyUp(each);
        return actions.perform();
      },
      click: (place) => within(mouse().move(at(place)).press().release().perform()),
      move: (to) => within(mouse().move(at(to)).perform()),
      drag: (from, to) => within(mouse().move(at(from)).press().move(at(to)).release().perform()),
      wheel(dy, modifier) {
        const actions = /** @type {any} */ (mouse()); // whose types lack scroll
        if (modifier) actions.keyDown(Key.CONTROL);
        actions.scroll(300, 300, 0, dy, Origin.VIEWPORT);
        if (modifier) actions.keyUp(Key.CONTROL);
        return within(actions.perform());
      },
      resize: (size) => driver.manage().window().setRect(size),
      touch: null,
      medium: null,
      print: engine === 'firefox' ? async () => driver.printPage(/** @type {any} */ ({})) : null,
      kill: null,
      complaints: () => evaluate(driver, () => /** @type {any} */ (window).monkey.complaints, null),
      requests: () => evaluate(driver, () => performance.getEntriesByType('resource').map(({ name }) => name), null),
      close: async () => {},
    };
  }
  return { version, open, close: quit };
}
