/** What the monkey can do: each event as plain data, so that it can be printed, repeated and shrunk. */
import fc from '../js/seeds.js';

/** @typedef {keyof typeof import('./deeds.js').DEEDS} Deed */
/** @typedef {{ type: Deed, [detail: string]: any }} MonkeyEvent */

const KEYS = ['Tab', 'Shift+Tab', 'Enter', 'Space', 'Escape', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageDown', 'Delete', 'Backspace', '0', '1', '+', '-', '?', 'Control+z']; // prettier-ignore

const HOSTILE = ['<b class=monkey>x</b>', '<img class=monkey src=x onerror="hit = 1">', '"><script class=monkey>hit = 1</script>', "javascript:hit = 1//'", '<svg class=monkey onload="hit = 1">', '${hit = 1}', '{{hit = 1}}', '__proto__', 'constructor', '‮abc', 'é́́́́', '👩‍👩‍👧‍👦', '\u0000', '\ud800', 'x'.repeat(3000), '9'.repeat(400), '[[[[[[[['.repeat(50)]; // prettier-ignore

const TEXTS = ['', '0', '1', '7', '-3', '1e9', '0.05', '1,5', '20.000', 'NaN', 'Infinity', '１２', '10 5', '10,5', '300,300', '64-64-64', 'null', '[1,2', '1 2 0\n2 1 1\n0 0 0', ...HOSTILE]; // prettier-ignore

const LINKS = ['preset=notebook', 'preset=moons&seed=5', 'preset=deep_relu', 'preset=nothing', 'hidden=3&initializers=xavier,he', 'hidden=', 'hidden=6,6,6,6,6', 'initializers=zeros', 'learningRate=-1', 'seed=4294967295', 'activation=gelu&loss=mean_squared_error', 'dataset=spirals&samples=40', 'preset=notebook&iterations=50', '%%%', 'zeros', 'lesson', '=', 'sweep=3', 'preset=<b class=monkey>', 'preset=__proto__']; // prettier-ignore

const SMALL = [[0, 0, 0], [1, 1, 1], [0, 1, 0], [1, 0, 1]]; // prettier-ignore

const STATES = [
  { preset: 'notebook' },
  { preset: 'moons', network: { hidden: [3] } },
  { preset: 'notebook', network: { hidden: [] } },
  { preset: 'notebook', runs: [{ initializer: 'he' }] },
  { preset: 'notebook', runs: [{ initializer: 'orthogonal' }, { initializer: 'library/keras' }] },
  { preset: 'notebook', network: { activation: 'tanh', hidden: [64, 64, 64, 64] }, training: { iterations: 200 } },
  { preset: 'notebook', training: { optimizer: 'adam', learningRate: 0.001, batchSize: 7 } },
  { dataset: { points: SMALL } },
  { preset: 'notebook', training: { iterations: 30 }, sweep: { seeds: 3 } },
  { preset: 'notebook', training: { iterations: 20 }, sweep: { seeds: 2, axes: [{ field: 'depth', from: 1, to: 4, steps: 4 }] } }, // prettier-ignore
  { preset: 'notebook', training: { learningRate: 'fast' } },
  { preset: '<img class=monkey src=x onerror="hit = 1">' },
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
  ['<img class=monkey src=x onerror="hit = 1">.csv', '<b class=monkey>,1,0\n2,<b class=monkey>,1\n'],
  ['empty.csv', ''],
];

const SIZES = [[360, 740], [740, 360], [768, 1024], [1280, 720], [1920, 1080]]; // prettier-ignore

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
  ['learning-rate', '<b class=monkey>'],
  ['initializers', 'zeros,he'],
  ['hidden-units', '4,4'],
  ['loading', 'lazy'],
  ['experiment', '{"preset":"notebook","seed":9}'],
  ['alt', '"><b class=monkey>'],
];

/** Properties by name, as hosts set them. */
const PROPERTIES = [
  ['preset', 'moons'],
  ['preset', 5],
  ['experiment', { preset: 'notebook', seed: 8 }],
  ['experiment', 'text'],
  ['learningRate', 0.2],
  ['learningRate', null],
  ['initializers', ['he', 'zeros']],
  ['theme', 'dark'],
];

const METHODS = [['play'], ['play'], ['pause'], ['rewind'], ['advance', 1], ['advance', 37], ['advance', -1], ['seek', 10], ['seek', 1e9], ['runToEnd'], ['suspend'], ['getResults'], ['getSweepResults'], ['inspect'], ['toCSV'], ['toBlob'], ['openLink', 'preset=moons'], ['openLink', 5]]; // prettier-ignore

/** Messages to embed.html. */
const MESSAGES = [
  { to: 'init-lab', id: 1, method: 'getState' },
  { to: 'init-lab', id: 2, method: 'setState', value: { preset: 'moons' } },
  { to: 'init-lab', id: 3, method: 'setState', value: 5 },
  { to: 'init-lab', id: 4, method: 'play' },
  { to: 'init-lab', id: 5, method: 'advance', value: 3 },
  { to: 'init-lab', id: 6, method: 'constructor' },
  { to: 'init-lab', id: '<b class=monkey>', method: 'rewind' },
  { to: 'init-lab' },
  { subject: 'lti.fetch' },
  'slide:start',
  null,
  7,
];

const place = () => fc.record({ x: fc.integer({ min: 0, max: 1200 }), y: fc.integer({ min: 0, max: 700 }) });
const lab = fc.nat(9);

/**
 * Any event. What a reader does most comes most. lab: which one of several; n: which one of the controls that can be seen.
 * @returns {fc.Arbitrary<MonkeyEvent>}
 */
export function anyEvent() {
  /** @type {[number, Deed, Record<string, fc.Arbitrary<any>>][]} */
  const kinds = [
    [8, 'press', { key: fc.constantFrom(...KEYS) }],
    [16, 'click', { n: fc.nat(400) }],
    [3, 'move', { to: place() }],
    [2, 'drag', { from: place(), to: place() }],
    [2, 'touch', { fingers: fc.array(fc.record({ from: place(), to: place() }), { minLength: 1, maxLength: 3 }) }],
    [3, 'wheel', { dy: fc.integer({ min: -900, max: 900 }), modifier: fc.boolean() }],
    [6, 'type', { n: fc.nat(60), text: fc.constantFrom(...TEXTS) }],
    [5, 'choose', { n: fc.nat(30), option: fc.nat(40) }],
    [4, 'hash', { link: fc.constantFrom(...LINKS) }],
    [2, 'back', {}],
    [7, 'call', { lab, call: fc.constantFrom(...METHODS) }],
    [4, 'set', { lab, state: fc.constantFrom(...STATES) }],
    [3, 'attribute', { lab, attribute: fc.constantFrom(...ATTRIBUTES) }],
    [2, 'bare', { lab, attribute: fc.constantFrom(...ATTRIBUTES) }],
    [2, 'property', { lab, property: fc.constantFrom(...PROPERTIES) }],
    [1, 'remove', { lab, ms: fc.constantFrom(0, 50) }],
    [2, 'paste', { lab, text: fc.constantFrom(...TEXTS) }],
    [2, 'drop', { lab, file: fc.constantFrom(...FILES), lets: fc.boolean() }],
    [2, 'pick', { n: fc.nat(9), file: fc.constantFrom(...FILES) }],
    [2, 'message', { message: fc.constantFrom(...MESSAGES), isStranger: fc.boolean() }],
    [3, 'resize', { size: fc.constantFrom(...SIZES) }],
    [1, 'medium', { media: fc.constantFrom('screen', 'print'), scheme: fc.constantFrom('light', 'dark'), motion: fc.constantFrom('reduce', 'no-preference') }], // prettier-ignore
    [1, 'print', {}],
    [1, 'zoom', { factor: fc.constantFrom(0.5, 1, 1.5, 3) }],
    [1, 'visibility', { hidden: fc.boolean() }],
    [1, 'event', { name: fc.constantFrom('change', 'load', 'progress', 'error', 'finish', 'pagehide', 'pageshow', 'offline', 'online') }], // prettier-ignore
    [2, 'network', { how: fc.constantFrom('slow', 'fail', 'mend') }],
    [1, 'kill', {}],
    [1, 'deny', { what: fc.constantFrom('storage', 'clipboard', 'no-clipboard') }],
    [1, 'clock', { by: fc.constantFrom(-3_600_000, -50, 1000, 3_600_000) }],
    [3, 'wait', { ms: fc.constantFrom(0, 20, 200) }],
  ];
  return fc.oneof(
    ...kinds.map(([weight, type, details]) => ({
      weight,
      arbitrary: /** @type {fc.Arbitrary<any>} */ (fc.record({ type: fc.constant(type), ...details })),
    })),
  );
}
