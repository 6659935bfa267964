/**
 * The layers that an expression stands for: calls of layers and of functions, lists, repetitions, and layers that are called with values.
 * No DOM.
 */
import { isActivation, lastOf } from './model-activations.js';
import { ModelError } from './model-error.js';
import { calledActivation, functionFramework, namedActivation } from './model-called.js';
import { layerParts } from './model-layers.js';
import { RESIDUAL, UNKNOWN, notDense } from './not-dense.js';

/** @typedef {import('./model-layers.js').Part} Part */
/** @typedef {import('./model-scope.js').Scope} Scope */
/** @typedef {import('./python-expression.js').Node} Node */
/** @typedef {import('./python-expression.js').CallNode} CallNode */

/** Calls that hold layers as arguments or in a list. */
const HOLDERS = new Set(['Sequential', 'ModuleList', 'OrderedDict', 'list', 'tuple', 'ModuleDict', 'List', 'chain']);
/** Calls that give back the model that they are given. */
const WRAPPERS = new Set([
  'compile',
  'jit',
  'vmap',
  'filter_jit',
  'DataParallel',
  'script',
  'Lambda',
  'Fn',
  'without_apply_rng',
  'transform',
]);
/** Methods of values that change no signal. */
const RESHAPING = new Set(['view', 'reshape', 'flatten', 'ravel', 'squeeze', 'unsqueeze', 'float', 'to', 'astype']);

/** The parts of an item that several names are given: k, (a, b). @param {Node} item @param {number} count */
export function unpacked(item, count) {
  let parts = [item];
  for (let k = 0; k < count && parts.length < count; k += 1)
    parts = parts.flatMap((part) => (part.type === 'list' ? part.items : [part]));
  return parts;
}

export class PartsReader {
  scope;
  #imported;
  #defined;

  /**
   * @param {Scope} scope @param {ReadonlySet<string>} imported  names in the text's imports
   * @param {(name: string, call: CallNode) => Part[] | null} defined  what a function or class of the text makes
   */
  constructor(scope, imported, defined) {
    this.scope = scope;
    this.#imported = imported;
    this.#defined = defined;
  }

  /** The layers in the arguments of a call such as Sequential: one list, or each argument. @param {CallNode} call @returns {Node[]} */
  held({ args, keywords }) {
    const given = [...args, ...[...keywords].filter(([key]) => key === 'layers').map(([, node]) => node)];
    return given.flatMap((node) => this.#unfolded(node));
  }

  /** @param {Node} node @returns {Node[]} */
  #unfolded(node) {
    return this.scope.deeper(node.line, () => {
      if (node.type === 'star') return this.#unfolded(node.of);
      const found = this.scope.bound(node.type === 'name' ? node.name : '')?.parts ? node : this.scope.resolved(node);
      if (found.type === 'dict') return found.values;
      if (found.type === 'list') return found.items.flatMap((item) => this.#unfolded(item));
      if (found.type === 'operation' || found.type === 'comprehension') return [found];
      const isHolder = found.type === 'call' && found.callee.type === 'name' && HOLDERS.has(lastOf(found.callee.name));
      return isHolder &&
        lastOf(/** @type {import('./python-expression.js').NameNode} */ (found.callee).name) === 'OrderedDict'
        ? this.held(found)
        : [found];
    });
  }

  /** The parts of an item of a stack, of which something has to become. @param {Node} node @returns {Part[]} */
  itemParts(node) {
    if (node.type === 'text') return []; // the name of an item
    const parts = this.partsOf(node);
    if (parts) return parts;
    const name = node.type === 'call' && node.callee.type === 'name' ? node.callee.name : this.scope.wordOf(node);
    const beside = name === null ? undefined : notDense(lastOf(name));
    return [
      {
        kind: 'beside',
        line: node.line,
        text: this.scope.textOf(node),
        ...(beside ?? { why: UNKNOWN, changes: true }),
      },
    ];
  }

  /**
   * The parts that an expression stands for; null if it has nothing to do with layers.
   * @param {Node} node @returns {Part[] | null}
   */
  partsOf(node) {
    const parts = this.scope.deeper(node.line, () => this.#parts(node));
    if (parts) this.scope.step(node.line, parts.length);
    return parts;
  }

  /** @param {Node} node @returns {Part[] | null} */
  #parts(node) {
    switch (node.type) {
      case 'call':
        return this.#calledParts(node);
      case 'name':
        return this.#namedParts(node);
      case 'attribute':
      case 'star':
        return this.partsOf(node.of);
      case 'conditional': {
        const chosen = this.scope.resolved(node);
        return chosen === node ? null : this.partsOf(chosen);
      }
      case 'subscript':
        return this.#slicedParts(node);
      case 'list':
        return this.#listParts(node.items);
      case 'dict':
        return this.#listParts(node.values);
      case 'comprehension':
        return this.#comprehended(node);
      case 'operation':
        return this.#operationParts(node);
      default:
        return null;
    }
  }

  /** @param {import('./python-expression.js').NameNode} node @returns {Part[] | null} */
  #namedParts(node) {
    const bound = this.scope.bound(node.name);
    if (bound?.parts) return bound.parts;
    if (bound?.node && bound.node !== node) return this.partsOf(bound.node);
    const activation = node.name.includes('.') ? namedActivation(node, this.scope) : null;
    return activation && [activation];
  }

  /** Some items of a list of layers, or one. @param {import('./python-expression.js').SubscriptNode} node @returns {Part[] | null} */
  #slicedParts({ of, index }) {
    const modules = this.scope.modulesOf(of);
    const [place] = index;
    if (!modules || !place) return null;
    if (place.type === 'slice') return this.scope.sliced(modules, place).flat();
    const at = this.scope.numberOf(place);
    return (at === null ? null : modules.at(at)) ?? null;
  }

  /** @param {Node[]} items @returns {Part[] | null} */
  #listParts(items) {
    const parts = items.map((item) => this.partsOf(item));
    if (parts.every((each) => each === null)) return null;
    return items.flatMap((item, k) => parts[k] ?? this.itemParts(item));
  }

  /** @param {import('./python-expression.js').ComprehensionNode} node @returns {Part[] | null} */
  #comprehended(node) {
    const { item, names, over, line } = node;
    const items = this.scope.itemsOf(over);
    if (!items) return this.#repeated(item, null, node);
    /** @type {Part[]} */
    const parts = [];
    for (const given of items) {
      this.scope.step(line);
      unpacked(given, names.length).forEach((value, k) => {
        if (k < names.length) this.scope.bind(names[k], { node: value, parts: null });
      });
      const own = this.partsOf(item);
      if (!own) return null;
      parts.push(...own);
    }
    return parts;
  }

  /** @param {Node} item @param {number | null} count @param {{ line: number, start: number, end: number }} extent @returns {Part[] | null} */
  #repeated(item, count, extent) {
    if (this.partsOf(item) === null) return null;
    if (count === null)
      throw new ModelError('it is not in the text how often this is repeated.', {
        line: extent.line,
        value: this.scope.textOf(extent),
        allowed: 'a number, or range() of one',
      });
    /** @type {Part[]} */
    const parts = [];
    for (let k = 0; k < count; k += 1) {
      this.scope.step(extent.line);
      parts.push(...(this.partsOf(item) ?? []));
    }
    return parts;
  }

  /** @param {import('./python-expression.js').OperationNode} node @returns {Part[] | null} */
  #operationParts(node) {
    const { sign, left, right } = node;
    if (sign === '*') {
      const count = this.scope.numberOf(right);
      return count === null ? null : this.#repeated(left, count, node);
    }
    if (sign !== '+') return null;
    const [first, second] = [this.partsOf(left), this.partsOf(right)];
    if (!first || !second) return first ?? second;
    const [short, long] = first.length <= second.length ? [first, second] : [second, first];
    if (!short.every((part, k) => part === long[k])) return [...first, ...second];
    return [...long, { kind: 'beside', line: node.line, text: this.scope.textOf(node), why: RESIDUAL, changes: true }];
  }

  /** @param {CallNode} call @returns {Part[] | null} */
  #calledParts(call) {
    const { callee, args } = call;
    if (callee.type !== 'name') {
      const layer = this.partsOf(callee);
      if ((callee.type !== 'call' && callee.type !== 'subscript') || args.length === 0) return layer;
      // A layer that is called with values: nn.Dense(64)(x), self.layers[-1](x).
      const values = this.partsOf(args[0]);
      const own = layer ?? this.itemParts(callee);
      return layer || values ? [...(values ?? []), ...own] : null;
    }
    const { name } = callee;
    const last = lastOf(name);
    if (HOLDERS.has(last)) return this.held(call).flatMap((item) => this.itemParts(item));
    if (last === 'Model')
      return args.length > 1 ? this.partsOf(args[1]) : this.partsOf(call.keywords.get('outputs') ?? callee);
    const bound = this.scope.bound(name)?.parts;
    if (bound) return [...((args[0] && this.partsOf(args[0])) ?? []), ...bound];
    const made = this.#defined(name, call);
    if (made) return made;
    const layers = layerParts(call, name, this.scope, this.#imported);
    if (layers) return layers;
    return this.#functionParts(call, name, last);
  }

  /** What a function makes of the values that it is called with. @param {CallNode} call @param {string} name @param {string} last @returns {Part[] | null} */
  #functionParts(call, name, last) {
    const [first] = call.args;
    const owner = name.slice(0, Math.max(0, name.length - last.length - 1));
    if (RESHAPING.has(last)) return this.scope.bound(owner)?.parts ?? (first ? this.partsOf(first) : null);
    if (WRAPPERS.has(last)) return first ? this.partsOf(first) : null;
    const values = first ? this.partsOf(first) : null;
    if (isActivation(last) && /^[a-z]/.test(last)) {
      const framework = functionFramework(name, this.#imported);
      // Numbers stand behind the values, known or not.
      const from = values || (first && this.scope.numberOf(first) === null) ? 1 : 0;
      const activation = calledActivation(call, from, name, framework, this.scope);
      return [...(values ?? []), activation];
    }
    const beside = notDense(last);
    if (!beside) return null;
    // Haiku's dropout takes a key and a rate before the values.
    const later = values ? undefined : call.args.map((arg) => this.partsOf(arg)).find((parts) => parts !== null);
    return [...(values ?? later ?? []), { kind: 'beside', line: call.line, text: this.scope.textOf(call), ...beside }];
  }
}
