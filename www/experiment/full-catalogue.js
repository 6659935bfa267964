/** The catalogue with the texts that explain its entries: formulas, summaries, sources and help. It must not be modified. */
import { catalogue } from './catalogue.js';
import texts from './generated/catalogue-texts.js';

/**
 * Adds the texts of each object to it. Lists of texts have the order of the lists they belong to.
 * @param {any} value @param {any} own  its texts, if it has any @returns {any}
 */
export function withTexts(value, own) {
  if (!own) return value;
  if (Array.isArray(value)) return value.map((entry, k) => withTexts(entry, own[k]));
  const parts = Object.entries(value).map(([name, part]) => [name, withTexts(part, own[name])]);
  return Object.fromEntries([...parts, ...Object.entries(own).filter(([name]) => !(name in value))]);
}

/** @type {FullCatalogue} */
export const fullCatalogue = withTexts(catalogue, texts);

/** @typedef {import('../engine/generated/init_lab.js').Catalogue} FullCatalogue */

/** What stands for an initializer in runs with weights of their own. It is not in menus, since it draws nothing. */
export const OWN_WEIGHTS = {
  name: 'custom',
  title: 'Your weights',
  summary: 'Starts from weights and biases of your own, which no seed changes.',
  source: 'Your file',
  defaultOf: '',
};

/** The texts of an initializer, or of weights of one's own. @param {string} initializer  its name */
export const textsOf = (initializer) =>
  initializer === OWN_WEIGHTS.name ? OWN_WEIGHTS : fullCatalogue.initializers.find(({ name }) => name === initializer);

/** What an initializer does, in a sentence. @param {string} initializer  its name */
export const summaryOf = (initializer) => textsOf(initializer)?.summary ?? '';

/** What a verdict means, in a sentence. @param {string} verdict */
export const definitionOf = (verdict) => fullCatalogue.verdicts.find(({ name }) => name === verdict)?.definition ?? '';

/** What to observe in a preset. @param {string} preset  its name */
export const sentenceOf = (preset) => fullCatalogue.presets.find(({ name }) => name === preset)?.sentence ?? '';
