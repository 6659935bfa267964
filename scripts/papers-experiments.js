/**
 * The experiments behind the tables of the page of papers: sweeps of iteration 0 of the entries' presets, on the points of the
 * references and from seed 0 on. The page links to them, and tests hold the tables to them.
 */
import { readFileSync } from 'node:fs';
import { inRoot } from './paths.js';

/** Theory and independent simulations with their standard errors, by make_papers.py. @type {Record<string, any>} */
export const REFERENCE = JSON.parse(readFileSync(inRoot('tests', 'fixtures', 'papers.json'), 'utf8'));

/** The points that the simulations use. */
const plane = {
  name: 'custom',
  points: REFERENCE.plane.map((/** @type {number[]} */ point, /** @type {number} */ k) => [
    ...point,
    REFERENCE.plane_labels[k],
  ]),
};
const line = { name: 'custom', points: REFERENCE.line_x.map((/** @type {number} */ x) => [x, 0, Number(x > 0)]) };

/** @type {Record<string, { experiment: any, axes?: any[], measure: string, property: 'errorSignalRatio' | 'collapsed', seeds: number }>} */
export const SWEEPS = {
  he: {
    experiment: { preset: 'he_2015', dataset: plane },
    axes: [{ field: 'depth', from: 22, to: 30, steps: 2 }],
    measure: 'error_signal_ratio',
    property: 'errorSignalRatio',
    seeds: 101,
  },
  glorot: {
    experiment: { preset: 'glorot_2010', dataset: plane },
    measure: 'error_signal_ratio',
    property: 'errorSignalRatio',
    seeds: 41,
  },
  lu: {
    experiment: { preset: 'lu_2019', dataset: line },
    axes: [{ field: 'width', from: 2, to: 10, steps: 9 }],
    measure: 'collapsed',
    property: 'collapsed',
    seeds: 4000,
  },
};

/** An experiment with its sweep. @param {string} name @param {number} [first]  seed @param {number} [seeds] */
export function sweepOf(name, first = 0, seeds = SWEEPS[name].seeds) {
  const { experiment, axes = [], measure } = SWEEPS[name];
  return { ...experiment, seed: first, sweep: { seeds, axes, measure } };
}

/**
 * The text of a link to a sweep's experiment. The catalogue is a product of the build, which begins without it.
 * @param {string} name
 */
async function linkOf(name) {
  const [{ catalogue }, { escaped }, { format, get, properties }] = await Promise.all([
    import('../www/experiment/catalogue.js'),
    import('../www/experiment/link.js'),
    import('../www/experiment/fields.js'),
  ]);
  const experiment = sweepOf(name);
  const pairs = properties(/** @type {any} */ (catalogue.fields))
    .filter(({ path }) => get(experiment, path) !== undefined)
    .map((property) => `${property.name}=${escaped(format(property, get(experiment, property.path)))}`);
  return [`preset=${experiment.preset}`, ...pairs].join('&');
}

const PLACE = /href="table:(\w+)"/g;

/** Lets the links to the tables' experiments, such as `href="table:he"`, lead to the lab. @param {string} html */
export async function withTables(html) {
  const names = [...html.matchAll(PLACE)].map(([, name]) => name);
  const links = new Map(
    await Promise.all(names.map(async (name) => /** @type {const} */ ([name, await linkOf(name)]))),
  );
  return html.replaceAll(PLACE, (_, name) => `href="./#${links.get(name)?.replaceAll('&', '&amp;')}"`);
}
