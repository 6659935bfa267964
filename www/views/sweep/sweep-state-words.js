/** How far a sweep is, in words. No DOM. */
import { integer } from '../../charts/format.js';
import { axisValue, fieldTitle } from '../../export/sweep-words.js';
import { seconds } from '../durations.js';

/** @typedef {import('../../sweep/sweep-run.js').SweepRun} SweepRun */

/** @param {number} count */
export const seedsText = (count) => (count === 1 ? '1 seed' : `${integer(count)} seeds`);

/** What is varied: “weight scale 0.01 to 100 · 10 seeds”. @param {SweepRun} run */
export function variedText({ experiment, results }) {
  const { axes = [], seeds = 1 } = experiment.sweep;
  const along = axes.map((/** @type {any} */ { field, from, to }, /** @type {number} */ k) => {
    const values = results?.axes[k]?.values.length;
    const range = `${fieldTitle(field)} ${axisValue(from)} to ${axisValue(to)}`;
    return values === undefined ? range : `${range} (${values === 1 ? '1 value' : `${integer(values)} values`})`;
  });
  return [...along, seedsText(seeds)].join(' · ');
}

/** How far it is: “62 of 300 trainings · about 8 s left”. @param {SweepRun} run */
export function progressText(run) {
  const { done, total, phase, secondsLeft } = run;
  if (phase === 'opening') return 'Preparing…';
  const count = `${integer(done)} of ${integer(total)} trainings`;
  if (phase === 'rest') return `${integer(total)} trainings. Press Play.`;
  if (phase === 'done') return total === 1 ? '1 training, done' : `All ${integer(total)} trainings are done`;
  if (phase === 'paused') return `${count} · paused`;
  if (phase === 'failed') return `${count} · stopped`;
  return secondsLeft === null ? count : `${count} · ${seconds(secondsLeft)} left`;
}

/** @param {SweepRun} run */
export const startSentence = ({ total }) => `The sweep of ${integer(total)} trainings has started.`;

/** @param {SweepRun} run */
export const halfSentence = ({ done, total }) => `Half way: ${integer(done)} of ${integer(total)} trainings are done.`;

/** @param {SweepRun} run */
export const doneSentence = ({ total }) => `The sweep of ${integer(total)} trainings is done.`;
