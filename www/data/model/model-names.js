/** What the names of a text stand for, in frames: of the text, of each function, and of each object of a class. No DOM. */

/** @typedef {import('./python-expression.js').Node} Node */
/** @typedef {import('./python-statements.js').Statement} Statement */
/** @typedef {import('./model-layers.js').Part} Part */
/**
 * @typedef {object} Bound  what a name stands for
 * @property {Node | null} node  an expression
 * @property {Part[] | null} parts  of a stack, or of a value that went through layers
 * @property {Part[][]} [modules]  the parts of each item of a list or Sequential
 * @property {Map<string, Bound>} [members]  attributes of an object, as “self.name”
 */
/** @typedef {{ attributes: Map<string, Bound>, classes: Map<string, Statement>[], frame: Frame }} Instance  an object: methods of its class and of those that this is made of */
/** @typedef {{ names: Map<string, Bound>, parent: Frame | null, instance: Instance | null, level: number }} Frame  level: place of a method's class among the object's */

const SELF = 'self.';
/** Names that stand for names, and attributes of attributes, one after the other. */
export const MOST_NAMES = 20;

export class Names {
  /** @type {Frame} */
  #frame = { names: new Map(), parent: null, instance: null, level: 0 };

  get frame() {
    return this.#frame;
  }

  /** Whether a function or a class is being read. */
  get isInside() {
    return this.#frame.parent !== null;
  }

  /** Reads the body of a function. @template T @param {Frame} parent  where it is defined @param {number} level @param {() => T} read @returns {T} */
  inFunction(parent, level, read) {
    return this.#within({ names: new Map(), parent, instance: parent.instance, level }, read);
  }

  /** Reads a class as a new object. @template T @param {Frame} parent @param {Map<string, Statement>[]} classes @param {(instance: Instance) => T} read @returns {T} */
  inObject(parent, classes, read) {
    /** @type {Frame} */
    const frame = { names: new Map(), parent, instance: null, level: 0 };
    const instance = { attributes: new Map(), classes, frame };
    frame.instance = instance;
    return this.#within(frame, () => read(instance));
  }

  /** @template T @param {Frame} frame @param {() => T} read @returns {T} */
  #within(frame, read) {
    const outer = this.#frame;
    this.#frame = frame;
    try {
      return read();
    } finally {
      this.#frame = outer;
    }
  }

  /** Assigns a name: an attribute of the object, or a name of the function. @param {string} name @param {Bound} bound */
  bind(name, bound) {
    this.#mapOf(name).set(name, bound);
  }

  /** Changes what a name stands for, wherever it was assigned. @param {string} name @param {Bound} bound */
  rebind(name, bound) {
    for (let frame = /** @type {Frame | null} */ (this.#frame); frame; frame = frame.parent)
      if (frame.names.has(name)) return void frame.names.set(name, bound);
    const owner = this.bound(name.slice(0, Math.max(0, name.lastIndexOf('.'))));
    const own = SELF + name.slice(name.lastIndexOf('.') + 1);
    if (!name.startsWith(SELF) && owner?.members?.has(own)) owner.members.set(own, bound);
    else this.bind(name, bound);
  }

  /** @param {string} name */
  #mapOf(name) {
    const { instance, names } = this.#frame;
    return instance && name.startsWith(SELF) ? instance.attributes : names;
  }

  /** What a name stands for; an attribute of a class may have been given outside of its methods. @param {string} name @returns {Bound | undefined} */
  bound(name) {
    return this.#found(name, 0);
  }

  /** @param {string} name @param {number} depth @returns {Bound | undefined} */
  #found(name, depth) {
    if (depth > MOST_NAMES) return undefined;
    const isOwn = name.startsWith(SELF);
    const own = isOwn ? (this.#frame.instance?.attributes.get(name) ?? this.#walked(name)) : undefined;
    const direct = own ?? this.#walked(isOwn ? name.slice(SELF.length) : name);
    const at = name.lastIndexOf('.');
    if (direct || at < 0) return direct;
    const owner = this.#found(name.slice(0, at), depth + 1);
    const member = owner?.members?.get(`self${name.slice(at)}`);
    if (member || owner?.node?.type !== 'name') return member;
    return this.#found(`${owner.node.name}${name.slice(at)}`, depth + 1);
  }

  /** @param {string} name */
  #walked(name) {
    for (let frame = /** @type {Frame | null} */ (this.#frame); frame; frame = frame.parent) {
      const bound = frame.names.get(name);
      if (bound) return bound;
    }
    return undefined;
  }

  /** A method of the object that is read, such as self.encode. @param {string} name  dotted @param {number} [from]  the first class that counts @returns {{ method: Statement, instance: Instance, level: number } | null} */
  methodOf(name, from = 0) {
    const { instance } = this.#frame;
    if (!instance || !name.startsWith(SELF)) return null;
    const own = name.slice(SELF.length);
    const level = instance.classes.findIndex((methods, k) => k >= from && methods.has(own));
    const method = instance.classes[level]?.get(own);
    return method ? { method, instance, level } : null;
  }

  /** The parts of all attributes of the object that is read. @returns {Part[]} */
  ofSelf() {
    const bounds = [...(this.#frame.instance?.attributes.values() ?? this.#frame.names.values())];
    return [...new Set(bounds.flatMap(({ parts }) => parts ?? []))];
  }

  /** The parts of all names. @returns {Part[]} */
  all() {
    /** @type {Set<Part>} */
    const found = new Set();
    for (let frame = /** @type {Frame | null} */ (this.#frame); frame; frame = frame.parent)
      for (const { parts } of frame.names.values()) for (const part of parts ?? []) found.add(part);
    return [...found, ...this.ofSelf()];
  }
}
