/** What became of a run, in a word, and what the word rests on, in a sentence: docs/verdicts.md. The core judges, in numbers. */

/** In the core's order (`Word` in src/diagnosis.rs). */
const WORDS = ['diverged', 'symmetric', 'dead', 'saturated', 'vanishing', 'exploding', 'stalled', 'learning', 'solved'];

/** @param {number} fraction */
const percent = (fraction, digits = 1) => `${(100 * fraction).toFixed(digits)}\u00a0%`;

/** @param {number} number */
const grouped = (number) => number.toLocaleString('en');

/** How the cost changed, in words. @param {number} fall  the share of it that went */
function change(fall) {
  const size = percent(Math.abs(fall));
  if (size === percent(0)) return 'has not changed by as much as 0.1\u00a0%';
  return `${fall > 0 ? 'fell' : 'rose'} by ${size}`;
}

/** @param {number} ratio */
const times = (ratio) => (Number.isFinite(ratio) ? ratio.toExponential(1).replace('+', '') : '∞');

/** @param {number} accuracy */
const right = (accuracy) => `${percent(accuracy)} of the training samples are right`;

/** A sentence for each kind of evidence, in the core's order (`numbers_of` in src/wasm/core.rs). @type {((first: number, second: number) => string)[]} */
const SENTENCES = [
  (iteration) => `At iteration ${grouped(iteration)} the cost is no longer a finite number.`,
  (iteration) => `At iteration ${grouped(iteration)} the cost is more than a million times what it was at the start.`,
  (iteration) => `The update at iteration ${grouped(iteration)} would make a weight infinite or NaN.`,
  (accuracy) => `${right(accuracy)}.`,
  () => 'In every hidden layer, all units are the same unit.',
  (layer) => `No unit of hidden layer ${layer + 1} responds to any training sample.`,
  (share) => `${percent(share, 0)} of the outputs are sure (within 0.001 of 0 or 1) and wrong.`,
  (ratio) => `The gradient in the first layer is ${times(ratio)} times that at the output.`,
  (accuracy) => `Training ended, and only ${right(accuracy)}.`,
  (since, fall) => `Since iteration ${grouped(since)} the cost ${change(fall)}.`,
  (accuracy) => `Nothing stands in its way so far; ${right(accuracy)}.`,
];

/** @param {number} word @param {number} kind  of the evidence @param {number} first @param {number} second  its numbers */
export const verdictOf = (word, kind, first, second) => ({
  verdict: WORDS[word],
  evidence: SENTENCES[kind](first, second),
});
