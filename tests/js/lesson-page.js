/** The built lesson as a tree, and the experiments of its figures. */
import { parseFragment } from 'parse5';
import { lessonHtml } from '../../scripts/lesson.js';
import { SINGLE, assembled, fromText, readSingle } from '../../www/element/attributes.js';
import { DEFAULT_PRESET } from '../../www/experiment/catalogue.js';

/** @typedef {any} Node */

export const html = lessonHtml();
export const tree = parseFragment(html);

/** @param {Node} node @param {string} name */
export const attribute = (node, name) =>
  node.attrs?.find((/** @type {{ name: string }} */ attr) => attr.name === name)?.value ?? null;

/** @param {Node} node @param {string} name */
export const hasClass = (node, name) => (attribute(node, 'class') ?? '').split(' ').includes(name);

/** All descendants of a node, in order. @param {Node} node @returns {Generator<Node>} */
export function* below(node) {
  for (const child of node.childNodes ?? []) {
    yield child;
    yield* below(child);
  }
}

/** @param {Node} node @param {(element: Node) => boolean} [holds] @returns {Node[]} */
export const elements = (node, holds = () => true) =>
  [...below(node)].filter((child) => child.tagName !== undefined && holds(child));

/** Its text, with whitespace collapsed. @param {Node} node */
export const text = (node) =>
  [...below(node)]
    .filter(({ nodeName }) => nodeName === '#text')
    .map(({ value }) => value)
    .join('')
    .replace(/\s+/g, ' ')
    .trim();

/** The figures' elements, by id. @type {Map<string, Node>} */
export const figures = new Map(
  elements(tree, (element) => hasClass(element, 'live')).map((figure) => [
    attribute(figure, 'id'),
    elements(figure, ({ tagName }) => tagName === 'init-lab')[0],
  ]),
);

/** A figure's experiment, and problems with its attributes. @param {string | null} id */
export function experimentOf(id) {
  const element = figures.get(id ?? '');
  if (!element) throw new Error(`The lesson has no figure ${id}`);
  const given = new Map(
    SINGLE.map((property) => [property.key, fromText(property, attribute(element, property.attribute))]),
  );
  const { values, notes } = readSingle((key) => given.get(key));
  const preset = attribute(element, 'preset') ?? DEFAULT_PRESET;
  return { experiment: assembled({ preset, experiment: null, values }), notes };
}
