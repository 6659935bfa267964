/**
 * Follows the statements of a text and collects the stacks of layers that they make. Nothing of the text runs: names stand for
 * expressions, and the few forms that make stacks are known here. No DOM.
 */
import { isActivation, lastOf } from './model-activations.js';
import { before } from './model-called.js';
import { Definitions, FORWARD } from './model-definitions.js';
import { TorchInit } from './model-torch-init.js';
import { sizeOf } from './model-layers.js';
import { OTHER_LOSS, isOtherLoss, lossName, takenBy } from './model-losses.js';
import { Loops } from './model-loops.js';
import { isHolder } from './model-modules.js';
import { PartsReader } from './model-parts.js';
import { CHANGED, MAY_CHANGE, areWeights, changesLayers, changesWeights } from './model-redrawn.js';
import { Scope } from './model-scope.js';
import { extentOf, settled } from './model-settled.js';
import { SAME } from './model-values.js';

/** @typedef {import('./model-layers.js').Part} Part */
/** @typedef {import('./model-scope.js').Bound} Bound */
/** @typedef {import('./python-expression.js').Node} Node */
/** @typedef {import('./python-expression.js').CallNode} CallNode */
/** @typedef {import('./python-statements.js').Statement} Statement */
/** @typedef {{ line: number, text: string, why: string, changes?: boolean }} Ignored */
/** @typedef {{ name: string, line: number, parts: Part[] }} Stack */

/** Statements that have to do with training. */
const TRAINING =
  /(^|\.)(optim|optimizers?|Adam|AdamW|SGD|RMSprop|adam|adamw|sgd|fit|train_step|zero_grad|backward|step)(\.|$)/;
const AT_THE_START = 'The forecast is of the start, before any training.';

/** The dotted name of what is called; of a method of another call its own name alone. @param {Node} callee */
function calledName(callee) {
  if (callee.type === 'name') return callee.name;
  return callee.type === 'attribute' ? callee.name : '';
}

export class Interpreter {
  scope;
  /** @type {Stack[]} */
  stacks = [];
  /** @type {Ignored[]} */
  ignored = [];
  /** @type {import('./model-losses.js').LossName | null} */
  loss = null;
  /** What the loss takes from the output. @type {import('./model-losses.js').Taken | null} */
  taken = null;
  /** The size of an input that the text names. @type {number | null} */
  inputs = null;
  /** Parts that stand alone, without a stack around them. @type {Part[]} */
  loose = [];
  reader;
  #init;
  #definitions;
  #loops;
  /** @type {Set<string>} */
  #imported = new Set();
  /** What the function that is read returns, once it has. @type {{ meaning: import('./model-parts.js').Meaning | null } | null} */
  #returned = null;

  /** @param {string} text */
  constructor(text) {
    this.scope = new Scope(text);
    // Where the imports are not in the text, what only Flax's nn has tells it from PyTorch's.
    if (/\bnn\.(?:Dense|compact)\b/.test(text)) this.#imported.add('flax');
    this.#definitions = new Definitions(this.scope, this);
    this.reader = new PartsReader(this.scope, this.#imported, (name, call) => {
      const made = this.#definitions.made(name, call);
      return made?.parts ? { ...made, parts: made.parts } : null;
    });
    this.#loops = new Loops(this, (statement, over) => this.#init.loop(statement, over));
    this.#init = new TorchInit(this.scope, (statement, why, changes) => this.ignore(statement, why, changes));
  }

  /** Definitions that could not be read. */
  get pending() {
    return this.#definitions.pending;
  }

  /** @param {Statement[]} statements */
  run(statements) {
    /** Whether a branch of the if statement before was run; null: not known. @type {boolean | null} */
    let isTaken = true;
    for (const statement of statements) {
      if (this.#returned) return;
      this.scope.step(statement.line);
      const [word] = statement.names;
      const isBranch = statement.kind === 'block' && (word === 'elif' || word === 'else');
      if (statement.kind !== 'block' || (word !== 'if' && !isBranch)) this.#statement(statement);
      else if (!isBranch || isTaken === false) isTaken = this.#branch(statement);
      else if (isTaken === null) this.#block(statement);
    }
  }

  /** Runs a branch if its condition holds. @param {Statement} statement @returns {boolean | null} */
  #branch(statement) {
    const { value, body } = statement;
    const holds = value ? this.scope.truthOf(value) : true;
    if (holds) this.run(body);
    else if (holds === null) this.#block(statement);
    return holds;
  }

  /** Runs the body of a function. @param {Statement[]} body */
  returnOf(body) {
    const outer = this.#returned;
    this.#returned = null;
    this.run(body);
    const found = /** @type {{ meaning: import('./model-parts.js').Meaning | null } | null} */ (this.#returned);
    this.#returned = outer;
    return found?.meaning ?? null;
  }

  /** @param {{ line: number, start: number, end: number }} extent @param {string} why @param {boolean} [changes] */
  ignore(extent, why, changes = false) {
    this.ignored.push({ line: extent.line, text: this.scope.textOf(extent), why, ...(changes ? { changes } : {}) });
  }

  /** @param {Statement} statement */
  #statement(statement) {
    const { kind, value } = statement;
    if (kind === 'import') for (const name of statement.names) this.#imported.add(name);
    else if (kind === 'unread') this.#unread(statement);
    else if (kind === 'block') this.#block(statement);
    else if (kind === 'return') this.#returned = { meaning: value && this.reader.returned(value) };
    else if (kind === 'assign' && value) this.#assign(statement, value);
    else if (kind === 'call' && value) this.#call(statement, value);
  }

  /** @param {Statement} statement */
  #unread(statement) {
    const text = this.scope.textOf(statement);
    this.ignore(statement, `This could not be read: ${statement.why}`, changesWeights(text) || changesLayers(text));
  }

  /** @param {Statement} statement @param {Node} value */
  #assign(statement, value) {
    const { names, targets } = statement;
    for (const target of targets) this.#assignPart(target, statement);
    const items = names.length > 1 ? this.scope.itemsOf(value) : null;
    if (items && items.length === names.length) {
      // All values are known before the first name is assigned: a, b = b, a.
      const bounds = items.map((item) => this.boundOf(item));
      names.forEach((name, k) => this.#bind(name, items[k], statement, bounds[k]));
      return;
    }
    if (this.#takeLoss(statement, value)) return;
    // Parameters of Flax: model.init(key, jnp.ones((1, 784))).
    if (value.type === 'call' && lastOf(calledName(value.callee)) === 'init') this.#takeInputs(value);
    if (names.length === 0) return;
    const bound = this.boundOf(value);
    const isBound = names.map((name) => this.#bind(name, value, statement, bound)).some(Boolean);
    if (!isBound && TRAINING.test(this.scope.textOf(value).split('(')[0])) this.ignore(statement, AT_THE_START);
  }

  /** An assignment to an item, or to an attribute of one: model[0].weight = …. @param {Node} target @param {Statement} statement */
  #assignPart(target, statement) {
    const text = this.scope.textOf(target);
    if (changesWeights(text)) this.ignore(statement, MAY_CHANGE, true);
    else if (
      this.reader.partsOf(target.type === 'subscript' || target.type === 'attribute' ? target.of : target)?.length
    )
      this.ignore(statement, CHANGED, true);
  }

  /**
   * What an expression is here: its layers, or the expression with its names settled.
   * @param {Node} node @returns {Bound}
   */
  boundOf(node) {
    if (node.type === 'name') {
      const bound = this.scope.bound(node.name);
      if (bound) return bound;
    }
    const object = this.#objectOf(node);
    if (object) return object;
    const found = this.reader.meaningOf(node);
    const isFunction = found?.parts.length === 1 && found.parts[0].kind === 'activation';
    return {
      ...found,
      node: !found || isFunction || node.type === 'dict' ? settled(node, this.scope) : null,
      parts: found?.parts ?? null,
    };
  }

  /** An object of a class of the text: Net(…), Net(…).to(device). @param {Node} node @returns {Bound | null} */
  #objectOf(node) {
    let made = /** @type {Node} */ (node);
    while (made.type === 'call' && made.callee.type === 'attribute' && SAME.has(made.callee.name))
      made = made.callee.of;
    if (made.type !== 'call' || made.callee.type !== 'name' || !this.#definitions.isClass(made.callee.name))
      return null;
    return this.#definitions.made(made.callee.name, made);
  }

  /** @param {string} name @param {Node} node @param {Statement} statement @param {Bound} bound @returns {boolean} whether it stands for a stack */
  #bind(name, node, statement, bound) {
    const owner = before(name);
    if (areWeights(name)) {
      this.ignore(statement, MAY_CHANGE, true);
      return false;
    }
    if (owner && owner !== 'self' && bound.parts?.length) this.ignore(statement, CHANGED, true);
    this.scope.bind(name, bound);
    const { parts } = bound;
    if (!parts?.some((part) => part.kind === 'dense')) return false;
    const stack = { name, line: statement.line, parts };
    if (!this.#isMade(node) && this.isCovered(stack)) return false;
    this.stacks = [...this.stacks.filter((each) => each.name !== name), stack];
    return true;
  }

  /** Whether an expression makes a model, and does not only call one. @param {Node} node */
  #isMade(node) {
    if (node.type === 'list' || isHolder(node)) return true;
    if (node.type !== 'call') return false;
    const name = calledName(node.callee);
    return lastOf(name) === 'Model' || this.#definitions.functionOf(name) !== undefined;
  }

  /** Whether all layers of a stack are in other ones already: values that went through a model. @param {Stack} stack */
  isCovered({ name, parts }) {
    const known = new Set(this.stacks.filter((each) => each.name !== name).flatMap((each) => each.parts));
    return parts.every((part) => part.kind !== 'dense' || known.has(part));
  }

  /** @param {Statement} statement @param {Node} value */
  #call(statement, value) {
    if (this.#takeLoss(statement, value)) return;
    if (value.type === 'call') {
      const { callee } = value;
      if (callee.type === 'attribute' && this.#init.method(statement, value, callee)) return;
      if (callee.type === 'attribute' && this.#isOfBase(callee) && this.#definitions.ofBase(callee.name, value)) return;
      if (this.#method(statement, value, calledName(callee)) || this.#inPlace(value)) return;
    }
    const text = this.scope.textOf(value);
    const isTraining = TRAINING.test(text.split('(')[0]);
    const parts = isTraining ? null : this.reader.partsOf(value);
    if (parts && !parts.some((part) => part.kind === 'beside' && part.isUnfollowed)) this.loose.push(...parts);
    else if (isTraining) this.ignore(statement, AT_THE_START);
    else if (changesWeights(text)) this.ignore(statement, MAY_CHANGE, true);
    else if (parts && this.scope.isInside) this.ignore(statement, CHANGED, true);
    else if (value.type !== 'text') this.ignore(statement, 'This does not add a layer.');
  }

  /** super().method. @param {import('./python-expression.js').AttributeNode} callee */
  #isOfBase({ of }) {
    return of.type === 'call' && of.callee.type === 'name' && of.callee.name === 'super';
  }

  /** A function that changes the values of a name: x.relu_(), F.relu(x, inplace=True). @param {CallNode} call @returns {boolean} */
  #inPlace(call) {
    const name = calledName(call.callee);
    const isMarked = /_$/.test(name) || this.scope.flagOf(call.keywords.get('inplace')) === true;
    if (!isMarked || !isActivation(lastOf(name).replace(/_$/, ''))) return false;
    const [first] = call.args;
    const target = this.scope.bound(before(name))?.parts ? before(name) : first?.type === 'name' ? first.name : '';
    const parts = target ? this.reader.partsOf(call) : null;
    if (parts) this.scope.bind(target, { node: null, parts });
    return parts !== null;
  }

  /**
   * Statements that change a model: `model.add(…)`, `model.apply(…)`, `nn.init.…`.
   * @param {Statement} statement @param {CallNode} call @param {string} name @returns {boolean}
   */
  #method(statement, call, name) {
    const last = lastOf(name);
    const owner = before(name);
    if (this.#init.call(statement, call, name)) return true;
    const [first] = call.args;
    const bound = this.scope.bound(owner);
    if (last === 'apply' && first) {
      const found = this.scope.resolved(first);
      const named = found.type === 'name' ? this.#definitions.functionOf(found.name) : undefined;
      if (named) this.#init.applied(named, statement);
      else this.ignore(statement, 'The function that is applied is not in the text. It may draw weights again.', true);
      return true;
    }
    if ((last === 'add' || last === 'append' || last === 'add_module') && bound && call.args.length > 0) {
      this.#append(owner, call.args[call.args.length - 1], statement);
      return true;
    }
    if ((last === 'extend' || last === '__iadd__') && bound && first) {
      const modules = this.reader.modulesOf(first);
      if (modules) this.#grow(owner, modules, statement);
      else for (const item of this.scope.itemsOf(first) ?? [first]) this.#append(owner, item, statement);
      return true;
    }
    if (last === 'pop' && call.args.length === 0 && bound?.modules) {
      const modules = bound.modules.slice(0, -1);
      this.scope.rebind(owner, { node: null, parts: modules.flat(), modules });
      return true;
    }
    if (/^(insert|pop|remove|reverse|clear)$/.test(last) && bound?.parts?.length) {
      this.ignore(statement, CHANGED, true);
      return true;
    }
    const isOwn = this.scope.methodOf(name) !== null && !FORWARD.includes(last);
    if (isOwn) {
      this.#definitions.made(name, call);
      return true;
    }
    if (last === 'compile' && call.keywords.has('loss')) {
      this.#takeLoss(statement, /** @type {Node} */ (call.keywords.get('loss')));
      return true;
    }
    if (last === 'build' || last === 'init' || last === 'lazy_init') {
      this.#takeInputs(call);
      return true;
    }
    if (this.#definitions.functionOf(name) && !this.scope.bound(owner)?.parts && call.args.length > 0)
      return this.#definitions.made(name, call) !== null;
    return ['super', 'summary', 'eval', 'train', 'cuda', 'to', 'manual_seed', '__init__', 'print'].includes(last);
  }

  /** The size of the values that a model is built for: `model.build((None, 784))`, `model.init(key, jnp.ones((1, 784)))`. @param {CallNode} call */
  #takeInputs(call) {
    const node = call.keywords.get('input_shape') ?? call.args[call.args.length - 1];
    if (!node) return;
    const found = this.scope.resolved(node);
    const isMade =
      found.type === 'call' &&
      found.callee.type === 'name' &&
      /^(ones|zeros|empty|normal|rand|randn)$/.test(lastOf(found.callee.name));
    const shape = isMade ? found.args[found.args.length - 1] : found;
    if (!shape || !this.scope.itemsOf(shape)) return;
    this.inputs = sizeOf(shape, this.scope, false);
  }

  /** @param {string} owner @param {Node} node @param {Statement} statement */
  #append(owner, node, statement) {
    const bound = this.scope.bound(owner);
    const items = bound?.node && this.scope.itemsOf(bound.node);
    if (items && !bound.modules && this.reader.partsOf(node) === null) {
      // A list of numbers or words.
      const extent = extentOf(/** @type {Node} */ (bound.node));
      this.scope.step(extent.line, items.length);
      const grown = { ...extent, type: /** @type {const} */ ('list'), items: [...items, settled(node, this.scope)] };
      if (items.length > 0 || this.scope.numberOf(node) !== null)
        return this.scope.rebind(owner, { node: grown, parts: null });
    }
    this.#grow(owner, [this.reader.itemParts(node)], statement);
  }

  /** @param {string} owner @param {Part[][]} added @param {Statement} statement */
  #grow(owner, added, statement) {
    const bound = this.scope.bound(owner);
    const parts = [...(bound?.parts ?? []), ...added.flat()];
    this.scope.step(statement.line, parts.length);
    this.scope.rebind(owner, { node: null, parts, modules: [...(bound?.modules ?? []), ...added] });
    this.stacks = this.stacks.filter((stack) => stack.name !== owner);
    if (parts.some((part) => part.kind === 'dense')) this.stacks.push({ name: owner, line: statement.line, parts });
  }

  /** @param {Statement} statement @param {Node} value @returns {boolean} whether it is a loss */
  #takeLoss(statement, value) {
    const found = this.scope.resolved(value);
    const callee = found.type === 'call' ? found.callee : found;
    const name = callee.type === 'name' ? callee.name : callee.type === 'text' ? callee.value : '';
    const loss = lossName(name);
    const fromLogits =
      found.type === 'call' && this.scope.flagOf(found.keywords.get('from_logits') ?? found.args[0]) === true;
    if (loss) [this.loss, this.taken] = [loss, takenBy(name, fromLogits)];
    else if (isOtherLoss(name)) this.ignore(statement, OTHER_LOSS);
    else return false;
    return true;
  }

  /** @param {Statement} statement */
  #block(statement) {
    const [word, name = ''] = statement.names;
    if (word === 'class') this.#definitions.addClass(statement);
    else if (word === 'def') this.#definitions.addFunction(statement, name);
    else if (word === 'for') this.#loops.follow(statement);
    else if (word === 'if' && statement.value && this.scope.textOf(statement.value).includes('__name__'))
      this.run(statement.body);
    else if (word === 'with' || word === 'try') this.run(statement.body);
    else if (this.concernsStacks(statement))
      this.ignore(statement, 'Conditions and loops without an end are not followed.', true);
  }

  /** Whether a block that is not followed may add layers, draw weights, or change what goes through layers. @param {Statement} statement @returns {boolean} */
  concernsStacks({ body }) {
    return body.some(
      (each) =>
        this.concernsStacks(each) ||
        /Linear|Dense|Sequential|init\.|init_|initializer|weight\b/.test(this.scope.textOf(each)) ||
        (this.scope.isInside && this.#changesValues(each)),
    );
  }

  /** Whether a statement adds to values of a name that went through layers. @param {Statement} statement @returns {boolean} */
  #changesValues({ kind, names, value }) {
    if (!value || (kind !== 'assign' && kind !== 'return')) return false;
    const known = this.scope.bound(names[0] ?? '')?.parts ?? [];
    const parts = this.reader.partsOf(value) ?? [];
    return parts.some((part) => !known.includes(part) && (part.kind !== 'beside' || part.changes));
  }
}
