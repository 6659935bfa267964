/** Texts of points as spreadsheets, data frames and exports write them, through the headless module. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { firstRows } from '../../www/data/read-points.js';
import { TextImport } from '../../www/data/text-import.js';
import { readPoints } from '../../www/engine/lab.js';
import { isPointsText } from '../../www/views/pasted.js';

/** @typedef {import('../../www/data/read-points.js').ReadOptions} ReadOptions */

const TWO = [
  [0.5, 1.2, 0],
  [0.7, -0.2, 1],
];

/**
 * The choices that a text leaves open.
 * @param {string} text @param {any} [options]
 * @returns {any[]}
 */
function asked(text, options) {
  try {
    readPoints(text, options);
  } catch (error) {
    const { choices, path, allowed } = /** @type {any} */ (error);
    assert.ok(error instanceof RangeError && path && allowed, String(error));
    assert.ok(choices?.length > 0, `nothing is asked: ${/** @type {Error} */ (error).message}`);
    return choices;
  }
  throw new Error('read without a question');
}

/** @param {any[]} choices */
const options = (choices) => choices.map(({ option }) => option);

/** @param {string} text @param {any} [given] */
function refusal(text, given) {
  try {
    readPoints(text, given);
  } catch (error) {
    return /** @type {any} */ (error);
  }
  throw new Error('read');
}

describe('files as people have them', () => {
  for (const [what, text] of /** @type {[string, string][]} */ ([
    ['the sep line of a spreadsheet', 'sep=;\r\nx;y;label\r\n0,5;1,2;0\r\n0,7;-0,2;1\r\n'],
    ['a quoted sep line with a tab', '"sep=\\t"\n0.5\t1.2\t0\n0.7\t-0.2\t1'],
    ['decimal commas between blanks', '0,5 1,2 0\n0,7 -0,2 1'],
    ['decimal commas between blanks, under a header', 'x y label\n0,5   1,2 0\n0,7  -0,2 1'],
    ['quoted decimal commas between commas', '"0,5","1,2",0\n"0,7","-0,2",1'],
    ['decimal commas with exponents', '5,0E-01;1,2E+00;0\n7,0E-01;-2,0E-01;1'],
    ['comments of MATLAB', '% made today\n% x y label\n0.5 1.2 0\n% more\n0.7 -0.2 1'],
    ['row names of R', '"x" "y" "label"\n"1" 0.5 1.2 0\n"2" 0.7 -0.2 1'],
    ['an unnamed index of pandas', ',x,y,label\n0,0.5,1.2,0\n1,0.7,-0.2,1'],
    ['a shuffled index of pandas', ',x,y,label\n7,0.5,1.2,0\n3,0.7,-0.2,1'],
    ['a named index', 'id,x,y,label\n1,0.5,1.2,0\n2,0.7,-0.2,1'],
    ['an index over numbered columns', ',0,1,2\n0,0.5,1.2,0\n1,0.7,-0.2,1'],
    ['an index in the last column', 'x,y,label,id\n0.5,1.2,0,1\n0.7,-0.2,1,2'],
    ['numbered columns', '0,1,2\n0.5,1.2,0\n0.7,-0.2,1'],
    ['numbered columns and a named label', '0,1,target\n0.5,1.2,0\n0.7,-0.2,1'],
    ['columns numbered from 1', '1,2,3\n0.5,1.2,0\n0.7,-0.2,1'],
    ['columns numbered from 1 and a named label', '1,2,label\n0.5,1.2,0\n0.7,-0.2,1'],
    ['columns numbered with decimals', '0.0,1.0,2.0\n0.5,1.2,0\n0.7,-0.2,1'],
    ['an index named index over numbered columns', 'index,0,1,2\n0,0.5,1.2,0\n1,0.7,-0.2,1'],
    ['an index named id over numbered columns and a label', 'id,0,1,label\n0,0.5,1.2,0\n1,0.7,-0.2,1'],
    ['an index that pandas named, over numbered columns', 'Unnamed: 0,0,1,2\n0,0.5,1.2,0\n1,0.7,-0.2,1'],
    ['an index over columns numbered from 1', 'id,1,2,3\n1,0.5,1.2,0\n2,0.7,-0.2,1'],
    ['a printed data frame', '     x    y  label\n0  0.5  1.2      0\n1  0.7 -0.2      1'],
    ['a printed data frame of arrays', '     0    1  2\n0  0.5  1.2  0\n1  0.7 -0.2  1'],
    ['rows of a matrix in MATLAB', '0.5 1.2 0;\n0.7 -0.2 1;'],
    ['rows that end in semicolons, between commas', '0.5, 1.2, 0;\n0.7, -0.2, 1;'],
    ['rows that end in semicolons, without blanks, but the last', '0.5,1.2,0;\n0.7,-0.2,1'],
    ['rows that end in semicolons, under a header', 'x\ty\tlabel;\n0.5\t1.2\t0;\n0.7\t-0.2\t1;'],
    ['a comment at the end of a row', '0.5,1.2,0 # first\n0.7,-0.2,1'],
    ['a comment at the end of each row', '0.5,1.2,0 % first\n0.7,-0.2,1 %second'],
    ['a comment at the end of a row between blanks', '0.5 1.2 0 # first one\n0.7 -0.2 1'],
    ['a comment at the end of the header', 'x,y,label # my, "own" data\n0.5,1.2,0\n0.7,-0.2,1'],
    ['comments behind the semicolons of MATLAB', '0.5, 1.2, 0; % first\n0.7, -0.2, 1; % second'],
    ['a matrix of MATLAB', '[0.5 1.2 0;\n0.7 -0.2 1]'],
    ['a matrix of MATLAB in one line, with commas', 'A = [0.5, 1.2, 0; 0.7, -0.2, 1];'],
    ['a matrix of MATLAB in lines of its own', '% x y label\nA = [\n  0.5 1.2 0 % first\n  0.7 -0.2 1\n];\n'],
    ['a list of lists', '[[0.5,1.2,0],[0.7,-0.2,1]]'],
    ['a list of lists in lines', '[\n  [\n    0.5,\n    1.2,\n    0\n  ],\n  [0.7, -0.2, 1]\n]\n'],
    ['rows in brackets', '(0.5, 1.2, 0),\n(0.7, -0.2, 1)'],
    ['an array as NumPy prints it', '[[ 0.5  1.2  0. ]\n [ 0.7 -0.2  1. ]]'],
    ['an array as Python writes it', 'array([[0.5, 1.2, 0.],\n       [0.7, -0.2, 1.]], dtype=float32)'],
    ['a list with a header', '[["x", "y", "label"], [0.5, 1.2, "0"], [0.7, -0.2, "1"]]'],
    ['vertical bars', 'x | y | label\n--+---+---\n0.5 | 1.2 | 0\n0.7 | -0.2 | 1'],
    ['a table in Markdown', '| x | y | label |\n|---|:--|---|\n| 0.5 | 1.2 | 0 |\n| 0.7 | -0.2 | 1 |'],
    [
      'UTF-16 read as UTF-8',
      '\uFFFD\uFFFDx\0\t\0y\0\t\0l\0\n\x000\0.\x005\0\t\x001\0.\x002\0\t\x000\0\n\x000\0.\x007\0\t\0-\x000\0.\x002\0\t\x001\0',
    ],
    ['blanks of a web page between columns', '0.5\u00a01.2\u00a00\n0.7\u00a0-0.2\u00a01'],
    ['typographic minuses', '0.5,1.2,0\n0.7,−0.2,1'],
    ['columns in another order', 'label;y;x\n0;1,2;0,5\n1;-0,2;0,7'],
  ]))
    it(`reads ${what}`, () => {
      const { points, classNames } = readPoints(text);
      assert.deepEqual(points, TWO);
      assert.deepEqual(classNames, ['0', '1']);
    });

  it('does not take whole numbers for decimals where rows end in semicolons', () => {
    const { points, notes } = readPoints('1, 2, 0;\n3, 4, 1;');
    assert.deepEqual(points, [
      [1, 2, 0],
      [3, 4, 1],
    ]);
    assert.deepEqual(notes, []);
  });

  it('says that it left out comments at the ends of lines', () => {
    const { notes } = readPoints('1,2,a\n3,4,b # doubtful\n');
    assert.equal(notes[0], 'Left out the comments at the ends of lines, such as “# doubtful”.');
  });

  for (const [one, two] of [
    ['#00ff00', '#ff0000'],
    ['team #1', 'team #2'],
    ['a # b', 'c'],
    ['p %', 'q %'],
  ])
    it(`keeps the labels ${one} and ${two}`, () => {
      const said = (/** @type {string} */ label) => (label.includes('# ') ? `"${label}"` : label);
      for (const mark of [',', ';', '\t']) {
        const { classNames } = readPoints(`1${mark}2${mark}${said(one)}\n3${mark}4${mark}${said(two)}`);
        assert.deepEqual(classNames, [one, two]);
      }
    });

  it('reads the bytes of UTF-16 files of both orders, and of older spreadsheets', () => {
    const text = '\uFEFFx\ty\tArt\r\n0.5\t1.2\tÄpfel\r\n0.7\t-0.2\tBirnen\r\n';
    const little = new Uint8Array(new Uint16Array(Array.from(text, (c) => c.charCodeAt(0))).buffer);
    const big = little.map((_, k) => little[k ^ 1]);
    const latin = Uint8Array.from(text.slice(1), (c) => c.charCodeAt(0));
    for (const bytes of [little, big, latin, new TextEncoder().encode(text)])
      assert.deepEqual(readPoints(bytes).classNames, ['Birnen', 'Äpfel']);
    assert.deepEqual(readPoints(little.buffer).points.length, 2);
  });

  it('takes a header of numbers for a header, with the labels 1 and 2', () => {
    const read = readPoints('0,1,2\n0.5,1.2,1\n0.7,-0.2,2\n-0.4,0.3,1\n0.1,0.9,2\n');
    assert.equal(read.points.length, 4);
    assert.deepEqual(read.points[0], [0.5, 1.2, 0]);
    assert.deepEqual(read.classNames, ['1', '2']);
    assert.ok(read.notes.includes('The first line, 0,1,2, is a header.'));
  });

  it('takes numbers over a column of words for a header', () => {
    const { points, classNames } = readPoints('0,1,2\n1,2,a\n3,4,b\n5,6,b');
    assert.deepEqual([points.length, classNames], [3, ['a', 'b']]);
  });

  for (const header of ['1,2,3', '0.0,1.0,2.0', '2019,2020,2021'])
    it(`takes ${header} over a column of words for a header, and says so`, () => {
      const { points, classNames, notes } = readPoints(`${header}\n1,2,a\n3,4,b\n5,6,b`);
      assert.deepEqual([points.length, classNames], [3, ['a', 'b']]);
      assert.equal(notes[0], `The first line, ${header}, is a header.`);
    });

  for (const [what, text] of [
    ['1,2,3 is a header over whole numbers', '1,2,3\n4,5,1\n6,7,2'],
    ['1.5,2,0 is a header over words', '1.5,2,0\n3,4,a\n5,6,b'],
    ['0.0,1.0,2.0 is a header over three classes', '0.0,1.0,2.0\n0.5,1.2,1\n0.7,-0.2,2\n0.1,0.2,0'],
  ])
    it(`asks whether ${what}`, () => assert.deepEqual(options(asked(text)), ['header']));

  it('keeps a first point at 1, 2 that is no header', () => {
    assert.equal(readPoints('1,2,a\n3.5,4.5,b\n5.5,6.5,a').points.length, 3);
  });

  it('asks whether 0,1,2 is a header where it could be a point', () => {
    const text = '0,1,2\n0,0,1\n1,0,2\n1,1,1';
    assert.deepEqual(options(asked(text)), ['header']);
    assert.equal(readPoints(text, { header: true }).points.length, 3);
    assert.deepEqual(readPoints(text, { header: false }).points[0], [0, 1, 1]);
  });

  it('shows the first lines of a text of which that is asked', async () => {
    const text = '0,1,2\n0,0,1\n1,0,2\n1,1,1';
    assert.deepEqual(firstRows(text), { names: [], rows: [['0', '1', '2'], ['0', '0', '1'], ['1', '0', '2']] }); // prettier-ignore
    assert.deepEqual(firstRows(text, { header: true }).names, ['0', '1', '2']);
    /** @type {number[]} */
    const taken = [];
    const host = { take: async (/** @type {any} */ { points }) => taken.push(points.length) > 0, say() {} };
    const questions = new TextImport(host);
    assert.equal(await questions.read(text, 'panels', 'a.csv'), false);
    assert.deepEqual(questions.asking?.choices.map(({ option }) => option), ['header']); // prettier-ignore
    assert.equal(await questions.answer({ header: true }), true);
    assert.deepEqual(taken, [3]);
  });

  it('keeps a first point at 0, 1 that is no header', () => {
    const { points } = readPoints('0,1,a\n0.84,0.54,b\n0.91,-0.42,a');
    assert.deepEqual(points[0], [0, 1, 0]);
  });
});

describe('thousands and decimals, decided once for a file', () => {
  for (const [text, x, note] of /** @type {[string, number, string][]} */ ([
    ['1,234\t0.5\t0\n999\t2,000.5\t1', 1234, 'read 1,234 as 1234'],
    ['12,500,000\t1,234\t0\n1,234\t999\t1'.replace('12,500,000', '1,000,000'), 1e6, 'read 1,000,000 as 1000000'],
    ['1.234;0,5;0\n999;2.000,5;1', 1234, 'read 1.234 as 1234'],
    ['1.234,5;2;0\n1;2;1', 1234.5, 'read 1.234,5 as 1234.5'],
    ['1,234;0,5;0\n2,000;7;1', 1.234, 'read 1,234 as 1.234'],
    ['1 234;5;0\n999;5 000,5;1', 1234, 'read 1 234 as 1234'],
    ['1\u00a0234\t5\t0\n999\t5\t1', 1234, 'as 1234'],
    ['1\u202f234,5 7 0\n999 8 1', 1234.5, 'as 1234.5'],
    ["1'234;5;0\n999;5'000.5;1", 1234, "read 1'234 as 1234"],
    ['1’234;5;0\n999;5;1', 1234, 'read 1’234 as 1234'],
    ['"1,234.5","2,000",0\n"999","1",1', 1234.5, 'read 1,234.5 as 1234.5'],
    ['1,00,000;5,5;0'.replace('5,5', '5.5'), 1e5, 'read 1,00,000 as 100000'],
  ]))
    it(`reads ${JSON.stringify(text)}`, () => {
      const { points, notes } = readPoints(text);
      assert.equal(points[0][0], x);
      assert.ok(
        notes.some((one) => one.includes(note)),
        notes.join(' '),
      );
    });

  const PASTED = 'income\tspend\tbuys\n1,234\t999\t0\n2,000\t850\t0\n12,500\t3,100\t1\n9,800\t2,750\t1\n';

  for (const [what, text] of [
    ['cells of a sheet in English', PASTED],
    ['cells of a sheet in German', PASTED.replaceAll(',', '.')],
    ['semicolons', '1,234;999;0\n2,345;5,678;1'],
    ['semicolons and points', '1.234;2.345;0\n3.456;4.567;1'],
    ['quotes', '"1,234","2,345",0\n"3,456","4,567",1'],
    ['both marks', '1,234;1.234;0\n2;3;1'],
  ])
    it(`asks what ${what} mean, and reads them with the answer`, () => {
      const [{ option, values }] = asked(text);
      assert.equal(option, 'decimal');
      assert.deepEqual(
        values.map((/** @type {any} */ { value }) => value),
        ['.', ','],
      );
      assert.notEqual(values[0].gives, values[1].gives);
      const [point, comma] = ['.', ','].map((decimal) => readPoints(text, /** @type {any} */ ({ decimal })).points);
      assert.notDeepEqual(point, comma);
    });

  it('gives the answers of a question', () => {
    const first = (/** @type {ReadOptions} */ given) => readPoints(PASTED, given).points.map(([x]) => x);
    assert.deepEqual(first({ decimal: '.' }), [1234, 2000, 12500, 9800]);
    assert.deepEqual(first({ thousands: ',' }), [1234, 2000, 12500, 9800]);
    assert.deepEqual(first({ decimal: ',' }), [1.234, 2, 12.5, 9.8]);
    assert.deepEqual(first({ thousands: '' }), [1.234, 2, 12.5, 9.8]);
    assert.equal(asked(PASTED)[0].question, 'Does 1,234 mean 1234 or 1.234?');
    assert.equal(asked(PASTED)[0].values[0].gives, '1,234 is read as 1234');
    assert.ok(readPoints(PASTED, { decimal: '.' }).notes[0].includes('read 1,234 as 1234'));
  });

  it('never takes a point between commas for a mark of thousands', () => {
    assert.deepEqual(readPoints('1.234,5.678,0\n2.345,6.789,1').points[0], [1.234, 5.678, 0]);
  });

  it('takes a number that begins with 0, has other than three decimals, or four digits before them, for a decimal', () => {
    for (const settling of ['0.512', '12.5', '1234.567', '1.234e2', '.5'])
      assert.equal(readPoints(`1.234\t${settling}\t0\n2.345\t3.456\t1`).points[0][0], 1.234, settling);
  });

  it('does not ask for the decimal mark where only labels have one, and no point depends on it', () => {
    assert.deepEqual(readPoints('1;2;1.000\n3;4;2.000').classNames, ['1', '2']);
    assert.deepEqual(options(asked('1.234;2;1.000\n3;4;2.000')), ['decimal']);
    assert.deepEqual(options(asked('1;2;1.000\n3;4;1')), ['decimal']);
    assert.deepEqual(options(asked('1;2;1.000\n3;4;1,000')), ['decimal']);
  });

  it('refuses two notations in one file, with line and column', () => {
    const { line, column, value, path, message } = refusal('1.5;2;0\n1,5;2;1');
    assert.deepEqual([path, line, column, value], ['text', 2, 1, '1,5']);
    assert.match(message, /^Line 2, column 1/);
  });
});

describe('labels', () => {
  for (const [labels, names, of] of /** @type {[string[], [string, string], number[]][]} */ ([
    [
      ['+', '-'],
      ['-', '+'],
      [1, 0],
    ],
    [
      ['+', '−'],
      ['−', '+'],
      [1, 0],
    ],
    [
      ['-', '+'],
      ['-', '+'],
      [0, 1],
    ],
    [
      ['Yes', 'no'],
      ['no', 'Yes'],
      [1, 0],
    ],
    [
      ['TRUE', 'FALSE'],
      ['FALSE', 'TRUE'],
      [1, 0],
    ],
    [
      ['-1', '1'],
      ['-1', '1'],
      [0, 1],
    ],
    [
      ['+1', '−1'],
      ['-1', '1'],
      [1, 0],
    ],
    [
      ['1', '2'],
      ['1', '2'],
      [0, 1],
    ],
    [
      ['10', '9'],
      ['9', '10'],
      [1, 0],
    ],
    [
      ['1.0', '0.0'],
      ['0', '1'],
      [1, 0],
    ],
    [
      ['versicolor', 'setosa'],
      ['setosa', 'versicolor'],
      [1, 0],
    ],
    [
      ['+', '+'],
      ['-', '+'],
      [1, 1],
    ],
    [
      ['1', '1'],
      ['0', '1'],
      [1, 1],
    ],
    [
      ['-1', '-1'],
      ['-1', '1'],
      [0, 0],
    ],
  ]))
    it(`reads ${labels.join(' and ')}`, () => {
      const read = readPoints(`0.5,1.2,${labels[0]}\n0.7,-0.2,${labels[1]}`);
      assert.deepEqual(read.classNames, names);
      assert.deepEqual(
        read.points.map(([, , label]) => label),
        of,
      );
    });

  it('says which class is which', () => {
    const { notes } = readPoints('len,wid,species\n5.1,3.5,versicolor\n4.9,3.0,setosa');
    assert.deepEqual(notes, ['Class 0 is “setosa”; class 1 is “versicolor”.']);
  });

  it('says that there is one class, and that 98 % are of one', () => {
    assert.ok(readPoints('x,y,label\n1,2,1\n2,1,1').notes.includes('There is one class: every point is “1”.'));
    const rows = Array.from({ length: 100 }, (_, k) => `${k / 7},${k / 9},${k < 2 ? 1 : 0}`);
    assert.deepEqual(readPoints(rows.join('\n')).notes, [
      '98 % of the points are of class “0”: always guessing it scores 98 %.',
    ]);
  });

  it('refuses a label that is too long for the name of a class, by line', () => {
    const long = '\u{1F600}'.repeat(81);
    const { line, column, message } = refusal(`1,2,a\n3,4,${long}`);
    assert.deepEqual([line, column], [2, 3]);
    assert.match(message, /… ?” has 81 characters; must be a label of at most 80 characters\.$/);
    assert.deepEqual(readPoints(`1,2,a\n3,4,${long.slice(2)}`).classNames[1], long.slice(2));
  });

  it('shortens the name of all other classes', () => {
    const long = 'n'.repeat(78);
    assert.deepEqual(readPoints(`1,2,${long}`).classNames, [long, `not ${'n'.repeat(75)}…`]);
    assert.deepEqual(readPoints(`1,2,${long}\n3,4,b\n5,6,c`, { positive: long }).classNames[0].length, 80);
  });

  const THREE = 'a,b,kind\n1.5,2.5,setosa\n3.5,4.5,versicolor\n5.5,6.5,virginica\n7.5,8.5,setosa';

  it('asks which of three classes is class 1, against the rest', () => {
    const [{ option, values }] = asked(THREE);
    assert.equal(option, 'positive');
    assert.deepEqual(values[0], { value: 'setosa', gives: '2 of class 1, 2 of class 0' });
    const read = readPoints(THREE, { positive: 'virginica' });
    assert.deepEqual(read.classNames, ['not virginica', 'virginica']);
    assert.deepEqual(
      read.points.map(([, , label]) => label),
      [0, 0, 1, 0],
    );
  });

  it('takes a class for class 1 by its number, and of two classes too', () => {
    assert.deepEqual(readPoints('1,2,0\n3,4,1\n5,6,2', { positive: 2 }).points[2], [5, 6, 1]);
    const { points, classNames } = readPoints('1,2,a\n3,4,b', { positive: 'a' });
    assert.deepEqual([points[0][2], points[1][2], classNames], [1, 0, ['b', 'a']]);
  });

  it('refuses a class that is not there, and names those that are', () => {
    const { path, value, allowed } = refusal(THREE, { positive: 'rosa' });
    assert.deepEqual([path, value, allowed], ['positive', 'rosa', 'one of “setosa”, “versicolor”, “virginica”']);
  });
});

describe('more columns', () => {
  const IRIS =
    'sepal,width,petal,species\n5.1,3.5,1.4,setosa\n7,3.2,4.7,versicolor\n6.3,3.3,6,virginica\n5,3,1.5,setosa';

  it('asks for two of three, and for one class of three, at once', () => {
    const choices = asked(IRIS);
    assert.deepEqual(options(choices), ['columns', 'positive']);
    assert.equal(choices[0].pick, 2);
    assert.deepEqual(choices[0].values[2], { value: 'petal', gives: '1.4, 4.7, 6' });
    const read = readPoints(IRIS, { columns: ['petal', 'sepal'], positive: 'setosa' });
    assert.deepEqual(read.points[1], [4.7, 7, 0]);
    assert.ok(
      read.notes.includes(
        'Took the column “petal” as x, the column “sepal” as y and the column “species” as the label.',
      ),
    );
  });

  it('does not ask which columns are x and y where no two hold numbers', () => {
    for (const [text, found] of [
      ['a,b,c,d\nx,y,z,w\nx,y,z,v', 'none holds numbers'],
      ['1,b,c,d,e\n2.5,y,z,w,q', 'only one holds numbers'],
    ])
      assert.throws(() => readPoints(text), { name: 'PointsError', choices: undefined, message: new RegExp(found) });
  });

  it('takes columns by index, from 0', () => {
    const read = readPoints(IRIS, { columns: [2, 0], label: 3, positive: 'setosa' });
    assert.deepEqual(read.points[1], [4.7, 7, 0]);
  });

  it('asks for the label among numbers, without names too', () => {
    assert.deepEqual(options(asked('1.5,2.5,3.5,0\n4.5,5.5,6.5,1\n7.5,8.5,9.5,1')), ['columns', 'label']);
    assert.deepEqual(options(asked('a,b,c,d\n1,2,3,0\n4,5,6,1\n7,8,9,1', { columns: ['a', 'b'] })), ['label']);
    const read = readPoints('1.5,2.5,3.5,0\n4.5,5.5,6.5,1', { columns: [0, 2], label: 3 });
    assert.deepEqual(read.points, [
      [1.5, 3.5, 0],
      [4.5, 6.5, 1],
    ]);
  });

  it('asks which of three columns of numbers is the label, if it could be the first', () => {
    assert.deepEqual(options(asked('1,0.5,1.2\n2,0.7,-0.2\n1,0.1,0.3')), ['label']);
    assert.deepEqual(readPoints('1,0.5,1.2\n2,0.7,-0.2\n1,0.1,0.3', { label: 0 }).points[1], [0.7, -0.2, 1]);
  });

  it('takes words for labels in any of three columns', () => {
    assert.deepEqual(readPoints('a,0.5,1.2\nb,0.7,-0.2').points, TWO);
  });

  it('takes the only two columns of numbers', () => {
    const read = readPoints('name,height,weight,class\nAda,0.5,1.2,0\nBob,0.7,-0.2,1');
    assert.deepEqual(read.points, TWO);
    assert.ok(read.notes.some((note) => note.startsWith('Took the column “height” as x')));
  });

  it('does not guess that the third coordinate of x, y, z is to be left out', () => {
    assert.deepEqual(options(asked('x,y,z,label\n1,2,3,0\n4,5,6,1')), ['columns']);
  });

  for (const [given, path] of /** @type {[any, string][]} */ ([
    [{ columns: ['sepal', 'leaf'] }, 'columns[1]'],
    [{ columns: ['sepal', 'sepal'] }, 'columns'],
    [{ columns: ['sepal'] }, 'columns'],
    [{ columns: [0, 4] }, 'columns[1]'],
    [{ label: 'kind' }, 'label'],
    [{ columns: [0, 1], label: 1 }, 'label'],
    [{ decimal: ';' }, 'decimal'],
    [{ thousands: 'x' }, 'thousands'],
    [{ decimal: ',', thousands: ',' }, 'thousands'],
    [{ header: 1 }, 'header'],
    [{ separator: ';' }, 'separator'],
  ]))
    it(`refuses ${JSON.stringify(given)} by name`, () => {
      const error = refusal(IRIS, given);
      assert.equal(error.path, path);
      assert.ok('value' in error && error.allowed.length > 0);
      assert.ok(error.message.startsWith(path));
    });

  it('takes null for an option that is not given', () => {
    const given = { columns: null, label: null, decimal: null, thousands: null, positive: null, header: null };
    assert.deepEqual(readPoints('0.5,1.2,0\n0.7,-0.2,1', /** @type {any} */ (given)).points, TWO);
  });

  it('refuses a workbook, and says to save it as CSV', () => {
    const zip = Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0, 0xff]);
    for (const source of [zip, zip.buffer, Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'PK\u0003\u0004\0x'])
      assert.throws(() => readPoints(source), { name: 'PointsError', message: /^This is a workbook .* as CSV/ });
  });

  it('refuses what is no text, and options that are no object', () => {
    assert.throws(() => readPoints(/** @type {any} */ (null)), { name: 'TypeError', path: 'text' });
    assert.throws(() => readPoints(/** @type {any} */ (12)), { name: 'TypeError', path: 'text' });
    assert.throws(() => readPoints('1,2,0', /** @type {any} */ ('.')), { name: 'TypeError', path: 'options' });
  });
});

describe('brackets', () => {
  for (const [text, bracket] of [
    ['[{"x": 1, "y": 2, "label": 0}]', '['],
    ['{"points": [[1, 2, 0]]}', '{'],
    ['[1 2 0;\n3 4 1', '['],
    ['[[1, 2, 0],\n[3, 4, 1]', '['],
  ])
    it(`refuses ${JSON.stringify(text)}, and names the bracket`, () => {
      const error = refusal(text);
      assert.ok(error.message.startsWith(`Line 1, column 1: the bracket “${bracket}” opens a list`), error.message);
      assert.equal(error.choices, undefined);
    });

  it('refuses a million open quotes at once', { timeout: 20_000 }, () => {
    assert.match(refusal(`[["${'\\"'.repeat(1e6)}`).message, /^Line 1, column 1: the bracket “\[”/);
  });

  it('does not take long over many blanks in a line', { timeout: 20_000 }, () => {
    assert.throws(() => readPoints(`1,2,0${' '.repeat(1e6)}x`), /has 1,000,002 characters/);
  });

  it('names the line of a wrong value', () => {
    assert.match(refusal('[[1, 2, 0],\n [3, null, 1]]').message, /^Line 2, column 2 \(y\)/);
  });

  it('takes brackets in labels for labels', () => {
    assert.deepEqual(readPoints('1,2,[a]\n3,4,[b]').classNames, ['[a]', '[b]']);
    assert.deepEqual(readPoints('[0,1)\t5\t6\n[1,2)\t7\t8').classNames, ['[0,1)', '[1,2)']);
    assert.equal(readPoints('[x],[y],[label]\n1,2,0\n3,4,1').points.length, 2);
  });
});

describe('a text pasted on the page', () => {
  for (const text of [
    '.5,.2,a',
    'x,y,label\n.5,.2,a',
    '1.,2.,0',
    '[1 2 0; 3 4 1]',
    'A = [1 2 0;\n3 4 1];',
    '[[1,2,0],[3,4,1]]',
    '1 2 0;',
  ])
    it(`may be points as they are read: ${JSON.stringify(text)}`, () => assert.ok(isPointsText(text)));
  for (const text of ['1,2,0', 'x;y;label\n0,5;1,2;0', '0,5 1,2 0', 'len wid kind\n5.1 3.5 setosa', '"1,5"\t"2"\tno'])
    it(`may be points: ${JSON.stringify(text)}`, () => assert.ok(isPointsText(text)));
  for (const text of ['no. 1 of 2', 'On 5, 6 and 7 May', 'just words', 'see [1], [2], [3], [4].', '3.14', '12 34', ''])
    it(`is no list of points: ${JSON.stringify(text)}`, () => assert.ok(!isPointsText(text)));
});

describe('faults', () => {
  for (const [what, text, line, column] of /** @type {[string, string, number, number][]} */ ([
    ['a missing cell', 'x,y,label\n1,2,0\n3,,1', 3, 2],
    ['a question mark', 'x,y,label\n1,2,0\n?,3,1', 3, 1],
    ['infinity', '1,2,0\ninf,3,1', 2, 1],
    ['a number without end', '1,2,0\n3,1e400,1', 2, 2],
    ['a short row', 'a,b,c,class\n1,2,3,x\n4,5\n', 3, 3],
    ['a long row', 'x,y,label\n1,2,0\n3,4,1,5', 3, 4],
    ['a missing label', 'x,y,label\n1,2,0\n3,4,', 3, 3],
    ['a number in words', '1,2,0\n3,four,1', 2, 2],
  ]))
    it(`refuses ${what} by line and column`, () => {
      const error = refusal(text);
      assert.deepEqual([error.line, error.column], [line, column], error.message);
      assert.ok(error.message.startsWith(`Line ${line}, column ${column}`));
      assert.equal(error.choices, undefined);
      assert.equal(error.path, 'text');
    });

  for (const [what, text, message] of [
    [
      'a short line of four',
      'a,b,c,d\n1,2,3',
      'Line 2, column 4 (d): the value is missing; each line needs 4 values, as the others have.',
    ],
    [
      'two values too many',
      '1,2,0\n1,2,0,7,8',
      'Line 2, column 4: “7” is the first of 2 values too many; each line needs x, y, label.',
    ],
    [
      'an open decimal mark',
      '1,234;2;0\n2;3;1',
      'The text does not say which mark is the decimal mark: 1,234 is 1234 if the point is the decimal mark, and 1.234 if the comma is. Choose one.',
    ],
  ])
    it(`says in plain English of ${what}`, () => assert.equal(refusal(text).message, message));

  it('says which column it left out and which it took, with and without names', () => {
    const { notes } = readPoints(',x,y,label\n0,0.5,1.2,0\n1,0.7,-0.2,1');
    assert.equal(notes[0], 'Left out column 1, which counts the rows.');
    const taken = readPoints('1,2,3,a\n4,5,6,b', { columns: [0, 2], label: 3 });
    assert.equal(taken.notes[0], 'Took column 1 as x, column 3 as y and column 4 as the label.');
  });

  it('refuses 200,000 lines and names the limit', () => {
    const text = Array.from({ length: 200_000 }, (_, k) => `${k % 7},${k % 9},${k % 2}`).join('\n');
    assert.match(refusal(text).message, /200,000 points; must be at most 20,000/);
  });
});

describe('ARFF', () => {
  const HEAD = "% a remark\n@RELATION 'two things'\n\n@ATTRIBUTE 'sepal length' NUMERIC\n@attribute width real\n";

  it('is read with quoted names, comments and declared classes', () => {
    const { points, classNames } = readPoints(
      `${HEAD}@attribute kind {'Iris setosa', versicolor}\n@data\n% first\n0.5, 1.2, 'Iris setosa'\n0.7,-0.2,versicolor\n`,
    );
    assert.deepEqual(points, TWO);
    assert.deepEqual(classNames, ['Iris setosa', 'versicolor']);
  });

  it('is read with comments at the ends of lines', () => {
    const text = `${HEAD}@attribute kind {'a % b',c} % two kinds\n@data\n0.5,1.2,'a % b' % first\n0.7,-0.2,c %second\n`;
    assert.deepEqual(readPoints(text).points, TWO);
    assert.deepEqual(readPoints(text).classNames, ['a % b', 'c']);
  });

  it('keeps the declared name of a class without points', () => {
    const { classNames } = readPoints(`${HEAD}@attribute kind {a,b}\n@data\n0.5,1.2,a`);
    assert.deepEqual(classNames, ['a', 'b']);
  });

  it('takes the attribute of classes for the label wherever it stands', () => {
    const text =
      '@relation r\n@attribute kind {0,1}\n@attribute a numeric\n@attribute b numeric\n@data\n0,0.5,1.2\n1,0.7,-0.2';
    assert.deepEqual(readPoints(text).points, TWO);
  });

  it('asks which attributes, by name', () => {
    const text = `${HEAD}@attribute depth integer\n@attribute kind {a,b}\n@data\n0.5,1.2,3,a\n0.7,-0.2,4,b`;
    const [{ option, values }] = asked(text);
    assert.equal(option, 'columns');
    assert.equal(values[0].value, 'sepal length');
    assert.deepEqual(readPoints(text, { columns: ['sepal length', 'width'] }).points, TWO);
  });

  it('takes an attribute of classes for the label, not one of texts', () => {
    const text = `${HEAD}@attribute name string\n@attribute kind {a,b}\n@data\n0.5,1.2,'Ada L.',a\n0.7,-0.2,Bob,b`;
    assert.deepEqual(readPoints(text).points, TWO);
  });

  for (const [what, row, message] of /** @type {[string, string, RegExp][]} */ ([
    ['sparse rows', '{0 0.5, 2 a}', /^Line 9, column 1: “{0 0.5, 2 a}” is a sparse ARFF row/],
    ['missing values', '0.5,?,a', /^Line 9, column 2 \(width\): a missing value/],
    ['undeclared classes', '0.5,1,c', /^Line 9, column 3 \(kind\): “c” is not declared; must be one of “a”, “b”/],
    ['short rows', '0.5,1', /^Line 9, column 3: there are 2 values; must be 3 values/],
  ]))
    it(`refuses ${what} by name`, () => {
      assert.match(refusal(`${HEAD}@attribute kind {a,b}\n@data\n0.5,1.2,b\n${row}`).message, message);
    });
});
