/** The layers of lists and of what holds lists, item by item. No DOM. */
import { lastOf } from './model-activations.js';
import { ModelError } from './model-error.js';

/** @typedef {import('./model-layers.js').Part} Part */
/** @typedef {import('./model-scope.js').Scope} Scope */
/** @typedef {import('./python-expression.js').Node} Node */
/** @typedef {import('./python-expression.js').CallNode} CallNode */
/** @typedef {{ partsOf: (node: Node) => Part[] | null, itemParts: (node: Node) => Part[] }} Reader */

/** Calls that hold layers as arguments or in a list. */
export const HOLDERS = new Set([
  'Sequential',
  'ModuleList',
  'OrderedDict',
  'list',
  'tuple',
  'ModuleDict',
  'List',
  'Dict',
  'chain',
]);

/** @param {Node} node */
export const isHolder = (node) =>
  node.type === 'call' && node.callee.type === 'name' && HOLDERS.has(lastOf(node.callee.name));

export class ModulesReader {
  #scope;
  #reader;

  /** @param {Scope} scope @param {Reader} reader */
  constructor(scope, reader) {
    this.#scope = scope;
    this.#reader = reader;
  }

  /** The parts of each item; null of what is no list, and of a list without layers. @param {Node} node @returns {Part[][] | null} */
  of(node) {
    return this.#scope.deeper(node.line, () => this.#of(node));
  }

  /** @param {Node} node @returns {Part[][] | null} */
  #of(node) {
    switch (node.type) {
      case 'name':
        return this.#scope.bound(node.name)?.modules ?? null;
      case 'list':
        return this.#listed(node.items);
      case 'dict':
        return this.#listed(node.values);
      case 'comprehension':
        return this.#comprehended(node);
      case 'operation':
        return this.#operation(node);
      case 'subscript': {
        const [slice] = node.index;
        const modules = node.index.length === 1 && slice.type === 'slice' ? this.of(node.of) : null;
        return modules && slice.type === 'slice' ? this.#scope.sliced(modules, slice) : null;
      }
      case 'call':
        return isHolder(node) ? this.#held(node) : null;
      default:
        return null;
    }
  }

  /** @param {readonly Node[]} items @returns {Part[][] | null} */
  #listed(items) {
    const given = items.map((item) => {
      if (item.type === 'star') return this.#starred(item.of);
      const parts = this.#reader.partsOf(item);
      return parts && [parts];
    });
    if (given.every((each) => each === null)) return null;
    return items.flatMap((item, k) => given[k] ?? [this.#reader.itemParts(item)]);
  }

  /** @param {Node} of  behind a star @returns {Part[][] | null} */
  #starred(of) {
    return this.of(of) ?? (this.#scope.itemsOf(of)?.length === 0 ? [] : null);
  }

  /** @param {CallNode} call @returns {Part[][] | null} */
  #held({ callee, args, keywords }) {
    const isList = callee.type === 'name' && /^(list|tuple)$/.test(callee.name);
    const given = [...args, ...[...keywords].filter(([key]) => key === 'layers').map(([, node]) => node)];
    if (isList || given.length === 0) return given[0] ? this.of(given[0]) : isList ? null : [];
    return given.flatMap((node) => {
      const within = node.type === 'star' ? node.of : node;
      return this.#starred(within) ?? [this.#reader.itemParts(within)];
    });
  }

  /** @param {import('./python-expression.js').ComprehensionNode} node @returns {Part[][] | null} */
  #comprehended(node) {
    const { item, isNested, line } = node;
    const rounds = this.#scope.eachOf(node, () => {
      if (isNested) return this.of(item);
      const parts = this.#reader.partsOf(item);
      return parts && [parts];
    });
    if (rounds) {
      if (rounds.length > 0 && rounds.every((each) => each === null)) return null;
      return rounds.flatMap((each) => each ?? [this.#reader.itemParts(item)]);
    }
    if (this.#reader.partsOf(item) === null) return null;
    throw this.#unknownCount(line, node, 'a number, or range() of one');
  }

  /** @param {import('./python-expression.js').OperationNode} node @returns {Part[][] | null} */
  #operation({ sign, left, right, line }) {
    if (sign !== '+' && sign !== '*') return null;
    if (sign === '*') {
      const list = this.#isList(left) ? left : this.#isList(right) ? right : null;
      if (!list || !this.of(list)) return null;
      const times = list === left ? right : left;
      const count = this.#scope.numberOf(times);
      if (count === null) throw this.#unknownCount(line, times, 'a number');
      /** @type {Part[][]} */
      const modules = [];
      for (let k = 0; k < count; k += 1) {
        this.#scope.step(line);
        modules.push(...(this.of(list) ?? []));
      }
      return modules;
    }
    if (!this.#isList(left) && !this.#isList(right)) return null;
    const [first, second] = [this.of(left), this.of(right)];
    if (!first && !second) return null;
    return [...(first ?? this.#rest(left)), ...(second ?? this.#rest(right))];
  }

  /** @param {number} line @param {Node} node  that says how often @param {string} allowed */
  #unknownCount(line, node, allowed) {
    return new ModelError('it is not in the text how often this is repeated.', {
      line,
      value: this.#scope.textOf(node),
      allowed,
    });
  }

  /** What is put beside a list of layers, of which no layer is known. @param {Node} node @returns {Part[][]} */
  #rest(node) {
    return this.#scope.itemsOf(node)?.length === 0 ? [] : [this.#reader.itemParts(node)];
  }

  /** @param {Node} node @returns {boolean} */
  #isList(node) {
    if (node.type === 'list' || node.type === 'comprehension' || isHolder(node)) return true;
    if (node.type === 'operation') return this.#isList(node.left) || this.#isList(node.right);
    if (node.type === 'subscript') return node.index[0]?.type === 'slice' && this.of(node) !== null;
    if (node.type !== 'name') return false;
    const bound = this.#scope.bound(node.name);
    return Boolean(bound?.modules) || this.#scope.itemsOf(node) !== null;
  }
}
