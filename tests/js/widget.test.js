/** The widget's module, as hosts rewrite it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseAst } from 'vite';
import { transform } from 'sucrase';
import { inRoot } from '../../scripts/paths.js';
import { SINGLE } from '../../www/element/attributes.js';

/** What Panel 1.9 does to each module, in lib of its reactive_esm.ts. @param {string} text */
const asInPanel = (text) => transform(text, { transforms: ['jsx', 'typescript'], filePath: 'render.tsx' }).code;

test('the widget survives Sucrase, through which Panel puts it', () => {
  const fault = 'class A {}; class B extends A { x = 1; constructor() { super(), (this.y = 2); } }';
  assert.throws(() => parseAst(asInPanel(fault)), 'what Sucrase does to a comma behind super()');
  const text = readFileSync(inRoot('dist', 'init-lab-widget.js'), 'utf8');
  parseAst(asInPanel(text));
});

/**
 * All nodes of a syntax tree.
 * @param {any} node @returns {Generator<any>}
 */
function* nodes(node) {
  if (typeof node !== 'object' || node === null) return;
  if (typeof node.type === 'string') yield node;
  for (const part of Object.values(node)) yield* nodes(part);
}

/** Classes with fields that go on behind super() with a comma. @param {string} text */
function joined(text) {
  const classes = [...nodes(parseAst(text))].filter(({ type }) => type === 'ClassBody');
  const hasFields = (/** @type {any} */ { body }) =>
    body.some((/** @type {any} */ { type, static: isStatic }) => type === 'PropertyDefinition' && !isStatic);
  const goesOn = (/** @type {any} */ { type, expressions }) =>
    type === 'SequenceExpression' && expressions[0].callee?.type === 'Super';
  return classes.filter((body) => hasFields(body) && [...nodes(body)].some(goesOn));
}

test('no class of the widget has fields, and goes on behind super() with a comma', () => {
  assert.equal(joined('class B extends A { x = 1; constructor() { super(), (this.y = 2); } }').length, 1);
  assert.deepEqual(joined(readFileSync(inRoot('dist', 'init-lab-widget.js'), 'utf8')), []);
});

test('the Python class has a trait for each attribute of a field', () => {
  const text = readFileSync(inRoot('python', 'init_lab', 'widget.py'), 'utf8');
  const traits = [...text.matchAll(/^ {4}(\w+) = _field\(\)$/gm)].map(([, name]) => name);
  assert.deepEqual(
    traits,
    SINGLE.map(({ attribute }) => attribute.replaceAll('-', '_')),
  );
});

test('the released name of the widget’s module leads to it', () => {
  assert.equal(
    readFileSync(inRoot('dist', 'anywidget.js'), 'utf8'),
    "export { default } from './init-lab-widget.js';\n",
  );
});
