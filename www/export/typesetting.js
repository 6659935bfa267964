/** Typesetting in pictures: fonts, lines, formulas. The target is a canvas or www/export/svg.js. */
import { formulaPieces } from './formula.js';

/** @typedef {import('./svg.js').Ruler} Ruler */
/** @typedef {CanvasRenderingContext2D & { fillPieces?: import('./svg.js').SvgContext['fillPieces'], repeat?: import('./svg.js').SvgContext['repeat'] }} Surface */
/** @typedef {{ width: number, height: number, paint: (ctx: Surface) => void }} Block  painted from the context's origin to the right and down */

/** Font families of the page (:host in styles/frame.css), of formulas, and of code. */
export const SANS = "Inter, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif";
const MATH = "'STIX Two Text', 'Latin Modern Roman', 'Times New Roman', 'Liberation Serif', serif";
export const MONO = "ui-monospace, Menlo, Consolas, 'Liberation Mono', monospace";

/** @param {number} size @param {{ weight?: number, family?: string, italic?: boolean }} [how] */
export const font = (size, { weight, family = SANS, italic = false } = {}) =>
  `${italic ? 'italic ' : ''}${weight ? `${weight} ` : ''}${Math.round(size * 100) / 100}px ${family}`;

/** Line metrics as fractions of the font size. */
export const LEADING = 1.4;
const ASCENT = 1.08;

/** Measures text with a browser's canvas. @returns {Ruler} */
export function canvasRuler() {
  const ctx = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
  /** @type {Map<string, number>} */
  const drops = new Map();
  const width = (/** @type {string} */ text, /** @type {string} */ with_) => {
    if (ctx.font !== with_) ctx.font = with_;
    return ctx.measureText(text).width;
  };
  const drop = (/** @type {string} */ of, /** @type {CanvasTextBaseline} */ baseline) => {
    const key = `${baseline} ${of}`;
    let found = drops.get(key);
    if (found === undefined) {
      ctx.font = of;
      const ascent = ctx.measureText('x').fontBoundingBoxAscent;
      ctx.textBaseline = baseline;
      found = ascent - ctx.measureText('x').fontBoundingBoxAscent;
      ctx.textBaseline = 'alphabetic';
      drops.set(key, found);
    }
    return found;
  };
  return { width, drop };
}

/** Maximum characters of a line: longer text need not be measured. */
const MOST_IN_LINE = 2000;

/** Splits a text into characters as a reader sees them. @param {string} text */
const letters = (text) => Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);

/**
 * The characters that fit into the width, at least one.
 * @param {Ruler} ruler @param {string[]} all @param {string} with_ @param {number} room
 */
function fitting(ruler, all, with_, room) {
  let [low, high] = [1, all.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ruler.width(all.slice(0, middle).join(''), with_) <= room) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Breaks a text into lines. Words wider than a line are split; text beyond the last line is cut with an ellipsis.
 * @param {Ruler} ruler @param {string} text @param {string} with_  a font @param {number} room
 * @param {{ most?: number, indent?: number }} [how]  most: lines; indent: of the first one
 */
export function wrap(ruler, text, with_, room, { most = Infinity, indent = 0 } = {}) {
  const fits = (/** @type {string} */ line, /** @type {number} */ at) =>
    ruler.width(line, with_) <= room - (at === 0 ? indent : 0);
  const lines = [''];
  for (let word of text
    .slice(0, most * MOST_IN_LINE)
    .split(/[ \n\t]+/)
    .filter(Boolean)) {
    for (;;) {
      const at = lines.length - 1;
      const joined = lines[at] ? `${lines[at]} ${word}` : word;
      if (fits(joined, at)) {
        lines[at] = joined;
        break;
      }
      if (lines.length > most) break;
      if (lines[at] || (at === 0 && indent > 0)) {
        lines.push('');
        continue;
      }
      const all = letters(word);
      const count = fitting(ruler, all, with_, room);
      lines[at] = all.slice(0, count).join('');
      if (count >= all.length) break;
      word = all.slice(count).join('');
      lines.push('');
    }
    if (lines.length > most) break;
  }
  if (lines.length <= most) return lines;
  const last = lines.slice(most - 1).join(' ');
  const left = room - (most === 1 ? indent : 0) - ruler.width('…', with_);
  const all = letters(last);
  const kept = all.slice(0, fitting(ruler, all, with_, Math.max(0, left)));
  return [...lines.slice(0, most - 1), `${kept.join('').trimEnd()}…`];
}

/**
 * @typedef {object} Style
 * @property {number} size
 * @property {string} colour
 * @property {number} [weight]
 * @property {string} [family]
 */

/**
 * A paragraph.
 * @param {Ruler} ruler @param {string} text @param {Style} style @param {number} width @param {{ most?: number }} [how]
 * @returns {Block}
 */
export function paragraph(ruler, text, { size, colour, ...how }, width, { most } = {}) {
  const with_ = font(size, how);
  const lines = text ? wrap(ruler, text, with_, width, { most }) : [];
  return {
    width,
    height: lines.length * size * LEADING,
    paint: (ctx) => {
      ctx.font = with_;
      ctx.fillStyle = colour;
      line(ctx);
      lines.forEach((content, k) => ctx.fillText(content, 0, size * (ASCENT + k * LEADING)));
    },
  };
}

/** Sets left-aligned text on the baseline. @param {Surface} ctx */
export function line(ctx) {
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
}

/** Subscript and superscript: font size and shift as fractions of the size. */
const SMALL = 0.72;
const RISE = { '-1': -0.2, 0: 0, 1: 0.36 };

/**
 * A formula on one line, shrunk to the available width. It can be painted to end at the origin, whatever its width in
 * the font.
 * @param {Ruler} ruler @param {string} mathml @param {number} size @param {string} colour @param {number} room
 * @returns {{ width: number, height: number, paint: (ctx: Surface, ends?: boolean) => void }}
 */
export function formula(ruler, mathml, size, colour, room) {
  const parts = formulaPieces(mathml);
  const set = (/** @type {number} */ size) =>
    parts.map(({ text, italic, rise, root }) => {
      const with_ = font(rise ? size * SMALL : size, { family: MATH, italic });
      return { text, font: with_, rise: RISE[rise] * size, root, width: ruler.width(text, with_) };
    });
  const total = (/** @type {ReturnType<typeof set>} */ pieces) => pieces.reduce((sum, { width }) => sum + width, 0);
  const wanted = total(set(size));
  const used = wanted > room ? size * Math.max(0.5, room / wanted) : size;
  const pieces = set(used);
  return {
    width: total(pieces),
    height: size * LEADING,
    paint: (ctx, ends = false) => {
      ctx.fillStyle = colour;
      line(ctx);
      const y = size * ASCENT;
      if (ends) ctx.textAlign = 'right';
      if (ctx.fillPieces) ctx.fillPieces(pieces, 0, y);
      line(ctx);
      let x = ends ? -total(pieces) : 0;
      ctx.beginPath();
      for (const { text, font: with_, rise, root, width } of pieces) {
        if (!ctx.fillPieces) {
          ctx.font = with_;
          ctx.fillText(text, x, y - rise);
        }
        if (root) {
          ctx.moveTo(x, y - 0.79 * used);
          ctx.lineTo(x + width, y - 0.79 * used);
        }
        x += width;
      }
      ctx.strokeStyle = colour;
      ctx.lineWidth = 0.055 * used;
      ctx.lineCap = 'butt';
      ctx.stroke();
    },
  };
}

/**
 * Blocks side by side, in as many centred rows as they need.
 * @param {Block[]} blocks @param {number} width @param {number} gap @returns {Block}
 */
export function flow(blocks, width, gap) {
  /** @type {{ blocks: Block[], width: number, height: number }[]} */
  const rows = [];
  for (const block of blocks) {
    const row = rows.at(-1);
    if (row && row.width + gap + block.width <= width) {
      row.blocks.push(block);
      row.width += gap + block.width;
      row.height = Math.max(row.height, block.height);
    } else rows.push({ blocks: [block], width: block.width, height: block.height });
  }
  return {
    width,
    height: rows.reduce((sum, { height }) => sum + height, 0),
    paint: (ctx) => {
      let top = 0;
      for (const row of rows) {
        let left = Math.max(0, Math.round((width - row.width) / 2));
        for (const block of row.blocks) {
          place(ctx, block, left, top);
          left += block.width + gap;
        }
        top += row.height;
      }
    },
  };
}

/** @param {Surface} ctx @param {Block} block @param {number} x @param {number} y */
export function place(ctx, block, x, y) {
  ctx.save();
  ctx.translate(x, y);
  block.paint(ctx);
  ctx.restore();
}

/** Blocks stacked with a gap. @param {Block[]} blocks @param {number} gap @returns {Block} */
export function stack(blocks, gap) {
  const shown = blocks.filter(({ height }) => height > 0);
  return {
    width: Math.max(0, ...shown.map(({ width }) => width)),
    height: shown.reduce((sum, { height }) => sum + height, 0) + gap * Math.max(0, shown.length - 1),
    paint: (ctx) => {
      let top = 0;
      for (const block of shown) {
        place(ctx, block, 0, Math.round(top));
        top += block.height + gap;
      }
    },
  };
}
