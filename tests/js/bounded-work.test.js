/**
 * Readers of foreign texts work in proportion to a text's length. Each text here is as long as its reader takes, and
 * repeats a piece at which a search could begin anew: that would look at each sign once for every other, for hours.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LONGEST_TEXT } from '../../www/data/csv.js';
import { readPoints } from '../../www/data/read-points.js';
import { fields } from '../../www/experiment/catalogue.js';
import { isLink } from '../../www/experiment/link.js';
import { LARGEST_TEXT } from '../../www/experiment/notation.js';
import { fromLink } from '../../www/experiment/read-link.js';
import { fromFile, fromText } from '../../www/share/importing.js';

const PAGE = 2_400_000;
const PICTURE = 15_000_000;
const SVG = '<svg xmlns="urn:init-lab">';

/** @param {string} kind */
const fileOf = (kind) => (/** @type {string} */ text) => fromFile(new File([text], `a.${kind}`));
/** @param {string} text */
const link = (text) => [isLink(text, fields), fromLink(text, fields)];

describe('work in proportion to the length of a text', () => {
  for (const [what, read, length, start, piece, end] of /** @type {const} */ ([
    ['points behind blanks', readPoints, LONGEST_TEXT, '', ' ', 'x'],
    ['rules of a table that end otherwise', readPoints, LARGEST_TEXT, 'x|y|label\n', '|--', 'x'],
    ['addresses without a link', fromText, LARGEST_TEXT, 'see ', 'http://', ''],
    ['frames without an end', fromText, PAGE, '<p>', '<iframe ', ''],
    ['labs with open quotes', fromText, PAGE, '<p>', '<init-lab a="', ''],
    ['addresses in a notebook', fileOf('ipynb'), LARGEST_TEXT, '{"cells":[{"source":"', 'http://', '"}]}'],
    ['blanks in a picture', fileOf('svg'), PICTURE, `${SVG}<experiment>`, ' ', '<'],
    ['packed parts of a picture without an end', fileOf('svg'), PICTURE, SVG, '<experiment><![CDATA[', ''],
    ['packed parts of a picture that close otherwise', fileOf('svg'), PICTURE, SVG, '<experiment><![CDATA[', ']]><'],
    ['a link with closing marks', link, LARGEST_TEXT, '#preset=a', ')', ''],
    ['a link with full stops', link, LARGEST_TEXT, '#preset=a', '.', 'b'],
    ['a link with blanks between layers', link, LARGEST_TEXT, '#hidden=2-1', ' ', '1-1'],
  ]))
    it(`suffices for ${what}`, { timeout: 60_000 }, async () => {
      const text = start + piece.repeat((length - start.length - end.length) / piece.length) + end;
      assert.ok(text.length > length - piece.length && text.length <= length);
      try {
        await read(text);
      } catch (error) {
        assert.ok(error instanceof RangeError, String(error));
        assert.ok(error.message.length < 1000 && !error.message.includes('stack'), error.message.slice(0, 1000));
      }
    });
});
