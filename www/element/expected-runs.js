/** The runs that a lab is going to show, as far as its attributes tell: until it opens, its placeholder has their layout. */
import { SINGLE, fromText } from './attributes.js';
import { catalogue } from '../experiment/catalogue.js';
import { isObject } from '../experiment/object.js';
import { nameOf, runsFrom } from '../experiment/runs.js';

/** @typedef {{ preset: any, runs: { label: string, formulaText: string }[], hasSweep: boolean }} Expected */

const INITIALIZERS = /** @type {typeof SINGLE[number]} */ (SINGLE.find(({ path }) => path === 'runs'));
/** The most runs that placeholders are made for. */
const MOST = 8;

/** @param {any} given  a list of runs, or of texts */
const runsIn = (given) =>
  Array.isArray(given)
    ? given.flatMap((run) => (typeof run === 'string' ? runsFrom(run) : [run])).filter(isObject)
    : [];

/** @param {{ preset: any, experiment: any, initializers: any, sweep: any }} attributes  of the element @returns {Expected} */
export function expectedRuns({ preset, experiment, initializers, sweep }) {
  const listed = typeof initializers === 'string' ? fromText(INITIALIZERS, initializers) : initializers;
  const { presets } = catalogue;
  const named = presets.find(({ name }) => name === (experiment?.preset ?? preset)) ?? presets[0];
  const runs = [listed, experiment?.runs, named.experiment.runs].map(runsIn).find(({ length }) => length > 0) ?? [];
  const formulaOf = (/** @type {string} */ initializer) =>
    catalogue.initializers.find(({ name }) => name === initializer)?.formulaText ?? '';
  return {
    preset: named,
    hasSweep: [sweep, experiment?.sweep, named.experiment.sweep].some(isObject),
    runs: runs
      .slice(0, MOST)
      .map((run) => ({ label: run.label ?? nameOf(run), formulaText: formulaOf(run.initializer) })),
  };
}
