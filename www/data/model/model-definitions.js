/** Functions and classes of a text: they are read when they are called, with what they are called with. No DOM. */
import { lastOf } from './model-activations.js';
import { ModelError } from './model-error.js';
import { expanded } from './model-arguments.js';
import { extentOf } from './model-settled.js';

/** @typedef {import('./model-layers.js').Part} Part */
/** @typedef {import('./model-names.js').Bound} Bound */
/** @typedef {import('./model-names.js').Frame} Frame */
/** @typedef {import('./model-names.js').Instance} Instance */
/** @typedef {import('./model-parts.js').Meaning} Meaning */
/** @typedef {import('./model-scope.js').Scope} Scope */
/** @typedef {import('./python-expression.js').Node} Node */
/** @typedef {import('./python-expression.js').CallNode} CallNode */
/** @typedef {import('./python-statements.js').Statement} Statement */
/** @typedef {import('./model-interpreter.js').Ignored} Ignored */
/** @typedef {import('./model-interpreter.js').Stack} Stack */
/** @typedef {{ args: Bound[], keywords: Map<string, Bound> }} Given  what a call gives */
/** @typedef {{ statement: Statement, frame: Frame }} Definition */
/**
 * @typedef {object} Host  the interpreter
 * @property {Stack[]} stacks
 * @property {Ignored[]} ignored
 * @property {import('./model-parts.js').PartsReader} reader
 * @property {(statements: Statement[]) => void} run
 * @property {(statements: Statement[]) => Meaning | null} returnOf  runs a body, and gives what it returns
 * @property {(node: Node) => Bound} boundOf
 * @property {(stack: Stack) => boolean} isCovered
 */

/** Methods that compute a network's outputs. */
export const FORWARD = ['forward', '__call__', 'call'];
const SET_UP = ['__init__', 'setup', 'build'];

/** Whether a function returns a value somewhere. @param {Statement[]} body @returns {boolean} */
const hasReturn = (body) => body.some(({ kind, body: own }) => kind === 'return' || hasReturn(own));

/** @param {Statement} statement */
const isDefinition = ({ kind, names }) => kind === 'block' && names[0] === 'def';

export class Definitions {
  #scope;
  #host;
  /** @type {Map<string, Definition>} */
  #all = new Map();
  /** Definitions that cannot be read before they are called. @type {Map<string, { line: number, error: ModelError }>} */
  pending = new Map();
  /** What was left out of definitions before they are called. @type {Map<string, Ignored[]>} */
  #uncalled = new Map();

  /** @param {Scope} scope @param {Host} host */
  constructor(scope, host) {
    this.#scope = scope;
    this.#host = host;
  }

  /** A function, or a method of the object that is read. @param {string} name */
  functionOf(name) {
    return this.#scope.methodOf(name)?.method ?? this.#all.get(lastOf(name))?.statement;
  }

  /** A class: its layers are attributes, and its forward method says their order. @param {Statement} statement */
  addClass(statement) {
    const name = statement.names[1] ?? 'class';
    const definition = { statement, frame: this.#scope.frame };
    for (const each of statement.body)
      if (isDefinition(each) && !each.names[1].startsWith('__') && !this.#all.has(each.names[1]))
        this.#all.set(each.names[1], { statement: each, frame: this.#scope.frame });
    this.#all.set(name, definition);
    this.#tried(name, statement, true, () => this.#object(definition, null).parts);
  }

  /** @param {Statement} statement @param {string} name */
  addFunction(statement, name) {
    const definition = { statement, frame: this.#scope.frame };
    this.#all.set(name, definition);
    if (hasReturn(statement.body))
      this.#tried(name, statement, false, () => this.#outputs(statement, null, definition.frame, 0)?.parts ?? null);
  }

  /**
   * Reads a definition as far as it can be before a call.
   * @param {string} name @param {Statement} statement @param {boolean} isClass @param {() => Part[] | null} read
   */
  #tried(name, { line }, isClass, read) {
    const host = this.#host;
    const before = [...host.stacks];
    const [known, made] = [host.ignored.length, host.reader.made.length];
    try {
      const parts = read();
      // What the definition is made of is one stack.
      if (parts?.some((part) => part.kind === 'dense')) {
        const stack = { name, line, parts };
        host.stacks = before;
        if (isClass || !host.isCovered(stack)) host.stacks = [...before, stack];
      }
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      host.stacks = before;
      host.reader.made.length = made;
      this.pending.set(name, { line, error });
    }
    this.#uncalled.set(name, host.ignored.slice(known));
  }

  /** Whether a name is that of a class of the text. @param {string} name */
  isClass(name) {
    return this.#all.get(name)?.statement.names[0] === 'class';
  }

  /**
   * What a call of a function or class of the text makes; null of other names.
   * @param {string} name @param {CallNode} call @returns {Bound | null}
   */
  made(name, call) {
    const own = this.#scope.methodOf(name);
    if (own) return this.#method(own, call);
    const definition = this.#all.get(name);
    if (!definition) return null;
    const host = this.#host;
    const before = host.stacks.filter((stack) => stack.name !== name);
    const bound = this.isClass(name)
      ? this.#object(definition, this.#given(call))
      : { node: null, parts: null, ...this.#outputs(definition.statement, this.#given(call), definition.frame, 0) };
    // What is left out is said of the first call, in which parameters have their values.
    const uncalled = this.#uncalled.get(name) ?? [];
    if (uncalled.length > 0) host.ignored = host.ignored.filter((each) => !uncalled.includes(each));
    this.#uncalled.delete(name);
    this.pending.delete(name);
    if (bound.parts) host.stacks = before;
    return bound;
  }

  /** @param {{ method: Statement, instance: Instance, level: number }} own @param {CallNode} call @returns {Bound} */
  #method({ method, instance, level }, call) {
    return { node: null, parts: null, ...this.#outputs(method, this.#given(call), instance.frame, level) };
  }

  /** A method of a base class: super().__init__(…). @param {string} name @param {CallNode} call @returns {Bound | null} */
  ofBase(name, call) {
    const own = this.#scope.methodOf(`self.${name}`, this.#scope.frame.level + 1);
    return own && this.#method(own, call);
  }

  /** The class itself, and the classes of the text that it is made of. @param {Statement} statement @returns {Statement[]} */
  #lineOf(statement) {
    const line = [statement];
    for (const each of line)
      for (const name of each.names.slice(2)) {
        const base = this.#all.get(name)?.statement;
        if (base?.names[0] === 'class' && !line.includes(base)) line.push(base);
      }
    return line;
  }

  /** An object of a class. @param {Definition} definition @param {Given | null} given @returns {Bound} */
  #object({ statement, frame }, given) {
    const line = this.#lineOf(statement);
    const classes = line.map(({ body }) => new Map(body.filter(isDefinition).map((each) => [each.names[1], each])));
    return this.#scope.deeper(statement.line, () =>
      this.#scope.inObject(frame, classes, (instance) => {
        const fields = line.toReversed().flatMap(({ body }) => body.filter((each) => !isDefinition(each)));
        this.#host.run(fields);
        if (!this.#scope.methodOf('self.__init__')) this.#fields(fields, given);
        for (const name of SET_UP) {
          const found = this.#scope.methodOf(`self.${name}`);
          if (found) this.#outputs(found.method, name === '__init__' ? given : null, instance.frame, found.level);
        }
        const forward = FORWARD.map((name) => this.#scope.methodOf(`self.${name}`)).find((each) => each !== null);
        const meaning = forward ? this.#outputs(forward.method, null, instance.frame, forward.level) : null;
        const members = new Map(instance.attributes);
        for (const [name, bound] of instance.frame.names)
          if (!members.has(`self.${name}`)) members.set(`self.${name}`, bound);
        return {
          node: null,
          parts: meaning?.parts ?? null,
          ...(meaning?.modules ? { modules: meaning.modules } : {}),
          members,
        };
      }),
    );
  }

  /** Fields of a class without a constructor, as a call gives them. @param {Statement[]} fields @param {Given | null} given */
  #fields(fields, given) {
    fields
      .filter(({ kind, names }) => (kind === 'skip' || kind === 'assign') && names.length === 1)
      .forEach(({ names: [name] }, k) => {
        const bound = given?.keywords.get(name) ?? given?.args[k];
        if (bound) this.#scope.bind(name, bound);
      });
  }

  /** The arguments of a call, as they are where it stands. @param {CallNode} call @returns {Given} */
  #given(call) {
    const { args, keywords } = expanded(call, '', this.#scope);
    return {
      args: args.map((node) => this.#host.boundOf(node)),
      keywords: new Map([...keywords].map(([key, node]) => [key, this.#host.boundOf(node)])),
    };
  }

  /** What a function makes of its parameters. @param {Statement} statement @param {Given | null} given @param {Frame} frame @param {number} level @returns {Meaning | null} */
  #outputs(statement, given, frame, level) {
    return this.#scope.deeper(statement.line, () =>
      this.#scope.inFunction(frame, level, () => {
        this.#parameters(statement, given);
        return this.#host.returnOf(statement.body);
      }),
    );
  }

  /** Gives a function's parameters the values of a call, or their defaults. @param {Statement} statement @param {Given | null} given */
  #parameters(statement, given) {
    const isMethod = statement.names[2] === 'self' || statement.names[2] === 'cls';
    const names = statement.names.slice(isMethod ? 3 : 2);
    const fallbacks = isMethod ? statement.fallbacks.slice(1) : statement.fallbacks;
    // Without a call, the parameters of what computes are values; those of what makes layers are not known.
    const unknown = SET_UP.includes(statement.names[1]) ? null : [];
    names.forEach((name, k) => {
      const fallback = fallbacks[k];
      const bound = given?.keywords.get(name) ?? given?.args[k] ?? (fallback && this.#host.boundOf(fallback));
      this.#scope.bind(name, bound ?? { node: null, parts: unknown });
    });
    this.#rest(statement, names, given);
  }

  /** What *args and **kwargs stand for. @param {Statement} statement @param {string[]} names @param {Given | null} given */
  #rest({ rest, ...statement }, names, given) {
    const extent = extentOf(statement);
    const nodes = (given?.args ?? [])
      .slice(names.length)
      .map(({ node }) => node ?? { ...extent, type: /** @type {const} */ ('other') });
    if (rest.list)
      this.#scope.bind(rest.list, { node: given ? { ...extent, type: 'list', items: nodes } : null, parts: null });
    if (!rest.dict) return;
    const more = [...(given?.keywords ?? [])].filter(([key]) => !names.includes(key));
    this.#scope.bind(rest.dict, {
      node: {
        ...extent,
        type: 'dict',
        keys: more.map(([value]) => ({ ...extent, type: /** @type {const} */ ('text'), value })),
        values: more.map(([, { node }]) => node ?? { ...extent, type: /** @type {const} */ ('other') }),
      },
      parts: null,
    });
  }
}
