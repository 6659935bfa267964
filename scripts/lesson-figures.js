/** The figures of the lesson and the questions about them: their experiments, and what is printed of them. */
import { parseFragment } from 'parse5';
import { lessonHtml, librariesHtml, papersHtml, wholeCatalogue } from './lesson.js';
import { SINGLE, assembled, fromText, readSingle } from '../www/element/attributes.js';
import { DEFAULT_PRESET } from '../www/experiment/catalogue.js';
import { questionOf } from '../www/lesson/answers.js';

/**
 * @typedef {object} LessonFigure
 * @property {string} id
 * @property {any} experiment  may name a preset
 * @property {string[]} views
 * @property {string[]} hide
 * @property {string} alt
 * @property {boolean} isOfSweep
 * @property {number} inside   the iteration at which its look inside is printed; everything else is at the end
 */
/**
 * @typedef {object} LessonQuestion
 * @property {string} figure  its id
 * @property {import('../www/lesson/answers.js').Question} question
 * @property {string[]} options  the texts of its answers
 */

/** @param {any} node @returns {Generator<any>} */
function* below(node) {
  for (const child of node.childNodes ?? []) {
    yield child;
    yield* below(child);
  }
}

/** @param {any} node @param {string} name @returns {string | null} */
const attribute = (node, name) =>
  node.attrs?.find((/** @type {{ name: string }} */ attr) => attr.name === name)?.value ?? null;

/** @param {string | null} text */
const words = (text) => (text ?? '').split(/[\s,]+/).filter(Boolean);

/** @param {any} node */
const textOf = (node) =>
  [...below(node)]
    .map(({ nodeName, value }) => (nodeName === '#text' ? value : ''))
    .join('')
    .replace(/[\s\u2061]+/g, ' ')
    .trim();

/** @param {any} node @param {string} tag */
const all = (node, tag) => [...below(node)].filter(({ tagName }) => tagName === tag);

/** @param {any} node @returns {LessonFigure} */
function figureOf(node) {
  const [element] = all(node, 'init-lab');
  const of = (/** @type {string} */ name) => attribute(element, name);
  const given = new Map(SINGLE.map((property) => [property.key, fromText(property, of(property.attribute))]));
  const { values } = readSingle((key) => given.get(key));
  return {
    id: attribute(node, 'id') ?? '',
    experiment: assembled({ preset: of('preset') ?? DEFAULT_PRESET, experiment: null, values }),
    views: words(of('views')),
    hide: words(of('hide')),
    alt: of('alt') ?? '',
    inside: Number(attribute(node, 'data-inside') ?? Infinity),
    isOfSweep: attribute(node, 'data-sweep') !== null,
  };
}

/** @param {any} node @returns {LessonQuestion} */
function askedIn(node) {
  const [asks, run, until] = ['asks', 'run', 'until'].map((name) => attribute(node, `data-${name}`) ?? undefined);
  const labels = all(node, 'label');
  const values = labels.map((label) => attribute(all(label, 'input')[0], 'value') ?? '');
  return {
    figure: attribute(node, 'data-figure') ?? '',
    question: questionOf({ asks, run, until }, values),
    options: labels.map(textOf),
  };
}

/** All of the lesson, of the page of papers and of that of libraries, in page order. @returns {Promise<{ figures: LessonFigure[], questions: LessonQuestion[] }>} */
export async function lessonFigures() {
  const tree = parseFragment(lessonHtml() + papersHtml() + librariesHtml(await wholeCatalogue()));
  const named = (/** @type {string} */ name) =>
    [...below(tree)].filter((node) => words(attribute(node, 'class')).includes(name));
  return { figures: named('live').map(figureOf), questions: named('prediction').map(askedIn) };
}
