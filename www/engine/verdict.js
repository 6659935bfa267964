/** What became of a run, in a word, and what the word rests on, in a sentence: docs/verdicts.md. The core judges, in numbers. */

/** In the core's order (`Word` in src/diagnosis.rs). */
const WORDS = ['diverged', 'symmetric', 'dead', 'saturated', 'vanishing', 'exploding', 'stalled', 'learning', 'solved'];

/** A share of all in percent. What is rounded never says none or all where it is not. @param {number} fraction */
function percent(fraction, digits = 1) {
  const least = 10 ** -digits;
  const [low, high] = [least, 100 - least].map((limit) => `${limit.toFixed(digits)}\u00a0%`);
  const text = `${(100 * fraction).toFixed(digits)}\u00a0%`;
  if (fraction > 0 && Number.parseFloat(text) === 0) return `less than ${low}`;
  return fraction < 1 && Number.parseFloat(text) >= 100 ? `more than ${high}` : text;
}

/** @param {number} number */
const grouped = (number) => number.toLocaleString('en');

/** How the cost changed, in words. @param {number} fall  the share of it that went */
function change(fall) {
  const size = Math.abs(fall);
  if (size < 0.0005) return 'has not changed by as much as 0.1\u00a0%';
  return `${fall > 0 ? 'fell' : 'rose'} by ${percent(size)}`;
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
export function verdictOf(word, kind, first, second) {
  const [letter, ...rest] = SENTENCES[kind](first, second);
  return { verdict: WORDS[word], evidence: letter.toUpperCase() + rest.join('') };
}
