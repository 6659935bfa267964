/** The page of papers as a tree, and the experiments of its figures. */
import { parseFragment } from 'parse5';
import { papersHtml } from '../../scripts/lesson.js';
import { integer } from '../../www/charts/format.js';
import { SINGLE, assembled, fromText, readSingle } from '../../www/element/attributes.js';
import { createLab } from '../../www/engine/lab.js';
import { DEFAULT_PRESET, catalogue } from '../../www/experiment/catalogue.js';
import { attribute, elements, hasClass } from './lesson-page.js';

export const html = papersHtml();
export const tree = parseFragment(html);

/** The figures' elements, by id. @type {Map<string, any>} */
export const figures = new Map(
  elements(tree, (element) => hasClass(element, 'live')).map((figure) => [
    attribute(figure, 'id'),
    elements(figure, ({ tagName }) => tagName === 'init-lab')[0],
  ]),
);

/** A figure's experiment, and problems with its attributes. @param {string} id */
export function experimentOf(id) {
  const element = figures.get(id);
  const given = new Map(SINGLE.map((one) => [one.key, fromText(one, attribute(element, one.attribute))]));
  const { values, notes } = readSingle((key) => given.get(key));
  const preset = attribute(element, 'preset') ?? DEFAULT_PRESET;
  return { experiment: assembled({ preset, experiment: null, values }), notes };
}

/** @type {Map<string, Promise<any>>} */
const known = new Map();
/** @template T @param {string} key @param {() => Promise<T>} make @returns {Promise<T>} */
export function once(key, make) {
  if (!known.has(key)) known.set(key, make());
  return /** @type {Promise<T>} */ (known.get(key));
}

/** The complete experiment of a figure. @param {string} id */
export const complete = (id) =>
  once(`experiment ${id}`, async () => {
    const lab = await createLab(experimentOf(id).experiment);
    const { experiment } = lab;
    lab.free();
    return /** @type {any} */ (experiment);
  });
/** @param {string} id */
export const layers = async (id) => String((await complete(id)).network.hidden.length);
/** @param {string} id */
export const seedsOf = async (id) => integer((await complete(id)).sweep.seeds);

/** The inspections of a figure's runs at iteration 0. @param {string} id */
export const inspected = (id) =>
  once(`inspected ${id}`, async () => {
    const lab = await createLab(experimentOf(id).experiment);
    const found = lab.runs.map((_, run) => lab.inspect(run).layers);
    lab.free();
    return found;
  });

/** What a figure is on: how many points, of which data. @param {string} id */
export async function dataOf(id) {
  const { dataset } = await complete(id);
  if (dataset.name === 'custom') return `${dataset.points.length} points`;
  const { title } = /** @type {{ title: string }} */ (catalogue.datasets.find(({ name }) => name === dataset.name));
  return `${dataset.samples} points of ${title === 'XOR' ? title : title.toLowerCase()}`;
}
