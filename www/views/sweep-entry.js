/** The ways from a lab to a sweep, and the place of the stage until its feature has loaded. */
import { html, nothing } from 'lit';
import { late } from './late.js';
import { problem } from './parts.js';

/** @typedef {import('./view.js').View} View */

/** @type {{ id: string, kind: 'seeds' | 'line' | 'map', text: string, title: string }[]} */
const WAYS = [
  { id: 'try-seeds', kind: 'seeds', text: 'Try 100 seeds', title: 'Train the same lab with 100 seeds' },
  { id: 'vary', kind: 'line', text: 'Vary…', title: 'Train it for many values of a setting' },
  { id: 'map', kind: 'map', text: 'Map…', title: 'Train it for many values of two settings' },
];

/** @param {View} view */
export function sweepEntry(view) {
  const { act, shows } = view;
  if (!shows('sweep')) return nothing;
  const want = () => act.fetch('sweep');
  return html`<div class="sweep-entry" part="sweep-entry" role="group" aria-label="Many trainings">
    ${WAYS.map(
      ({ id, kind, text, title }) =>
        html`<button
          type="button"
          class="quiet"
          id=${id}
          title=${title}
          @click=${() => act.enterSweep(kind)}
          @pointerenter=${want}
          @focus=${want}
        >
          ${text}
        </button>`,
    )}
    ${problem(view, 'sweep')}
  </div>`;
}

/** The stage of the lab's sweep. @param {View} view */
export function sweepStage(view) {
  const { parts, stage, act } = view;
  if (!parts.sweep.part || !stage) return late(parts.sweep, 'the sweep', () => act.fetch('sweep'));
  return parts.sweep.part.stageView(view, stage);
}

/** The way back to the sweep that the lab was opened from. @param {View} view */
export const sweepBack = ({ parts, stage }) => (stage?.left && parts.sweep.part?.wayBack(stage)) || nothing;
