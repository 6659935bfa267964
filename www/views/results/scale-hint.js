/** A note under the pictures: the coordinates are far from what networks learn well from, with a button that mends it. */
import { html, nothing } from 'lit';
import { axisText } from '../../charts/format.js';
import { offScale } from '../../data/scale.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('../../data/scale.js').Range} Range */

const ADVICE = 'Networks learn best from inputs near 0 with a spread near 1.';
const TITLE =
  'Subtract the training points’ mean from each coordinate and divide by their standard deviation. The pictures keep the coordinates as they are.';

/** @type {WeakMap<Float64Array, Range[]>} */
const known = new WeakMap();

/** @param {Float64Array} points */
function rangesOf(points) {
  let ranges = known.get(points);
  if (!ranges) known.set(points, (ranges = offScale(points)));
  return ranges;
}

/** The ranges in a sentence. @param {Range[]} ranges */
export function rangeSentence(ranges) {
  const [first, second] = ranges.map(({ axis, min, max }) => ({
    name: axis === 0 ? 'x₁' : 'x₂',
    from: axisText(min),
    to: axisText(max),
  }));
  return second
    ? `${first.name} runs from ${first.from} to ${first.to}, and ${second.name} from ${second.from} to ${second.to}. ${ADVICE}`
    : `${first.name} runs from ${first.from} to ${first.to}. ${ADVICE}`;
}

/** @param {View} view */
export function scaleHint({ model, act, shows }) {
  const { points, experiment } = model;
  if (!points || !shows('panels') || !shows('data') || experiment?.dataset.standardize) return nothing;
  const ranges = rangesOf(points.train.points);
  if (ranges.length === 0) return nothing;
  const standardize = () => {
    act.change('data', () => act.setProperty('dataset.standardize', true));
    act.focus('play'); // this button goes away
  };
  return html`<p class="scale-hint" part="hint" role="note">
    <span>${rangeSentence(ranges)}</span>
    <button type="button" part="button" id="standardize" title=${TITLE} @click=${standardize}>Standardize</button>
  </p>`;
}
