/** Every public method, in every state of an element, with every kind of wrong argument: it settles, or refuses in words. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertQuiet, openSite } from './harness.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite({ alone: false });
});
after(() => site.close());

/** How an element comes into each state, as the body of an async function that returns it. */
const STATES = {
  'not on a page': `return make();`,
  'on a page, not opened': `const lab = make('loading=lazy'); far(lab); return lab;`,
  opening: `const lab = make(); document.body.append(lab); return lab;`,
  open: `const lab = make(); document.body.append(lab); await lab.advance(1); return lab;`,
  refused: `const lab = make(); lab.experiment = { runs: 5 }; document.body.append(lab); await told(lab, 'error'); return lab;`,
  'taken off its page': `const lab = make(); document.body.append(lab); await lab.advance(1); lab.remove(); return lab;`,
  'with a sweep': `const lab = make(); document.body.append(lab); await lab.setState({ preset: 'notebook', training: { iterations: 20 }, sweep: { seeds: 2 } }); return lab;`,
};

/** Calls of each method, right and wrong, as source code of the arguments. */
const CALLS = {
  play: ['', 'null', '5'],
  pause: ['', '{}'],
  suspend: ['', '5'],
  rewind: ['', '"now"'],
  advance: ['', '2', '-1', '1.5', 'NaN', '"ten"', 'null', '{}', '2n', 'Symbol("s")', 'Object.create(null)'],
  seek: ['0', '', '-1', 'Infinity', '"ten"', 'null', '[]'],
  runToEnd: ['', '5'],
  getResults: ['', '5'],
  getSweepResults: [''],
  inspect: ['', 'null'],
  getState: ['', 'null'],
  setState: [
    '{ preset: "moons" }',
    '',
    'null',
    '5',
    '"moons"',
    '[]',
    '() => 1',
    'Symbol("s")',
    '{ runs: () => 1 }',
    '{ seed: 1n }',
    'document.body',
    '(() => { const a = {}; a.a = a; return a; })()',
    'new Map()',
    '{ preset: {} }',
    '{ network: { hidden: "a" } }',
  ],
  getLink: ['', '5'],
  openLink: [
    '"preset=moons"',
    '""',
    '',
    'null',
    '5',
    '{}',
    '"preset=moons", null',
    '"preset=moons", 5',
    '"preset=moons", { base: null, problems: 5 }',
    '"%%%"',
    '"x".repeat(100000)',
  ],
  toBlob: ['', 'null', '5', '{ what: 5 }', '{ panel: 99 }', '{ width: -1 }', '{ format: "bmp" }', '"svg"'],
  toCSV: ['', '5'],
};

/** What waits until the element comes into view (docs/embedding.md). @type {Record<string, string[]>} */
const WAITS = { 'on a page, not opened': ['advance', 'runToEnd', 'openLink'] };

/** Messages of the browser's own about our code: no words for a user. */
const BARE =
  /\(reading|of (undefined|null)|not a function|Cannot (read|destructure|set|convert)|not iterable|could not be cloned|circular/i;

describe('methods of an element', () => {
  for (const [state, body] of Object.entries(STATES))
    it(`${state}: settle, or refuse in words`, async () => {
      const { page, complaints } = await site.open({
        path: 'nothing.html',
        prepare: (page) =>
          page.route('**/nothing.html', (route) =>
            route.fulfill({
              contentType: 'text/html',
              body: '<!doctype html><title>Elements</title><script type="module" src="element.js"></script>',
            }),
          ),
      });
      await page.waitForFunction(() => customElements.get('init-lab'));
      const calls = Object.entries(CALLS).filter(([method]) => !WAITS[state]?.includes(method));
      const table = calls.map(
        ([method, args]) =>
          `[${JSON.stringify(method)}, [${args.map((given) => `[${JSON.stringify(given)}, (lab) => lab.${method}(${given})]`).join(', ')}]]`,
      );
      const bare = await page.evaluate(`(async () => {
        const told = (lab, name) => new Promise((then) => lab.addEventListener(name, then, { once: true }));
        const make = (attributes = '') => {
          const box = document.createElement('div');
          box.innerHTML = '<init-lab preset="notebook" iterations="30" ' + attributes + '></init-lab>';
          const lab = box.firstElementChild;
          lab.remove();
          return lab;
        };
        const far = (lab) => {
          const box = document.createElement('div');
          box.style.paddingTop = '5000px';
          box.append(lab);
          document.body.append(box);
        };
        const build = async () => { ${body} };
        const problems = [];
        for (const [method, calls] of [${table.join(',\n')}]) {
          const lab = await build();
          for (const [given, call] of calls) {
            try {
              const late = new Promise((then) => setTimeout(() => then('late'), 30_000));
              if ((await Promise.race([call(lab), late])) === 'late') problems.push([method, given, 'does not settle']);
            } catch ({ name, message }) {
              if (!message || ${BARE}.test(message)) problems.push([method, given, name + ': ' + message]);
            }
          }
          lab.remove();
        }
        return problems;
      })()`);
      assert.deepEqual(bare, []);
      await page.close();
      assertQuiet(complaints);
    });
});
