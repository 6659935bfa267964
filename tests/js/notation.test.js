/** Numbers as people write them, in links, attributes and controls. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSingle } from '../../www/element/attributes.js';
import { readQuery } from '../../www/embed/query.js';
import { fields } from '../../www/experiment/catalogue.js';
import { format, parse, properties } from '../../www/experiment/fields.js';
import { fromLink } from '../../www/experiment/read-link.js';
import { listed, quoted } from '../../www/experiment/notation.js';

const table = properties(fields);
const find = (/** @type {string} */ path) => {
  const property = table.find((candidate) => candidate.path === path);
  assert.ok(property, path);
  return property;
};
const WHOLE = table.filter(({ type, path }) => type === 'integer' && path !== 'format');

/** The refusal of a field's text. @param {import('../../www/experiment/fields.js').FieldSpec} field @param {string} text */
function refusal(field, text) {
  try {
    parse(field, text);
  } catch (error) {
    return /** @type {RangeError & { choices?: number[], path: string, value: string, allowed: string }} */ (error);
  }
  return assert.fail(`${field.path}=${text} was taken`);
}

describe('a whole number with points between its thousands', () => {
  it('is refused by every whole-number field, with both readings that the field allows', () => {
    assert.ok(WHOLE.length >= 8);
    for (const field of WHOLE) {
      const { message, choices, path, value } = refusal(field, ' 20.000 ');
      assert.deepEqual([path, value, choices], [field.path, '“ 20.000 ”', [20, 20000]]);
      assert.equal(message, `${field.path}: “ 20.000 ” is not allowed; must be ${field.allowed}; write 20 or 20000`);
    }
    const iterations = find('training.iterations');
    assert.deepEqual(refusal(iterations, '1.000').choices, [1, 1000]);
    assert.deepEqual(refusal(iterations, '20.500').choices, [20500], '20.5 is no whole number');
    assert.deepEqual(refusal(iterations, '1.000.000').choices, [1000000]);
    assert.deepEqual(refusal(find('dataset.samples'), '1.000').choices, [1000], 'one sample is not allowed');
    assert.deepEqual(refusal(find('dataset.samples'), '100.000').choices, [100]);
    assert.equal(refusal(find('seed'), '9.999.999.999').choices, undefined, 'no reading is allowed');
    assert.deepEqual(refusal(find('network.hidden'), '10, 1.000').choices, [1]);
  });

  it('is refused in links, in the address of embed.html and in attributes, under the name given there', () => {
    const told = 'is not allowed; must be a whole number from 1 to 1000000; write 20 or 20000';
    const link = fromLink('#preset=moons&iterations=20.000&seed=7', fields);
    assert.deepEqual(link.experiment, { preset: 'moons', seed: 7 });
    assert.deepEqual(link.problems, [`training.iterations: “20.000” ${told}`]);
    assert.deepEqual(readQuery('?iterations=20.000').problems, [`iterations: “20.000” ${told}`]);
    const given = /** @type {Record<string, string>} */ ({ iterations: '20.000', seed: '1.000', samples: '20,000' });
    const { values, notes } = readSingle((key) => given[key]);
    assert.deepEqual([...values], [['dataset.samples', 20000]]);
    assert.deepEqual(
      notes.map(({ message }) => message),
      [
        `iterations: “20.000” ${told}`,
        'seed: “1.000” is not allowed; must be a whole number from 0 to 4294967295; write 1 or 1000',
      ],
    );
  });

  it('is refused in a run’s own settings and in changes of the learning rate', () => {
    for (const [link, path, readings] of [
      ['initializers=zeros,he:training.iterations=2.000', 'runs[1].training.iterations', '2 or 2000'],
      ['initializers=he:training.batchSeed=1.000', 'runs[0].training.batchSeed', '1 or 1000'],
      ['initializers=he:training.learningRateChanges=0.1@4.000', 'runs[0].training.learningRateChanges', '4 or 4000'],
      ['learningRateChanges=0.1@4.000', 'training.learningRateChanges', '4 or 4000'],
    ]) {
      const { experiment, problems } = fromLink(link, fields);
      assert.deepEqual(experiment, {}, link);
      assert.ok(problems[0].startsWith(`${path}: `) && problems[0].endsWith(`; write ${readings}`), problems[0]);
    }
    const { experiment, problems } = fromLink('initializers=random_normal:stddev=1.000:training.iterations=20', fields);
    assert.deepEqual(problems, []);
    assert.deepEqual(experiment.runs, [{ initializer: 'random_normal', stddev: 1, training: { iterations: 20 } }]);
  });
});

describe('a number', () => {
  it('has the point for decimals; commas and blanks group a whole number', () => {
    for (const [path, text, value] of /** @type {[string, string, number][]} */ ([
      ['training.iterations', '20,000', 20000],
      ['training.iterations', '20 000', 20000],
      ['training.iterations', '20\u00a0000', 20000],
      ['training.iterations', '20\u202f000', 20000],
      ['training.iterations', '\u00a020000 ', 20000],
      ['training.iterations', '2.5e3', 2500],
      ['training.iterations', '20.0', 20],
      ['seed', '0', 0],
      ['training.learningRate', '0,05', 0.05],
      ['training.learningRate', '1.000', 1],
      ['training.learningRate', '20.000', 20],
      ['dataset.noise', '0.000', 0],
    ]))
      assert.equal(parse(find(path), text), value, `${path}=${text}`);
    for (const [path, text] of [
      ['training.learningRate', '1,000'],
      ['training.iterations', '20.5'],
      ['training.iterations', '2 0'],
      ['seed', '1,00'],
    ])
      assert.throws(() => parse(find(path), text), /is not allowed; must be/, `${path}=${text}`);
  });
});

describe('true and false', () => {
  it('are read from text, and a name alone means true', () => {
    const standardize = find('dataset.standardize');
    for (const text of ['true', ' True', 'TRUE', '']) assert.equal(parse(standardize, text), true, text);
    for (const text of ['false', 'False ']) assert.equal(parse(standardize, text), false, text);
    for (const value of [true, false]) assert.equal(parse(standardize, format(standardize, value)), value);
    for (const text of ['yes', '1', 'null'])
      assert.equal(
        refusal(standardize, text).message,
        `dataset.standardize: “${text}” is not allowed; must be true or false`,
      );
    for (const given of [true, '', 'true']) {
      const { values, notes } = readSingle((key) => (key === 'standardize' ? given : null));
      assert.deepEqual([...values, ...notes], [['dataset.standardize', true]]);
    }
    assert.deepEqual(fromLink('preset=moons&standardize=true', fields).experiment, {
      preset: 'moons',
      dataset: { standardize: true },
    });
  });
});

describe('names and values in sentences', () => {
  it('are listed so that each can be told from the next', () => {
    assert.deepEqual(
      [[], ['A'], ['A', 'B'], ['A', 'B', 'C'], ['A, small', 'B', 'C'], ['“A, small”', 'B']].map((names) =>
        listed(names),
      ),
      ['', 'A', 'A and B', 'A, B and C', 'A, small; B; and C', '“A, small” and B'],
    );
  });

  it('are quoted on one line, whole characters, shortened if long', () => {
    assert.equal(quoted('a\n  b'), '“a b”');
    assert.equal(quoted('😀'.repeat(81)), `“${'😀'.repeat(80)}…”`);
    assert.equal(quoted('\ud800'), '“\ufffd”');
    assert.equal(quoted(12345, 3), '“123…”');
  });
});
