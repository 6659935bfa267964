/** Texts of points that leave something open, or that are close to another format. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readPoints } from '../../www/engine/lab.js';

/** What is asked of a text, or its refusal. @param {string} text @param {any} [options] @returns {any} */
function problem(text, options) {
  try {
    readPoints(text, options);
  } catch (error) {
    return error;
  }
  throw new Error('read');
}

/** @param {string} text @param {any} [given] */
const asked = (text, given) => problem(text, given).choices?.map((/** @type {any} */ { option }) => option);

const TWO = [
  [0.5, 1.2, 0],
  [0.7, -0.2, 1],
];
const WORDS = '\n0.5,1.2,a\n0.7,-0.2,b';
const INDEXED = '\n0,0.5,1.2,a\n1,0.7,-0.2,b';

describe('a header of chosen columns of a data frame', () => {
  for (const [header, rows] of [
    ['4,7,species', WORDS],
    ['2,3,Species', WORDS],
    ['0,2,label', WORDS],
    ['400,500,class', WORDS],
    ['4.0,7.0,target', WORDS],
    ['label,4,7', '\na,0.5,1.2\nb,0.7,-0.2'],
    ['4,7,species', '\n0.5,1.2,0\n0.7,-0.2,1'],
    [',4,7,species', INDEXED],
    [',4,7,9', INDEXED],
    [',4,7,9', '\n0,0.5,1.2,0\n1,0.7,-0.2,1'],
    ['id,4,7,species', INDEXED],
  ])
    it(`is ${header} over ${JSON.stringify(rows)}`, () => {
      const { points, notes } = readPoints(header + rows);
      assert.deepEqual(points, TWO);
      assert.ok(notes.includes(`The first line, ${header}, is a header.`), notes.join(' '));
    });

  it('is found over one class', () => {
    assert.deepEqual(readPoints('4,7,species\n0.5,1.2,a\n0.7,-0.2,a').points.length, 2);
  });

  it('is found above row names, which have no header', () => {
    assert.deepEqual(readPoints('     4    7  species\n10  0.5  1.2  a\n4  0.7 -0.2  b').points, TWO);
    assert.deepEqual(readPoints('     4    7  9\n0  0.5  1.2  1\n1  0.7 -0.2  2').points, TWO);
  });

  it('gives its names to a question for columns', () => {
    const { choices } = problem('4,7,9,species\n0.5,1.2,3.1,a\n0.7,-0.2,3.3,b');
    assert.deepEqual(
      choices[0].values.map((/** @type {any} */ { value }) => value),
      ['4', '7', '9'],
    );
  });

  for (const text of [
    '4,7,9\n0.5,1.2,0\n0.7,-0.2,1',
    '4,7,9\n5,3,0\n6,1,1\n2,2,0\n3,3,1',
    `4,7,kind${WORDS}`,
    '4,7,kind\n0.5,1.2,a\n0.7,-0.2,a',
    `4,4,species${WORDS}`,
    `450.5,700.2,class${WORDS}`,
  ])
    it(`is asked about where it may be a point: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(asked(text), ['header']);
      const rows = text.split('\n').length - 1;
      assert.equal(readPoints(text, { header: true }).points.length, rows);
    });

  for (const text of ['4,7,species\n0.5,1.2,species\n0.7,-0.2,b', '4,7,a\n0.5,1.2,a\n0.7,-0.2,b', '4,7,1\n0.5,1.2,0'])
    it(`is none where the first line is a point: ${JSON.stringify(text)}`, () => {
      assert.equal(readPoints(text).points.length, text.split('\n').length);
    });

  it('is none over three classes of few points, and no cut row', () => {
    assert.deepEqual(asked('1,2,a\n3,4,b\n5,6,b\n7,8,c'), ['positive']);
    assert.deepEqual(asked('4,7,9\n5,3,0\n6,1,1'), ['positive']);
    assert.equal(problem('1,2,0\n3,4,5,1\n6,7,8,0').choices, undefined);
  });
});

describe('a notation that other columns settle', () => {
  /** @param {string} first @param {string} second  the cells of a third column of numbers */
  const sheet = (first, second) => `x;y;pop;k\n1,234;2;${first};a\n3,456;4;${second};b`;
  const given = { columns: ['x', 'y'] };

  for (const [first, second, x] of /** @type {[string, string, number][]} */ ([
    ['0,5', '1,5', 1.234],
    ['0.5', '1.5', 1234],
    ['1.234,5', '7', 1.234],
    ['1,234.5', 'NA', 1234],
  ]))
    it(`is read with ${first} beside 1,234`, () => {
      const { points, notes } = readPoints(sheet(first, second), given);
      assert.equal(points[0][0], x);
      assert.ok(
        notes.includes(`The decimal mark is known from “${first}” in line 2, column 3 (pop).`),
        notes.join(' '),
      );
      assert.ok(notes.some((note) => note.endsWith(`read 1,234 as ${x}.`)));
    });

  for (const [first, second] of [
    ['1', '2'],
    ['1,500', '2,500'],
    ['0.5', '1,5'],
    ['12.03.2020', '13.03.2020'],
  ])
    it(`is asked for with ${first} and ${second}`, () =>
      assert.deepEqual(asked(sheet(first, second), { ...given, label: 'k' }), ['decimal']));

  it('is asked for where two columns contradict each other', () => {
    assert.deepEqual(asked('x;y;p;q;k\n1,234;2;0.5;0,5;a\n3,456;4;1.5;1,5;b', given), ['decimal']);
  });

  it('is that of the points, and a cell in another way is named', () => {
    const { points, notes } = readPoints('x;y;pop;k\n0,5;1,2;1.5;a\n0,7;-0,2;2.5;b', given);
    assert.deepEqual(points, TWO);
    assert.ok(
      notes.includes('Line 2, column 3 (pop): “1.5” is written in another way; no point uses that column.'),
      notes.join(' '),
    );
    assert.ok(!readPoints('x;y;pop;k\n0.5;1.2;1,234.5;a\n0.7;-0.2;3;b', given).notes.join(' ').includes('another way'));
  });

  it('gives way to an option', () => {
    assert.equal(readPoints(sheet('0,5', '1,5'), { ...given, decimal: '.' }).points[0][0], 1234);
  });
});
