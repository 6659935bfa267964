/**
 * Follows the statements of a text and collects the stacks of layers that they make. Nothing of the text runs: names stand for
 * expressions, and the few forms that make stacks are known here. No DOM.
 */
import { lastOf } from './model-activations.js';
import { TorchInit } from './model-torch-init.js';
import { sizeOf } from './model-layers.js';
import { ModelError } from './model-error.js';
import { OTHER_LOSS, isOtherLoss, lossName, takenBy } from './model-losses.js';
import { PartsReader, unpacked } from './model-parts.js';
import { Scope } from './model-scope.js';

/** @typedef {import('./model-layers.js').Part} Part */
/** @typedef {import('./model-scope.js').Bound} Bound */
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

/** Whether a function returns a value somewhere. @param {Statement[]} body @returns {boolean} */
const hasReturn = (body) => body.some(({ kind, body: own }) => kind === 'return' || hasReturn(own));

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
  #init;
  #reader;
  /** @type {Set<string>} */
  #imported = new Set();
  /** Functions and classes that are defined. @type {Map<string, Statement>} */
  #definitions = new Map();
  /** Definitions that cannot be read before they are called. @type {Map<string, { line: number, error: ModelError }>} */
  pending = new Map();
  /** What was left out of definitions before they are called. @type {Map<string, Ignored[]>} */
  #uncalled = new Map();
  /** What the function that is read returns. @type {Part[] | null} */
  #returned = null;

  /** @param {string} text */
  constructor(text) {
    this.scope = new Scope(text);
    // Where the imports are not in the text, what only Flax's nn has tells it from PyTorch's.
    if (/\bnn\.(?:Dense|compact)\b/.test(text)) this.#imported.add('flax');
    this.#reader = new PartsReader(this.scope, this.#imported, (name, call) => this.#made(name, call));
    this.#init = new TorchInit(this.scope, (statement, why) => this.#ignore(statement, why));
  }

  /** @param {Statement[]} statements */
  run(statements) {
    /** Whether a branch of the if statement before was run; null: not known. @type {boolean | null} */
    let isTaken = true;
    for (const statement of statements) {
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
      const named = applied === null ? undefined : this.#definitions.get(applied);
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
    const fromLogits =
      found.type === 'call' && this.scope.flagOf(found.keywords.get('from_logits') ?? found.args[0]) === true;
    if (loss) [this.loss, this.taken] = [loss, takenBy(name, fromLogits)];
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
  #class(statement) {
    const name = statement.names[1] ?? 'class';
    this.#definitions.set(name, statement);
    for (const each of statement.body) if (each.names[0] === 'def') this.#definitions.set(each.names[1], each);
    this.#tried(name, statement, () => this.#outputsOfClass(statement, null));
  }

  /** @param {Statement} statement @param {string} name */
  #define(statement, name) {
    this.#definitions.set(name, statement);
    if (hasReturn(statement.body)) this.#tried(name, statement, () => this.#outputsOf(statement, null));
  }

  /** Reads a definition as far as it can be before a call. @param {string} name @param {Statement} statement @param {() => Part[] | null} read */
  #tried(name, { line }, read) {
    const before = [...this.stacks];
    const known = this.ignored.length;
    try {
      const parts = read();
      // What the definition is made of is one stack.
      if (parts?.some((part) => part.kind === 'dense')) this.stacks = [...before, { name, line, parts }];
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      this.stacks = before;
      this.pending.set(name, { line, error });
    }
    this.#uncalled.set(name, this.ignored.slice(known));
  }

  /**
   * What a call of a function or class of the text makes; null of other names, and of what makes no layers.
   * @param {string} name @param {CallNode} call @returns {Part[] | null}
   */
  #made(name, call) {
    const statement = this.#definitions.get(name);
    if (!statement) return null;
    const before = this.stacks.filter((stack) => stack.name !== name);
    const known = this.ignored.length;
    const isClass = statement.names[0] === 'class';
    const parts = isClass ? this.#outputsOfClass(statement, call) : this.#outputsOf(statement, call);
    // What is left out is said once: of the first call, in which parameters have their values.
    const uncalled = this.#uncalled.get(name);
    if (uncalled) this.ignored = this.ignored.filter((each) => !uncalled.includes(each));
    else this.ignored.length = known;
    this.#uncalled.delete(name);
    this.pending.delete(name);
    if (parts) this.stacks = before;
    return parts;
  }

  /** @param {Statement} statement @param {CallNode | null} call @returns {Part[] | null} */
  #outputsOfClass({ body }, call) {
    for (const each of body) {
      const [word, name] = each.names;
      if (each.kind !== 'block' || word !== 'def') this.run([each]);
      else if (SET_UP.has(name)) {
        this.#bindParameters(each, call);
        this.run(each.body);
      }
    }
    const forward = body.find((each) => each.names[0] === 'def' && FORWARD.has(each.names[1]));
    return forward ? this.#outputsOf(forward, null) : null;
  }

  /** Gives a function's parameters the values of a call, or their defaults. @param {Statement} statement @param {CallNode | null} call */
  #bindParameters({ names, fallbacks }, call) {
    const isMethod = names[2] === 'self';
    names.slice(2).forEach((name, k) => {
      if (name === 'self') return;
      const given = call?.keywords.get(name) ?? call?.args[isMethod ? k - 1 : k] ?? fallbacks[k] ?? null;
      const node = given && this.scope.resolved(given);
      this.scope.bind(name, { node, parts: given ? this.#reader.partsOf(given) : [] });
    });
  }

  /** What a function makes of its parameters. @param {Statement} statement @param {CallNode | null} call @returns {Part[] | null} */
  #outputsOf(statement, call) {
    return this.scope.deeper(statement.line, () => {
      this.#bindParameters(statement, call);
      this.#returned = null;
      this.run(statement.body);
      const parts = this.#returned;
      this.#returned = null;
      return parts;
    });
  }

  /** @param {Statement} statement */
  #loop(statement) {
    const { names, value, body } = statement;
    const items = value && this.scope.itemsOf(value);
    const isOfLayers = !items || items.some((item) => item.type === 'name' && this.scope.bound(item.name)?.parts);
    // Values that go through layers are assigned; weights that are drawn again are not.
    const isForward = body.some(({ kind }) => kind === 'assign');
    if (value && !isForward && isOfLayers && this.#init.loop(statement, value)) return;
    const rounds = items ? this.#roundsOf(items, names.length - 1) : value && this.#roundsOfLayers(value);
    if (!rounds && this.#concernsStacks(statement))
      this.#ignore(statement, 'What this loop goes through is not in the text.');
    for (const round of rounds ?? []) {
      this.scope.step(statement.line);
      names.slice(1).forEach((name, k) => this.scope.bind(name, round[k] ?? { node: null, parts: null }));
      this.run(body);
    }
  }

  /** What the variables of a loop stand for, round by round. @param {Node[]} items @param {number} count  of variables @returns {Bound[][]} */
  #roundsOf(items, count) {
    return items.map((item) => unpacked(item, count).map((node) => ({ node, parts: this.#reader.partsOf(node) })));
  }

  /** The same for a loop over layers, or over enumerate() of them. @param {Node} value @returns {Bound[][] | null} */
  #roundsOfLayers(value) {
    const isCounted =
      value.type === 'call' && lastOf(calledName(value.callee)) === 'enumerate' && value.args.length > 0;
    const modules = this.scope.modulesOf(isCounted ? value.args[0] : value);
    const { line, start, end } = value;
    return (
      modules &&
      modules.map((parts, k) => {
        const own = { node: null, parts };
        return isCounted ? [{ node: { type: 'number', value: k, line, start, end }, parts: null }, own] : [own];
      })
    );
  }
}
