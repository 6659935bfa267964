/**
 * Combines several runs' histories in one chart: a common axis, and a drawing order in which no line hides another. No
 * DOM.
 */
import { seriesDash } from './series.js';

/**
 * Joins the runs' histories over the union of their iterations. A run has null where its cost is not finite, and
 * undefined, which a line skips, where it has no cost. `common` lists the rows with a cost of every run that reaches
 * that iteration.
 * @param {{ iterations: Float64Array, costs: Float64Array }[]} lines
 */
export function align(lines) {
  /** @type {number[]} */
  const iterations = [];
  /** @type {number[]} */
  const common = [];
  const exact = lines.map(() => /** @type {(number | null)[]} */ ([]));
  const costs = lines.map(() => /** @type {(number | null | undefined)[]} */ ([]));
  const at = lines.map(() => 0);
  for (;;) {
    let iteration = Infinity;
    lines.forEach((line, k) => (iteration = Math.min(iteration, line.iterations[at[k]] ?? Infinity)));
    if (iteration === Infinity) break;
    let complete = true;
    lines.forEach((line, k) => {
      if (line.iterations[at[k]] === iteration) {
        const cost = line.costs[at[k]];
        exact[k].push(cost);
        costs[k].push(Number.isFinite(cost) ? cost : null);
        at[k] += 1;
      } else {
        exact[k].push(null);
        costs[k].push(undefined);
        if (at[k] < line.iterations.length) complete = false;
      }
    });
    if (complete) common.push(iterations.length);
    iterations.push(iteration);
  }
  return iterations.length ? { iterations, costs, exact, common } : { iterations: [0], costs, exact, common: [0] };
}

/**
 * The index of the number in ascending `values` that is nearest to `wanted`.
 * @param {number[]} values
 * @param {number} wanted
 */
export function nearest(values, wanted) {
  let [low, high] = [0, values.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (values[middle] <= wanted) low = middle;
    else high = middle;
  }
  return high >= 0 && values[high] - wanted < wanted - values[low] ? high : low;
}

/** Drawing order of the lines. Dashes with larger gaps are drawn later, so that equal lines both remain visible. @param {{ slot: number }[]} lines */
export function drawOrder(lines) {
  const inked = (/** @type {{ slot: number }} */ { slot }) => {
    const dash = seriesDash(slot);
    const total = dash.reduce((sum, length) => sum + length, 0);
    return total ? dash.reduce((sum, length, i) => sum + (i % 2 ? 0 : length), 0) / total : 1;
  };
  return lines.map((_, k) => k).sort((a, b) => inked(lines[b]) - inked(lines[a]) || a - b);
}
