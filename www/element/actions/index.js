/** All actions of the controls in one table. No DOM. */
import { entryActions } from './entries.js';
import { insideActions } from './looking-inside.js';
import { pinActions } from './pin-actions.js';
import { settingsActions } from './settings.js';
import { shareActions } from './sharing-actions.js';
import { transportActions } from './transport-actions.js';

/** @typedef {import('../../views/view.js').Actions} Actions */
/** @typedef {import('../element-lab.js').Lab} Lab */
/** @typedef {import('../element-lab.js').Element} Element */

/** @param {Lab} lab @param {Element} element @returns {Actions} */
export function actions(lab, element) {
  const focus = async (/** @type {string} */ id) => {
    await element.updateComplete;
    element.shadowRoot?.getElementById(id)?.focus();
  };
  return {
    ...transportActions(lab, element),
    ...entryActions(lab),
    ...settingsActions(lab, element),
    ...pinActions(lab),
    ...insideActions(lab),
    ...shareActions(lab, element),
    dismissNotes: () => lab.set({ notes: [] }),
    focus,
    enterSweep: async (kind) => {
      await lab.features.parts.sweep.want();
      await lab.features.stage?.enter(kind);
    },
    fetch: (feature, id) => {
      lab.features.parts[feature].want();
      if (id) focus(id);
    },
  };
}
