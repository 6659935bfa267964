/** Splits Python text into logical lines of tokens. Nothing is evaluated. No DOM. */
import { ModelError, quoted } from './model-error.js';

/**
 * @typedef {object} Token
 * @property {'name' | 'number' | 'text' | 'mark'} kind
 * @property {string} text  of a text: what stands between the quotes
 * @property {number} line  from 1
 * @property {number} start  place in the whole text
 * @property {number} end
 */
/** @typedef {{ tokens: Token[], indent: number }} LogicalLine  indent: columns before the first token */

/** Deepest nesting of brackets. */
export const DEEPEST_BRACKETS = 40;

const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const NUMBER = /(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:e[+-]?\d+)?/iy;
const MARK = /\*\*=?|\/\/=?|->|:=|[=!<>+\-*/%@&|^]=|[()[\]{},:;.=<>+\-*/%@~&|^!?$]/y;
const BLANK = /[ \t\f\r\u00A0]+/y;
const QUOTES = /[rbuf]{0,2}("""|'''|"|')/iy;

/** @type {Record<string, string>} */
const PARTNER = { ')': '(', ']': '[', '}': '{' };

/** The text that a pattern matches at a place; empty if none. @param {RegExp} pattern @param {string} text @param {number} at */
function matched(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** Scans a text from its beginning to its end. */
class Scanner {
  #text;
  #at = 0;
  #line = 1;
  /** Open brackets. @type {Token[]} */
  #open = [];
  /** @type {Token[]} */
  #tokens = [];
  #indent = 0;
  /** @type {LogicalLine[]} */
  lines = [];

  /** @param {string} text */
  constructor(text) {
    this.#text = text;
  }

  run() {
    while (this.#at < this.#text.length) this.#step();
    this.#endLine();
    const [unclosed] = this.#open;
    if (unclosed)
      throw new ModelError(`the bracket ${quoted(unclosed.text)} is never closed.`, {
        line: unclosed.line,
        value: unclosed.text,
        allowed: 'brackets in pairs',
      });
    return this.lines;
  }

  #step() {
    const character = this.#text[this.#at];
    if (character === '\n') return this.#newline();
    if (character === '#') return this.#comment();
    if (character === '\\' && /^\\[ \t\r]*\n/.test(this.#text.slice(this.#at, this.#at + 80))) {
      this.#at = this.#text.indexOf('\n', this.#at) + 1;
      this.#line += 1;
      return undefined;
    }
    const blank = matched(BLANK, this.#text, this.#at);
    if (blank) {
      if (this.#tokens.length === 0) this.#indent += blank.replaceAll('\t', '        ').replaceAll('\r', '').length;
      this.#at += blank.length;
      return undefined;
    }
    const quotes = matched(QUOTES, this.#text, this.#at);
    if (quotes) return this.#string(quotes);
    for (const [kind, pattern] of /** @type {const} */ ([
      ['name', NAME],
      ['number', NUMBER],
      ['mark', MARK],
    ])) {
      const found = matched(pattern, this.#text, this.#at);
      if (found) return this.#take(kind, found);
    }
    throw new ModelError(`${quoted(character)} is not part of a model’s code.`, {
      line: this.#line,
      value: character,
      allowed: 'Python code, or a list such as 784-512-10 tanh he_normal',
    });
  }

  #newline() {
    this.#at += 1;
    this.#line += 1;
    if (this.#open.length === 0) this.#endLine();
  }

  #comment() {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.#text.length : end;
  }

  /** @param {string} opening  with the letters before the quotes */
  #string(opening) {
    const quotes = /["']+/.exec(opening)?.[0] ?? '"';
    const from = this.#at + opening.length;
    let to = from;
    while (to < this.#text.length && !this.#text.startsWith(quotes, to)) {
      if (quotes.length === 1 && this.#text[to] === '\n') break;
      to += this.#text[to] === '\\' ? 2 : 1;
    }
    if (!this.#text.startsWith(quotes, to) || to >= this.#text.length)
      throw new ModelError(`the quote ${quotes} is never closed.`, {
        line: this.#line,
        value: quotes,
        allowed: 'quotes in pairs',
      });
    const inside = this.#text.slice(from, to);
    this.#push('text', inside, to + quotes.length);
    this.#line += inside.split('\n').length - 1;
  }

  /** @param {'name' | 'number' | 'mark'} kind @param {string} found */
  #take(kind, found) {
    if (found === ';' && this.#open.length === 0) {
      this.#at += 1;
      const { indent } = { indent: this.#indent };
      this.#endLine();
      this.#indent = indent;
      return;
    }
    this.#push(kind, found, this.#at + found.length);
    if (kind === 'mark') this.#bracket(this.#tokens[this.#tokens.length - 1]);
  }

  /** @param {Token['kind']} kind @param {string} text @param {number} end */
  #push(kind, text, end) {
    this.#tokens.push({ kind, text, line: this.#line, start: this.#at, end });
    this.#at = end;
  }

  /** @param {Token} token */
  #bracket(token) {
    if ('([{'.includes(token.text)) {
      this.#open.push(token);
      if (this.#open.length > DEEPEST_BRACKETS)
        throw new ModelError(`brackets are nested more than ${DEEPEST_BRACKETS} levels deep.`, {
          line: token.line,
          value: this.#open.length,
          allowed: `at most ${DEEPEST_BRACKETS} levels`,
        });
    } else if (token.text in PARTNER) {
      const partner = this.#open.pop();
      if (partner?.text !== PARTNER[token.text])
        throw new ModelError(`the bracket ${quoted(token.text)} closes nothing.`, {
          line: token.line,
          value: token.text,
          allowed: 'brackets in pairs',
        });
    }
  }

  #endLine() {
    if (this.#tokens.length > 0) this.lines.push({ tokens: this.#tokens, indent: this.#indent });
    this.#tokens = [];
    this.#indent = 0;
  }
}

/**
 * The lines of a text, comments left out. Lines within brackets are one.
 * @param {string} text
 * @returns {LogicalLine[]}
 * @throws {ModelError} of brackets or quotes without a partner, and characters that no code has
 */
export const logicalLines = (text) => new Scanner(text).run();
