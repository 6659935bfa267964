/** What the names of a text stand for, and the numbers and words of its expressions. No DOM. */
import { lastOf } from './model-activations.js';
import { ModelError, quoted } from './model-error.js';

/** @typedef {import('./python-expression.js').Node} Node */
/** @typedef {import('./python-expression.js').Extent} Extent */
/** @typedef {import('./model-layers.js').Part} Part */
/** @typedef {{ node: Node | null, parts: Part[] | null, modules?: Part[][] }} Bound  parts: of a stack; modules: the parts of each item of a Sequential */

/** Steps of reading after which a text is refused. */
const MOST_STEPS = 400_000;
/** Names that stand for names, one after the other. */
const MOST_NAMES = 20;
/** Deepest nesting of what is read. */
const DEEPEST = 60;
/** Characters of a text that is quoted. */
const MOST_SHOWN = 120;

/** @type {Record<string, (left: number, right: number) => number>} */
const ARITHMETIC = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '//': (left, right) => Math.floor(left / right),
  '%': (left, right) => left % right,
  '**': (left, right) => left ** right,
};

/** @type {Record<string, (left: number, right: number) => boolean>} */
const COMPARISONS = {
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
};

export class Scope {
  #text;
  /** @type {Map<string, Bound>} */
  #names = new Map();
  #steps = 0;
  #depth = 0;

  /** @param {string} text */
  constructor(text) {
    this.#text = text;
  }

  /** Counts steps, so that a short text cannot ask for endless work. @param {number} line @param {number} [count] */
  step(line, count = 1) {
    this.#steps += count;
    if (this.#steps > MOST_STEPS)
      throw new ModelError('this makes too long a stack.', { line, allowed: 'a stack of at most 101 dense layers' });
  }

  /** Runs what reads a nested part. @template T @param {number} line @param {() => T} read @returns {T} */
  deeper(line, read) {
    this.step(line);
    this.#depth += 1;
    if (this.#depth > DEEPEST)
      throw new ModelError('this is nested too deeply.', { line, allowed: `at most ${DEEPEST} levels` });
    try {
      return read();
    } finally {
      this.#depth -= 1;
    }
  }

  /** @param {string} name @param {Bound} bound */
  bind(name, bound) {
    this.#names.set(name, bound);
  }

  /** What a name stands for; an attribute of a class may have been given outside of its methods. @param {string} name */
  bound(name) {
    return (
      this.#names.get(name) ?? (name.startsWith('self.') ? this.#names.get(name.slice('self.'.length)) : undefined)
    );
  }

  /** The layers of a list or stack that a name stands for, item by item; null of anything else. @param {Node} node @returns {Part[][] | null} */
  modulesOf(node) {
    if (node.type === 'subscript' && node.index[0]?.type === 'slice') {
      const modules = this.modulesOf(node.of);
      return modules && this.sliced(modules, node.index[0]);
    }
    const bound = node.type === 'name' ? this.bound(node.name) : undefined;
    return bound?.modules ?? bound?.parts?.map((part) => [part]) ?? null;
  }

  /** The parts of all names. @returns {Part[]} */
  all() {
    return [...new Set([...this.#names.values()].flatMap(({ parts }) => parts ?? []))];
  }

  /** The text of an expression, in one line. @param {Extent} extent */
  textOf({ start, end }) {
    const text = this.#text.slice(start, end).replace(/\s+/g, ' ');
    return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text;
  }

  /** The expression behind a name. @param {Node} node @returns {Node} */
  resolved(node) {
    let found = node;
    for (let k = 0; k < MOST_NAMES; k += 1) {
      /** @type {Node | null | undefined} */
      let next = null;
      if (found.type === 'name') next = this.bound(found.name)?.node;
      else if (found.type === 'conditional') next = this.#chosen(found);
      if (!next) break;
      found = next;
    }
    return found;
  }

  /** What a conditional expression stands for, if its condition is known. @param {import('./python-expression.js').ConditionalNode} node */
  #chosen({ test, then, otherwise }) {
    const isTrue = this.truthOf(test);
    return isTrue === null ? null : isTrue ? then : otherwise;
  }

  /** Whether a condition holds; null if that is not known. @param {Node} node @returns {boolean | null} */
  truthOf(node) {
    return this.deeper(node.line, () => {
      const found = this.resolved(node);
      if (found.type === 'unary' && found.sign === 'not') {
        const isTrue = this.truthOf(found.of);
        return isTrue === null ? null : !isTrue;
      }
      if (found.type === 'operation' && (found.sign === 'and' || found.sign === 'or')) {
        const [left, right] = [this.truthOf(found.left), this.truthOf(found.right)];
        const decides = found.sign === 'or';
        if (left === decides || right === decides) return decides;
        return left === null || right === null ? null : !decides;
      }
      if (found.type === 'operation' && Object.hasOwn(COMPARISONS, found.sign)) {
        const [left, right] = [this.numberOf(found.left), this.numberOf(found.right)];
        return left === null || right === null ? null : COMPARISONS[found.sign](left, right);
      }
      if (found.type === 'name') return this.flagOf(found);
      const value = this.numberOf(found);
      return value === null ? null : value !== 0;
    });
  }

  /** A word in quotes, or the last part of a name. @param {Node} node @returns {string | null} */
  wordOf(node) {
    const found = this.resolved(node);
    if (found.type === 'text') return found.value;
    return found.type === 'name' ? lastOf(found.name) : null;
  }

  /** Whether it is True or False; null if it is neither. @param {Node | undefined} node @returns {boolean | null} */
  flagOf(node) {
    const word = node && this.wordOf(node);
    if (word === 'True') return true;
    return word === 'False' || word === 'None' ? false : null;
  }

  /** The items of a list, tuple or range; null of anything else. @param {Node} node @returns {Node[] | null} */
  itemsOf(node) {
    const items = this.deeper(node.line, () => this.#items(this.resolved(node)));
    if (items) this.step(node.line, items.length);
    return items;
  }

  /** @param {Node} found @returns {Node[] | null} */
  #items(found) {
    if (found.type === 'list')
      return found.items.flatMap((item) => (item.type === 'star' ? (this.itemsOf(item.of) ?? [item]) : [item]));
    if (found.type === 'operation' && (found.sign === '+' || found.sign === '*')) return this.#joined(found);
    if (found.type === 'subscript') {
      const [slice] = found.index;
      const items = slice?.type === 'slice' ? this.itemsOf(found.of) : null;
      return items && slice?.type === 'slice' ? this.sliced(items, slice) : null;
    }
    if (found.type !== 'call' || found.callee.type !== 'name') return null;
    const name = lastOf(found.callee.name);
    if (name === 'range') return this.#range(found);
    if (name === 'list' || name === 'tuple') return found.args[0] ? this.itemsOf(found.args[0]) : [];
    return name === 'zip' || name === 'enumerate' ? this.#tuples(found, name) : null;
  }

  /** A part of a list; all of it if the ends are not known. @template T @param {T[]} items @param {import('./python-expression.js').SliceNode} slice */
  sliced(items, { from, to }) {
    const [first, last] = [from && this.numberOf(from), to && this.numberOf(to)];
    return items.slice(first ?? 0, last ?? items.length);
  }

  /** The items of zip(a, b) and enumerate(a). @param {import('./python-expression.js').CallNode} call @param {string} name @returns {Node[] | null} */
  #tuples({ args, line, start, end }, name) {
    const lists = args.map((arg) => this.itemsOf(arg));
    if (lists.length === 0 || lists.some((list) => list === null)) return null;
    const all = /** @type {Node[][]} */ (lists);
    const count = name === 'zip' ? Math.min(...all.map(({ length }) => length)) : all[0].length;
    return Array.from({ length: count }, (_, k) => {
      /** @type {Node[]} */
      const items =
        name === 'zip' ? all.map((list) => list[k]) : [{ type: 'number', value: k, line, start, end }, all[0][k]];
      return { type: 'list', items, line, start, end };
    });
  }

  /** @param {import('./python-expression.js').CallNode} node @returns {Node[] | null} */
  #range({ args, line, start, end }) {
    const bounds = args.map((arg) => this.numberOf(arg));
    const [from, to] = bounds.length > 1 ? bounds : [0, bounds[0] ?? null];
    if (from === null || to === null || !(to - from <= MOST_STEPS) || bounds.length > 2) return null;
    return Array.from({ length: Math.max(0, Math.floor(to - from)) }, (_, k) => ({
      type: /** @type {const} */ ('number'),
      value: from + k,
      line,
      start,
      end,
    }));
  }

  /** @param {import('./python-expression.js').OperationNode} node @returns {Node[] | null} */
  #joined({ sign, left, right, line }) {
    const [first, second] = [this.itemsOf(left), this.itemsOf(right)];
    if (sign === '+') return first && second && [...first, ...second];
    const [items, count] = first ? [first, this.numberOf(right)] : [second, this.numberOf(left)];
    if (!items || count === null || !(count * items.length <= MOST_STEPS)) return null;
    this.step(line, Math.max(0, count));
    return Array.from({ length: Math.max(0, Math.floor(count)) }, () => items).flat();
  }

  /** The number of an expression; null if it is not known. @param {Node} node @returns {number | null} */
  numberOf(node) {
    return this.deeper(node.line, () => {
      const found = this.resolved(node);
      switch (found.type) {
        case 'number':
          return found.value;
        case 'unary': {
          const value = this.numberOf(found.of);
          return value === null || found.sign === 'not' || found.sign === '~'
            ? null
            : found.sign === '-'
              ? -value
              : value;
        }
        case 'operation': {
          const calculate = Object.hasOwn(ARITHMETIC, found.sign) ? ARITHMETIC[found.sign] : null;
          const [left, right] = [this.numberOf(found.left), this.numberOf(found.right)];
          return calculate && left !== null && right !== null ? calculate(left, right) : null;
        }
        case 'call':
          return this.#calledNumber(found);
        case 'subscript': {
          const items = this.itemsOf(found.of);
          const place = found.index.length === 1 ? this.numberOf(found.index[0]) : null;
          const item = items && place !== null ? items.at(place) : undefined;
          return item ? this.numberOf(item) : null;
        }
        default:
          return null;
      }
    });
  }

  /** @param {import('./python-expression.js').CallNode} node @returns {number | null} */
  #calledNumber({ callee, args }) {
    if (callee.type !== 'name' || args.length === 0) return null;
    const name = lastOf(callee.name);
    if (name === 'len') return (this.itemsOf(args[0]) ?? this.modulesOf(args[0]))?.length ?? null;
    if (name === 'prod') {
      const items = this.itemsOf(args[0])?.map((item) => this.numberOf(item));
      return items?.reduce((product, item) => (product === null || item === null ? null : product * item), 1) ?? null;
    }
    const value = this.numberOf(args[0]);
    if (value === null) return null;
    if (name === 'int') return Math.trunc(value);
    if (name === 'float') return value;
    return name === 'sqrt' ? Math.sqrt(value) : null;
  }

  /** The number of an expression that must have one. @param {Node} node @param {string} what  its name */
  number(node, what) {
    const value = this.numberOf(node);
    if (value !== null && Number.isFinite(value)) return value;
    throw new ModelError(`${what} is ${quoted(this.textOf(node))}, which the text does not give as a number.`, {
      line: node.line,
      path: what,
      value: this.textOf(node),
      allowed: 'a number',
    });
  }
}
