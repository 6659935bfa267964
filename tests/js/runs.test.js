import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from './seeds.js';
import { catalogue, createLab } from '../../www/engine/lab.js';
import { nameOf, runsFrom, runsText } from '../../www/experiment/runs.js';

const hostile = () => fc.string({ unit: fc.oneof(fc.constantFrom(...',:=%[]{}"@;._ \n\0é😀\ud800'), fc.string()) });

describe('runs as text', () => {
  it('are initializers with their parts', () => {
    assert.deepEqual(runsFrom('zeros'), [{ initializer: 'zeros' }]);
    assert.deepEqual(runsFrom(' zeros,random_normal:stddev=10, he : label = My run '), [
      { initializer: 'zeros' },
      { initializer: 'random_normal', stddev: 10 },
      { initializer: 'he', label: 'My run' },
    ]);
    assert.deepEqual(runsFrom('variance_scaling:mode=fan_avg:scale=1e-3:outputInitializer.initializer=zeros'), [
      {
        initializer: 'variance_scaling',
        mode: 'fan_avg',
        scale: 1e-3,
        outputInitializer: { initializer: 'zeros' },
      },
    ]);
    assert.deepEqual(runsFrom('he:training.optimizer=adam:training.learningRateChanges=0.1@4000;0.01@8000'), [
      {
        initializer: 'he',
        training: {
          optimizer: 'adam',
          learningRateChanges: [
            [4000, 0.1],
            [8000, 0.01],
          ],
        },
      },
    ]);
    assert.deepEqual(runsFrom('he:training.learningRateChanges='), [
      { initializer: 'he', training: { learningRateChanges: [] } },
    ]);
    assert.deepEqual(runsFrom('[{"initializer":"he","label":"a,b"}]'), [{ initializer: 'he', label: 'a,b' }]);
  });

  it('keep names that look like numbers, and per cent signs that begin no escape', () => {
    assert.deepEqual(runsFrom('he:label=10'), [{ initializer: 'he', label: '10' }]);
    assert.deepEqual(runsFrom('he:label=100 %,he:label=50%:stddev=1'), [
      { initializer: 'he', label: '100 %' },
      { initializer: 'he', label: '50%', stddev: 1 },
    ]);
    assert.deepEqual(runsFrom('he:label=%FF'), [{ initializer: 'he', label: '%FF' }]);
  });

  it('are written as short as they are read', () => {
    const text = 'zeros,random_normal:stddev=10,he:label=Random × 10%2C big:training.optimizer=adam';
    assert.equal(runsText(runsFrom(text)), text);
  });

  it('are restored to the last bit, whatever their names are', () => {
    const part = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom('fan_in', 'uniform'));
    const run = fc.record(
      {
        initializer: fc.constantFrom('zeros', 'random_normal', 'he', 'variance_scaling'),
        stddev: part,
        mode: part,
        label: fc.string({ unit: 'binary', minLength: 1 }).map((text) => text.replace(/\p{Surrogate}/gu, '?')),
        outputInitializer: fc.record(
          { initializer: fc.constant('ones'), gain: part },
          { requiredKeys: ['initializer'] },
        ),
      },
      { requiredKeys: ['initializer'] },
    );
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 8 }), (runs) => {
        assert.deepStrictEqual(runsFrom(runsText(runs)), structuredClone(runs), runsText(runs));
      }),
      { numRuns: 1000 },
    );
  });

  it('are refused with the run, the text and the allowed values', () => {
    for (const [text, said] of [
      ['', 'runs[0]: “” is not allowed; must be an initializer'],
      ['he,', 'runs[1]: “” is not allowed; must be an initializer'],
      ['he,zeros:stddev', 'runs[1]: “stddev” is not allowed; must be an initializer'],
      ['he:=1', 'runs[0]: “=1” is not allowed'],
      ['he:__proto__=1', 'runs[0]: “__proto__=1” is not allowed'],
      ['he:training.constructor=1', 'runs[0]: “training.constructor=1” is not allowed'],
      ['he:a.b=1', 'runs[0]: “a.b=1” is not allowed'],
      ['he:training=adam', 'runs[0]: “training=adam” is not allowed'],
      ['he:stddev=1:stddev=2', 'runs[0].stddev: “stddev=2” is not allowed; must be given once'],
      ['[{', 'runs: “[{” is not allowed; must be a list of runs as JSON'],
      ['[{"__proto__":{"a":1}}]', 'runs: “[{"__proto__":{"a":1}}]” is not allowed'],
    ]) {
      assert.throws(
        () => runsFrom(text),
        (/** @type {Error} */ error) => error instanceof RangeError && error.message.startsWith(said),
        text,
      );
    }
  });

  it('give runs or a refusal for any text', () => {
    fc.assert(
      fc.property(hostile(), (text) => {
        try {
          for (const run of runsFrom(text)) assert.ok(typeof run === 'object' || text.trim().startsWith('['));
        } catch (error) {
          assert.ok(error instanceof RangeError, `${text}: ${error}`);
        }
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('names of runs', () => {
  it('that were never on are those that the core gives them once they are', async () => {
    const { presets } = await catalogue();
    const runs = [
      ...presets.flatMap(({ offers, experiment }) => [...offers, .../** @type {any[]} */ (experiment.runs)]),
    ];
    for (const run of runs) {
      const lab = await createLab({ dataset: { samples: 10 }, network: { hidden: [2] }, runs: [run] });
      assert.equal(nameOf(run), lab.runs[0].label);
      lab.free();
    }
  });
});
