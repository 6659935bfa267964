/** Models are read from texts as people paste them, or refused by what the text says; no text does anything worse. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc, { cases } from './seeds.js';
import { ModelError } from '../../www/data/model/model-error.js';
import { LONGEST_MODEL, readModel } from '../../www/data/model/read-model.js';
import { PUBLIC_TEXTS } from './model-texts-public.js';
import { MODEL_TEXTS } from './model-texts.js';

/** @typedef {import('../../www/data/model/read-model.js').Model} Model */

/** Inputs, and the activation function and units of each layer. @param {Model} model */
const stackOf = ({ layers }) =>
  `${layers[0].inputs} ${layers
    .map(
      ({ activation, negativeSlope, units }) =>
        `${activation}${negativeSlope === undefined ? '' : `(${negativeSlope})`} ${units}`,
    )
    .join(' ')}`;

/** @param {Model} model */
const lawsOf = ({ layers }) =>
  [...new Set(layers.map(({ initializer, biasInitializer }) => `${initializer}/${biasInitializer}`))].join(' ');

/** @param {() => unknown} read @returns {ModelError} */
function refusal(read) {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof ModelError, String(error));
    return error;
  }
  assert.fail('the text was read');
}

const TEXTS = [...MODEL_TEXTS, ...PUBLIC_TEXTS];

describe('models from text', () => {
  for (const { name, text, options, stack, laws, loss, ignored, changes, notes, refused, line } of TEXTS)
    it(`${refused ? 'refuses' : 'reads'} ${name}`, () => {
      if (refused) {
        const error = refusal(() => readModel(text, options));
        assert.match(error.message, refused);
        assert.equal(error.line, line);
        assert.ok(error.allowed);
        return;
      }
      const model = readModel(text, options);
      if (stack) assert.equal(stackOf(model), stack);
      if (laws) assert.equal(lawsOf(model), laws);
      if (loss !== undefined) assert.equal(model.loss, loss);
      if (changes)
        assert.deepEqual(
          model.ignored.flatMap((each) => (each.changes ? [each.line] : [])),
          changes,
        );
      if (notes) {
        assert.equal(model.notes.length, notes.length, model.notes.join('\n'));
        notes.forEach((note, k) => assert.match(model.notes[k], note));
      }
      const found = model.ignored.map((each) => [each.line, `${each.text} ${each.why}`]);
      assert.deepEqual(
        found.map(([at]) => at),
        (ignored ?? []).map(([at]) => at),
        JSON.stringify(found),
      );
      (ignored ?? []).forEach(([, wanted], k) => assert.match(String(found[k][1]), wanted));
    });

  it('has the parameters of laws', () => {
    const [first, last] = readModel(
      'nn.Sequential(nn.Linear(4, 8), nn.LeakyReLU(), nn.Linear(8, 1))\n'.replace('nn.Seq', 'm = nn.Seq') +
        "nn.init.kaiming_uniform_(m[0].weight, a=math.sqrt(5), mode='fan_out')\nnn.init.uniform_(m[2].weight, -0.1, 0.1)\nnn.init.constant_(m[2].bias, 0.5)",
    ).layers;
    assert.deepEqual(first.parameters, { scale: 0.33333333333333, mode: 'fan_out', distribution: 'uniform' });
    assert.equal(first.negativeSlope, undefined, 'the catalogue’s slope');
    assert.deepEqual([last.initializer, last.parameters], ['random_uniform', { minval: -0.1, maxval: 0.1 }]);
    assert.deepEqual([last.biasInitializer, last.biasParameters], ['constant', { value: 0.5 }]);
  });

  it('asks for inputs by a choice', () => {
    const error = refusal(() => readModel('nn.Sequential([nn.Dense(3)])'));
    assert.deepEqual(error.choices, [
      { option: 'inputs', question: 'How many inputs does the first dense layer have?' },
    ]);
    assert.equal(error.path, 'inputs');
  });

  it('says on which line each layer stands', () => {
    const { layers } = readModel('model = nn.Sequential(\n\n  nn.Linear(3,\n    5),\n  nn.Tanh(), nn.Linear(5, 1))');
    assert.deepEqual(
      layers.map(({ line, text }) => [line, text]),
      [
        [3, 'nn.Linear(3, 5)'],
        [5, 'nn.Linear(5, 1)'],
      ],
    );
  });

  it('refuses options and texts of other types', () => {
    assert.throws(() => readModel(/** @type {any} */ (3)), TypeError);
    assert.throws(() => readModel('2-1', /** @type {any} */ ({ inptus: 2 })), { path: 'inptus' });
    assert.throws(() => readModel('2-1', { inputs: 0 }), { path: 'inputs' });
    assert.throws(() => readModel('2-1', /** @type {any} */ (null)), TypeError);
  });

  it('has limits', () => {
    const linear = 'nn.Linear(4, 4),';
    assert.match(
      refusal(() => readModel(`nn.Sequential(${linear.repeat(102)})`)).message,
      /dense layer 102; must be at most 101/,
    );
    assert.equal(readModel(`nn.Sequential(${linear.repeat(101)})`).layers.length, 101);
    assert.match(refusal(() => readModel('x'.repeat(LONGEST_MODEL + 1))).message, /at most 100000\./);
    assert.match(refusal(() => readModel(`${'['.repeat(50)}${']'.repeat(50)}`)).message, /nested more than 40 levels/);
    assert.match(
      refusal(() => readModel('nn.Sequential(nn.Linear(2, 10000000))')).message,
      /must be a whole number from 1 to 1,000,000/,
    );
    assert.match(
      refusal(() => readModel('nn.Sequential(*[nn.Linear(2, 2)] * 10**9)')).message,
      /too long a stack|at most/,
    );
    const doubled = Array.from({ length: 60 }, (_, k) => `a${k + 1} = [a${k}, a${k}]`).join('\n');
    assert.match(
      refusal(() => readModel(`a0 = nn.Linear(2, 2)\n${doubled}`)).message,
      /too long a stack|layer 102|nested too deeply/,
    );
  });

  it('is not led astray by names of objects', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
      for (const text of [
        `nn.Sequential(nn.Linear(2, 2), nn.${name}(), nn.Linear(2, 1))`,
        `Sequential([Input((2,)), Dense(2, activation="${name}"), Dense(1)])`,
        `Sequential([Input((2,)), Dense(2, kernel_initializer="${name}"), Dense(1)])`,
        `2-3-1 ${name}`,
        `${name} = nn.Sequential(nn.Linear(2, 1))`,
      ]) {
        try {
          readModel(text);
        } catch (error) {
          assert.ok(error instanceof ModelError, `${text}: ${error}`);
        }
      }
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });

  it('does nothing worse than refuse any of 10,000 changed texts', () => {
    const texts = TEXTS.map(({ text }) => text);
    const piece = fc.constantFrom(
      ...'()[]{},.:=*+-#\'"\\\n 0129_',
      '1e999',
      '10**10',
      'for',
      'lambda',
      '__proto__',
      'constructor',
      'nn.Linear(2, 2)',
      ' * 100',
      '\u0000',
      '”',
      'ß',
      'None',
      'self.',
      'range(99999999)',
      '-1',
    );
    const changed = fc.tuple(
      fc.constantFrom(...texts),
      fc.array(fc.tuple(fc.nat(), fc.nat(12), piece), { minLength: 1, maxLength: 6 }),
    );
    fc.assert(
      fc.property(changed, ([text, changes]) => {
        let given = text;
        for (const [at, length, insertion] of changes) {
          const place = at % (given.length + 1);
          given = given.slice(0, place) + insertion + given.slice(place + length);
        }
        try {
          const { layers } = readModel(given);
          return layers.length > 0 && layers.every(({ inputs, units }) => inputs >= 1 && units >= 1);
        } catch (error) {
          if (error instanceof ModelError) return true;
          throw error;
        }
      }),
      cases(10_000),
    );
  });
});
