/** The experiment stored in a one-file page. No DOM. */
import { jsonFrom, quoted } from '../experiment/notation.js';

/**
 * @param {string | null | undefined} text  undefined where the page holds no experiment
 * @returns {{ experiment: any, problems: string[] }}  experiment: {} where there is none
 */
export function ownExperiment(text) {
  if (text === null || text === undefined) return { experiment: {}, problems: [] };
  try {
    const experiment = jsonFrom(text);
    if (typeof experiment === 'object' && experiment !== null && !Array.isArray(experiment))
      return { experiment, problems: [] };
  } catch {
    // As below.
  }
  const problem = `The experiment in this file, ${quoted(text.trim())}, is not allowed; must be an object as JSON`;
  return { experiment: {}, problems: [problem] };
}
