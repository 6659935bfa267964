/** QR codes as SVG: black on white in every theme, with the margin that readers need. No DOM. */
import { encode } from 'uqr';

/** Maximum version: larger codes have modules too small to scan from a screen or a wall. */
export const LONGEST = 2000;
/** Quiet zone in modules, from the standard. */
const QUIET = 4;
/** From this length on, modules that are larger serve a wall better than the correction of more errors. */
const LONG = 150;

/**
 * @typedef {object} Code
 * @property {number} size  modules per side, margin included
 * @property {string} path  the dark ones, as the data of an SVG path
 */

/** @param {string} text @returns {Code | null} null if it is too long */
export function qrCode(text) {
  if (text.length > LONGEST) return null;
  let code;
  try {
    code = encode(text, { ecc: text.length < LONG ? 'M' : 'L', border: QUIET });
  } catch {
    return null; // few characters can be many bytes
  }
  const runs = code.data.flatMap((row, y) => {
    /** @type {string[]} */
    const parts = [];
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x++;
      parts.push(`M${from} ${y}h${x + 1 - from}v1H${from}z`);
    }
    return parts;
  });
  return { size: code.size, path: runs.join('') };
}

/** A code as an SVG file. @param {Code} code */
export const qrFile = ({ size, path }) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * 8}" height="${size * 8}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>\n`;
