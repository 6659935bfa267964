/** Further marks of the cost chart: changes of the learning rate, and the cut of an axis. */
import { seriesColour } from './colours.js';
import * as format from './format.js';
import { thinLabels } from './labels.js';
import { scaled } from './plot.js';

/** @typedef {import('./plot.js').Placed} Placed */
/** @typedef {import('./colours.js').Theme} Theme */
/** @typedef {import('./cost-chart.js').ChartData} ChartData */
/** @typedef {import('./cost-chart.js').Line} Line */

/** @param {CanvasRenderingContext2D} ctx @param {Placed} at @param {ChartData['rateChanges']} changes @param {Theme} theme @param {string} font */
export function drawRateChanges(ctx, { x: toX, left, top, width, height, ratio }, changes, theme, font) {
  if (!changes.length) return;
  const positions = changes.map(([iteration]) => toX(iteration));
  const written = thinLabels(positions, 76 * ratio);
  ctx.save();
  ctx.beginPath();
  ctx.strokeStyle = theme.soft;
  ctx.lineWidth = ratio;
  for (const x of positions) {
    ctx.moveTo(Math.round(x), top);
    ctx.lineTo(Math.round(x), top + height);
  }
  ctx.stroke();
  ctx.font = scaled(font, ratio);
  ctx.fillStyle = theme.soft;
  ctx.textBaseline = 'bottom';
  positions.forEach((x, k) => {
    if (!written[k]) return;
    const rightHalf = x > left + width - 80 * ratio;
    ctx.textAlign = rightHalf ? 'right' : 'left';
    ctx.fillText(`rate ${format.rate(changes[k][1])}`, x + (rightHalf ? 1 : -1) * ratio, top - 3 * ratio);
  });
  ctx.restore();
}

/**
 * Draws arrows where a line leaves a cut axis.
 * @param {CanvasRenderingContext2D} ctx @param {Placed} at @param {Line[]} lines @param {number} high  the end of the axis @param {Theme} theme
 */
export function drawCuts(ctx, { x: toX, top, ratio }, lines, high, theme) {
  for (const { iterations, costs, slot } of lines) {
    const from = costs.findIndex((cost) => cost > high);
    if (from < 0) continue;
    const x = toX(iterations[from]) + 5 * ratio;
    ctx.fillStyle = seriesColour(theme, slot);
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x - 5 * ratio, top + 9 * ratio);
    ctx.lineTo(x + 5 * ratio, top + 9 * ratio);
    ctx.fill();
  }
}
