/** The choice of initializers, and controls for their parameters. */
import { html } from 'lit';
import { parametersOf } from '../../experiment/run-parts.js';
import { fullCatalogue } from '../../experiment/full-catalogue.js';
import { field } from './setting-field.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./setting-field.js').Group} Group */

/**
 * The catalogue's initializers by group, followed by PyTorch's names for them.
 * @param {any} catalogue @returns {Group[]}
 */
export function initializerGroups({ initializers, aliases = [] }) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const { name, title, group } of initializers) {
    if (!groups.has(group)) groups.set(group, { title: group, options: [] });
    groups.get(group)?.options.push({ name, title });
  }
  const torch = aliases.map((/** @type {any} */ { name }) => ({ name, title: `${name}_` }));
  return [...groups.values(), ...(torch.length ? [{ title: 'PyTorch names', options: torch }] : [])];
}

/** The names of all choices. @param {any} catalogue @returns {string[]} */
export const initializerNames = ({ initializers, aliases = [] }) =>
  [...initializers, ...aliases].map(({ name }) => name);

/**
 * Controls for the parameters of `holder`'s initializer.
 * @param {View} view @param {any} holder  a run, or its settings for the last layer @param {string} at  its path
 * @param {(name: string, value: any) => Promise<any>} use
 */
export const parameters = (view, holder, at, use) =>
  parametersOf(fullCatalogue, holder.initializer, at).map((spec) =>
    field(view, {
      label: spec.name,
      spec,
      value: holder[spec.name] ?? spec.default,
      layout: 'line',
      use: (value) => use(spec.name, value),
    }),
  );

/** The choice of an initializer. @param {View} view @param {Partial<import('./setting-field.js').Entry> & Pick<import('./setting-field.js').Entry, 'label' | 'value' | 'use'>} entry @param {string} at */
export const initializerChoice = (view, entry, at) =>
  html`${field(view, {
    spec: {
      path: `${at}.initializer`,
      type: 'choice',
      values: initializerNames(fullCatalogue),
      allowed: 'the name of an initializer',
      help: 'Draws the starting weights.',
    },
    groups: initializerGroups(fullCatalogue),
    ...entry,
  })}`;
