import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc, { cases } from './seeds.js';
import { LARGEST, LONGEST_TEXT, MOST_POINTS, toCsv } from '../../www/data/csv.js';
import { PointsError } from '../../www/data/points-error.js';
import { readPoints } from '../../www/data/read-points.js';

/** @param {string} text */
const points = (text) => readPoints(text).points;

const RANGE = 'must be a number from −1,000,000 to 1,000,000.';
const COLUMNS = 'each line needs x, y, label.';
const LABEL = 'must be 0 or 1, or one of two other labels.';

describe('points from text', () => {
  for (const [what, text] of /** @type {[string, string][]} */ ([
    ['commas', '0.5,-1.5,0\n1000,2,1'],
    ['commas and blanks', '0.5, -1.5, 0\n 1000 ,2 , 1\n'],
    ['semicolons', '0.5;-1.5;0\n1e3;2;1'],
    ['tabs', '0.5\t-1.5\t0\n1000\t+2\t1\n'],
    ['blanks, any number of them', '  0.5  -1.5 0\n1000 2.0     1  '],
    ['a BOM before a quoted header', '\uFEFF"x","y","label"\n0.5,-1.5,0\n1000,2,1'],
    ['CRLF, a BOM and a header', '\uFEFFx,y,label\r\n0.5,-1.5,0\r\n1000,2,1\r\n'],
    ['lines ended by CR alone', '0.5,-1.5,0\r1000,2,1'],
    ['blank lines', '\n\n0.5,-1.5,0\n   \n1000,2,1\n\n'],
    ['empty rows of a spreadsheet', 'x;y;label\n0.5;-1.5;0\n;;\n1000;2;1\n;;\n'],
    ['decimal commas and semicolons', '0,5;-1,5;0\n1000;2;1'],
    ['decimal commas and tabs', '0,5\t-1,5\t0\n1000\t2\t1'],
    ['quoted values', '"x","y","label"\n"0.5","-1.5","0"\n1000, "2","1"'],
    ['a quoted decimal comma between semicolons', '"0,5";"-1,5";0\n1000;2;1'],
    ['a header in another order', 'label,y,x\n0,-1.5,0.5\n1,2,1000'],
    ['x1, x2, class', 'class;x2;x1\n0;-1,5;0,5\n1;2;1000'],
    ['x₁, x₂ and y for the label', 'y,x₁,x₂\n0,0.5,-1.5\n1,1000,2'],
    ['other features, before their label', 'height,weight,ill\n0.5,-1.5,0\n1000,2,1'],
    ['other features, behind their label', 'Label,height,weight\n0,0.5,-1.5\n1,1000,2'],
    ['labels as decimals', '0.5,-1.5,0.0\n1000,2,1.0'],
    ['a typographic minus', '0.5,−1.5,0\n1000,2,1'],
    ['a comma at the end of every line', '0.5,-1.5,0,\n1000,2,1,'],
    ['a comma and a blank after every value', '0.5, -1.5, 0,\n1000, 2, 1,\n'],
    ['empty columns of a spreadsheet', 'x;y;label;;\n0,5;-1,5;0;;\n1000;2;1;;'],
    ['a header with a comma at its end', 'x,y,label,\n0.5,-1.5,0\n1000,2,1'],
    ['the header of numpy.savetxt', '# x y label\n5.000000000000000000e-01 -1.5 0.0\n1e3 2e0 1.0\n'],
    ['a commented header in another order', '# made by hand, "twice\n#label, y, x\n0,-1.5,0.5\n1,2,1000'],
    ['a commented header with another delimiter', '# label,y,x\n0 -1.5 0.5\n1 2 1000'],
    ['comments before, between and behind', '# three words here\n\n0.5,-1.5,0\n # more\n1000,2,1\n# end'],
    ['exponents', '5e-1,-.15E+1,0\n1.e3,2,1'],
    ['exponents of Fortran', '5.0D-01 -1.5d+00 0\n1.0D+03 2 1'],
  ])) {
    it(`reads ${what}`, () => {
      const { points: read, classNames } = readPoints(text);
      assert.deepEqual(read, [
        [0.5, -1.5, 0],
        [1000, 2, 1],
      ]);
      assert.deepEqual(classNames, ['0', '1']);
    });
  }

  for (const text of [
    '$1,2,0\n$3,4,1',
    '10%,2,0\n20%,4,1\n10%,5,1',
    '1_000,2,1\n2_000,4,0',
    '2020-01-01,1,0\n2020-01-02,2,1',
  ])
    it(`asks which column is the label where the words of another begin as numbers: ${JSON.stringify(text)}`, () => {
      assert.throws(
        () => readPoints(text),
        (error) =>
          error instanceof PointsError &&
          error.choices?.[0].option === 'label' &&
          error.message === 'The text does not say which of its 3 columns is the label. Choose one.',
      );
    });

  it('takes words that begin as numbers for labels where no other column can be', () => {
    const { points: read, classNames } = readPoints('1st,2,5\n2nd,4,6\n1st,3,7');
    assert.deepEqual(read, [
      [2, 5, 0],
      [4, 6, 1],
      [3, 7, 0],
    ]);
    assert.deepEqual(classNames, ['1st', '2nd']);
  });

  for (const [text, names, labels] of /** @type {[string, [string, string], number[]][]} */ ([
    ['1,1,1\n2,2,-1\n3,3,1', ['-1', '1'], [1, 0, 1]],
    ['1,1,10\n2,2,9\n3,3,9.0', ['9', '10'], [1, 0, 0]],
    ['1,1,b\n2,2,a', ['a', 'b'], [1, 0]],
    ['x,y,label\n1,1,true\n2,2,false', ['false', 'true'], [1, 0]],
    ['1,1,"my class"\n2,2,"Other, one"', ['Other, one', 'my class'], [1, 0]],
    ['1,1,a\n2,2,a', ['a', 'not a'], [0, 0]],
  ])) {
    it(`says which of two other labels is which: ${names.join(', ')}`, () => {
      const read = readPoints(text);
      assert.deepEqual(read.classNames, names);
      assert.deepEqual(
        read.points.map(([, , label]) => label),
        labels,
      );
    });
  }

  it('takes one class alone', () => {
    assert.deepEqual(points('1,2,1\n3,4,1'), [
      [1, 2, 1],
      [3, 4, 1],
    ]);
  });

  for (const [text, message, line, column] of /** @type {[string, string, number, number][]} */ ([
    ['', 'There is no point in the text; must be one a line: x, y, label.', 0, 0],
    [' \n\n', 'There is no point in the text; must be one a line: x, y, label.', 0, 0],
    ['\nx,y,label\n', 'Line 2, column 1: a header, and no point follows it; must be one a line: x, y, label.', 2, 1],
    ['1,2,0\n3,abc,1', `Line 2, column 2 (y): “abc” is not allowed; ${RANGE}`, 2, 2],
    ['\n\n1,2,0\n\n3,abc,1', `Line 5, column 2 (y): “abc” is not allowed; ${RANGE}`, 5, 2],
    ['"1\n",2,0\n3,abc,1', `Line 3, column 2 (y): “abc” is not allowed; ${RANGE}`, 3, 2],
    ['label,y,x\n0,1,abc', `Line 2, column 3 (x): “abc” is not allowed; ${RANGE}`, 2, 3],
    ['x,y,label\nNaN,2,0', `Line 2, column 1 (x): “NaN” is not allowed; ${RANGE}`, 2, 1],
    ['NaN,NaN,a', `Line 1, column 1 (x): “NaN” is not allowed; ${RANGE}`, 1, 1],
    ['1,-Infinity,0', `Line 1, column 2 (y): “-Infinity” is not allowed; ${RANGE}`, 1, 2],
    ['1000000.1,2,0', `Line 1, column 1 (x): “1000000.1” is not allowed; ${RANGE}`, 1, 1],
    ['1,1e999,0', `Line 1, column 2 (y): “1e999” is not allowed; ${RANGE}`, 1, 2],
    ['1,0x10,0', `Line 1, column 2 (y): “0x10” is not allowed; ${RANGE}`, 1, 2],
    ['1,,0', `Line 1, column 2 (y): the value is missing; ${RANGE}`, 1, 2],
    ['1,2,0\n3,4', `Line 2, column 3 (label): the value is missing; ${COLUMNS}`, 2, 3],
    ['1,2,0\n3,4,', `Line 2, column 3 (label): the label is missing; ${LABEL}`, 2, 3],
    ['1,2,0\n3,4,nan', `Line 2, column 3 (label): “nan” is not allowed; ${LABEL}`, 2, 3],
    ['1,2,0\n3,4,1,9', 'Line 2, column 4: “9” is one value too many; each line needs x, y, label.', 2, 4],
    ['# x y label\n1 2 0\n# no point\n3 abc 1', `Line 4, column 2 (y): “abc” is not allowed; ${RANGE}`, 4, 2],
    ['# nothing\n# but remarks', 'There is no point in the text; must be one a line: x, y, label.', 0, 0],
    [
      '1,2,a\n3,4,b\n5,6,b\n7,8,c\n',
      'Line 4, column 3 (label): “c” is a third label, after “a” and “b”; choose one that is class 1, against the rest.',
      4,
      3,
    ],
    [
      '1,2,0\n3,4,1\n5,6,2\n',
      'Line 3, column 3 (label): “2” is a third label, after “0” and “1”; choose one that is class 1, against the rest.',
      3,
      3,
    ],
    [
      '1.5;2;0\n1,5;2;1',
      'Line 2, column 1 (x): “1,5” does not match “1.5” in line 1: use one notation in the whole file.',
      2,
      1,
    ],
    [
      '1,2,0\n3,"4,1\n',
      'Line 2, column 2: “"4,1” opens a quote that does not end where the value ends; must be a value between two quotes, or without any.',
      2,
      2,
    ],
    [`1,${'9'.repeat(100)},0`, `Line 1, column 2 (y): “${'9'.repeat(40)}…” is not allowed; ${RANGE}`, 1, 2],
    ['lorem ipsum', `Line 1, column 3 (label): the value is missing; ${COLUMNS}`, 1, 3],
  ])) {
    it(`refuses ${JSON.stringify(text.slice(0, 40))}`, () => {
      assert.throws(
        () => readPoints(text),
        (error) => {
          assert.ok(error instanceof PointsError);
          assert.equal(error.message, message);
          assert.deepEqual([error.line, error.column], [line, column]);
          return true;
        },
      );
    });
  }

  it('takes 20,000 points, and says of more how many there are', () => {
    const lines = Array.from({ length: MOST_POINTS }, (_, k) => `${k},1,${k % 2}`);
    assert.equal(points(lines.join('\n')).length, MOST_POINTS);
    assert.throws(() => readPoints(['x,y,label', ...lines, '', '1,2,0', '1,2,0'].join('\n')), {
      message: 'Line 20003, column 1: one point too many. There are 20,002 points; must be at most 20,000.',
    });
  });

  it('takes 20,000 points with all their digits, however they are written', () => {
    const digits = (/** @type {number} */ k) => (Math.sin(k) * 1e6).toExponential(18).padStart(26);
    const numpy = Array.from({ length: MOST_POINTS }, (_, k) => `${digits(k)} ${digits(k + 0.5)} ${digits(k % 2)}`);
    assert.ok(numpy.join('\n').length > 1_520_000);
    assert.equal(points(`# x y label\n${numpy.join('\n')}\n`).length, MOST_POINTS);
    const named = Array.from({ length: MOST_POINTS }, (_, k) => `${Math.sin(k)},${Math.cos(k)},class${k % 2}`);
    assert.equal(points(named.join('\r\n')).length, MOST_POINTS);
    assert.throws(() => readPoints([...numpy, numpy[0]].join('\n')), {
      message: 'Line 20001, column 1: one point too many. There are 20,001 points; must be at most 20,000.',
    });
  });

  it('refuses four million characters before it looks at them, and says first that the points are too many', () => {
    assert.throws(() => readPoints(`x,y,label\n${'1,2,0\n'.repeat(700_000)}`), {
      message: 'The text has 700,001 lines; must be at most 20,000 points, one a line.',
    });
    assert.throws(() => readPoints(`${' '.repeat(4_000_000)}1,2,0`), {
      message: 'The text has 4,000,005 characters; must be at most 4,000,000.',
    });
    assert.equal(LONGEST_TEXT, 4_000_000);
  });

  it('does not take long over a long value', { timeout: 20_000 }, () => {
    assert.throws(() => readPoints(`1,${'1'.repeat(3_900_000)}x,0`), /is not allowed/);
  });

  it('leaves colours alone that are labels in the first column', () => {
    const { points: read, classNames } = readPoints('# two colours\ncolour,x,y\n#ff0000,1,2\n#0000ff,3,4');
    assert.deepEqual(read, [
      [1, 2, 1],
      [3, 4, 0],
    ]);
    assert.deepEqual(classNames, ['#0000ff', '#ff0000']);
  });

  it('reads what it writes, to the last bit', () => {
    const coordinate = fc.double({ min: -LARGEST, max: LARGEST, noNaN: true }).map((value) => value + 0);
    const point = fc.tuple(coordinate, coordinate, fc.constantFrom(0, 1));
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 50 }), (list) => {
        assert.deepEqual(readPoints(toCsv(/** @type {any} */ (list))).points, list);
      }),
    );
  });

  it('makes points or an error that has its place of any text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ',',
        ';',
        '\t',
        ' ',
        '\n',
        '\r\n',
        '"',
        '""',
        '1',
        '0',
        '-',
        '1.5',
        '2,5',
        'a',
        'x,y,label\n',
        '#',
        '# x y label\n',
        'NaN',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    const value = fc.constantFrom('0', '1', '-1', '2.5', '0,5', '"3"', ' 1e2 ', 'a', '', '\r');
    const line = fc.tuple(fc.constantFrom(',', ';', '\t', ' '), fc.array(value, { minLength: 2, maxLength: 4 }));
    const text = fc.oneof(
      fc
        .array(line, { minLength: 1, maxLength: 4 })
        .map((lines) => lines.map(([mark, values]) => values.join(mark)).join('\n')),
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
    );
    let taken = 0;
    fc.assert(
      fc.property(text, (any) => {
        try {
          const read = readPoints(any);
          taken += 1;
          assert.ok(read.points.length >= 1);
          for (const [x, y, label] of read.points) {
            assert.ok(Math.abs(x) <= LARGEST && Math.abs(y) <= LARGEST);
            assert.ok(label === 0 || label === 1);
          }
        } catch (error) {
          assert.ok(error instanceof PointsError, String(error));
          const lines = any.split(/\r\n?|\n/).length;
          assert.ok(error.line <= lines, error.message);
          if (error.line > 0)
            assert.ok(error.message.startsWith(`Line ${error.line}, column ${error.column}`), error.message);
        }
      }),
      cases(3000),
    );
    assert.ok(taken > 20, `${taken} of the texts were points`);
  });
});
