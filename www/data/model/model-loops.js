/** Loops over lists, layers and numbers, round by round. No DOM. */
import { lastOf } from './model-activations.js';
import { unpacked } from './model-scope.js';
import { extentOf } from './model-settled.js';

/** @typedef {import('./model-names.js').Bound} Bound */
/** @typedef {import('./python-expression.js').Node} Node */
/** @typedef {import('./python-statements.js').Statement} Statement */
/**
 * @typedef {object} Host  the interpreter
 * @property {import('./model-scope.js').Scope} scope
 * @property {import('./model-parts.js').PartsReader} reader
 * @property {(statements: Statement[]) => void} run
 * @property {(node: Node) => Bound} boundOf
 * @property {(statement: Statement, why: string, changes: boolean) => void} ignore
 * @property {(statement: Statement) => boolean} concernsStacks
 */

export class Loops {
  #host;
  #draws;

  /** @param {Host} host @param {(statement: Statement, over: Node) => boolean} draws  reads a loop that draws weights again */
  constructor(host, draws) {
    this.#host = host;
    this.#draws = draws;
  }

  /** @param {Statement} statement */
  follow(statement) {
    const { names, value, body } = statement;
    const rounds = value && this.#roundsOf(value, names.length - 1);
    const isOfLayers =
      !rounds || rounds.some((round) => round.some(({ parts }) => parts?.some(({ kind }) => kind === 'dense')));
    // Values that go through layers are assigned; weights that are drawn again are not.
    const isForward = body.some(({ kind }) => kind === 'assign' || kind === 'return');
    if (value && !isForward && isOfLayers && this.#draws(statement, value)) return;
    if (!rounds && this.#host.concernsStacks(statement))
      this.#host.ignore(statement, 'What this loop goes through is not in the text.', true);
    for (const round of rounds ?? []) this.#round(statement, round);
  }

  /** @param {Statement} statement @param {Bound[]} round */
  #round({ names, body, line }, round) {
    const { scope } = this.#host;
    scope.step(line);
    names.slice(1).forEach((name, k) => scope.bind(name, round[k] ?? { node: null, parts: null }));
    this.#host.run(body);
  }

  /**
   * What the variables of a loop stand for, round by round: items of a list, layers, or both by enumerate() and zip().
   * @param {Node} value @param {number} count  of variables @returns {Bound[][] | null}
   */
  #roundsOf(value, count) {
    const { scope, reader } = this.#host;
    const { callee, args } = value.type === 'call' ? value : { callee: null, args: [] };
    const name = callee?.type === 'name' ? lastOf(callee.name) : '';
    if (name === 'enumerate' && args[0]) {
      const rounds = this.#roundsOf(args[0], Math.max(1, count - 1));
      return rounds && rounds.map((round, k) => [this.#number(value, k), ...round]);
    }
    if (name === 'zip' && args.length > 0 && args.length === count) {
      const lists = args.map((arg) => this.#roundsOf(arg, 1)).filter((list) => list !== null);
      if (lists.length < args.length) return null;
      const length = Math.min(...lists.map((list) => list.length));
      return Array.from({ length }, (_, k) => lists.map((list) => list[k][0]));
    }
    if (name === 'reversed' && args[0]) return this.#roundsOf(args[0], count)?.toReversed() ?? null;
    const items = scope.itemsOf(value);
    const modules = reader.modulesOf(value) ?? (items ? null : scope.modulesOf(value));
    // A tuple of several variables holds layers, too: for lin, act in [(nn.Linear(2, 2), nn.Tanh())].
    if (modules && (count < 2 || !items)) return modules.map((parts) => [{ node: null, parts }]);
    return items && items.map((item) => unpacked(item, count).map((node) => this.#host.boundOf(node)));
  }

  /** @param {Node} value @param {number} k @returns {Bound} */
  #number(value, k) {
    return { node: { ...extentOf(value), type: 'number', value: k }, parts: null };
  }
}
