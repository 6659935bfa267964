/** Named schemes on the scale axis of a heat map: lines down the map, with names above it. No DOM. */
import { placeAmong } from './field-axis.js';
import { spelled } from './format.js';

/** @typedef {import('./colours.js').Theme} Theme */
/** @typedef {import('./field-axis.js').FieldAxis} FieldAxis */
/** @typedef {import('./sweep-line.js').Scheme} Scheme */
/** @typedef {{ left: number, top: number, width: number, tall: number, size: number }} MapBox  size: of the text */
/** @typedef {{ text: string, x: number, align: 'left' | 'center' | 'right', left: number }} SchemeMark  left: of the name */

/** Between two names, in sizes of the text. */
const APART = 0.8;

/**
 * Where the schemes on the axis lie, from left to right. Names that would touch stand on either side of their lines.
 * @param {Scheme[]} schemes @param {FieldAxis} axis @param {MapBox} box @param {(text: string) => number} measure
 * @returns {SchemeMark[]}
 */
export function schemeMarks(schemes, axis, { left, width, size }, measure) {
  const last = axis.values.length - 1;
  const placed = schemes
    .map(({ text, value }) => ({ text, place: placeAmong(axis, value), wide: measure(text) }))
    .filter(({ place }) => place >= -1e-6 && place <= last + 1e-6)
    .toSorted((a, b) => a.place - b.place)
    .map(({ text, place, wide }) => ({ text, wide, x: left + ((place + 0.5) / (last + 1)) * width }));
  /** @typedef {typeof placed[number] | undefined} Placed */
  const touch = (/** @type {Placed} */ a, /** @type {Placed} */ b) =>
    a !== undefined && b !== undefined && b.x - a.x < (a.wide + b.wide) / 2 + APART * size;
  return placed.map((mark, k) => {
    const { text, x, wide } = mark;
    if (touch(mark, placed[k + 1])) return { text, x, align: 'right', left: x - wide };
    if (touch(placed[k - 1], mark)) return { text, x, align: 'left', left: x };
    return { text, x, align: 'center', left: x - wide / 2 };
  });
}

/** @param {CanvasRenderingContext2D} ctx @param {Scheme[]} schemes @param {FieldAxis} axis @param {string} label  of the run, before the names @param {MapBox} box @param {Theme} theme */
export function paintSchemesOnMap(ctx, schemes, axis, label, box, theme) {
  const measure = (/** @type {string} */ text) => ctx.measureText(text).width;
  const { left, top, width, tall, size } = box;
  let free = left + measure(spelled(label)) + APART * size;
  ctx.save();
  ctx.textBaseline = 'middle';
  for (const mark of schemeMarks(schemes, axis, box, measure)) {
    const x = Math.round(mark.x) + 0.5;
    for (const [style, weight, dash] of /** @type {const} */ ([
      [theme.paper, 3, []],
      [theme.ink, 1, [3, 3]],
    ])) {
      ctx.strokeStyle = style;
      ctx.lineWidth = weight * theme.weight;
      ctx.setLineDash([...dash]);
      ctx.beginPath();
      ctx.moveTo(x, top);
      ctx.lineTo(x, top + tall);
      ctx.stroke();
    }
    const end = mark.left + measure(mark.text);
    if (mark.left < free || end > left + width) continue;
    free = end + (mark.align === 'right' ? 0 : APART * size);
    ctx.fillStyle = theme.ink;
    ctx.textAlign = mark.align;
    const aside = { left: 0.25, center: 0, right: -0.25 }[mark.align];
    ctx.fillText(mark.text, mark.x + aside * size, top - 0.85 * size);
  }
  ctx.restore();
}
