/** Lines that draw the weights of PyTorch layers again: `nn.init.…`, `weight.data.normal_()`, and loops and functions around them. No DOM. */
import { lastOf } from './model-activations.js';
import { before } from './model-called.js';
import { ModelError, quoted } from './model-error.js';
import { FAR, law, scaled, shortest } from './model-laws.js';
import { MAY_CHANGE, changesWeights } from './model-redrawn.js';
import { REST, passedBy } from './model-torch-conditions.js';

/** @typedef {import('./model-layers.js').DensePart} DensePart */
/** @typedef {import('./model-layers.js').Part} Part */
/** @typedef {import('./model-laws.js').Law} Law */
/** @typedef {import('./model-scope.js').Scope} Scope */
/** @typedef {import('./python-expression.js').Node} Node */
/** @typedef {import('./python-expression.js').CallNode} CallNode */
/** @typedef {import('./python-statements.js').Statement} Statement */
/** @typedef {'weights' | 'biases'} What */
/** @typedef {{ name: string, layers: DensePart[], what: What | null, areParameters?: boolean }} Each  what a name stands for in a loop; what: of parameters */

/** Square of the gain that PyTorch gives a nonlinearity. */
const GAINS = new Map(Object.entries({ linear: 1, sigmoid: 1, tanh: 25 / 9, relu: 2, selu: 9 / 16 }));
const NOT_FOLLOWED = 'This condition is not followed, so what stands below it is left out.';
const NOT_FOUND = 'It is not in the text which layers this draws again.';

/** Functions of nn.init under their old names, without an underscore. */
const OLD = /(^|\.)init\.((kaiming|xavier)_(normal|uniform)|uniform|normal|constant|eye|dirac|orthogonal|sparse)$/;
/** Methods of parameters, and the function of nn.init that does the same. @type {Record<string, string>} */
const METHODS = { normal_: 'normal_', uniform_: 'uniform_', zero_: 'zeros_', fill_: 'constant_' };

export class TorchInit {
  #scope;
  #ignore;

  /** @param {Scope} scope @param {(statement: Statement, why: string, changes: boolean) => void} ignore */
  constructor(scope, ignore) {
    this.#scope = scope;
    this.#ignore = ignore;
  }

  /**
   * One call, if it draws parameters again.
   * @param {Statement} statement @param {CallNode} call @param {string} name  of what is called @param {Each | null} [each]
   * @returns {boolean}
   */
  call(statement, call, name, each = null) {
    const last = OLD.test(name) ? `${lastOf(name)}_` : lastOf(name);
    const isInit =
      OLD.test(name) || /(^|\.)init\.\w+_$/.test(name) || (/^(?!__)[^.]*_$/.test(name) && call.args.length > 0);
    const isOfEach = each !== null && [`${each.name}.${last}`, `${each.name}.data.${last}`].includes(name);
    const isMethod = Object.hasOwn(METHODS, last) && (isOfEach || /(^|\.)(weight|bias|data)\.\w+_$/.test(name));
    const method = isMethod ? METHODS[last] : null;
    if (!isInit && !method) return false;
    const [first, ...rest] = call.args;
    const target = method ? name.slice(0, name.length - last.length - 1) : first ? this.#pathOf(first) : null;
    if (each?.areParameters && each.what === null && target?.replace(/\.data$/, '') === each.name) {
      for (const what of /** @type {const} */ (['weights', 'biases']))
        this.#draw(method ?? last, method ? call.args : rest, call, { layers: each.layers, what }, each);
      return true;
    }
    const found = target === null ? null : this.#targets(target, first, each);
    if (!found || found.layers.length === 0) {
      this.#ignore(statement, NOT_FOUND, true);
      return true;
    }
    this.#draw(method ?? last, method ? call.args : rest, call, found, each);
    return true;
  }

  /** @param {string} name @param {Node[]} args @param {CallNode} call @param {{ layers: DensePart[], what: What }} found @param {Each | null} [each] */
  #draw(name, args, call, found, each = null) {
    for (const layer of found.layers) {
      // The law may have the layer's own sizes in it: 1 / math.sqrt(m.in_features).
      if (each) this.#scope.bind(each.name, { node: null, parts: [layer] });
      const drawn = this.#law(name, args, call, found);
      if (found.what === 'weights') layer.weights = drawn;
      else if (layer.biases.initializer !== 'none') layer.biases = drawn;
    }
  }

  /**
   * A method of a parameter of an item: `model[0].weight.data.normal_()`.
   * @param {Statement} statement @param {CallNode} call @param {import('./python-expression.js').AttributeNode} callee @returns {boolean}
   */
  method(statement, call, { name, of }) {
    if (!Object.hasOwn(METHODS, name) || of.type !== 'attribute') return false;
    const found = this.#targets(
      `[].${of.name === 'data' && of.of.type === 'attribute' ? of.of.name : of.name}`,
      of,
      null,
    );
    if (found) this.#draw(METHODS[name], call.args, call, found);
    else this.#ignore(statement, NOT_FOUND, true);
    return true;
  }

  /** The dotted path of a parameter, without `.data`. @param {Node} node @returns {string | null} */
  #pathOf(node) {
    if (node.type === 'name') return node.name.replace(/\.data$/, '');
    if (node.type === 'attribute') return `[].${node.name}`;
    return null;
  }

  /** @param {string} target @param {Node | undefined} node @param {Each | null} each @returns {{ layers: DensePart[], what: What } | null} */
  #targets(target, node, each) {
    const path = target.replace(/\.data$/, '');
    if (each && path === each.name && each.what) return { layers: each.layers, what: each.what };
    const last = lastOf(path);
    if (last !== 'weight' && last !== 'bias') return null;
    const what = last === 'weight' ? 'weights' : 'biases';
    const owner = path.slice(0, path.length - last.length - 1);
    if (each && owner === each.name) return { layers: each.layers, what };
    const parts = node?.type === 'attribute' ? this.#indexed(node) : this.#scope.bound(owner)?.parts;
    return parts ? { layers: denseOf(parts), what } : null;
  }

  /** The layers of `model[0].weight`. @param {import('./python-expression.js').AttributeNode} node @returns {Part[] | null} */
  #indexed(node) {
    const of = node.name === 'data' && node.of.type === 'attribute' ? node.of.of : node.of;
    if (of.type !== 'subscript' || of.of.type !== 'name' || of.index.length !== 1) return null;
    const place = this.#scope.numberOf(of.index[0]);
    const { modules } = this.#scope.bound(of.of.name) ?? {};
    return (place === null ? null : modules?.at(place)) ?? null;
  }

  /**
   * A loop over a model's modules or parameters.
   * @param {Statement} statement @param {Node} over @returns {boolean} false if it goes through something else
   */
  loop(statement, over) {
    const names = statement.names.slice(1);
    const variable = names[names.length - 1] ?? '';
    const { layers, isOfParameters } = this.#loopedOver(over);
    if (!layers) return false;
    /** @type {Each} */
    const each = { name: variable, layers, what: null, areParameters: isOfParameters };
    this.#body(statement.body, each, isOfParameters ? names[0] : '');
    return true;
  }

  /** @param {Node} over @returns {{ layers: DensePart[] | null, isOfParameters: boolean }} */
  #loopedOver(over) {
    const items = this.#scope.itemsOf(over);
    if (items)
      return {
        layers: denseOf(
          items.flatMap((item) => (item.type === 'name' ? (this.#scope.bound(item.name)?.parts ?? []) : [])),
        ),
        isOfParameters: false,
      };
    const name =
      over.type === 'call' && over.callee.type === 'name' ? over.callee.name : over.type === 'name' ? over.name : '';
    const last = lastOf(name);
    const isListing = [
      'modules',
      'children',
      'named_modules',
      'named_children',
      'parameters',
      'named_parameters',
      'layers',
    ].includes(last);
    const owner = isListing ? before(name) : name;
    const parts = owner === 'self' ? this.#scope.ofSelf() : this.#scope.bound(owner)?.parts;
    return { layers: parts ? denseOf(parts) : null, isOfParameters: last.endsWith('parameters') };
  }

  /**
   * A function that is applied to every module.
   * @param {Statement} definition @param {Statement} statement  that applies it
   */
  applied(definition, statement) {
    const variable = definition.names.slice(2).find((name) => name !== 'self') ?? '';
    const { value } = statement;
    const name = value?.type === 'call' && value.callee.type === 'name' ? value.callee.name : '';
    const owner = before(name);
    const parts = owner === 'self' ? this.#scope.ofSelf() : (this.#scope.bound(owner)?.parts ?? this.#scope.all());
    this.#body(definition.body, { name: variable, layers: denseOf(parts), what: null }, '');
  }

  /** @param {Statement[]} body @param {Each} each @param {string} named  the name's variable in a loop over parameters @param {Set<string>} [classNames] */
  #body(body, each, named, classNames = new Set()) {
    /** What the branches of a condition before have not let through. @type {import('./model-torch-conditions.js').Passed} */
    let rest = 'all';
    const branch = (/** @type {Statement} */ statement, /** @type {typeof rest} */ what) => {
      if (what === 'other') return;
      if (what === 'unknown') this.#ignore(statement, NOT_FOLLOWED, true);
      else this.#body(statement.body, { ...each, what: what === 'all' ? each.what : what }, named, classNames);
    };
    for (const statement of body) {
      const { kind, value, names } = statement;
      const [word] = names;
      this.#scope.step(statement.line);
      if (kind === 'block' && (word === 'if' || word === 'elif') && value) {
        const textOf = (/** @type {Node} */ node) => this.#scope.textOf(node);
        const what = passedBy(value, { each: each.name, named, classNames, textOf });
        branch(statement, word === 'elif' && rest === 'other' ? 'other' : what);
        if (word === 'if') rest = REST[what];
        else if (what === 'unknown' || what === 'all') rest = REST[what];
        else if (rest === what) rest = 'other';
      } else if (kind === 'block' && word === 'else') {
        branch(statement, rest);
      } else if (kind === 'block' && word === 'with') {
        this.#body(statement.body, each, named, classNames);
      } else if (kind === 'block') {
        this.#ignore(statement, NOT_FOLLOWED, true);
      } else if (kind === 'call' || kind === 'assign' || kind === 'unread') {
        this.#line(statement, each, classNames);
      }
    }
  }

  /** A call that draws weights, or an assignment of what it draws with. @param {Statement} statement @param {Each} each @param {Set<string>} classNames */
  #line(statement, each, classNames) {
    const { kind, value, names, targets } = statement;
    const text = this.#scope.textOf(statement);
    if (
      kind === 'call' &&
      value?.type === 'call' &&
      value.callee.type === 'name' &&
      this.call(statement, value, value.callee.name, each)
    )
      return;
    const isAssigned = kind === 'assign' && targets.length === 0 && names.every((name) => !name.includes('.'));
    if (isAssigned && /__name__$/.test(text)) names.forEach((name) => classNames.add(name));
    else if (isAssigned && names.length === 1) this.#scope.bind(names[0], { node: value, parts: null });
    else if (isAssigned) names.forEach((name) => this.#scope.bind(name, { node: null, parts: null }));
    else if (changesWeights(text)) this.#ignore(statement, MAY_CHANGE, true);
    else this.#ignore(statement, 'This does not draw weights.', false);
  }

  /**
   * The law of a function of nn.init.
   * @param {string} name @param {Node[]} args  behind the parameter @param {CallNode} call @param {{ layers: DensePart[], what: What }} found
   * @returns {Law}
   */
  #law(name, args, call, { what }) {
    const nodeOf = (/** @type {number} */ place, /** @type {string[]} */ names) =>
      names.map((each) => call.keywords.get(each)).find((each) => each !== undefined) ?? args[place];
    const number = (/** @type {number} */ place, /** @type {string} */ key, /** @type {number} */ otherwise) => {
      const node = nodeOf(place, [key]);
      return node ? this.#scope.number(node, key) : otherwise;
    };
    const word = (/** @type {number} */ place, /** @type {string} */ key, /** @type {string} */ otherwise) => {
      const node = nodeOf(place, [key]);
      if (!node) return otherwise;
      return this.#scope.wordOf(node) ?? refuseWord(key, this.#scope.textOf(node), 'a word in quotes', call.line);
    };
    const { line } = call;
    /** Square of the gain. */
    const gain = () => {
      const node = nodeOf(0, ['gain']);
      return node ? this.#squaredGain(node) : 1;
    };
    const isOfBiases = what === 'biases' && /^(kaiming|xavier|orthogonal|eye|sparse)/.test(name);
    if (isOfBiases) return refuseInit(name, line, 'needs a matrix, and biases are none');
    switch (name) {
      case 'kaiming_normal_':
      case 'kaiming_uniform_': {
        const squared = gainOf(word(2, 'nonlinearity', 'leaky_relu'), number(0, 'a', 0), line);
        const mode = word(1, 'mode', 'fan_in').toLowerCase();
        if (mode !== 'fan_in' && mode !== 'fan_out') refuseWord('mode', mode, 'fan_in or fan_out', line);
        return scaled(squared, mode, name === 'kaiming_normal_' ? 'untruncated_normal' : 'uniform');
      }
      case 'xavier_normal_':
        return scaled(gain(), 'fan_avg', 'untruncated_normal');
      case 'xavier_uniform_':
        return scaled(gain(), 'fan_avg', 'uniform');
      case 'normal_':
        return shortest(law('random_normal', { mean: number(0, 'mean', 0), stddev: number(1, 'std', 1) }));
      case 'uniform_':
        return shortest(law('random_uniform', { minval: number(0, 'a', 0), maxval: number(1, 'b', 1) }));
      case 'trunc_normal_':
        return cutNormal(number(0, 'mean', 0), number(1, 'std', 1), number(2, 'a', -2), number(3, 'b', 2), line);
      case 'orthogonal_':
        return shortest(law('orthogonal', { gain: Math.sqrt(gain()) }));
      case 'constant_':
        return shortest(law('constant', { value: number(0, call.keywords.has('value') ? 'value' : 'val', 0) }));
      case 'zeros_':
        return { initializer: 'zeros' };
      case 'ones_':
        return { initializer: 'ones' };
      case 'eye_':
        return { initializer: 'identity' };
      default:
        return refuseInit(name, line, 'is not one that can be read');
    }
  }

  /** The square of a number, or of `nn.init.calculate_gain('relu')`, which is known without a root. @param {Node} node */
  #squaredGain(node) {
    const found = this.#scope.resolved(node);
    if (found.type === 'call' && found.callee.type === 'name' && lastOf(found.callee.name) === 'calculate_gain') {
      const [nonlinearity, param] = ['nonlinearity', 'param'].map((key, k) => found.keywords.get(key) ?? found.args[k]);
      const slope = param && this.#scope.wordOf(param) !== 'None' ? this.#scope.number(param, 'param') : 0.01;
      return gainOf((nonlinearity && this.#scope.wordOf(nonlinearity)) ?? '', slope, found.line);
    }
    return rounded(this.#scope.number(node, 'gain') ** 2);
  }
}

/** @param {readonly Part[]} parts @returns {DensePart[]} */
const denseOf = (parts) => parts.filter((part) => part.kind === 'dense');

/** A square that a root was taken of before. @param {number} value */
const rounded = (value) => Number(value.toPrecision(14));

/** @param {string} nonlinearity @param {number} slope @param {number} line */
function gainOf(nonlinearity, slope, line) {
  if (nonlinearity === 'leaky_relu') return rounded(2 / (1 + slope * slope));
  const gain = /^conv(_transpose)?[123]d$/.test(nonlinearity) ? 1 : GAINS.get(nonlinearity);
  if (gain === undefined)
    throw new ModelError(
      `PyTorch’s calculate_gain has no ${quoted(nonlinearity)}; must be one of ${[...GAINS.keys(), 'leaky_relu'].join(', ')}.`,
      {
        line,
        path: 'nonlinearity',
        value: nonlinearity,
        allowed: [...GAINS.keys(), 'leaky_relu'].join(', '),
      },
    );
  return gain;
}

/** PyTorch cuts at `a` and `b` themselves, not at so many standard deviations. @param {number} mean @param {number} std @param {number} a @param {number} b @param {number} line @returns {Law} */
function cutNormal(mean, std, a, b, line) {
  const [below, above] = [(mean - a) / std, (b - mean) / std];
  const far = Math.min(below, above);
  if (far >= FAR)
    return {
      ...shortest(law('random_normal', { mean, stddev: std })),
      note: `Line ${line}: trunc_normal_ cuts at ${a} and ${b} themselves, which is ${far > 1000 ? 'more than 1,000' : Math.floor(far)} standard deviations out, so ${far > 8 ? 'nothing' : 'hardly anything'} is cut.`,
    };
  if (Math.abs(below - 2) < 1e-6 && Math.abs(above - 2) < 1e-6)
    return shortest(law('truncated_normal', { mean, stddev: std }));
  return refuseInit(
    'trunc_normal_',
    line,
    `is cut at ${a} and ${b}, which is not two standard deviations on each side`,
  );
}

/** @param {string} name @param {number} line @param {string} why @returns {never} */
function refuseInit(name, line, why) {
  const allowed =
    'kaiming_, xavier_, normal_, uniform_, trunc_normal_, orthogonal_, constant_, zeros_, ones_ and eye_ of nn.init';
  throw new ModelError(`${name} ${why}; must be one of ${allowed}.`, {
    line,
    path: 'initializer',
    value: name,
    allowed,
  });
}

/** @param {string} path @param {string} value @param {string} allowed @param {number} line @returns {never} */
function refuseWord(path, value, allowed, line) {
  throw new ModelError(`${path} is ${quoted(value)}; must be ${allowed}.`, { line, path, value, allowed });
}
