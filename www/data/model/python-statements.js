/** Reads statements of Python: assignments, calls, and blocks with what stands in them. No DOM. */
import { ModelError } from './model-error.js';
import { ExpressionReader } from './python-expression.js';
import { logicalLines } from './python-tokens.js';

/** @typedef {import('./python-expression.js').Node} Node */
/** @typedef {import('./python-tokens.js').Token} Token */
/** @typedef {import('./python-tokens.js').LogicalLine} LogicalLine */
/**
 * @typedef {object} Statement
 * @property {'assign' | 'call' | 'return' | 'block' | 'import' | 'skip' | 'unread'} kind  call: an expression; unread: not understood
 * @property {number} line
 * @property {number} start  place in the text
 * @property {number} end
 * @property {string[]} names  assigned; of a block its word, then the names that it defines: “for” m, “def” f and its parameters
 * @property {Node[]} targets  of an assignment, what is no name: items, and attributes of items
 * @property {{ list: string, dict: string }} rest  of a function: the names of *args and **kwargs, or nothing
 * @property {(Node | null)[]} fallbacks  of a function: the defaults of its parameters
 * @property {Node | null} value  of a block: what is iterated, or the condition
 * @property {Statement[]} body
 * @property {string} why  of what is not understood
 */

const BLOCKS = new Set([
  'for',
  'if',
  'elif',
  'else',
  'def',
  'class',
  'with',
  'while',
  'try',
  'except',
  'finally',
  'async',
]);
const SKIPPED = new Set(['pass', 'break', 'continue', 'del', 'global', 'nonlocal', 'assert', 'raise', 'print', '@']);
const ASSIGNING = new Set(['=', '+=', '-=', '*=', '/=', '//=', '**=', '%=', '@=']);
const DEEPEST = 20;

/**
 * @param {string} text
 * @returns {Statement[]}
 * @throws {ModelError} of brackets or quotes without a partner
 */
export function statementsOf(text) {
  const lines = logicalLines(text);
  /** @param {number} from @param {number} indent @param {number} depth @returns {[Statement[], number]} statements, and the next line */
  const block = (from, indent, depth) => {
    if (depth > DEEPEST)
      throw new ModelError(`blocks are nested more than ${DEEPEST} levels deep.`, {
        line: lines[from].tokens[0].line,
        allowed: `at most ${DEEPEST} levels`,
      });
    /** @type {Statement[]} */
    const statements = [];
    let at = from;
    while (at < lines.length && lines[at].indent >= indent) {
      const line = lines[at];
      const statement = statementOf(line.tokens);
      at += 1;
      if (statement.kind === 'block' && at < lines.length && lines[at].indent > line.indent) {
        const [body, next] = block(at, lines[at].indent, depth + 1);
        statement.body.push(...body);
        at = next;
      }
      statements.push(statement);
    }
    return [statements, at];
  };
  /** @type {Statement[]} */
  const all = [];
  for (let at = 0; at < lines.length;) {
    const [statements, next] = block(at, lines[at].indent, 0);
    all.push(...statements);
    at = next;
  }
  return all;
}

/** @param {Token[]} tokens @returns {Statement} */
function statementOf(tokens) {
  const [first, last] = [tokens[0], tokens[tokens.length - 1]];
  /** @type {Statement} */
  const statement = {
    kind: 'skip',
    line: first.line,
    start: first.start,
    end: last.end,
    names: [],
    targets: [],
    rest: { list: '', dict: '' },
    fallbacks: [],
    value: null,
    body: [],
    why: '',
  };
  try {
    return { ...statement, ...contentOf(tokens) };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { ...statement, kind: 'unread', why: error.message.replace(/^Line \d+: /, '') };
  }
}

/** @param {Token[]} tokens @returns {Partial<Statement>} */
function contentOf(tokens) {
  const [{ kind, text: word }] = tokens;
  const second = tokens[1]?.text ?? '';
  if (kind !== 'text') {
    if (word === 'import' || word === 'from')
      return { kind: 'import', names: tokens.filter((token) => token.kind === 'name').map(({ text }) => text) };
    if (word === 'del' && tokens.some(({ text }) => text === '[' || text === '.'))
      throw new ModelError('what is deleted here stays in the forecast.');
    if (SKIPPED.has(word) && second !== '=') return { kind: 'skip' };
    if (BLOCKS.has(word) && second !== '=') return blockOf(tokens);
    if (word === 'return') {
      return { kind: 'return', value: tokens.length > 1 ? new ExpressionReader(tokens, 1).all() : null };
    }
  }
  return assignmentOf(tokens);
}

/** @param {Token[]} tokens @returns {Partial<Statement>} */
function assignmentOf(tokens) {
  /** @type {string[]} */
  const names = [];
  /** @type {Node[]} */
  const targets = [];
  const reader = new ExpressionReader(tokens);
  let value = reader.all();
  // A type between the name and the sign of equality.
  if (value.type === 'name' && reader.take(':')) {
    reader.expression();
    if (reader.isAtEnd) return { kind: 'skip', names: [value.name] };
  }
  let sign = '';
  let isAssigned = false;
  while (ASSIGNING.has(reader.peek())) {
    sign ||= reader.peek().slice(0, -1);
    reader.take(reader.peek());
    isAssigned = true;
    names.push(...namesIn(value));
    targets.push(...othersIn(value));
    value = reader.all();
  }
  if (!reader.isAtEnd) {
    // Another sign: what follows does not belong to a stack.
    throw new ModelError('this is not an assignment or a call.', { line: value.line });
  }
  if (sign && names.length === 1) {
    const [name] = names;
    const { line, start, end } = value;
    /** @type {Node} */
    const left = { type: 'name', name, line, start, end };
    value = { type: 'operation', sign, left, right: value, line, start, end };
  }
  return isAssigned ? { kind: 'assign', names, targets, value } : { kind: 'call', value };
}

/** @param {Node} node @returns {Node[]} */
const othersIn = (node) => {
  if (node.type === 'list') return node.items.flatMap(othersIn);
  return node.type === 'name' ? [] : [node];
};

/** @param {Node} node @returns {string[]} */
const namesIn = (node) => {
  if (node.type === 'name') return [node.name];
  return node.type === 'list' ? node.items.flatMap(namesIn) : [];
};

/** The place of the colon that ends the head of a block. @param {Token[]} tokens */
function colonOf(tokens) {
  let open = 0;
  const at = tokens.findIndex(({ kind, text }) => {
    if (kind === 'text') return false;
    if ('([{'.includes(text)) open += 1;
    if (')]}'.includes(text)) open -= 1;
    return text === ':' && open === 0;
  });
  return at < 0 ? tokens.length : at;
}

/** @param {Token[]} tokens @returns {Partial<Statement>} */
function blockOf(tokens) {
  const begin = tokens[0].text === 'async' ? 1 : 0;
  const word = tokens[begin]?.text ?? '';
  const colon = colonOf(tokens);
  const head = tokens.slice(begin + 1, colon);
  const rest = tokens.slice(colon + 1);
  const body = rest.length > 0 ? [statementOf(rest)] : [];
  if (word === 'for') {
    const place = head.findIndex(({ text }) => text === 'in');
    const names = head.slice(0, Math.max(0, place)).filter(({ kind }) => kind === 'name');
    const over = head.slice(place + 1);
    return {
      kind: 'block',
      names: [word, ...names.map(({ text }) => text)],
      value: place >= 0 && over.length > 0 ? new ExpressionReader(over).all() : null,
      body,
    };
  }
  if (word === 'if' || word === 'elif' || word === 'while')
    return { kind: 'block', names: [word], value: head.length > 0 ? new ExpressionReader(head).all() : null, body };
  if (word === 'def') return { kind: 'block', body, ...parametersOf(head) };
  const names = head.filter(({ kind }) => kind === 'name').map(({ text }) => text);
  return { kind: 'block', names: [word, ...names], body };
}

/** The name and the parameters of a function. @param {Token[]} head  behind “def” @returns {Pick<Statement, 'names' | 'fallbacks' | 'rest'>} */
function parametersOf(head) {
  const names = ['def', head[0]?.text ?? ''];
  /** @type {(Node | null)[]} */
  const fallbacks = [];
  const rest = { list: '', dict: '' };
  let open = 0;
  let from = 2;
  head.forEach(({ kind, text }, at) => {
    if (kind === 'text') return;
    if ('([{'.includes(text)) open += 1;
    const isEnd = text === ')' && open === 1;
    if (open === 1 && (text === ',' || isEnd)) {
      const own = head.slice(from, at);
      from = at + 1;
      const name = own.find((token) => token.kind === 'name');
      const equal = own.findIndex((token) => token.kind === 'mark' && token.text === '=');
      if (name && (own[0].text === '*' || own[0].text === '**')) {
        rest[own[0].text === '*' ? 'list' : 'dict'] = name.text;
      } else if (name) {
        names.push(name.text);
        fallbacks.push(equal >= 0 && equal + 1 < own.length ? new ExpressionReader(own, equal + 1).expression() : null);
      }
    }
    if (')]}'.includes(text)) open -= 1;
  });
  return { names, fallbacks, rest };
}
