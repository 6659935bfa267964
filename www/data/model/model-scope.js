/** What the names of a text stand for, and the numbers and words of its expressions. No DOM. */
import { lastOf } from './model-activations.js';
import { ModelError, quoted } from './model-error.js';
import { MOST_NAMES, Names } from './model-names.js';
import { extentOf, partsIn, settled } from './model-settled.js';

/** @typedef {import('./python-expression.js').Node} Node */
/** @typedef {import('./python-expression.js').Extent} Extent */
/** @typedef {import('./model-layers.js').Part} Part */
/** @typedef {import('./model-names.js').Bound} Bound */

/** Steps of reading after which a text is refused. */
const MOST_STEPS = 400_000;
/** Deepest nesting of what is read. */
const DEEPEST = 60;
/** Deepest expression that a name stands for. */
const DEEPEST_BOUND = 24;
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

/** The parts of an item that several names are given: k, (a, b). @param {Node} item @param {number} count */
export function unpacked(item, count) {
  let parts = [item];
  for (let k = 0; k < count && parts.length < count; k += 1)
    parts = parts.flatMap((part) => (part.type === 'list' ? part.items : [part]));
  return parts;
}

export class Scope extends Names {
  #text;
  #steps = 0;
  #depth = 0;

  /** @param {string} text */
  constructor(text) {
    super();
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

  /** Assigns a name. An expression in which the name itself stands, unknown, is not known. @param {string} name @param {Bound} bound */
  bind(name, bound) {
    const { node } = bound;
    const isCircular = node !== null && this.#mentions(node, name, 0);
    super.bind(name, isCircular ? { ...bound, node: { ...extentOf(node), type: 'other' } } : bound);
  }

  /** Whether a name stands in an expression, or so deep inside that it is taken as unknown. @param {Node} node @param {string} name @param {number} depth @returns {boolean} */
  #mentions(node, name, depth) {
    this.step(node.line);
    if (depth > DEEPEST_BOUND) return true;
    return node.type === 'name'
      ? node.name === name
      : partsIn(node).some((part) => this.#mentions(part, name, depth + 1));
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
      else if (found.type === 'subscript') next = this.#item(found);
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
    if (found.type === 'comprehension') return this.#made(found);
    if (found.type === 'subscript') {
      const [slice] = found.index;
      const items = slice?.type === 'slice' ? this.itemsOf(found.of) : null;
      if (items && slice?.type === 'slice') return this.sliced(items, slice);
      const item = this.#item(found);
      return item && this.itemsOf(item);
    }
    if (found.type !== 'call' || found.callee.type !== 'name') return null;
    const name = lastOf(found.callee.name);
    if (name === 'range') return this.#range(found);
    if (/(^|\.)random\.split$/.test(found.callee.name)) return this.#keys(found);
    if (name === 'list' || name === 'tuple') return found.args[0] ? this.itemsOf(found.args[0]) : [];
    return name === 'zip' || name === 'enumerate' ? this.#tuples(found, name) : null;
  }

  /** The items of a comprehension of numbers or words. @param {import('./python-expression.js').ComprehensionNode} node @returns {Node[] | null} */
  #made(node) {
    const items = this.eachOf(node, () => settled(node.item, this));
    if (!items || !node.isNested) return items;
    const inner = items.map((item) => (item.type === 'list' ? item.items : null));
    return inner.some((each) => each === null) ? null : inner.flatMap((each) => each ?? []);
  }

  /** What each round of a comprehension makes; null if it is not known what it goes through. @template T @param {import('./python-expression.js').ComprehensionNode} node @param {() => T} make @returns {T[] | null} */
  eachOf({ names, over, tests, line }, make) {
    const rounds = this.itemsOf(over);
    if (!rounds) return null;
    const before = names.map((name) => this.bound(name));
    /** @type {T[]} */
    const made = [];
    let isKnown = true;
    for (const given of rounds) {
      this.step(line);
      unpacked(given, names.length).forEach((value, k) => {
        if (k < names.length) this.bind(names[k], { node: settled(value, this), parts: null });
      });
      const passed = tests.map((test) => this.truthOf(test));
      if (passed.includes(null)) isKnown = false;
      if (passed.every(Boolean)) made.push(make());
    }
    names.forEach((name, k) => this.bind(name, before[k] ?? { node: null, parts: null }));
    return isKnown ? made : null;
  }

  /** Keys of JAX: jax.random.split(key, 4). @param {import('./python-expression.js').CallNode} call @returns {Node[] | null} */
  #keys({ args, keywords, line, start, end }) {
    const node = keywords.get('num') ?? args[1];
    const count = node ? this.numberOf(node) : 2;
    if (count === null || !(count >= 0 && count <= MOST_STEPS)) return null;
    return Array.from({ length: Math.floor(count) }, () => ({
      type: /** @type {const} */ ('other'),
      line,
      start,
      end,
    }));
  }

  /** The value of a dictionary: {…} or dict(…). @param {Node} node @returns {Map<string, Node> | null} */
  entriesOf(node) {
    const found = this.resolved(node);
    if (found.type === 'call' && found.callee.type === 'name' && found.callee.name === 'dict')
      return found.args.length > 0 ? null : found.keywords;
    if (found.type !== 'dict') return null;
    /** @type {Map<string, Node>} */
    const entries = new Map();
    for (const [k, key] of found.keys.entries()) {
      const word = key && this.resolved(key);
      if (word?.type !== 'text') return null;
      entries.set(word.value, found.values[k]);
    }
    return entries;
  }

  /** The item of a list or dictionary that an index stands for. @param {import('./python-expression.js').SubscriptNode} node @returns {Node | null} */
  #item({ of, index }) {
    const [first] = index;
    if (index.length !== 1 || first.type === 'slice') return null;
    const key = this.resolved(first);
    if (key.type === 'text') return this.entriesOf(of)?.get(key.value) ?? null;
    const items = this.itemsOf(of);
    const place = items && this.numberOf(first);
    return (place === null ? undefined : items?.at(place)) ?? null;
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
          const item = this.#item(found);
          return item ? this.numberOf(item) : this.#axisOf(found.of, found.index[0]);
        }
        case 'name':
          return this.#sizeOfLayer(found.name);
        default:
          return null;
      }
    });
  }

  /** layer.in_features and layer.out_features, of one dense layer. @param {string} name @returns {number | null} */
  #sizeOfLayer(name) {
    const [, owner, what] = /^(.+)\.(in_features|out_features)$/.exec(name) ?? [];
    const dense = owner ? (this.bound(owner)?.parts ?? []).filter((part) => part.kind === 'dense') : [];
    if (dense.length !== 1) return null;
    return what === 'in_features' ? dense[0].inputs : dense[0].units;
  }

  /** A number of the shape of a layer's weights: m.weight.shape[1], p.size(0). @param {Node} of @param {Node | undefined} index @returns {number | null} */
  #axisOf(of, index) {
    const path = of.type === 'call' ? of.callee : of;
    const [, owner] = (path.type === 'name' && /^(.+?)(?:\.weight)?(?:\.data)?\.(?:shape|size)$/.exec(path.name)) || [];
    const dense = owner ? (this.bound(owner)?.parts ?? []).filter((part) => part.kind === 'dense') : [];
    const place = index && dense.length === 1 ? this.numberOf(index) : null;
    return place === null ? null : ([dense[0].units, dense[0].inputs].at(place) ?? null);
  }

  /** @param {import('./python-expression.js').CallNode} node @returns {number | null} */
  #calledNumber({ callee, args }) {
    if (callee.type === 'name' && callee.name.endsWith('.size') && args.length === 1)
      return this.#axisOf(callee, args[0]);
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
