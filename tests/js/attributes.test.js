import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from './seeds.js';
import { changed, withoutRefused } from '../../www/element/attribute-changes.js';
import { SINGLE, assembled, experimentProblem, fromText, readSingle } from '../../www/element/attributes.js';
import { createLab } from '../../www/engine/lab.js';
import { HIDEABLE, VIEWS, shown } from '../../www/element/visibility.js';

/** @param {Record<string, any>} given */
const read = (given) => readSingle((key) => given[key]);

/** @param {Record<string, any>} given @param {any} [experiment] */
const asked = (given, experiment = null) => ({ preset: 'notebook', experiment, values: read(given).values });

/** The complete experiment of a separate lab. @param {any} input */
async function complete(input) {
  const lab = await createLab(input);
  try {
    return lab.experiment;
  } finally {
    lab.free();
  }
}

describe('attributes as an experiment', () => {
  it('have a name each, which is no attribute of HTML', () => {
    const names = SINGLE.map(({ attribute }) => attribute);
    assert.equal(new Set(names).size, names.length);
    for (const taken of ['hidden', 'id', 'class', 'style', 'title', 'lang', 'dir', 'name'])
      assert.ok(!names.includes(taken));
    assert.deepEqual(
      ['learning-rate', 'seed', 'dataset', 'iterations', 'initializers', 'hidden-units'].filter(
        (name) => !names.includes(name),
      ),
      [],
    );
  });

  it('read texts and values alike, and name the faulty ones', () => {
    assert.deepEqual(
      [...read({ seed: '7', learningRate: 0.5, hiddenUnits: [3, 2] }).values],
      [
        ['network.hidden', [3, 2]],
        ['training.learningRate', 0.5],
        ['seed', 7],
      ],
    );
    for (const [key, given] of /** @type {[string, any][]} */ ([
      ['seed', -1],
      ['seed', Number.NaN],
      ['seed', true],
      ['seed', {}],
      ['hiddenUnits', 5.5],
      ['hiddenUnits', [1, 'x']],
      ['initializers', 5],
      ['initializers', [null]],
      ['activation', 'RELU '],
    ])) {
      const { values, notes } = read({ [key]: given });
      assert.equal(values.size, 0, key);
      assert.match(notes[0].message, /^[a-z-]+: “.*” is not allowed; must be /);
    }
  });

  it('leave a data set only its own fields', async () => {
    const points = [
      [0, 0, 0],
      [1, 1, 1],
    ];
    const own = { dataset: { name: 'custom', points, testPoints: [] } };
    const { dataset } = await complete(assembled(asked({ datasetName: 'moons' }, own)));
    assert.equal(dataset.name, 'moons');
    const custom = await complete(assembled(asked({ datasetName: 'custom', points }, { dataset: { noise: 0.5 } })));
    assert.deepEqual(custom.dataset.points, points);
  });

  it('lose the refused ones, and no others if the refusal names one', () => {
    const all = asked({ seed: 1, initializers: 'he,zeros:stddev=3', noise: 0.1 });
    const refusal = (/** @type {string} */ path, /** @type {string} */ why) =>
      Object.assign(new RangeError(`${path}: ${why}`), { path });
    const left = withoutRefused(all, refusal('runs[1].stddev', 'unknown field; allowed here: initializer'));
    assert.deepEqual([...(left?.asked.values.keys() ?? [])], ['dataset.noise', 'seed']);
    assert.deepEqual(left?.notes, [
      { attribute: 'initializers', message: 'initializers: runs[1].stddev: unknown field; allowed here: initializer' },
    ]);
    assert.equal(withoutRefused(all, refusal('training.iterations', '5 is not allowed')), null);
    const unknown = withoutRefused({ ...all, preset: 'nope' }, refusal('preset', '"nope" is not allowed'));
    assert.equal(unknown?.asked.preset, 'notebook');
  });

  it('change the named fields and leave the rest', async () => {
    const preset = await complete({ preset: 'notebook' });
    const current = { ...preset, seed: 40, dataset: { ...preset.dataset, noise: 0.3 } };
    const next = changed(current, ['dataset.seed', 'training.loss'], {
      experiment: null,
      preset,
      values: read({ datasetSeed: 9 }).values,
    });
    assert.deepEqual(next, { ...current, dataset: { ...current.dataset, seed: 9, testSeed: 10 } });
    const drawn = { ...current, dataset: { name: 'custom', points: [[0, 0, 1]], testPoints: [] } };
    assert.equal(
      changed(drawn, ['dataset.noise'], { experiment: null, preset, values: read({ noise: 1 }).values }),
      drawn,
    );
  });

  it('never throw, whatever they are', () => {
    const keys = SINGLE.map(({ key }) => key);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), fc.anything()), fc.string(), (given, text) => {
        const { values, notes } = read(given);
        assembled({ preset: 'notebook', experiment: null, values });
        for (const { message } of notes) assert.equal(typeof message, 'string');
        for (const property of SINGLE) fromText(property, text);
        shown(text, given);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('views and hide as texts', () => {
  it('take spaces and commas, know their names and say which they do not', () => {
    const { shows, opensInside, notes } = shown(' panels,chart ', 'transport  seed,nope');
    assert.deepEqual(VIEWS.filter(shows), ['panels', 'chart']);
    assert.equal(opensInside, false);
    assert.deepEqual(
      ['play', 'step', 'rewind', 'seed', 'speed', 'share'].filter((name) => !shows(name)),
      ['play', 'step', 'rewind', 'seed'],
    );
    assert.equal(notes.length, 1);
    for (const name of HIDEABLE) assert.deepEqual(shown('', name).notes, []);
    assert.deepEqual(VIEWS.filter(shown('nope', null).shows), VIEWS);
    assert.ok(shown(null, 'controls').shows('play') && !shown(null, 'controls').shows('share'));
  });
});

describe('names of fields', () => {
  it('are those that the types of the element declare', () => {
    const types = readFileSync(new URL('../../www/element/public/element.d.ts', import.meta.url), 'utf8');
    const [, declared] = /export interface InitLabFields \{([^}]*)\}/.exec(types) ?? [];
    assert.deepEqual(
      Array.from(declared?.matchAll(/^ {2}(\w+)\?:/gm) ?? [], ([, key]) => key).sort(),
      SINGLE.map(({ key }) => key).sort(),
    );
  });
});

describe('what is to be an experiment', () => {
  it('is refused with its value, the allowed values, and the position of a JSON error', () => {
    const allowed = 'is not allowed; must be an experiment, an object as JSON';
    for (const [given, said] of /** @type {[any, string][]} */ ([
      ['{bad', `experiment: “{bad” ${allowed}: Expected property name`],
      ['{"__proto__": 1}', `experiment: “{"__proto__": 1}” ${allowed}: __proto__ is no name of a field`],
      ['[]', `experiment: “[]” ${allowed}`],
      [[], `experiment: “[]” ${allowed}`],
      [5, `experiment: “5” ${allowed}`],
      ['x'.repeat(1_000_001), `experiment: “${'x'.repeat(80)}…” ${allowed}, of at most 1000000 characters`],
    ]))
      assert.ok(experimentProblem(given)?.startsWith(said), String(experimentProblem(given)));
    assert.equal(experimentProblem({}), null);
  });
});
