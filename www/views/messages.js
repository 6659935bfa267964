/** Error messages in their place, with the remedy. */
import { html, nothing } from 'lit';
import * as format from '../charts/format.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {{ attribute: string, message: string }} Note  a problem with an attribute */

/** @type {Record<string, string>} */
const TITLES = {
  'no-webassembly': 'WebAssembly is not available',
  'wrong-mime': 'The server sends the engine with the wrong type',
  fetch: 'The engine could not be loaded',
  csp: 'A security policy blocks the engine',
  file: 'Opened as a file',
  compile: 'The engine could not be compiled',
  'worker-load': 'The engine could not be started',
  'worker-died': 'The engine stopped',
  experiment: 'This experiment cannot be run',
};

/** A way out of an experiment that the engine does not finish. @param {View} view */
const back = ({ model, act }) =>
  model.before
    ? html` <button type="button" id="go-back" @click=${act.goBack}>Go back to what was open before</button>`
    : nothing;

/** What the engine does in one piece. */
const WORK = { opening: 'Opening', inspection: 'Looking inside the networks' };

/** How far long work is. The bar tells it to screen readers, without announcing each step. @param {View} view */
function workDone({ model: { progress } }) {
  if (!progress) return nothing;
  const { what, share } = progress;
  return html`<p>
    ${WORK[what]}: <span aria-hidden="true">about ${format.percent(share, 100)}</span>
    <progress aria-label=${`${WORK[what]}, about`} max="1" value=${share}></progress>
  </p>`;
}

/** @param {View} view */
export function messages(view) {
  const { model, act } = view;
  if (model.phase === 'failed' && model.failure) {
    const { reason, message } = model.failure;
    const reached = model.frame?.iteration ?? 0;
    const again =
      reason === 'worker-died' && model.experiment
        ? reached > 0
          ? `Restart and go to iteration ${format.integer(reached)}`
          : 'Restart'
        : 'Try again';
    return html`<div class="message" role="alert" part="message" data-reason=${reason}>
      <h2>${TITLES[reason] ?? 'Something went wrong'}</h2>
      <p>${message}</p>
      <p>
        ${
          reason === 'experiment'
            ? html`<button type="button" id="reset-failed" @click=${act.reset}>Open the preset instead</button>`
            : html`<button type="button" id="restart" @click=${act.restart}>${again}</button>${back(view)}`
        }
      </p>
    </div>`;
  }
  if (model.takes > 0) {
    const seconds = format.integer(Math.round(model.takes / 10) * 10);
    return html`<div class="message" role="status" part="message" data-reason="takes">
      <p>
        This experiment takes about ${seconds} s until its first picture, and longer on a slow device. You can wait,
        or${
          model.before
            ? back(view)
            : html` <button type="button" id="reset-opening" @click=${act.reset}>Open the preset instead</button>`
        }
      </p>
      ${workDone(view)}
    </div>`;
  }
  if (model.silent) {
    return html`<div class="message" role="status" part="message" data-reason="silent">
      <p>
        The engine has not answered for a while: one iteration of this network may take that long. You can wait, or
        <button type="button" id="restart" @click=${act.restart}>restart it</button>${back(view)}
      </p>
      ${workDone(view)}
    </div>`;
  }
  if (model.progress) {
    return html`<div class="message" role="status" part="message" data-reason="progress">${workDone(view)}</div>`;
  }
  if (model.mode === 'return') {
    return html`<div class="message" role="status" part="message" data-reason="return">
      <p>Going back to iteration ${format.integer(model.target)}.</p>
    </div>`;
  }
  return nothing;
}

/** Messages about unusable attributes. @param {Note[]} wrong */
export function attributeNotes(wrong) {
  if (!wrong.length) return nothing;
  return html`<div class="message notes" role="alert" part="message" data-reason="attribute">
    ${wrong.map(({ message }) => html`<p>Attribute ${message}. It is ignored.</p>`)}
  </div>`;
}

/** What a lab is doing. @type {Record<import('../player/model.js').Model['mode'], (at: string, last: string) => string>} */
const STATUS = {
  rest: (at, last) => `At rest, iteration ${at} of ${last}.`,
  play: (at, last) => `Playing, iteration ${at} of ${last}.`,
  steps: (at, last) => `Advancing, iteration ${at} of ${last}.`,
  end: (at, last) => `Running to the end, iteration ${at} of ${last}.`,
  return: (at, last) => `Restarting, iteration ${at} of ${last}.`,
};

/**
 * The lab's state in sentences for a screen reader.
 * @param {import('../player/model.js').Model} model @param {string | null} ended  how the runs came out, if they have ended
 */
export function statusSentence(model, ended) {
  const { frame } = model;
  if (!frame) return '';
  const reached = STATUS[model.mode](format.integer(frame.iteration), format.integer(model.lastIteration));
  const train = model.points?.train.labels.length ?? 0;
  const runs = frame.runs.map(
    ({ label, trainAccuracy, findings }) =>
      `${label}: ${format.percent(trainAccuracy, train)} correct, ${findings.join(', ')}.`,
  );
  return [reached, ...(ended ? [ended] : runs)].join(' ');
}
