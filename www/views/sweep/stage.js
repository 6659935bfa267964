/** The stage of a sweep: it takes the place of the pictures and the cost chart. */
import { html, nothing } from 'lit';
import { icon } from '../more-icons.js';
import { problem } from '../parts.js';
import { sweepPlan } from './sweep-plan.js';
import { progressText, variedText } from './sweep-state-words.js';
import { summaryTable, trainingTable } from './sweep-tables.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./sweep-stage.js').SweepStage} SweepStage */

/** @param {View} view @param {SweepStage} stage */
export function stageView(view, stage) {
  const { run } = stage;
  if (!run) return nothing;
  return html`<section class="sweep" part="sweep" role="group" aria-label="Sweep" data-phase=${run.phase}>
    <header>
      <h2>${variedText(run)}</h2>
      <p class="sweep-progress-text">${progressText(run)}</p>
      ${buttons(view, stage)}
    </header>
    <progress
      class="sweep-progress"
      part="sweep-progress"
      aria-label="Trainings done"
      max=${Math.max(1, run.total)}
      value=${run.done}
    ></progress>
    ${problem(view, 'sweep')} ${notices(stage)}
    <div class="sweep-figure">
      <div class="sweep-place" id="sweep-place"></div>
      <div class="sweep-aside">
        <div class="sweep-says" part="outcome">
          ${stage.sentences.map((sentence) => html`<p><bdi>${sentence}</bdi></p>`)}
        </div>
        ${sweepPlan(view, stage)}
      </div>
    </div>
    ${stage.shown ? html`${summaryTable(stage.shown)} ${trainingTable(stage.shown, stage)}` : nothing}
    <p class="unseen" role="status">${stage.status}</p>
  </section>`;
}

/** The buttons beside the transport, whose Play moves the sweep. @param {View} view @param {SweepStage} stage */
function buttons(view, stage) {
  const { run, running, zoomed } = stage;
  const { phase = 'opening', done = 0 } = run ?? {};
  return html`<div class="sweep-buttons" role="group" aria-label="Sweep controls">
    ${
      phase === 'done' || view.shows('play')
        ? nothing
        : html`<button type="button" id="sweep-play" part="button" @click=${() => stage.playOrPause()}>
            ${icon(running ? 'pause' : 'play')}<span>${stage.playName}</span>
          </button>`
    }
    ${
      running || phase === 'paused' || (phase === 'failed' && done > 0)
        ? html`<button
            type="button"
            id="sweep-cancel"
            part="button"
            title="Stop, and forget the trainings that are done"
            @click=${() => stage.cancel()}
          >
            Cancel
          </button>`
        : nothing
    }
    ${
      zoomed
        ? html`<button type="button" id="sweep-zoom-back" part="button" @click=${() => stage.zoomBack()}>
            ${icon('undo')}<span>Zoom back</span>
          </button>`
        : nothing
    }
    <button type="button" id="sweep-close" part="button" title="Back to the lab" @click=${() => stage.close()}>
      ${icon('cross')}<span>Close</span>
    </button>
  </div>`;
}

/** @param {SweepStage} stage */
function notices({ run, shown }) {
  const said = [];
  if (run?.failure) said.push(html`<p class="sweep-notice" role="alert">The sweep stopped: ${run.failure}</p>`);
  if (run?.isAnew)
    said.push(
      html`<p class="sweep-notice" role="status">
        The settings have changed, so the sweep starts anew. Press Play to train it.
      </p>`,
    );
  for (const [k, axis] of (shown?.axes ?? []).entries())
    shown?.runs.forEach((label, index) => {
      if (!shown.constant[k][index]) return;
      const isParameter = axis.field.startsWith('runs.');
      said.push(
        html`<p class="sweep-notice">
          <bdi>${label}</bdi> is constant along this axis: this run has
          ${isParameter ? `no ${axis.title}` : `its own ${axis.title}`}.
        </p>`,
      );
    });
  return said.length ? html`<div class="sweep-notices">${said}</div>` : nothing;
}

/** In a lab that was opened from a sweep: the way back. @param {SweepStage} stage */
export const wayBack = (stage) =>
  stage.left
    ? html`<button type="button" id="sweep-back" part="button" @click=${() => stage.back()}>
        ${icon('undo')}<span>Back to the sweep</span>
      </button>`
    : nothing;
