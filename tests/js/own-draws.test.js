/** The lesson's exercise: what NumPy, Python and spreadsheets print of three initializers is read and compared. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pythonForTests } from '../../scripts/python.js';
import { createLab } from '../../www/engine/lab.js';
import { RULES, judged } from '../../www/lesson/own-draws/index.js';
import { attribute, elements, tree } from './lesson-page.js';
import { runPython } from './python.js';

const { python, skip } = await pythonForTests(['numpy']);

const LARGE = 1;
const HE = 2;

const lab = await createLab({ preset: 'notebook', runs: RULES.map(({ run }) => /** @type {any} */ (run)) });
/** Weights by layer, as rows. @param {number} rule @returns {number[][][]} */
const drawn = (rule) =>
  lab
    .parameters(rule)
    .map(({ shape: [units, inputs], weights }) =>
      Array.from({ length: units }, (_, unit) => [...weights.subarray(unit * inputs, (unit + 1) * inputs)]),
    );
const biases = [10, 5, 1].map((units) => Array.from({ length: units }, () => [0]));

/** As NumPy prints a matrix. @param {number[][]} rows @param {number} [digits] */
const printed = (rows, digits = 8) =>
  `[${rows.map((row) => `[${row.map((value) => String(Number(value.toFixed(digits))).padStart(12)).join(' ')}]`).join('\n ')}]`;
const transposed = (/** @type {number[][]} */ rows) => rows[0].map((_, k) => rows.map((row) => row[k]));
const scaled = (/** @type {number[][]} */ rows, /** @type {number} */ factor) =>
  rows.map((row) => row.map((value) => factor * value));
const changed = (
  /** @type {number[][]} */ rows,
  /** @type {number} */ row,
  /** @type {number} */ column,
  /** @type {number} */ value,
) => rows.map((values, i) => values.map((each, k) => (i === row && k === column ? value : each)));

/** @param {string} given @param {number} [rule] */
async function said(given, rule = HE) {
  const { right, sentences } = await judged(given, rule);
  return `${right ? 'RIGHT ' : ''}${sentences.join(' ')}`;
}

const he = drawn(HE);
const [first, second, third] = he;

describe('the reader’s own draws', () => {
  it('are right with the solution of the lesson, as NumPy prints them', { skip }, async () => {
    const section = elements(tree, (element) => attribute(element, 'id') === 'write')[0];
    const raw = (/** @type {any} */ code) => code.childNodes.map((/** @type {any} */ child) => child.value).join('');
    const [task, solution] = elements(section, ({ tagName }) => tagName === 'code')
      .filter(({ parentNode }) => parentNode.tagName === 'pre')
      .map(raw);
    let program = task;
    for (const line of solution.trim().split('\n')) program = program.replace(/W = \.\.\. .*/, line);
    assert.doesNotMatch(program, /\.\.\./);
    for (const [rule, { word }] of RULES.entries()) {
      const output = runPython(/** @type {string} */ (python), program.replace('"he"):', `"${word}"):`));
      assert.match(await said(output, rule), /^RIGHT Right: all 91 numbers agree/, word);
    }
  });

  it('may be printed in many ways', async () => {
    const both = he.flatMap((rows, k) => [rows, biases[k]]);
    for (const [way, given] of Object.entries({
      'matrices alone': he.map((rows) => printed(rows)).join('\n'),
      'with biases in columns': both.map((rows) => printed(rows)).join('\n'),
      'with biases in one row': he
        .flatMap((rows, k) => [printed(rows), `[${biases[k].map(() => '0.').join(' ')}]`])
        .join('\n'),
      'with names': both.map((rows, k) => `${k % 2 ? 'b' : 'W'}${Math.floor(k / 2) + 1} = ${printed(rows)}`).join('\n'),
      'as array(…)': he.map((rows) => `array(${JSON.stringify(rows)}, dtype=float64)`).join('\n'),
      'as a list of tuples': `[${he.map((rows, k) => `(array(${JSON.stringify(rows)}), array(${JSON.stringify(biases[k])}))`).join(', ')}]`,
      'as a list of lists': JSON.stringify(he),
      'without brackets': he.map((rows) => rows.map((row) => row.join('\t')).join('\n')).join('\n\n'),
      'with commas and line ends of Windows': he
        .map((rows) => rows.map((row) => row.join(', ')).join('\r\n'))
        .join('\r\n\r\n'),
      'to four digits': he.map((rows) => printed(rows, 4)).join('\n'),
      'in powers of ten': he
        .map((rows) => `[${rows.map((row) => `[${row.map((value) => value.toExponential(8)).join(' ')}]`).join('\n')}]`)
        .join('\n'),
      'with minus signs of a text': he.map((rows) => printed(rows).replaceAll('-', '−')).join('\n'),
    }))
      assert.match(await said(given), /^RIGHT Right: all \d+ numbers agree/, way);
    assert.match(
      await said(printed(first)),
      /^RIGHT .*20 numbers.*Biases are missing, which is fine.*W2 to W3 can follow\.$/,
    );
  });

  it('are told where the first wrong number is', async () => {
    assert.match(await said(printed(changed(first, 2, 0, 0.42))), /^W1, row 3, column 1: 0\.42 instead of −0\.277\./);
    assert.match(
      await said(`${printed(first)}\n${printed(changed(second, 4, 9, 7))}`),
      /^What stands before it is right\. W2, row 5, column 10: 7 instead of /,
    );
    assert.match(
      await said(`${printed(first)}\n${printed(changed(biases[0], 3, 0, 0.1))}`),
      /b1, row 4: 0\.1 instead of 0\./,
    );
    assert.match(await said(printed(changed(drawn(0)[0], 0, 1, 1)), 0), /^W1, row 1, column 2: 1 instead of 0\./);
    assert.match(await said(printed(changed(first, 0, 0, first[0][0] + 1e-6))), /^W1, row 1, column 1/);
  });

  it('are told what is the matter with all of them', async () => {
    assert.match(
      await said(printed(transposed(first))),
      /^W1 is the transpose of the right matrix\. It should be 10 × 2/,
    );
    const inOrder = Array.from({ length: 2 }, (_, row) => first.flat().slice(10 * row, 10 * row + 10));
    assert.match(await said(printed(inOrder)), /^W1 has the right numbers in the wrong shape, 2 × 10\./);
    assert.match(await said(printed(first.slice(1))), /^W1 is 9 × 2\. It should be 10 × 2: a row for each unit/);
    assert.match(
      await said(printed(scaled(first, Math.SQRT1_2))),
      /0\.707 times the right ones: ReLU needs √\(2 \/ inputs\)/,
    );
    assert.match(
      await said(`${printed(first)}\n${printed(scaled(second, Math.sqrt(2)))}`),
      /1\.41 times .*: n is the number of inputs, not of units/,
    );
    assert.match(
      await said(`${printed(first)}\n${printed(scaled(second, Math.sqrt(0.2)))}`),
      /0\.447 times .*: 2 \/ inputs is the variance/,
    );
    assert.match(await said(printed(drawn(LARGE)[0])), /10 times the right ones\.$/);
    const again = table(drawn(LARGE).flat(2).slice(0, 50), 10);
    assert.match(await said(`${printed(first)}\n${printed(again)}`), /make the generator once, before the loop/);
    assert.match(await said(printed(scaled(transposed(inOrder), 1))), /The draws are others/);
    assert.match(
      await said([...he, first].map((rows) => printed(rows)).join('\n')),
      /^These are 4 matrices\. The network has 3\.$/,
    );
    assert.match(await said(printed(first, 1)), /too few digits to tell/);
    assert.match(await said(printed(third.concat(third))), /^W1 is 2 × 5\./);
  });

  it('are told which text is no matrix, and in which line', async () => {
    assert.match(await said(''), /^There is no matrix in this text\./);
    assert.match(await said('   \n\n'), /^There is no matrix/);
    assert.match(await said('[]'), /^There is no matrix/);
    assert.match(
      await said(printed(first).replace(/\n .*\n/, '\n ...\n')),
      /^Line 2: numbers are left out \(“\.\.\.”\)\. Print all of them/,
    );
    assert.match(await said('[[1 2]\n [3 x]]'), /^Line 2: “x” is not a number\.$/);
    assert.match(await said('[[1 2]\n [nan 3]]'), /^Line 2: “nan” is not a number\.$/);
    assert.match(
      await said('[[1 2]\n [3]]'),
      /begins in line 1 is not a table: its row 1 has 2 numbers, its row 2 has 1\.$/,
    );
    assert.match(await said('[[1 2]\n [3 4]'), /^Line 1: this bracket “\[” is not closed\.$/);
    assert.match(await said('[1 2]]'), /^Line 1: this bracket “\]” closes nothing\.$/);
    assert.match(await said('[1 [2 3]]'), /^Line 1: numbers and brackets are mixed/);
    assert.match(await said('import numpy as np'), /^Line 1: “import” is not a number\.$/);
    assert.match(await said(`W = ${'9'.repeat(400)}`), /is not a number|W1 is/);
  });
});

/** @param {number[]} flat @param {number} columns */
function table(flat, columns) {
  return Array.from({ length: flat.length / columns }, (_, row) => flat.slice(row * columns, (row + 1) * columns));
}
