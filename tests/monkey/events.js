/** What the monkey can do on a page of init-lab: each event as plain data, so that it can be printed, repeated and shrunk. */
import fc from '../js/seeds.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */
/** @typedef {{ type: keyof typeof DEEDS, [detail: string]: any }} MonkeyEvent */

const KEYS = ['Tab', 'Shift+Tab', 'Enter', 'Space', 'Escape', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageDown', 'Delete', 'Backspace', '0', '1', '+', '-', '?', 'Control+z']; // prettier-ignore

const TEXTS = ['', '0', '1', '7', '-3', '1e9', '0.05', '1,5', '20.000', 'NaN', 'Infinity', '１２', '10 5', '10,5', '300,300', '64-64-64', '<b class=monkey>x</b>', '${x}', '‮abc', 'x'.repeat(3000), '\u0000', 'null', '[1,2', '1 2 0\n2 1 1\n0 0 0']; // prettier-ignore

const LINKS = ['preset=notebook', 'preset=moons&seed=5', 'preset=deep_relu', 'preset=nothing', 'hidden=3&initializers=xavier,he', 'hidden=', 'hidden=6,6,6,6,6', 'initializers=zeros', 'learningRate=-1', 'seed=4294967295', 'activation=gelu&loss=mean_squared_error', 'dataset=spirals&samples=40', 'preset=notebook&iterations=50', '%%%', 'zeros', 'lesson', '=', 'sweep=3']; // prettier-ignore

const STATES = [
  { preset: 'notebook' },
  { preset: 'moons', network: { hidden: [3] } },
  { preset: 'notebook', network: { hidden: [] } },
  { preset: 'notebook', runs: [{ initializer: 'he' }] },
  { preset: 'notebook', runs: [{ initializer: 'orthogonal' }, { initializer: 'library/keras' }] },
  { preset: 'notebook', network: { activation: 'tanh', hidden: [64, 64, 64, 64] }, training: { iterations: 200 } },
  { preset: 'notebook', training: { optimizer: 'adam', learningRate: 0.001, batchSize: 7 } },
  {
    dataset: {
      points: [
        [0, 0, 0],
        [1, 1, 1],
        [0, 1, 0],
        [1, 0, 1],
      ],
    },
  },
  { preset: 'notebook', training: { iterations: 30 }, sweep: { seeds: 3 } },
  { preset: 'notebook', training: { learningRate: 'fast' } },
  { runs: 5 },
  null,
];

const FILES = [
  ['points.csv', 'x,y,label\n0,0,0\n1,1,1\n0,1,0\n1,0,1\n'],
  ['points.txt', '1;2;a\n2;3;b\n3;4;a\n'],
  ['open.csv', '1,234 5,678 0\n'],
  ['lab.json', '{"preset":"moons"}'],
  ['weights.json', '[{"weights":[[1,2],[3,4]],"biases":[0,0]},{"weights":[[1,1]],"biases":[0]}]'],
  ['weights.npz', 'PK\u0003\u0004 no archive'],
  ['page.html', '<!doctype html><b class=monkey>x</b>'],
  ['empty.csv', ''],
];

const SIZES = [
  [360, 740],
  [740, 360],
  [768, 1024],
  [1280, 720],
  [1920, 1080],
];

const ATTRIBUTES = [
  ['theme', 'dark'],
  ['theme', 'projector'],
  ['theme', 'nonsense'],
  ['views', 'panels chart'],
  ['views', 'inside'],
  ['views', ''],
  ['hide', 'controls'],
  ['hide', ''],
  ['preset', 'moons'],
  ['learning-rate', '0.3'],
  ['learning-rate', 'x'],
  ['initializers', 'zeros,he'],
  ['hidden-units', '4,4'],
];

const METHODS = [['play'], ['pause'], ['rewind'], ['advance', 1], ['advance', 37], ['advance', -1], ['seek', 10], ['seek', 1e9], ['runToEnd'], ['getResults'], ['inspect'], ['toCSV'], ['toBlob'], ['openLink', 'preset=moons'], ['openLink', 5]]; // prettier-ignore

/**
 * The n-th control that can be seen, through shadow roots; links that lead elsewhere are none.
 * @param {Page} page @param {string} kinds  a selector @param {number} n
 */
const control = async (page, kinds, n) =>
  (
    await page.evaluateHandle(
      ([selector, k]) => {
        /** @type {HTMLElement[]} */
        const found = [];
        const walk = (/** @type {Document | ShadowRoot} */ root) => {
          for (const element of root.querySelectorAll('*')) {
            if (element.shadowRoot) walk(element.shadowRoot);
            const isElsewhere = element instanceof HTMLAnchorElement && element.host + element.pathname !== location.host + location.pathname; // prettier-ignore
            if (element.matches(String(selector)) && !isElsewhere && element.checkVisibility())
              found.push(/** @type {HTMLElement} */ (element));
          }
        };
        walk(document);
        return found.length === 0 ? null : found[Number(k) % found.length];
      },
      [kinds, n],
    )
  ).asElement();

/** Text, or a file, given to the page as a paste or a drop. @param {Page} page @param {'paste' | 'drop'} how @param {string} name @param {string} text */
const give = (page, how, name, text) =>
  page.evaluate(
    ([type, file, content]) => {
      const data = new DataTransfer();
      if (file) data.items.add(new File([content], file));
      else data.setData('text/plain', content);
      const target = document.querySelector('init-lab') ?? document.body;
      const options = { bubbles: true, cancelable: true, composed: true };
      if (type === 'paste') target.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: data }));
      else
        for (const each of ['dragenter', 'dragover', 'drop'])
          target.dispatchEvent(new DragEvent(each, { ...options, dataTransfer: data }));
    },
    [how, name, text],
  );

const CLICKABLE = 'button, a[href], summary, label, [role=button], input[type=checkbox], input[type=radio], canvas';
const WRITABLE = 'input:not([type=checkbox], [type=radio], [type=file], [type=range]), textarea';

/** How each event is done. @satisfies {Record<string, (page: Page, event: any) => Promise<unknown>>} */
export const DEEDS = {
  press: (page, { key }) => page.keyboard.press(key),
  click: async (page, { n }) => {
    const element = await control(page, CLICKABLE, n);
    await element?.scrollIntoViewIfNeeded({ timeout: 2000 }).catch(() => {});
    const box = await element?.boundingBox();
    if (box) await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  },
  move: (page, { x, y }) => page.mouse.move(x, y),
  drag: async (page, { x, y, toX, toY }) => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(toX, toY, { steps: 3 });
    await page.mouse.up();
  },
  wheel: (page, { dy, modifier }) =>
    modifier
      ? page.keyboard
          .down('Control')
          .then(() => page.mouse.wheel(0, dy))
          .then(() => page.keyboard.up('Control'))
      : page.mouse.wheel(0, dy),
  type: async (page, { n, text }) => {
    const element = await control(page, WRITABLE, n);
    await element?.evaluate((input, value) => {
      const field = /** @type {HTMLInputElement} */ (input);
      field.focus();
      field.value = value;
      for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
    }, text);
  },
  choose: async (page, { n, option }) => {
    const element = await control(page, 'select', n);
    await element?.evaluate((select, k) => {
      const list = /** @type {HTMLSelectElement} */ (select);
      list.selectedIndex = k % Math.max(1, list.options.length);
      for (const type of ['input', 'change']) list.dispatchEvent(new Event(type, { bubbles: true }));
    }, option);
  },
  hash: (page, { link }) => page.evaluate((text) => void (location.hash = text), link),
  back: (page) => page.evaluate(() => void (history.state && location.hash && history.back())),
  call: (page, { call: [method, ...args] }) =>
    page.evaluate(([name, given]) => {
      const lab = /** @type {any} */ (document.querySelector('init-lab'));
      // A refusal is an answer; a rejection that nobody hears is not.
      return void Promise.resolve(lab[name](...given)).catch(() => {});
    }, /** @type {const} */ ([method, args])),
  set: (page, { state }) =>
    page.evaluate((given) => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      return void lab.setState(/** @type {any} */ (given)).catch(() => {});
    }, state),
  attribute: (page, { attribute: [name, value] }) =>
    page.evaluate(([key, text]) => document.querySelector('init-lab')?.setAttribute(key, text), [name, value]),
  bare: (page, { attribute: [name] }) =>
    page.evaluate((key) => document.querySelector('init-lab')?.removeAttribute(key), name),
  paste: (page, { text }) => give(page, 'paste', '', text),
  drop: (page, { file: [name, text] }) => give(page, 'drop', name, text),
  resize: (page, { size: [width, height] }) => page.setViewportSize({ width, height }),
  medium: (page, { media, scheme }) => page.emulateMedia({ media, colorScheme: scheme }),
  event: (page, { name }) =>
    page.evaluate((type) => {
      const inner = document.querySelector('init-lab')?.shadowRoot?.querySelector('button') ?? document.body;
      inner.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
    }, name),
  wait: (page, { ms }) => page.waitForTimeout(ms),
};

const place = () => fc.record({ x: fc.integer({ min: 0, max: 1200 }), y: fc.integer({ min: 0, max: 700 }) });
const of = (/** @type {keyof typeof DEEDS} */ type, /** @type {Record<string, fc.Arbitrary<any>>} */ details = {}) =>
  fc.record({ type: fc.constant(type), ...details });

/** Any event. What a reader does most comes most. @returns {fc.Arbitrary<MonkeyEvent>} */
export const anyEvent = () =>
  /** @type {fc.Arbitrary<any>} */ (
    fc.oneof(
      { weight: 8, arbitrary: of('press', { key: fc.constantFrom(...KEYS) }) },
      { weight: 14, arbitrary: of('click', { n: fc.nat(400) }) },
      { weight: 3, arbitrary: place().map((to) => ({ type: 'move', ...to })) },
      {
        weight: 2,
        arbitrary: fc.tuple(place(), place()).map(([a, b]) => ({ type: 'drag', ...a, toX: b.x, toY: b.y })),
      },
      { weight: 3, arbitrary: of('wheel', { dy: fc.integer({ min: -900, max: 900 }), modifier: fc.boolean() }) },
      { weight: 6, arbitrary: of('type', { n: fc.nat(60), text: fc.constantFrom(...TEXTS) }) },
      { weight: 5, arbitrary: of('choose', { n: fc.nat(30), option: fc.nat(40) }) },
      { weight: 4, arbitrary: of('hash', { link: fc.constantFrom(...LINKS) }) },
      { weight: 2, arbitrary: of('back') },
      { weight: 6, arbitrary: of('call', { call: fc.constantFrom(...METHODS) }) },
      { weight: 4, arbitrary: of('set', { state: fc.constantFrom(...STATES) }) },
      { weight: 3, arbitrary: of('attribute', { attribute: fc.constantFrom(...ATTRIBUTES) }) },
      { weight: 2, arbitrary: of('bare', { attribute: fc.constantFrom(...ATTRIBUTES) }) },
      { weight: 2, arbitrary: of('paste', { text: fc.constantFrom(...TEXTS) }) },
      { weight: 2, arbitrary: of('drop', { file: fc.constantFrom(...FILES) }) },
      { weight: 3, arbitrary: of('resize', { size: fc.constantFrom(...SIZES) }) },
      { weight: 1, arbitrary: of('medium', { media: fc.constantFrom('screen', 'print'), scheme: fc.constantFrom('light', 'dark') }) }, // prettier-ignore
      { weight: 1, arbitrary: of('event', { name: fc.constantFrom('change', 'load', 'progress', 'error', 'finish') }) },
      { weight: 3, arbitrary: of('wait', { ms: fc.constantFrom(0, 20, 200) }) },
    )
  );
