/** Expressions with the names in them replaced by what they stand for now. No DOM. */

/** @typedef {import('./python-expression.js').Node} Node */
/** @typedef {import('./model-scope.js').Scope} Scope */

/**
 * What an expression means at this place of the text: names are assigned again later, and are other ones in a function.
 * @param {Node} node @param {Scope} scope @returns {Node} names of layers, and names that are not known, stay
 */
export const settled = (node, scope) => scope.deeper(node.line, () => within(node, scope));

/** @param {Node} node @param {Scope} scope @returns {Node} */
function within(node, scope) {
  const each = (/** @type {Node} */ part) => settled(part, scope);
  switch (node.type) {
    case 'name':
      return scope.bound(node.name)?.node ?? node;
    case 'number':
    case 'text':
    case 'other':
      return node;
    case 'conditional': {
      const chosen = scope.resolved(node);
      return chosen === node ? node : each(chosen);
    }
    case 'comprehension': {
      // What is not known stays as it is, with the names that it gives.
      const items = scope.itemsOf(node);
      return items ? { ...extentOf(node), type: 'list', items } : node;
    }
    case 'list':
      return { ...node, items: (scope.itemsOf(node) ?? node.items).map(each) };
    case 'dict':
      return { ...node, keys: node.keys.map((key) => key && each(key)), values: node.values.map(each) };
    case 'star':
    case 'unary':
    case 'attribute':
      return valued({ ...node, of: each(node.of) }, scope);
    case 'operation':
      return valued({ ...node, left: each(node.left), right: each(node.right) }, scope);
    case 'slice':
      return { ...node, from: node.from && each(node.from), to: node.to && each(node.to) };
    case 'subscript':
      return valued({ ...node, of: each(node.of), index: node.index.map(each) }, scope);
    case 'call': {
      const callee = node.callee.type === 'name' ? called(node.callee, scope) : each(node.callee);
      const keywords = new Map([...node.keywords].map(([key, given]) => [key, each(given)]));
      return valued({ ...node, callee, args: node.args.map(each), keywords }, scope);
    }
  }
}

/** A name that is called: of another name, as in act = nn.ReLU. @param {import('./python-expression.js').NameNode} callee @param {Scope} scope @returns {Node} */
export function called(callee, scope) {
  const found = scope.resolved(callee);
  return found.type === 'name' ? found : callee;
}

/** The number or the list that an expression is, if that is known. @param {Node} node @param {Scope} scope @returns {Node} */
function valued(node, scope) {
  const value = scope.numberOf(node);
  if (value !== null) return { ...extentOf(node), type: 'number', value };
  const items = scope.itemsOf(node);
  return items ? { ...extentOf(node), type: 'list', items: items.map((item) => settled(item, scope)) } : node;
}

/** @param {import('./python-expression.js').Extent} node @returns {import('./python-expression.js').Extent} */
export const extentOf = ({ line, start, end }) => ({ line, start, end });

/** The expressions that stand in one. @param {Node} node @returns {Node[]} */
export function partsIn(node) {
  switch (node.type) {
    case 'call':
      return [node.callee, ...node.args, ...node.keywords.values()];
    case 'list':
      return node.items;
    case 'dict':
      return node.values;
    case 'operation':
      return [node.left, node.right];
    case 'star':
    case 'unary':
    case 'attribute':
      return [node.of];
    case 'subscript':
      return [node.of, ...node.index];
    case 'comprehension':
      return [node.item, node.over, ...node.tests];
    case 'conditional':
      return [node.test, node.then, node.otherwise];
    default:
      return [];
  }
}
