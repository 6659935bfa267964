/**
 * Labels at the ends of lines. They stand in a column to the right of every line, so that none covers a line. Geometry
 * first, then paint; no DOM.
 */
import { placeLabels } from './labels.js';

/** @typedef {(text: string) => number} Measure  width of a text */
/**
 * @typedef {object} End  where a line ends, and its name
 * @property {number} x
 * @property {number} y
 * @property {string} label
 * @property {string} note      after the label where there is room for all of it
 * @property {boolean} stopped  whether the line stops before the others, so that no leader could reach it
 */
/** @typedef {{ text: string, x: number, y: number, leader: boolean }} Label  left edge and middle */

/** Distance of the column from the lines, with room for leaders. */
export const COLUMN_GAP = 14;
/** Space beyond the column. */
const BEYOND = 3;
/** A label this far above or below its line's end has a leader. */
const AWAY = 3;

/**
 * Width of the column in which labels are whole, or the largest that is sensible.
 * @param {{ label: string, note: string }[]} ends @param {Measure} measure @param {number} width  of the chart
 */
export function columnWidth(ends, measure, width) {
  const widest = Math.max(0, ...ends.map(({ label }) => measure(label)));
  const most = Math.max(0.3 * width, Math.min(0.38 * width, 110));
  const noted = Math.max(0, ...ends.map(({ label, note }) => measure(label + note)));
  return Math.ceil(Math.min(most, noted <= 0.2 * width ? noted : widest)) + BEYOND;
}

/**
 * Labels in order of their lines, none over another.
 * @param {End[]} ends @param {{ from: number, room: number, top: number, bottom: number, height: number }} column
 *   from: its left edge; top and bottom: its ends; height: of a label
 * @param {Measure} measure
 * @returns {Label[]} in the order of the ends
 */
export function endLabels(ends, { from, room, top, bottom, height }, measure) {
  const middles = placeLabels(
    ends.map(({ y }) => y),
    height,
    top,
    bottom,
  );
  return ends.map(({ y, label, note, stopped }, k) => ({
    text: measure(label + note) <= room ? label + note : shortened(label, room, measure),
    x: from,
    y: middles[k],
    leader: !stopped && Math.abs(middles[k] - y) > AWAY,
  }));
}

/** A text that fits, with an ellipsis if it had to be cut. @param {string} text @param {number} room @param {Measure} measure */
export function shortened(text, room, measure) {
  if (measure(text) <= room) return text;
  const letters = [...text];
  while (letters.length > 1 && measure(`${letters.join('').trimEnd()}…`) > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/**
 * @param {CanvasRenderingContext2D} ctx  with the labels' font @param {Label[]} labels @param {End[]} ends
 * @param {string[]} colours @param {{ ratio: number, paper: string }} how  ratio: canvas pixels per CSS pixel
 */
export function paintEndLabels(ctx, labels, ends, colours, { ratio, paper }) {
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  labels.forEach(({ text, x, y, leader }, k) => {
    if (leader) {
      ctx.strokeStyle = colours[k];
      ctx.lineWidth = 0.75 * ratio;
      ctx.beginPath();
      ctx.moveTo(ends[k].x + 3 * ratio, ends[k].y);
      ctx.lineTo(x - 2 * ratio, y);
      ctx.stroke();
    }
    ctx.lineWidth = 3 * ratio;
    ctx.strokeStyle = paper;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = colours[k];
    ctx.fillText(text, x, y);
  });
}
