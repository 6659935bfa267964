/** What is taken for a table among texts that are pasted on the lab. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPointsText } from '../../www/views/pasted.js';

describe('a pasted table is taken or answered', () => {
  for (const [what, text] of [
    ['decimal commas in quotes', '"0,5";"1,2";"a"'],
    ['thousands in quotes', '"1,234.50","2,345.10",a'],
    ['two columns', '0.5,1.2\n0.7,-0.2'],
    ['two columns and a header', 'x,y\n1,2'],
    ['two columns with blanks behind commas', 'x, y\n1, 2\n3, 4'],
    ['two columns between blanks', '0.5 1.2\n0.7 -0.2'],
    ['two columns between tabs, with words', 'name\tcity\nAnn\tRome'],
    ['percentages', '50%,12%,a'],
    ['money', '$1,$2,0\n€3,€4,1'],
    ['a missing value in each line', '1,NA,a\nNA,2,b'],
    ['dates', 'day,value\n2020-01-01,5\n2020-01-02,6'],
    ['words alone', 'a,b,c\nd,e,f'],
    ['words between semicolons, in quotes', '"a b c d e";"b"\n"c";"d"'],
    ['a row that is short', 'x;y\n1;2\n3\n4;5'],
    ['LIBSVM', '+1 1:0.5 2:1.2\n-1 1:0.7 2:-0.2'],
    ['ARFF', '% made\n@relation r\n@attribute a real\n@data\n1\n'],
    ['a list of lists', '[\n  [\n    0.5,\n    1.2,\n    0\n  ]\n]'],
    ['records', '[{"x": 1, "y": 2, "label": 0}]'],
    ['an array of Python', 'X = np.array([[1, 2, 0],\n              [3, 4, 1]])'],
    ['a table in Markdown', '| x | y |\n|---|---|\n| a | 2 |'],
    ['a printed data frame', '     x    y label\n0  0.5  1.2     a\n1  0.7 -0.2     b'],
    ['a column of names', 'Ann, 5, red\nBob, 7, blue'],
  ])
    it(what, () => assert.ok(isPointsText(text)));
});

describe('another text is left alone', () => {
  for (const [what, text] of [
    ['a number', '3.14'],
    ['a number with groups', '1,234.5'],
    ['a pair of numbers', '1,2'],
    ['a word', 'hello'],
    ['an address', 'example.org/map/@48.1,11.5,17'],
    ['a sentence', 'In 2019, 2020, 2021, and 2022 it rained more than before.'],
    ['a letter', 'Dear Anna,\nthank you for the data, which came today,\nyours, Bob'],
    ['a poem', 'Roses are red,\nviolets are blue,\nsugar is sweet,'],
    ['places and years', 'Born in May, 2020\nDied in June, 2021'],
    ['a list to buy', '5 apples\n3 pears\n2 eggs'],
    ['lines of words', 'one two\nthree four\nfive six'],
    ['JavaScript', 'let x = 1;\nlet y = 2;\nfoo(x, y);'],
    ['a loop', 'for (let i = 0, j = 1; i < 10; i += 1) {\n  a(i, 1, 2);\n}'],
    ['a call', 'plt.plot(x, 1, 2)\nplt.show(3, 4, 5)'],
    ['C', 'int a[] = {1, 2, 3, 4};'],
    ['Python', 'x, y = 1, 2\nprint(x, 3, 4)'],
    ['a style', 'a { margin: 1px }\nb { color: rgb(1, 2, 3) }'],
    ['commands', 'cat a.txt | grep b\nls | wc'],
    ['conditions', 'a || b\nc || d'],
    ['nothing', ' \n'],
  ])
    it(what, () => assert.ok(!isPointsText(text)));

  it('at once, however long it is', { timeout: 20_000 }, () => {
    for (const part of ['a, ', '1', '"', ' ', '(', 'word ', '=', '[', '%\n', '1.', 'a.'])
      isPointsText(part.repeat(300_000));
  });
});
