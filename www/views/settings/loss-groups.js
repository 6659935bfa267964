/** The menu of losses. */
import { fullCatalogue } from '../../experiment/full-catalogue.js';

const { losses } = fullCatalogue;

/** The losses by group. @type {import('./setting-field.js').Group[]} */
export const lossGroups = [...new Set(losses.map(({ group }) => group))].map((title) => ({
  title,
  options: losses.filter(({ group }) => group === title),
}));
