/** Arguments of calls that stand in lists and dictionaries: layer(*sizes, **options). No DOM. */
import { lastOf } from './model-activations.js';
import { ModelError, quoted } from './model-error.js';

/** @typedef {import('./model-scope.js').Scope} Scope */
/** @typedef {import('./python-expression.js').Node} Node */
/** @typedef {import('./python-expression.js').CallNode} CallNode */

/** Layers whose sizes, laws and activation functions count. */
const COUNTS = /^(Linear|LazyLinear|Dense|MLP)$/;

/**
 * A call with what stands behind its stars in place of them.
 * @param {CallNode} call @param {string} name  of what is called @param {Scope} scope @returns {CallNode}
 * @throws {ModelError} of a layer with arguments that are not in the text
 */
export function expanded(call, name, scope) {
  if (!call.args.some(({ type }) => type === 'star')) return call;
  const isLayer = COUNTS.test(lastOf(name));
  const keywords = new Map(call.keywords);
  const args = call.args.flatMap((arg) => {
    if (arg.type !== 'star') return [arg];
    const entries = arg.isDouble ? scope.entriesOf(arg.of) : null;
    for (const [key, node] of entries ?? []) if (!keywords.has(key)) keywords.set(key, node);
    const items = arg.isDouble ? entries && [] : scope.itemsOf(arg.of);
    if (!items && isLayer) refuse(arg, scope);
    return items ?? [arg];
  });
  return { ...call, args, keywords };
}

/** @param {import('./python-expression.js').StarNode} arg @param {Scope} scope @returns {never} */
function refuse({ of, isDouble, line }, scope) {
  const text = scope.textOf(of);
  const allowed = isDouble ? 'a dictionary that stands in the text' : 'a list that stands in the text';
  throw new ModelError(
    `a layer has the arguments of ${quoted(text)}, which the text does not give; must be ${allowed}.`,
    {
      line,
      path: text.slice(0, 60),
      value: text,
      allowed,
    },
  );
}
