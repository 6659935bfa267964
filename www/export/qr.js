/** QR codes as SVG: black on white, whatever the theme, with the margin that readers need. No DOM. */
import { encode } from 'uqr';

/** A code of more than this has modules too small to be read from a screen or a wall. */
export const LONGEST = 2000;
/** Modules around it, as the standard asks for. */
const QUIET = 4;

/**
 * @typedef {object} Code
 * @property {number} size  modules per side, margin included
 * @property {string} path  the dark ones, as the data of an SVG path
 */

/** @param {string} text @returns {Code | null} null where it is too long */
export function qrCode(text) {
  if (text.length > LONGEST) return null;
  let code;
  try {
    code = encode(text, { ecc: 'M', border: QUIET });
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

/** A file of it. @param {Code} code */
export const qrFile = ({ size, path }) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * 8}" height="${size * 8}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>\n`;
