/**
 * Follows the statements of a text and collects the stacks of layers that they make. Nothing of the text runs: names stand for
 * expressions, and the few forms that make stacks are known here. No DOM.
 */
import { lastOf } from './model-activations.js';
import { TorchInit } from './model-torch-init.js';
import { sizeOf } from './model-layers.js';
import { OTHER_LOSS, isOtherLoss, lossName } from './model-losses.js';
import { PartsReader } from './model-parts.js';
import { Scope } from './model-scope.js';

/** @typedef {import('./model-layers.js').Part} Part */
/** @typedef {import('./python-expression.js').Node} Node */
/** @typedef {import('./python-expression.js').CallNode} CallNode */
/** @typedef {import('./python-statements.js').Statement} Statement */
/** @typedef {{ line: number, text: string, why: string, changes?: boolean }} Ignored */
/** @typedef {{ name: string, line: number, parts: Part[] }} Stack */

/** Methods that compute a network's outputs. */
const FORWARD = new Set(['forward', '__call__', 'call']);
const SET_UP = new Set(['__init__', 'setup', 'build']);
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
  /** The size of an input that the text names. @type {number | null} */
  inputs = null;
  /** Parts that stand alone, without a stack around them. @type {Part[]} */
  loose = [];
  #init;
  #reader;
  /** @type {Set<string>} */
  #imported = new Set();
  /** Functions that are defined, which `apply` may be given. @type {Map<string, Statement>} */
  #functions = new Map();
  /** What the function that is read returns. @type {Part[] | null} */
  #returned = null;

  /** @param {string} text */
  constructor(text) {
    this.scope = new Scope(text);
    this.#reader = new PartsReader(this.scope, this.#imported);
    this.#init = new TorchInit(this.scope, (statement, why) => this.#ignore(statement, why));
  }

  /** @param {Statement[]} statements */
  run(statements) {
    for (const statement of statements) {
      this.scope.step(statement.line);
      this.#statement(statement);
    }
  }

  /** @param {{ line: number, start: number, end: number }} extent @param {string} why */
  #ignore(extent, why) {
    this.ignored.push({ line: extent.line, text: this.scope.textOf(extent), why });
  }

  /** @param {Statement} statement */
  #statement(statement) {
    const { kind, value } = statement;
    if (kind === 'import') for (const name of statement.names) this.#imported.add(name);
    else if (kind === 'unread') this.#ignore(statement, `This could not be read: ${statement.why}`);
    else if (kind === 'block') this.#block(statement);
    else if (kind === 'return' && value) this.#returned = this.#reader.partsOf(value);
    else if (kind === 'assign' && value) this.#assign(statement, value);
    else if (kind === 'call' && value) this.#call(statement, value);
  }

  /** @param {Statement} statement @param {Node} value */
  #assign(statement, value) {
    const { names } = statement;
    const items = names.length > 1 ? this.scope.itemsOf(value) : null;
    if (items && items.length === names.length) {
      names.forEach((name, k) => this.#bind(name, items[k], statement));
      return;
    }
    if (this.#takeLoss(statement, value)) return;
    // Parameters of Flax: model.init(key, jnp.ones((1, 784))).
    if (value.type === 'call' && lastOf(calledName(value.callee)) === 'init') this.#takeInputs(value);
    const isBound = names.map((name) => this.#bind(name, value, statement)).some(Boolean);
    if (!isBound && TRAINING.test(this.scope.textOf(value).split('(')[0])) this.#ignore(statement, AT_THE_START);
  }

  /** @param {string} name @param {Node} node @param {Statement} statement @returns {boolean} whether it stands for layers */
  #bind(name, node, statement) {
    const modules = this.#modulesOf(node);
    const parts = modules ? modules.flat() : this.#reader.partsOf(node);
    this.scope.bind(name, {
      node: parts && node.type !== 'list' ? null : node,
      parts,
      ...(modules ? { modules } : {}),
    });
    if (!parts) return false;
    this.stacks = this.stacks.filter((stack) => stack.name !== name);
    if (parts.some((part) => part.kind === 'dense')) this.stacks.push({ name, line: statement.line, parts });
    return true;
  }

  /** The parts of each item of a Sequential; null of anything else. @param {Node} node @returns {Part[][] | null} */
  #modulesOf(node) {
    if (node.type !== 'call' || node.callee.type !== 'name' || lastOf(node.callee.name) !== 'Sequential') return null;
    return this.#reader.held(node).map((item) => this.#reader.itemParts(item));
  }

  /** @param {Statement} statement @param {Node} value */
  #call(statement, value) {
    if (this.#takeLoss(statement, value)) return;
    if (value.type === 'call' && value.callee.type === 'attribute' && this.#init.method(statement, value, value.callee))
      return;
    if (value.type !== 'call' || !this.#method(statement, value, calledName(value.callee))) {
      const parts = this.#reader.partsOf(value);
      if (parts) this.loose.push(...parts);
      else if (TRAINING.test(this.scope.textOf(value).split('(')[0])) this.#ignore(statement, AT_THE_START);
      else if (value.type !== 'text') this.#ignore(statement, 'This does not add a layer.');
    }
  }

  /**
   * Statements that change a model: `model.add(…)`, `model.apply(…)`, `nn.init.…`.
   * @param {Statement} statement @param {CallNode} call @param {string} name @returns {boolean}
   */
  #method(statement, call, name) {
    const last = lastOf(name);
    const owner = name.slice(0, Math.max(0, name.length - last.length - 1));
    if (this.#init.call(statement, call, name)) return true;
    const [first] = call.args;
    const bound = this.scope.bound(owner);
    if (last === 'apply' && first) {
      const applied = this.scope.wordOf(first);
      const named = applied === null ? undefined : this.#functions.get(applied);
      if (named) this.#init.applied(named, statement);
      else this.#ignore(statement, 'The function that is applied is not in the text.');
      return true;
    }
    if ((last === 'add' || last === 'append' || last === 'add_module') && bound && call.args.length > 0) {
      this.#append(owner, call.args[call.args.length - 1], statement);
      return true;
    }
    if ((last === 'extend' || last === '__iadd__') && bound && first) {
      for (const item of this.scope.itemsOf(first) ?? [first]) this.#append(owner, item, statement);
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
    const known = bound?.parts ?? [];
    const added = this.#reader.itemParts(node);
    const parts = [...known, ...added];
    this.scope.step(statement.line, parts.length);
    this.scope.bind(owner, { node: null, parts, modules: [...(bound?.modules ?? []), added] });
    this.stacks = this.stacks.filter((stack) => stack.name !== owner);
    if (parts.some((part) => part.kind === 'dense')) this.stacks.push({ name: owner, line: statement.line, parts });
  }

  /** @param {Statement} statement @param {Node} value @returns {boolean} whether it is a loss */
  #takeLoss(statement, value) {
    const found = this.scope.resolved(value);
    const callee = found.type === 'call' ? found.callee : found;
    const name = callee.type === 'name' ? callee.name : callee.type === 'text' ? callee.value : '';
    const loss = lossName(name);
    if (loss) this.loss = loss;
    else if (isOtherLoss(name)) this.#ignore(statement, OTHER_LOSS);
    else return false;
    return true;
  }

  /** @param {Statement} statement */
  #block(statement) {
    const [word, name = ''] = statement.names;
    if (word === 'class') this.#class(statement);
    else if (word === 'def') this.#define(statement, name);
    else if (word === 'for') this.#loop(statement);
    else if (word === 'if' && statement.value && this.scope.textOf(statement.value).includes('__name__'))
      this.run(statement.body);
    else if (word === 'with' || word === 'try') this.run(statement.body);
    else if (this.#concernsStacks(statement))
      this.#ignore(statement, 'Conditions and loops without an end are not followed.');
  }

  /** Whether a block may add layers. @param {Statement} statement @returns {boolean} */
  #concernsStacks({ body }) {
    return body.some(
      (each) => this.#concernsStacks(each) || /Linear|Dense|Sequential|init\./.test(this.scope.textOf(each)),
    );
  }

  /** A class: its layers are attributes, and its forward method says their order. @param {Statement} statement */
  #class({ names, body, line }) {
    const before = new Set(this.stacks);
    for (const each of body) {
      const [word, name] = each.names;
      if (each.kind !== 'block' || word !== 'def') this.run([each]);
      else if (SET_UP.has(name)) this.run(each.body);
      else if (!FORWARD.has(name)) this.#functions.set(name, each);
    }
    const forward = body.find((each) => each.names[0] === 'def' && FORWARD.has(each.names[1]));
    const parts = forward ? this.#outputsOf(forward) : null;
    if (!parts?.some((part) => part.kind === 'dense')) return;
    // What the class is made of is one stack.
    this.stacks = this.stacks.filter((stack) => before.has(stack));
    this.stacks.push({ name: names[1] ?? 'class', line, parts });
  }

  /** What a function makes of its parameters. @param {Statement} statement @returns {Part[] | null} */
  #outputsOf({ names, body, line }) {
    return this.scope.deeper(line, () => {
      for (const name of names.slice(2)) if (name !== 'self') this.scope.bind(name, { node: null, parts: [] });
      this.#returned = null;
      this.run(body);
      const parts = this.#returned;
      this.#returned = null;
      return parts;
    });
  }

  /** @param {Statement} statement @param {string} name */
  #define(statement, name) {
    this.#functions.set(name, statement);
    // A function that returns a stack, such as make_model().
    const hasReturn = statement.body.some(({ kind }) => kind === 'return');
    if (!hasReturn) return;
    const before = new Set(this.stacks);
    const parts = this.#outputsOf(statement);
    if (!parts?.some((part) => part.kind === 'dense')) return;
    this.stacks = this.stacks.filter((stack) => before.has(stack));
    this.stacks.push({ name, line: statement.line, parts });
  }

  /** @param {Statement} statement */
  #loop(statement) {
    const { names, value, body } = statement;
    const items = value && this.scope.itemsOf(value);
    const isOfLayers = !items || items.some((item) => item.type === 'name' && this.scope.bound(item.name)?.parts);
    if (value && isOfLayers && this.#init.loop(statement, value)) return;
    if (!items) {
      if (this.#concernsStacks(statement)) this.#ignore(statement, 'What this loop goes through is not in the text.');
      return;
    }
    for (const item of items) {
      this.scope.step(statement.line);
      const each = names.length > 2 ? this.scope.itemsOf(item) : null;
      names.slice(1).forEach((name, k) => {
        const node = each ? each[k] : item;
        this.scope.bind(name, { node: node ?? null, parts: node ? this.#reader.partsOf(node) : null });
      });
      this.run(body);
    }
  }
}
