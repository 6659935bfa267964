/** The template of a lab: its views in order. */
import { html, nothing } from 'lit';
import { results } from '../views/comparison.js';
import { controls } from '../views/controls.js';
import { costDetails, costFigure } from '../views/cost.js';
import { dropTarget, paste } from '../views/drop.js';
import { inside } from '../views/look-inside.js';
import { attributeNotes, messages } from '../views/messages.js';
import { notes } from '../views/notes.js';
import { outcome } from '../views/outcome.js';
import { panels } from '../views/panels.js';
import { sweepEntry, sweepStage } from '../views/sweep-entry.js';
import { shareParts } from '../views/share-button.js';
import { controlsPlace, placeBelow, stagePlace } from '../views/waiting.js';
import { keep } from './keyboard.js';
import { guard } from './view-failures.js';

/** @typedef {import('../views/view.js').View} View */
/**
 * @typedef {object} Frame  properties of the figure around the views
 * @property {string | null} alt  accessible name of the figure
 * @property {string} themeName
 * @property {boolean} waits  for the lab to scroll into view before it opens
 * @property {import('../views/messages.js').Note[]} notes  notes about invalid attributes
 * @property {() => void} onUse  called at the first sign that the lab is about to be used
 * @property {(event: TransitionEvent) => void} onColours  called when the page may have changed the lab's colours
 * @property {(error: unknown) => void} onFailure  called when a view could not be drawn
 */
/** @typedef {import('./view-failures.js').Guarded} Guarded */

/**
 * Pictures, and the parts around them. Before the experiment is known, invisible placeholders have their sizes.
 * @param {View} view @param {Guarded} guarded
 */
function body(view, guarded) {
  const { model } = view;
  const known = model.experiment !== null;
  const below = () =>
    html`${guarded(costFigure)} ${guarded(() => view.parts.results.part?.scaleHint(view) ?? nothing)}
      <div class="ended">${guarded(outcome)} ${guarded(sweepEntry)}</div>
      ${guarded(inside)} ${guarded(costDetails)} ${guarded(results)}`;
  if (view.staged) return html`${guarded(controls)} ${stagePlace(guarded(sweepStage))}`;
  if (!known && view.expectsStage) return html`${controlsPlace(view)} ${stagePlace(nothing)}`;
  return html`${guarded(known ? controls : controlsPlace)} ${guarded(panels)} ${known ? below() : placeBelow(view)}`;
}

/** @param {View} view @param {Frame} frame */
export function template(view, { alt, themeName, waits, notes: wrong, onColours, onUse, onFailure }) {
  const { model } = view;
  const guarded = guard(view, onFailure);
  const empty = model.phase === 'failed' && !model.frame;
  const { length } = model.frame?.runs ?? view.expected;
  const drop = dropTarget(view, 'panels');
  return html`<div class="text">
    <div class="frame" @keydown=${keep} @keyup=${keep} @keypress=${keep} @transitionrun=${onColours}>
      <div
        class="lab"
        lang="en"
        dir="ltr"
        role="group"
        aria-label=${alt?.trim() || `Lab: ${model.preset?.title ?? 'initializers compared'}`}
        part="lab"
        data-theme=${themeName}
        data-phase=${model.phase}
        aria-busy=${!model.settled}
        @pointerenter=${onUse}
        @focusin=${onUse}
        @dragover=${drop.over}
        @dragleave=${drop.leave}
        @drop=${drop.drop}
        @paste=${paste(view)}
      >
        ${guarded(notes)} ${guarded(messages)} ${attributeNotes(wrong)}
        ${model.frame || model.phase !== 'loading' || waits ? nothing : html`<p class="late opening">Loading the lab…</p>`}
        <div
          class="body"
          data-count=${Math.min(8, length)}
          ?data-beside=${view.shows('panels') && view.shows('chart')}
          ?data-docked=${(view.staged || view.shows('panels')) && view.shows('learning-rate')}
          ?data-blank=${!model.frame}
          ?hidden=${empty}
        >
          ${body(view, guarded)}
        </div>
        <p class="unseen" role="status" .textContent=${view.status}></p>
        ${guarded(shareParts)}
      </div>
    </div>
  </div>`;
}
