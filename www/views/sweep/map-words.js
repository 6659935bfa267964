/** What is said of a heat map and of its cells. */
import { html } from 'lit';
import { doneSeeds } from '../../charts/seeds-figure.js';
import * as format from '../../charts/format.js';
import { exactMeasure, kindOf, measureText } from '../../charts/measure-scale.js';
import { reachMeaning } from '../../export/sweep-words.js';
import { swatch } from '../parts.js';

/** @typedef {import('../../charts/sweep-model.js').ShownSweep} ShownSweep */
/** @typedef {{ run: number, x: number, y: number }} Cell */

/** The picture in a sentence, for screen readers. It does not change while the sweep runs, or it would be read again and again. @param {ShownSweep} shown */
export function mapLabel({ runs, axes, shape, measure, reaches, done, total, zoomed }) {
  const [x, y] = axes.map(
    ({ title, values }) => `${title} from ${format.cost(values[0])} to ${format.cost(values[values.length - 1])}`,
  );
  const maps = runs.length === 1 ? 'Heat map' : `${runs.length} heat maps, one for each of ${runs.join(', ')}`;
  const seeds = shape[3] > 1 ? `, median of ${shape[3]} seeds` : '';
  const progress = done < total ? ' Not all cells are trained yet.' : '';
  const reach = reaches.some(Boolean) ? ` A dashed line is at ${reachMeaning}.` : '';
  const back = zoomed ? ' Escape goes back to the wider map.' : '';
  const other = runs.length > 1 ? ' Page up and page down change the run.' : '';
  return `${maps}: ${measure.title}${seeds}, over ${x}, and ${y}.${reach}${progress} Arrow keys move the cursor, Enter opens the lab of a cell, plus looks closer.${other}${back}`; // prettier-ignore
}

/** What the maps show. @param {ShownSweep} shown */
export const mapTitle = ({ measure, axes: [x, y] }) => `${measure.title} over ${x.title} and ${y.title}`;

/** What a cell of a run shows: its value, its spread, and how many trainings it is of. @param {ShownSweep} shown @param {Cell} cell */
export function cellValue(shown, { run, x, y }) {
  const { shape, measure, results, summary, quantiles } = shown;
  const [, height, width, seeds] = shape;
  const cell = y * width + x;
  const first = (run * height * width + cell) * seeds;
  const all = /** @type {Float64Array} */ (results[measure.property]).subarray(first, first + seeds);
  const values = all.filter((value) => !Number.isNaN(value));
  const { q10, median, q90 } = quantiles(all, seeds);
  const done = doneSeeds(shown, run, cell);
  const kind = kindOf(measure.name);
  const part = kind === 'part' && values.length > 0;
  return {
    kind: part && seeds > 1 ? /** @type {const} */ ('share') : kind,
    value: part ? values.reduce((sum, each) => sum + each, 0) / values.length : median[0],
    low: q10[0],
    high: q90[0],
    done: done.length,
    diverged: done.filter((seed) => results.diverged[first + seed] === 1).length,
    solved: summary.solvedShare[run * height * width + cell],
  };
}

/** @param {ReturnType<typeof cellValue>} cell @param {number} seeds */
function valueWords({ kind, value, done, diverged }, seeds) {
  if (!done) return 'not trained yet';
  const lost = !diverged ? '' : seeds === 1 ? ', diverged' : `, ${diverged} of ${done} diverged`;
  return `${measureText(kind, value)}${lost}`;
}

/** The visible readout: every run at the cursor's cell. @param {ShownSweep} shown @param {Cell} cursor */
export function cellReadout(shown, cursor) {
  const { axes, runs, series, shape, measure, reaches } = shown;
  const at = [cursor.x, cursor.y];
  return html`${axes.map(
    ({ title, values }, k) =>
      html`<span>${title} <b translate="no" title=${format.exact(values[at[k]])}>${format.cost(values[at[k]])}</b></span> `,
  )}${runs.map((label, run) => {
    const cell = cellValue(shown, { ...cursor, run });
    const spread = shape[3] > 1 && cell.done > 1 && cell.kind !== 'share' && measure.name !== 'diverged';
    return html`<span class="value"
      >${swatch(series[run])}<bdi>${format.spelled(label)}</bdi>
      <b translate="no" title=${cell.done ? exactMeasure(cell.kind, cell.value) : ''}>${valueWords(cell, shape[3])}</b>${spread ? html`<span translate="no">(10–90 %: ${measureText(cell.kind, cell.low)} – ${measureText(cell.kind, cell.high)})</span>` : ''}${reaches[run] ? html`<span translate="no">(6 ξ: ${reachText(reaches[run].own[cursor.x])})</span>` : ''}</span
    >`;
  })}`; // prettier-ignore
}

/** A depth of six times ξ. @param {number} depth */
export const reachText = (depth) => (Number.isFinite(depth) ? format.cost(depth) : '∞');

/** The cursor's cell, for screen readers. @param {ShownSweep} shown @param {Cell} cell */
export function cellSentence(shown, cell) {
  const { axes, runs, shape, reaches } = shown;
  const reach = reaches[cell.run];
  const line = reach ? `, where 6 ξ is ${reachText(reach.own[cell.x])}` : '';
  const [x, y] = axes.map(({ title, values }, k) => `${title} ${format.cost(values[[cell.x, cell.y][k]])}`);
  return `${runs[cell.run]}: ${valueWords(cellValue(shown, cell), shape[3])}, at ${x}, ${y}${line}`;
}
