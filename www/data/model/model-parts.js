/**
 * The layers that an expression stands for: calls of layers and of functions, lists, repetitions, and layers that are called with values.
 * No DOM.
 */
import { isActivation, lastOf } from './model-activations.js';
import { before, calledActivation, functionFramework, namedActivation } from './model-called.js';
import { expanded } from './model-arguments.js';
import { layerParts } from './model-layers.js';
import { isOtherLoss, lossName } from './model-losses.js';
import { ModulesReader } from './model-modules.js';
import { called } from './model-settled.js';
import { CALLING, SAME, VALUES, calculated, givesNoValues, longest, together, unfollowed } from './model-values.js';
import { OWN_WEIGHTS, UNDECIDED, UNKNOWN, notDense } from './not-dense.js';

/** @typedef {import('./model-layers.js').Part} Part */
/** @typedef {import('./model-layers.js').BesidePart} BesidePart */
/** @typedef {import('./model-names.js').Bound} Bound */
/** @typedef {import('./model-scope.js').Scope} Scope */
/** @typedef {import('./python-expression.js').Node} Node */
/** @typedef {import('./python-expression.js').CallNode} CallNode */
/** @typedef {Pick<Bound, 'modules' | 'members'> & { parts: Part[] }} Meaning */

/** Calls that give back the model that they are given. */
const WRAPPERS = new Set(
  (
    'compile jit vmap filter_jit filter_vmap DataParallel DistributedDataParallel script Lambda Fn without_apply_rng transform ' +
    'transform_with_state deepcopy remat checkpoint'
  ).split(' '),
);

export class PartsReader {
  scope;
  #imported;
  #defined;
  #modules;
  /** All dense layers that were made. @type {import('./model-layers.js').DensePart[]} */
  made = [];
  /** Layers that are not dense, and that are known. @type {BesidePart[]} */
  besides = [];

  /**
   * @param {Scope} scope @param {ReadonlySet<string>} imported  names in the text's imports
   * @param {(name: string, call: CallNode) => Meaning | null} defined  what a function or class of the text makes
   */
  constructor(scope, imported, defined) {
    this.scope = scope;
    this.#imported = imported;
    this.#defined = defined;
    this.#modules = new ModulesReader(scope, this);
  }

  /** The parts of each item of a list or Sequential; null of anything else. @param {Node} node */
  modulesOf(node) {
    return this.#modules.of(node);
  }

  /** The parts of an item of a stack, of which something has to become. @param {Node} node @returns {Part[]} */
  itemParts(node) {
    if (node.type === 'text') return []; // the name of an item
    const parts = this.partsOf(node);
    if (parts) return parts;
    const name = node.type === 'call' && node.callee.type === 'name' ? node.callee.name : this.scope.wordOf(node);
    const beside = name === null ? undefined : notDense(lastOf(name));
    return [this.#beside(node, beside ?? { why: UNKNOWN, changes: true })];
  }

  /** @param {Node} node @param {import('./not-dense.js').Beside} beside @returns {BesidePart} */
  #beside(node, beside) {
    /** @type {BesidePart} */
    const part = { kind: 'beside', line: node.line, text: this.scope.textOf(node), ...beside };
    if (beside.why !== UNKNOWN) this.besides.push(part);
    return part;
  }

  /**
   * The parts that an expression stands for; null if it has nothing to do with layers.
   * @param {Node} node @returns {Part[] | null}
   */
  partsOf(node) {
    return this.meaningOf(node)?.parts ?? null;
  }

  /** The parts of an expression, and what else is known of the model that it is. @param {Node} node @returns {Meaning | null} */
  meaningOf(node) {
    const found = this.scope.deeper(node.line, () => this.#meaning(node));
    if (found) this.scope.step(node.line, found.parts.length);
    return found;
  }

  /** @param {Node} node @returns {Meaning | null} */
  #meaning(node) {
    const modules = node.type === 'name' ? null : this.#modules.of(node);
    if (modules) return { parts: modules.flat(), modules };
    switch (node.type) {
      case 'call':
        return this.#called(node);
      case 'name':
        return this.#named(node);
      case 'attribute':
        return givesNoValues(node.name) || /^(weight|bias|kernel|dtype)$/.test(node.name)
          ? null
          : this.meaningOf(node.of);
      case 'star':
        return this.meaningOf(node.of);
      case 'conditional':
        return this.#chosen(node);
      case 'subscript':
        return this.#sliced(node);
      case 'unary': {
        const parts = node.sign === '-' ? this.partsOf(node.of) : null;
        return parts && { parts: [...parts, unfollowed(this.#place(node))] };
      }
      case 'operation': {
        const [left, right] = [this.partsOf(node.left), this.partsOf(node.right)];
        if (!left && !right) return null;
        const number = left && right ? null : this.scope.numberOf(left ? node.right : node.left);
        const parts = calculated(node.sign, left, right, number, this.#place(node));
        return parts && { parts };
      }
      default:
        return null;
    }
  }

  /** @param {Node} node */
  #place(node) {
    return { line: node.line, text: this.scope.textOf(node) };
  }

  /** @param {import('./python-expression.js').NameNode} node @returns {Meaning | null} */
  #named(node) {
    const bound = this.scope.bound(node.name);
    if (bound?.parts) return { ...bound, parts: bound.parts };
    if (bound?.node && bound.node !== node) return this.meaningOf(bound.node);
    if (VALUES.has(lastOf(node.name))) {
      const parts = this.scope.bound(before(node.name))?.parts;
      if (parts) return { parts };
    }
    const activation = node.name.includes('.') ? namedActivation(node, this.scope) : null;
    return activation && { parts: [activation] };
  }

  /** @param {import('./python-expression.js').ConditionalNode} node @returns {Meaning | null} */
  #chosen(node) {
    const chosen = this.scope.resolved(node);
    if (chosen !== node) return this.meaningOf(chosen);
    const paths = this.#paths([node.then, node.otherwise]);
    return paths.length === 0 ? null : { parts: [...longest(paths), unfollowed(this.#place(node), UNDECIDED, true)] };
  }

  /** One item of a list of layers, or some of the values of a layer. @param {import('./python-expression.js').SubscriptNode} node @returns {Meaning | null} */
  #sliced(node) {
    const { of, index } = node;
    const found = this.scope.resolved(node);
    if (found !== node) return this.meaningOf(found);
    const [place] = index;
    const modules = this.#modules.of(of);
    const at = index.length === 1 && place.type !== 'slice' ? this.scope.numberOf(place) : null;
    if (modules && at !== null) {
      const parts = modules.at(at);
      return parts ? { parts } : null;
    }
    const parts = this.partsOf(of);
    return parts && { parts: [...parts, unfollowed(this.#place(node))] };
  }

  /** The paths that expressions stand for, those in lists one by one. @param {readonly Node[]} nodes @returns {Part[][]} */
  #paths(nodes) {
    return nodes.flatMap((node) => {
      if (node.type === 'list') return this.#paths(node.items);
      if (node.type === 'dict') return this.#paths(node.values);
      const found = node.type === 'name' ? this.scope.resolved(node) : node;
      if (found !== node && found.type === 'list' && !this.scope.bound(/** @type {any} */ (node).name)?.parts)
        return this.#paths(found.items);
      const parts = this.partsOf(node);
      return parts ? [parts] : [];
    });
  }

  /** What is returned: a list of layers, or of several values the first that went through most layers. @param {Node} node @returns {Meaning | null} */
  returned(node) {
    if (node.type !== 'list' && node.type !== 'dict') return this.meaningOf(node);
    const items = node.type === 'list' ? node.items : node.values;
    const meanings = items.map((item) => this.meaningOf(item)).filter((each) => each !== null);
    if (meanings.length === 0) return null;
    const parts = longest(meanings.map((each) => each.parts));
    // Values have a beginning in common, or are inputs; layers of a list are made one by one.
    const areLayers =
      node.type === 'list' &&
      !node.isTuple &&
      meanings.length === items.length &&
      meanings.every((each) => each.parts.length > 0 && (each.parts === parts || each.parts[0] !== parts[0]));
    return areLayers && items.length > 1
      ? this.meaningOf(node)
      : (meanings.find((each) => each.parts === parts) ?? null);
  }

  /** The values that a layer is called with; null if they are not known. @param {CallNode} call @param {readonly Node[]} [args] @returns {Part[] | null} */
  #values(call, args = call.args) {
    const paths = this.#paths(args);
    return paths.length > 1 ? together(paths, 'concatenate', this.#place(call)) : (paths[0] ?? null);
  }

  /** @param {CallNode} call @returns {Meaning | null} */
  #called(call) {
    const { callee, args } = call;
    if (callee.type === 'attribute') return this.#method(call, this.meaningOf(callee.of), callee.name);
    if (callee.type !== 'name') {
      const layer = this.partsOf(callee);
      if (args.length === 0) return layer && { parts: layer };
      // A layer that is called with values: nn.Dense(64)(x), self.layers[-1](x).
      const values = this.#values(call);
      if (!layer && !values) return null;
      const own = layer ?? this.itemParts(callee);
      const isJoined = !layer && this.#paths(args).length > 1;
      return {
        parts: [...(values ?? []), ...(isJoined && own[0].kind === 'beside' && own[0].why === UNKNOWN ? [] : own)],
      };
    }
    return this.#calledByName(call, callee.name);
  }

  /** @param {CallNode} call @param {string} name @returns {Meaning | null} */
  #calledByName(call, name) {
    const bound = this.scope.bound(name);
    if (bound?.parts) {
      const values = this.#values(call);
      return values ? { parts: [...values, ...bound.parts] } : { ...bound, parts: bound.parts };
    }
    const made = this.#defined(name, call);
    if (made) return made;
    const alias = called(/** @type {import('./python-expression.js').NameNode} */ (call.callee), this.scope);
    const real = alias.type === 'name' ? alias.name : name;
    if (real !== name) {
      const other = this.#defined(real, call);
      if (other) return other;
    }
    const last = lastOf(real);
    if (last === 'Model') {
      const outputs = call.keywords.get('outputs') ?? call.args[1];
      if (outputs) return this.returned(outputs);
    }
    const owner = this.scope.bound(before(real));
    if (owner?.parts) return this.#method(call, { ...owner, parts: owner.parts }, last);
    const layers = layerParts(expanded(call, real, this.scope), real, this.scope, this.#imported);
    if (layers) {
      this.made.push(...layers.filter((part) => part.kind === 'dense'));
      return { parts: layers };
    }
    const parts = this.#functionParts(call, real, last);
    return parts && { parts };
  }

  /** A method of values or of a model. @param {CallNode} call @param {Meaning | null} owner @param {string} name @returns {Meaning | null} */
  #method(call, owner, name) {
    const plain = name.replace(/_$/, '');
    // Parameters of Flax, which stand for the model that they are of.
    if (/^(init|init_with_output|tabulate)$/.test(name)) return owner;
    if (givesNoValues(name) && !(CALLING.has(name) && owner)) return null;
    const place = this.#place(call);
    if (!owner) {
      const parts = together(this.#paths([...call.args, ...call.keywords.values()]), plain, place);
      return parts && { parts };
    }
    if (SAME.has(name) || SAME.has(plain)) return owner;
    if (CALLING.has(name)) return { parts: [...(this.#values(call) ?? []), ...owner.parts] };
    if (isZeroClamp(call, plain, this.scope)) return { parts: [...owner.parts, this.#activation(call, 'F.relu', 99)] };
    if (isActivation(plain)) return { parts: [...owner.parts, this.#activation(call, `F.${plain}`, 0)] };
    const parts = together([owner.parts, ...this.#paths(call.args)], plain, place);
    return parts && { parts };
  }

  /** @param {CallNode} call @param {string} name @param {number} from */
  #activation(call, name, from) {
    return calledActivation(call, from, name, functionFramework(name, this.#imported), this.scope);
  }

  /** What a function makes of the values that it is called with. @param {CallNode} call @param {string} name @param {string} last @returns {Part[] | null} */
  #functionParts(call, name, last) {
    const [first] = call.args;
    if (givesNoValues(last) || lossName(last) || isOtherLoss(last)) return null;
    if (SAME.has(last)) return first ? this.partsOf(first) : null;
    if (WRAPPERS.has(last)) return first ? this.#wrapped(call) : null;
    if (last === 'linear' && call.args.length > 1)
      return [
        ...(this.partsOf(first) ?? []),
        { kind: 'beside', ...this.#place(call), why: OWN_WEIGHTS, changes: true },
      ];
    if (isZeroClamp(call, last, this.scope)) {
      const [values] = this.#paths(call.args);
      return values ? [...values, this.#activation({ ...call, args: [] }, 'F.relu', 99)] : null;
    }
    if (isActivation(last) && /^[a-z]/.test(last)) {
      const values = first ? this.#values(call, [first]) : null;
      const plain = name.replace(/_$/, '');
      // Numbers stand behind the values, known or not.
      const from = values || (first && this.scope.numberOf(first) === null) ? 1 : 0;
      return [...(values ?? []), this.#activation(call, plain, from)];
    }
    const beside = notDense(last);
    const paths = this.#paths([...call.args, ...call.keywords.values()]);
    if (!beside) return together(paths, last, this.#place(call));
    // Haiku's dropout takes a key and a rate before the values.
    return [...(paths.length > 0 ? longest(paths) : []), this.#beside(call, beside)];
  }

  /** What a wrapper gives back: the model, or what it makes of values behind it: checkpoint(self.block, x). @param {CallNode} call */
  #wrapped({ args }) {
    const own = this.partsOf(args[0]);
    const values = args.length > 1 ? this.#paths(args.slice(1)) : [];
    return own && values.length > 0 ? [...longest(values), ...own] : own;
  }
}

/** Whether it is ReLU in other words: x.clamp(min=0), jnp.maximum(0, x). @param {CallNode} call @param {string} name @param {Scope} scope */
function isZeroClamp({ args, keywords }, name, scope) {
  if (name === 'maximum') return args.some((arg) => scope.numberOf(arg) === 0);
  if (name !== 'clamp' && name !== 'clamp_min' && name !== 'clip') return false;
  const from = keywords.get('min') ?? keywords.get('a_min') ?? args.find((arg) => scope.numberOf(arg) !== null);
  const isOpen =
    !keywords.has('max') && !keywords.has('a_max') && args.filter((arg) => scope.numberOf(arg) !== null).length < 2;
  return isOpen && from !== undefined && scope.numberOf(from) === 0;
}
