/** A laid-out picture as a file, PNG or SVG, with its provenance. */
import { withTexts } from './png.js';
import { pngTexts, svgMetadata } from './provenance.js';
import { POINTS_PER_INCH } from './slide-layout.js';
import { SvgContext } from './svg.js';
import { SANS } from './typesetting.js';

/** @typedef {{ blob: Blob, alt: string }} Picture  alt: its description in words */

/** Pixels of an SVG's images per CSS pixel. */
export const SVG_SCALE = 2;
/** Positions per CSS pixel at which lines of an SVG may bend. */
export const VECTOR_GRAIN = 100;
/** Maximum canvas size of the strictest desktop browser. */
const MOST_PIXELS = { side: 16_384, area: 268_000_000 };
const CSS_PIXELS_PER_INCH = 96;
const METRES_PER_INCH = 0.0254;

/**
 * @param {import('./typesetting.js').Block} block
 * @param {object} how
 * @param {'image/png' | 'image/svg+xml'} how.type
 * @param {number} how.scale  pixels of a PNG per unit of the block
 * @param {import('./svg.js').Ruler} how.ruler
 * @param {import('./provenance.js').Provenance} how.provenance
 * @param {boolean} how.isSlide  whether the block's unit is a point, not a CSS pixel
 * @returns {Promise<Picture>}
 */
export async function pictureFile(block, { type, scale, ruler, provenance, isSlide }) {
  const perInch = isSlide ? POINTS_PER_INCH : CSS_PIXELS_PER_INCH;
  const blob =
    type === 'image/svg+xml'
      ? svg(block, ruler, provenance, isSlide ? 'pt' : '')
      : await png(block, scale, provenance, perInch);
  return { blob, alt: provenance.description };
}

/** @param {import('./typesetting.js').Block} block @param {import('./svg.js').Ruler} ruler @param {import('./provenance.js').Provenance} provenance @param {string} unit  of the size */
function svg(block, ruler, provenance, unit) {
  // Ids must be unique across pictures in one page, wherever they were made.
  const [a, b] = crypto.getRandomValues(new Uint32Array(2));
  const ctx = new SvgContext(`lab-${a.toString(36)}${b.toString(36)}`, SANS, ruler);
  block.paint(/** @type {import('./typesetting.js').Surface} */ (/** @type {unknown} */ (ctx)));
  const { title, description } = provenance;
  const { width, height } = block;
  const text = ctx.toString({ width, height, unit, title, description, metadata: svgMetadata(provenance) });
  return new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', text], { type: 'image/svg+xml' });
}

/** @param {import('./typesetting.js').Block} block @param {number} scale @param {import('./provenance.js').Provenance} provenance @param {number} perInch  the block's pixels in an inch */
async function png(block, scale, provenance, perInch) {
  const [width, height] = [block.width, block.height].map((length) => Math.round(length * scale));
  const tooLarge = () =>
    new RangeError(
      `toBlob: a picture of ${width} × ${height} pixels (scale ${scale}) is more than this browser can make; a smaller scale or width, or an SVG, can be made`,
    );
  if (Math.max(width, height) > MOST_PIXELS.side || width * height > MOST_PIXELS.area) throw tooLarge();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const ctx = canvas.getContext('2d');
  if (!ctx) throw tooLarge();
  ctx.direction = 'ltr';
  ctx.scale(scale, scale);
  block.paint(ctx);
  // A canvas that exceeds the browser's limit stays empty without an error.
  if (ctx.getImageData(width - 1, height - 1, 1, 1).data[3] === 0) throw tooLarge();
  const blob = await new Promise((/** @type {BlobCallback} */ resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw tooLarge();
  const bytes = withTexts(
    new Uint8Array(await blob.arrayBuffer()),
    pngTexts(provenance),
    (perInch / METRES_PER_INCH) * scale,
  );
  return new Blob([/** @type {BlobPart} */ (bytes)], { type: 'image/png' });
}
