/**
 * The colour scale of heat maps: from deep blue to pale yellow, in even steps of OKLab (Björn Ottosson, 2020, "A
 * perceptual color space for image processing"). Its lightness rises all the way, so that the order of colours is seen by
 * colour-blind readers and in print too. It has no grey, which marks what is not a value. No DOM.
 */

/** @typedef {[number, number, number]} Triple */

/** Ends of the scale: lightness, and hue in degrees. */
const LIGHTNESS = [0.3, 0.94];
const HUE = [285, 105];
/** Chroma, less where sRGB has no such colour. */
const CHROMA = 0.11;
const CHROMA_STEP = 0.001;
/** Points of the curve through OKLab that the scale is measured along. */
const CURVE = 1024;
/** Number of colours. */
export const COLOURS = 256;

/** OKLab to linear sRGB; a colour outside of it has parts below 0 or above 1. @param {Triple} lab @returns {Triple} */
function linearRgb([L, a, b]) {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** A part of linear sRGB as a byte. @param {number} part */
const byte = (part) => Math.round(255 * (part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055));

/** The colour at a share of the way through lightness and hue. @param {number} share @returns {Triple} */
function onCurve(share) {
  const lightness = LIGHTNESS[0] + (LIGHTNESS[1] - LIGHTNESS[0]) * share;
  const hue = ((HUE[0] + (HUE[1] - HUE[0]) * share) * Math.PI) / 180;
  const lab = (/** @type {number} */ chroma) =>
    /** @type {Triple} */ ([lightness, chroma * Math.cos(hue), chroma * Math.sin(hue)]);
  let chroma = CHROMA;
  while (!linearRgb(lab(chroma)).every((part) => part >= 0 && part <= 1)) chroma -= CHROMA_STEP;
  return lab(chroma);
}

/** The colours, darkest first, in bytes: [red, green, blue] of each. */
export const colours = evenSteps();

function evenSteps() {
  const curve = Array.from({ length: CURVE + 1 }, (_, k) => onCurve(k / CURVE));
  const lengths = [0];
  for (let k = 1; k <= CURVE; k += 1) {
    const [p, q] = [curve[k - 1], curve[k]];
    lengths.push(lengths[k - 1] + Math.hypot(q[0] - p[0], q[1] - p[1], q[2] - p[2]));
  }
  let k = 1;
  return Array.from({ length: COLOURS }, (_, step) => {
    const wanted = (lengths[CURVE] * step) / (COLOURS - 1);
    while (k < CURVE && lengths[k] < wanted) k += 1;
    const share = Math.min(1, (wanted - lengths[k - 1]) / (lengths[k] - lengths[k - 1]));
    const lab = /** @type {Triple} */ (curve[k].map((part, i) => curve[k - 1][i] + (part - curve[k - 1][i]) * share));
    return /** @type {Triple} */ (linearRgb(lab).map(byte));
  });
}

/** The place in the table of a share 0…1 of the scale. @param {number} share */
export const colourPlace = (share) => Math.round(Math.max(0, Math.min(1, share)) * (COLOURS - 1));

/** A colour as pixel of an ImageData seen as 32-bit numbers, on machines of either byte order. @param {readonly number[]} colour */
export const asPixel = ([red, green, blue]) => new Uint32Array(Uint8ClampedArray.of(red, green, blue, 255).buffer)[0];

/** The colours as pixels. */
export const pixels = Uint32Array.from(colours, asPixel);

const texts = colours.map((colour) => `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`);

/** The colour at a share 0…1 of the scale, for a context. @param {number} share */
export const colourCss = (share) => texts[colourPlace(share)];
