/** The whole lab as one file, including an experiment. */
import { oneFileText } from './one-file-source.js';
import { isOneFile, withExperiment, withLook } from './one-file-text.js';

/**
 * dist/init-lab.html with this experiment.
 * @param {unknown} experiment
 * @param {Record<string, string | null | undefined>} [look]  attributes of its lab; default: those that it has
 * @returns {Promise<Blob>}
 * @throws {Error} with a message for the user, if the page cannot be loaded
 */
export async function oneFile(experiment, look) {
  const text = await oneFileText();
  if (!isOneFile(text)) {
    throw new Error(
      'The server has something else in the place of init-lab.html. Copy that file there, from init-lab’s dist folder.',
    );
  }
  const page = withExperiment(text, experiment);
  return new Blob([look ? withLook(page, look) : page], { type: 'text/html' });
}
