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
  /** @type {{ columns: [string, string] }} */
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

describe('labels that come first', () => {
  for (const text of [
    '+1 0.5 1.2\n-1 0.7 -0.2',
    '0,0.5,1.2\n1,0.7,-0.2',
    '1;0,5;1,2\n2;0,7;-0,2',
    'a,b,c\n1,0.5,1.2\n2,0.7,-0.2',
  ])
    it(`are asked for in two rows: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(asked(text), ['label']);
      assert.deepEqual(readPoints(text, { label: 0 }).points.length, 2);
    });

  it('are not asked for where the last column is whole', () => {
    assert.deepEqual(readPoints('1,0.5,0\n2,0.7,1').points[0], [1, 0.5, 0]);
  });
});

describe('labels of a known pair', () => {
  for (const [zero, one] of [
    ['(-)', '(+)'],
    ['[−]', '[+]'],
    ['(no)', '(Yes)'],
    ['-ve', '+ve'],
  ])
    it(`are ${zero} and ${one}`, () => {
      const { points, classNames } = readPoints(`0.5,1.2,${one}\n0.7,-0.2,${zero}`);
      assert.deepEqual([points[0][2], points[1][2], classNames], [1, 0, [zero, one]]);
    });

  it('are in brackets both, where one stands alone', () => {
    assert.deepEqual(readPoints('0.5,1.2,(+)').classNames, ['(-)', '(+)']);
  });
});

describe('lines that are no rows', () => {
  for (const [what, text] of [
    ['a sep line with blanks', 'sep = ;\nx;y;label\n0,5;1,2;0\n0,7;-0,2;1'],
    ['a sep line behind a comment', '# exported\nsep=;\nx;y;label\n0,5;1,2;0\n0,7;-0,2;1'],
    ['a sep line with a tab', 'sep=\t\n0,5\t1,2\t0\n0,7\t-0,2\t1'],
    ['the character that ended files of DOS', 'x,y,label\r\n0.5,1.2,0\r\n0.7,-0.2,1\r\n\u001A'],
    ['that character behind the last value', '0.5,1.2,0\n0.7,-0.2,1\u001A'],
  ])
    it(`are left out: ${what}`, () => assert.deepEqual(readPoints(text).points, TWO));

  it('are weights of ARFF, too, and they are named', () => {
    const head = '@relation r\n@attribute a real\n@attribute b real\n@attribute k {a,b}\n@data\n';
    const { points, notes } = readPoints(`${head}0.5,1.2,a,{5}\n0.7,-0.2,b, {0.5}`);
    assert.deepEqual(points, TWO);
    assert.match(notes[0], /^Left out the weights of rows, such as \{0\.5\}/);
    assert.match(problem(`${head}0.5,1.2,a,5`).message, /^Line 6, column 4: there are 4 values/);
  });
});

describe('the refusal of a value', () => {
  for (const [value, said] of [
    ['50%', 'Leave out the “%” in the whole column.'],
    ['$1', 'Leave out the “$” in the whole column.'],
    ['−1.5 €', 'Leave out the “€” in the whole column.'],
    ['5 cm', 'Leave out the “cm” in the whole column.'],
    ['NA', 'Line 3, column 1 (x): a missing value (“NA”); must be'],
    ['null', 'Fill it in, or leave out its line.'],
    ['\u200B0.5', 'It has a character that cannot be seen, U+200B; delete it.'],
    ['0\u00AD.5', 'It has a character that cannot be seen, U+00AD; delete it.'],
    ['2020-01-02', 'Write a date as a number, such as the days since the first one.'],
    ['12.03.2020', 'Write a date as a number, such as the days since the first one.'],
    ['(5.0)', 'Write a negative number with a minus.'],
    ['٥', 'Write it with the digits 0 to 9.'],
  ])
    it(`says of ${JSON.stringify(value)} what to do`, () => {
      const { message, value: named, line, column } = problem(`x,y,label\n1,2,0\n${value},3,1`);
      assert.deepEqual([named, line, column], [value, 3, 1]);
      assert.ok(message.includes(said), message);
    });

  it('is of the first line, too, where values in another way stand in its column', () => {
    assert.match(problem('50%,12%,a\n60%,13%,b').message, /^Line 1, column 1 \(x\): “50%”/);
    assert.match(problem('2020-01-01,$5,a\n2020-01-02,$6,b').message, /^Line 1, column 1 \(x\): “2020-01-01”/);
    const { notes } = readPoints('5 cm,10 cm,class\n0.5,1.2,a\n0.7,-0.2,b');
    assert.equal(notes[0], 'The first line, 5 cm,10 cm,class, is a header.');
  });

  for (const value of ['four', '0x10', 'x1', '1.2.3', `1${' '.repeat(1e5)}x`])
    it(`says no more of ${value.slice(0, 8)}`, () =>
      assert.ok(problem(`x,y,label\n1,2,0\n${value},3,1`).message.endsWith('to 1,000,000.')));
});

describe('printed and foreign tables', () => {
  for (const [what, text] of [
    ['a data frame with its size', '     x    y label\n0  0.5  1.2     a\n1  0.7 -0.2     b\n\n[2 rows x 3 columns]'],
    ['a tibble', '# A tibble: 2 × 3\n      x     y label\n  <dbl> <dbl> <chr>\n1   0.5   1.2 a\n2   0.7  -0.2 b'],
    ['a console of PostgreSQL', ' x | y | class\n---+---+------\n 0.5 | 1.2 | a\n 0.7 | -0.2 | b\n(2 rows)'],
    ['a copy of PostgreSQL', '0.5\t1.2\ta\n0.7\t-0.2\tb\n\\.\n'],
    ['three lines of header', 'x\ty\tkind\ncontinuous\tcontinuous\tdiscrete\n\t\tclass\n0.5\t1.2\ta\n0.7\t-0.2\tb'],
    ['three lines with listed classes', 'x\ty\tkind\nc\tc\ta b\n\t\tclass\n0.5\t1.2\ta\n0.7\t-0.2\tb'],
    ['a list with a name', 'let points = [[0.5, 1.2, "a"], [0.7, -0.2, "b"]];'],
    ['a member of an object', '"points": [[0.5, 1.2, "a"], [0.7, -0.2, "b"]]'],
    ['row names of R', '"","x","y","am"\n"Mazda RX4",0.5,1.2,0\n"Datsun 710",0.7,-0.2,1'],
  ])
    it(`are read: ${what}`, () => assert.deepEqual(readPoints(text).points, TWO));

  for (const [text, message] of /** @type {[string, RegExp][]} */ ([
    ['   x  y l\n0  1  2 a\n.. .. .. ..\n9  3  4 b', /^Line 3, column 1: rows are left out at “\.\. \.\. \.\. \.\.”/],
    ['[[ 0.5  1.2  0. ]\n ...\n [ 0.7 -0.2  1. ]]', /^Line 2, column 1: rows are left out at “\.\.\.”/],
    ['+1 1:0.5 2:1.2\n-1 2:-0.2', /^Line 1, column 1: “\+1 1:0\.5 2:1\.2” is a sparse row of LIBSVM/],
    ['<table><tr><td>1</td></tr></table>', /^The text is markup of a page/],
    ['X = [[0.5, 1.2], [0.7, -0.2]]\ny = [0, 1]', /^Line 1, column 1: the bracket “\[” opens a list/],
    ["'x','y','label'\n'0.5','1.2','a'", /“'0\.5'” is not allowed; .* Leave out the quotes\.$/],
    ['x,y,label\n0.5,1.2,a\nx,y,label\n0.7,-0.2,b', /^Line 3, column 1 \(x\): “x” is not allowed/],
  ]))
    it(`are refused by name: ${JSON.stringify(text)}`, () => {
      const error = problem(text);
      assert.match(error.message, message);
      assert.equal(error.choices, undefined);
    });

  it('have their row names called names', () => {
    const { notes } = readPoints('"","x","y","am"\n"Mazda RX4",0.5,1.2,0\n"Datsun 710",0.7,-0.2,1');
    assert.equal(notes[0], 'Left out column 1, which names the rows.');
  });
});
