/** What initializers do, each in a sentence. */
import { fullCatalogue } from '../experiment/full-catalogue.js';

/** @param {string} initializer  its name */
export const summaryOf = (initializer) =>
  fullCatalogue.initializers.find(({ name }) => name === initializer)?.summary ?? '';
