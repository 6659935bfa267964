/** What the lab is asked for when it is shared: its dialog, and to open an experiment that was dropped or pasted. It comes late. */
import { isExperimentText } from '../../views/drop.js';

/**
 * @typedef {object} ShareLook
 * @property {boolean} open     whether the dialog was asked for
 * @property {File[] | string | null} brought  what was dropped or pasted, while it waits for what reads it
 * @property {import('../../share/sharing.js').Sharing | null} sharing  what the dialog shows and does; there with its part
 */

/** Names and types of files that may hold an experiment; CSV, text and whatever is called a spreadsheet are points. */
const EXPERIMENT_FILE = /\.(json|html?|png|svg|ipynb|py)$/i;
/** Whether a file is for `openFiles`, not a list of points. @param {File} file */
export async function holdsExperiment(file) {
  if (EXPERIMENT_FILE.test(file.name)) return true;
  try {
    return isExperimentText(await file.slice(0, 64).text());
  } catch {
    return false; // a folder, or a file that went away: what reads points says so
  }
}

/**
 * @param {object} host  the element, as far as it is needed here
 * @param {ShareLook} host.look
 * @param {import('../../views/late-part.js').LatePart<any>} host.part
 * @param {() => void} host.changed
 * @param {() => Promise<unknown>} host.updated  when what was asked for is drawn
 */
export function shareActions({ look, part, changed, updated }) {
  return {
    /** @param {'link' | 'export' | 'open'} [tab] */
    openShare: async (tab) => {
      look.open = true;
      changed();
      await part.want();
      await updated();
      // Whoever gave up waiting and went elsewhere is not called back.
      if (look.open) look.sharing?.show(tab);
    },
    /** Opens what was dropped or pasted. @param {File[] | string} brought */
    bring: async (brought) => {
      look.brought = brought;
      changed();
      await part.want();
      if (!look.sharing || look.brought !== brought) return; // it says so in its place, where it can be tried again
      look.brought = null;
      await look.sharing.bring(brought, 'lab');
    },
  };
}
