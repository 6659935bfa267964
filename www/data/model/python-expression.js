/** Reads expressions of Python: what is called with what. Nothing is evaluated. No DOM. */
import { ModelError, quoted } from './model-error.js';

/** @typedef {import('./python-tokens.js').Token} Token */
/** @typedef {{ line: number, start: number, end: number }} Extent */
/** @typedef {Extent & { type: 'number', value: number }} NumberNode */
/** @typedef {Extent & { type: 'text', value: string }} TextNode */
/** @typedef {Extent & { type: 'name', name: string }} NameNode  dotted */
/** @typedef {Extent & { type: 'attribute', of: Node, name: string }} AttributeNode */
/** @typedef {Extent & { type: 'call', callee: Node, args: Node[], keywords: Map<string, Node> }} CallNode */
/** @typedef {Extent & { type: 'subscript', of: Node, index: Node[] }} SubscriptNode */
/** @typedef {Extent & { type: 'list', items: Node[], isTuple?: boolean }} ListNode */
/** @typedef {Extent & { type: 'dict', keys: (Node | null)[], values: Node[] }} DictNode  keys: null of the items of a set, and of **other */
/** @typedef {Extent & { type: 'operation', sign: string, left: Node, right: Node }} OperationNode */
/** @typedef {Extent & { type: 'unary', sign: string, of: Node }} UnaryNode */
/** @typedef {Extent & { type: 'star', of: Node, isDouble: boolean }} StarNode  isDouble: of a dictionary */
/**
 * @typedef {Extent & { type: 'comprehension', item: Node, isNested: boolean, names: string[], over: Node, tests: Node[] }} ComprehensionNode
 *   names: what it gives each item of `over` that passes the tests; isNested: of a second “for”, item is a comprehension whose items count
 */
/** @typedef {Extent & { type: 'conditional', test: Node, then: Node, otherwise: Node }} ConditionalNode */
/** @typedef {Extent & { type: 'slice', from: Node | null, to: Node | null }} SliceNode */
/** @typedef {Extent & { type: 'other' }} OtherNode  a lambda, or what is not followed */
/** @typedef {NumberNode | TextNode | NameNode | AttributeNode | CallNode | SubscriptNode | ListNode | DictNode | OperationNode | UnaryNode | StarNode | ComprehensionNode | ConditionalNode | SliceNode | OtherNode} Node */

/** How tightly the signs bind, loosest first. */
const LEVELS = [
  ['or'],
  ['and'],
  ['==', '!=', '<', '>', '<=', '>=', 'in', 'is', 'not'],
  ['|', '^', '&'],
  ['+', '-'],
  ['*', '/', '//', '%', '@'],
];
const KEYWORDS = new Set(['for', 'if', 'else', 'in', 'and', 'or', 'is', 'not', 'lambda', 'async', 'return', 'import']);
const CLOSING = new Set([')', ']', '}']);
const DEEPEST = 60;

/** Reads one expression, or several with commas between, from tokens. */
export class ExpressionReader {
  #tokens;
  #at;
  #depth = 0;

  /** @param {Token[]} tokens  one at least @param {number} [at]  where to begin */
  constructor(tokens, at = 0) {
    this.#tokens = tokens;
    this.#at = at;
  }

  get isAtEnd() {
    return this.#at >= this.#tokens.length;
  }

  /** The next token's text, if that is a mark or a name. */
  peek() {
    const token = this.#tokens[this.#at];
    return token && token.kind !== 'text' ? token.text : '';
  }

  /** Takes a token if it is next. @param {string} text */
  take(text) {
    if (this.peek() !== text) return false;
    this.#at += 1;
    return true;
  }

  /** @param {string} allowed @returns {never} */
  #fail(allowed) {
    const token = this.#tokens[Math.min(this.#at, this.#tokens.length - 1)];
    const what = this.isAtEnd ? 'the line ends' : `${quoted(token.text)} stands`;
    throw new ModelError(`${what} where ${allowed} is expected.`, { line: token.line, value: token.text, allowed });
  }

  /** @param {number} from  index of the first token @returns {Extent} */
  #extent(from) {
    const [first, last] = [this.#tokens[from], this.#tokens[Math.max(from, this.#at - 1)]];
    return { line: first.line, start: first.start, end: last.end };
  }

  /** The rest of the tokens: a tuple if there are commas. @returns {Node} */
  all() {
    const from = this.#at;
    const first = this.item();
    if (this.peek() !== ',') return first;
    const items = [first];
    while (this.take(',') && !this.isAtEnd && this.peek() !== '=') items.push(this.item());
    return { type: 'list', items, isTuple: true, ...this.#extent(from) };
  }

  /** An expression, perhaps with a star before it. @returns {Node} */
  item() {
    const from = this.#at;
    const isDouble = this.peek() === '**';
    if (this.take('*') || this.take('**')) {
      const of = this.expression();
      return { type: 'star', of, isDouble, ...this.#extent(from) };
    }
    return this.expression();
  }

  /** @returns {Node} */
  expression() {
    this.#depth += 1;
    if (this.#depth > DEEPEST) this.#fail('a simpler expression');
    const from = this.#at;
    /** @type {Node} */
    let node;
    if (this.peek() === 'lambda') {
      node = this.#lambda();
    } else {
      node = this.#binary(0);
      if (this.take('if')) {
        const test = this.#binary(0);
        if (!this.take('else')) this.#fail('“else”');
        const then = node;
        const otherwise = this.expression();
        node = { type: 'conditional', test, then, otherwise, ...this.#extent(from) };
      }
    }
    this.#depth -= 1;
    return node;
  }

  /** @returns {Node} */
  #lambda() {
    const from = this.#at;
    let open = 0;
    while (!this.isAtEnd) {
      if (open === 0 && (this.peek() === ',' || CLOSING.has(this.peek())) && this.#at > from + 1) {
        // Commas before the colon are of the lambda's own parameters.
        const isParameter = this.peek() === ',' && !this.#tokens.slice(from, this.#at).some(({ text }) => text === ':');
        if (!isParameter) break;
      }
      if ('([{'.includes(this.peek() || ' ')) open += 1;
      if (CLOSING.has(this.peek())) open -= 1;
      this.#at += 1;
    }
    return { type: 'other', ...this.#extent(from) };
  }

  /** @param {number} level @returns {Node} */
  #binary(level) {
    if (level >= LEVELS.length) return this.#unary();
    const from = this.#at;
    let left = this.#binary(level + 1);
    while (LEVELS[level].includes(this.peek())) {
      let sign = this.peek();
      this.#at += 1;
      if ((sign === 'not' && this.take('in')) || (sign === 'is' && this.take('not'))) sign = 'not in';
      const right = this.#binary(level + 1);
      left = { type: 'operation', sign, left, right, ...this.#extent(from) };
    }
    return left;
  }

  /** @returns {Node} */
  #unary() {
    const from = this.#at;
    for (const sign of ['-', '+', '~', 'not']) {
      if (!this.take(sign)) continue;
      this.#depth += 1;
      if (this.#depth > DEEPEST) this.#fail('a simpler expression');
      const of = this.#unary();
      this.#depth -= 1;
      return { type: 'unary', sign, of, ...this.#extent(from) };
    }
    const left = this.#postfix();
    if (!this.take('**')) return left;
    const right = this.#unary();
    return { type: 'operation', sign: '**', left, right, ...this.#extent(from) };
  }

  /** @returns {Node} */
  #postfix() {
    const from = this.#at;
    let node = this.#primary();
    for (;;) {
      if (this.take('.')) {
        const token = this.#tokens[this.#at];
        if (token?.kind !== 'name') this.#fail('a name');
        this.#at += 1;
        node =
          node.type === 'name'
            ? { type: 'name', name: `${node.name}.${token.text}`, ...this.#extent(from) }
            : { type: 'attribute', of: node, name: token.text, ...this.#extent(from) };
      } else if (this.take('(')) {
        const { args, keywords } = this.#arguments();
        node = { type: 'call', callee: node, args, keywords, ...this.#extent(from) };
      } else if (this.take('[')) {
        const index = this.#until(']', () => this.#index());
        node = { type: 'subscript', of: node, index, ...this.#extent(from) };
      } else {
        return node;
      }
    }
  }

  /** An index or a slice; a step is not followed. @returns {Node} */
  #index() {
    const from = this.#at;
    const isEnd = () => [':', ']', ','].includes(this.peek());
    const first = isEnd() ? null : this.item();
    if (!this.take(':')) return first ?? this.#fail('an index');
    const to = isEnd() ? null : this.expression();
    if (!this.take(':')) return { type: 'slice', from: first, to, ...this.#extent(from) };
    if (!isEnd()) this.expression();
    return { type: 'other', ...this.#extent(from) };
  }

  #arguments() {
    /** @type {Node[]} */
    const args = [];
    /** @type {Map<string, Node>} */
    const keywords = new Map();
    this.#until(')', () => {
      const token = this.#tokens[this.#at];
      if (token?.kind === 'name' && this.#tokens[this.#at + 1]?.text === '=') {
        this.#at += 2;
        keywords.set(token.text, this.expression());
        return;
      }
      args.push(this.#comprehended(this.item()));
    });
    return { args, keywords };
  }

  /** Items with commas between, up to a closing bracket. @template T @param {string} closing @param {() => T} item @returns {T[]} */
  #until(closing, item) {
    /** @type {T[]} */
    const items = [];
    while (!this.take(closing)) {
      items.push(item());
      if (this.peek() !== closing && !this.take(',')) this.#fail(`a comma or ${quoted(closing)}`);
    }
    return items;
  }

  /** The comprehension that an item begins, if “for” follows. @param {Node} item @returns {Node} */
  #comprehended(item) {
    const { line, start } = item;
    /** @type {{ names: string[], over: Node, tests: Node[] }[]} */
    const clauses = [];
    while (this.take('for')) {
      /** @type {string[]} */
      const names = [];
      for (; !this.isAtEnd && this.peek() !== 'in'; this.#at += 1)
        if (this.#tokens[this.#at].kind === 'name') names.push(this.#tokens[this.#at].text);
      if (!this.take('in')) this.#fail('“in”');
      const over = this.#binary(0);
      /** @type {Node[]} */
      const tests = [];
      while (this.take('if')) tests.push(this.#binary(0));
      clauses.push({ names, over, tests });
    }
    const end = this.#tokens[Math.max(0, this.#at - 1)].end;
    return clauses.reduceRight(
      (/** @type {Node} */ inner, clause, k) => ({
        type: 'comprehension',
        item: inner,
        isNested: k < clauses.length - 1,
        ...clause,
        line,
        start,
        end,
      }),
      item,
    );
  }

  /** @returns {Node} */
  #primary() {
    const from = this.#at;
    const token = this.#tokens[this.#at];
    if (!token) this.#fail('a value');
    if (token.kind === 'number') {
      this.#at += 1;
      return { type: 'number', value: Number(token.text.replaceAll('_', '')), ...this.#extent(from) };
    }
    if (token.kind === 'text') {
      let value = '';
      for (; this.#tokens[this.#at]?.kind === 'text'; this.#at += 1) value += this.#tokens[this.#at].text;
      return { type: 'text', value, ...this.#extent(from) };
    }
    if (token.kind === 'name' && !KEYWORDS.has(token.text)) {
      this.#at += 1;
      return { type: 'name', name: token.text, ...this.#extent(from) };
    }
    return this.#bracketed(from);
  }

  /** @param {number} from @returns {Node} */
  #bracketed(from) {
    if (this.take('(')) {
      let hasComma = false;
      const items = this.#until(')', () => {
        const item = this.#comprehended(this.item());
        hasComma ||= this.peek() === ',';
        return item;
      });
      if (items.length === 1 && !hasComma) return items[0];
      return { type: 'list', items, isTuple: true, ...this.#extent(from) };
    }
    if (this.take('[')) {
      const items = this.#until(']', () => this.#comprehended(this.item()));
      if (items.length === 1 && items[0].type === 'comprehension') return items[0];
      return { type: 'list', items, ...this.#extent(from) };
    }
    if (this.take('{')) {
      /** @type {(Node | null)[]} */
      const keys = [];
      /** @type {Node[]} */
      const values = [];
      this.#until('}', () => {
        const item = this.item();
        const isPair = this.take(':');
        keys.push(isPair ? item : null);
        values.push(this.#comprehended(isPair ? this.expression() : item));
      });
      return { type: 'dict', keys, values, ...this.#extent(from) };
    }
    if (this.take('.') && this.take('.') && this.take('.')) return { type: 'other', ...this.#extent(from) };
    return this.#fail('a value');
  }
}
