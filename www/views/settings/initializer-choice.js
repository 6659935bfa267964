/** Initializers to choose from, and the controls of what a chosen one takes. */
import { html } from 'lit';
import { parametersOf } from '../../experiment/runs.js';
import { field } from './setting-field.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./setting-field.js').Group} Group */

/** All of the catalogue by group, then the names that PyTorch has for them. @param {any} catalogue @returns {Group[]} */
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

/** The names of all that can be chosen. @param {any} catalogue @returns {string[]} */
export const initializerNames = ({ initializers, aliases = [] }) =>
  [...initializers, ...aliases].map(({ name }) => name);

/**
 * The parameters of what `holder` has for initializer, each with a control of its own.
 * @param {View} view @param {any} holder  a run, or what a run has for its last layer @param {string} at  its path
 * @param {(name: string, value: any) => Promise<any>} use
 */
export const parameters = (view, holder, at, use) =>
  parametersOf(view.model.catalogue, holder.initializer, at).map((spec) =>
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
      values: initializerNames(view.model.catalogue),
      allowed: 'the name of an initializer',
      help: 'What draws the first weights.',
    },
    groups: initializerGroups(view.model.catalogue),
    ...entry,
  })}`;
