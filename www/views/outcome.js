/** How the runs came out, in sentences under the pictures; before that, how far they are. */
import { html, nothing } from 'lit';
import { integer } from '../charts/format.js';
import { isAtEnd } from '../player/model.js';
import { slowly } from './durations.js';
import { late } from './late.js';

/** @typedef {import('./view.js').View} View */

/** Its place is always there, so that nothing moves when the runs have ended. @param {View} view */
export function outcome({ model, shows, parts: { results }, act }) {
  if (!shows('panels')) return nothing;
  if (results.failed && isAtEnd(model)) return late(results, 'how the runs came out', () => act.fetch('results'));
  const sentence = results.part?.outcomeSentence(model) ?? null;
  return html`<p
    class="outcome"
    part="outcome"
    ?data-ended=${sentence !== null}
    .textContent=${sentence ?? soFar(model)}
  ></p>`;
}

/** @param {View['model']} model */
function soFar(model) {
  const { mode, frame } = model;
  const iteration = frame?.iteration ?? 0;
  if ((frame?.behind ?? 0) > 0) return 'Training the runs up to here…';
  if (mode !== 'rest') return slowly(model) ?? 'Training…';
  return iteration === 0 ? 'Not trained yet.' : `Paused at iteration ${integer(iteration)}.`;
}
