/**
 * A canvas without a browser, enough for the pictures of www/export/: pixels that become a PNG, and widths of texts.
 * Widths are those of Helvetica (Adobe Core 14 font metrics), which the pictures' sans-serif fonts share closely.
 */
import { deflateSync } from 'node:zlib';
import { crc32 } from '../www/export/png.js';

/** Advance widths of the characters 32 to 126, in thousandths of the size. */
const WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];
const OTHER = 556;
const BOLD = 1.06;
/** Heights of a font's box above its baseline, as shares of the size, and of x. */
const ASCENT = 0.905;
const MIDDLE = 0.26;

/** @param {string} text @param {string} font */
function widthOf(text, font) {
  const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? 10);
  const bold = /\b(bold|[6-9]00)\b/.test(font) ? BOLD : 1;
  let sum = 0;
  for (const letter of text) sum += WIDTHS[(letter.codePointAt(0) ?? 0) - 32] ?? OTHER;
  return (sum / 1000) * size * bold;
}

class PaperContext2D {
  font = '10px sans-serif';
  /** @type {CanvasTextBaseline} */
  textBaseline = 'alphabetic';
  #canvas;

  /** @param {PaperCanvas} canvas */
  constructor(canvas) {
    this.#canvas = canvas;
  }

  /** @param {string} text */
  measureText(text) {
    const size = Number(/([\d.]+)px/.exec(this.font)?.[1] ?? 10);
    const shift = { top: ASCENT, hanging: ASCENT, middle: MIDDLE, alphabetic: 0, ideographic: -0.21, bottom: -0.21 };
    return { width: widthOf(text, this.font), fontBoundingBoxAscent: (ASCENT - shift[this.textBaseline]) * size };
  }

  /** @param {number} width @param {number} height */
  createImageData(width, height) {
    return { width, height, data: new Uint8ClampedArray(4 * width * height) };
  }

  /** @param {{ width: number, height: number, data: Uint8ClampedArray }} image */
  putImageData(image) {
    this.#canvas.pixels = image;
  }

  /**
   * A canvas, enlarged: each of its pixels covers as many.
   * @param {PaperCanvas} from @param {number} left @param {number} top @param {number} width @param {number} height
   */
  drawImage({ pixels }, left, top, width, height) {
    if (!pixels) return;
    if (left !== 0 || top !== 0 || width % pixels.width || height % pixels.height)
      throw new Error('only whole canvases are enlarged here, by whole factors');
    const [across, down] = [width / pixels.width, height / pixels.height];
    const [source, target] = [pixels.data, new Uint8ClampedArray(4 * width * height)].map(
      (data) => new Uint32Array(data.buffer),
    );
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1)
        target[y * width + x] = source[Math.floor(y / down) * pixels.width + Math.floor(x / across)];
    this.#canvas.pixels = { width, height, data: new Uint8ClampedArray(target.buffer) };
  }
}

export class PaperCanvas {
  width = 300;
  height = 150;
  /** @type {{ width: number, height: number, data: Uint8ClampedArray } | null} */
  pixels = null;
  #context = new PaperContext2D(this);

  getContext() {
    return this.#context;
  }

  /** A part of the pixels. @param {number} left @param {number} top @param {number} width @param {number} height */
  cut(left, top, width, height) {
    const part = new PaperCanvas();
    const data = new Uint8ClampedArray(4 * width * height);
    const { pixels } = this;
    for (let row = 0; pixels && row < height; row += 1) {
      const from = 4 * ((top + row) * pixels.width + left);
      data.set(pixels.data.subarray(from, from + 4 * width), 4 * row * width);
    }
    part.pixels = { width, height, data };
    return part;
  }

  toDataURL() {
    return this.pixels ? `data:image/png;base64,${png(this.pixels).toString('base64')}` : 'data:,';
  }
}

/** @param {string} type @param {Uint8Array} data */
function chunk(type, data) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** An opaque picture, each row as its difference from the one above. @param {{ width: number, height: number, data: Uint8ClampedArray }} image */
function png({ width, height, data }) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const UP = 2;
  const stride = 3 * width + 1;
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    rows[y * stride] = UP;
    for (let x = 0; x < width; x += 1)
      for (let c = 0; c < 3; c += 1) {
        const at = 4 * (y * width + x) + c;
        rows[y * stride + 1 + 3 * x + c] = data[at] - (y > 0 ? data[at - 4 * width] : 0);
      }
  }
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const body = chunk('IDAT', deflateSync(rows, { level: 9 }));
  return Buffer.concat([signature, chunk('IHDR', header), body, chunk('IEND', Buffer.alloc(0))]);
}

/** Gives the drawing code of the page its canvases. */
export function providePaper() {
  Object.assign(globalThis, { document: { createElement: () => new PaperCanvas() } });
}
