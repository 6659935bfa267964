/** A picture's provenance: the experiment and the permalink, written into the file and read back. */
import { jsonFrom } from '../experiment/notation.js';
import { MOST_TEXT, isPng, textIn } from './png.js';
import { escapeXml } from './svg.js';

/**
 * @typedef {object} Provenance
 * @property {any} experiment  complete
 * @property {number} iteration
 * @property {string} permalink
 * @property {string} title
 * @property {string} description
 */

/** Keywords in a PNG; in an SVG the part after "init-lab " is the element's name. */
const EXPERIMENT = 'init-lab experiment';
const ITERATION = 'init-lab iteration';
const PERMALINK = 'init-lab permalink';
const NAMESPACE = 'urn:init-lab';
/** Maximum bytes of a picture that is read. */
const LARGEST = { png: 64_000_000, svg: 16_000_000 };

/** JSON in pure ASCII, which survives any re-encoding of the file. @param {any} value */
const ascii = (value) =>
  JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A PNG's texts, by keyword. @param {Provenance} provenance @returns {[string, string][]} */
export const pngTexts = ({ experiment, iteration, permalink, title, description }) => [
  ['Title', title],
  ['Description', description],
  ['Software', 'init-lab'],
  [PERMALINK, permalink],
  [ITERATION, String(iteration)],
  [EXPERIMENT, ascii(experiment)],
];

/** An SVG's metadata. @param {Provenance} provenance */
export function svgMetadata({ experiment, iteration, permalink }) {
  const element = (/** @type {string} */ keyword, /** @type {string} */ text) => {
    const name = `lab:${keyword.replace('init-lab ', '')}`;
    return `<${name} xmlns:lab="${NAMESPACE}">${escapeXml(text)}</${name}>`;
  };
  return [
    element(PERMALINK, permalink),
    element(ITERATION, String(iteration)),
    element(EXPERIMENT, ascii(experiment)),
  ].join('');
}

/**
 * The experiment stored in a picture, unchecked: the engine validates it. Null if the file is not a picture of a lab.
 * @param {Blob} blob
 * @returns {Promise<any>}
 * @throws {RangeError} with a message for the user, if the stored experiment cannot be used
 */
export async function experimentIn(blob) {
  if (!(blob instanceof Blob)) throw new TypeError(`experimentIn: ${String(blob)} is not a Blob`);
  const text = await textOf(blob);
  if (text === null) return null;
  if (text.length > MOST_TEXT) throw new RangeError('The experiment in the picture is larger than 1 MB.');
  let experiment;
  try {
    experiment = jsonFrom(text);
  } catch (error) {
    const why = /** @type {Error} */ (error).message.replace(/\.$/, '');
    throw new RangeError(`What the picture holds as its experiment is not JSON: ${why}.`, { cause: error });
  }
  if (typeof experiment !== 'object' || experiment === null || Array.isArray(experiment))
    throw new RangeError('What the picture holds as its experiment is not a JSON object.');
  return experiment;
}

/** @param {Blob} blob */
async function textOf(blob) {
  const png = isPng(new Uint8Array(await blob.slice(0, 8).arrayBuffer()));
  if (blob.size > (png ? LARGEST.png : LARGEST.svg)) return null;
  if (png) {
    try {
      return await textIn(new Uint8Array(await blob.arrayBuffer()), EXPERIMENT);
    } catch (error) {
      if (error instanceof RangeError) throw error;
      throw new RangeError('The experiment in the picture is damaged.', { cause: error });
    }
  }
  const text = await blob.text();
  // Searched as text: a parser would compile the event handlers of a hostile file, which a strict policy reports on the
  // console.
  if (!/\bxmlns(?::[\w.-]+)?\s*=\s*["']urn:init-lab["']/.test(text) || !/<(?:[\w.-]+:)?svg[\s>]/.test(text))
    return null;
  return inSvg(text);
}

/**
 * The text of the element that svgMetadata writes, with any prefix that another program gave it when saving.
 * @param {string} text
 */
function inSvg(text) {
  const opening = /<(?:[\w.-]+:)?experiment(?:\s[^<>]*)?>/g;
  const closing = /\s*<\/(?:[\w.-]+:)?experiment\s*>/y;
  while (opening.test(text)) {
    const packed = /\s*<!\[CDATA\[/y;
    packed.lastIndex = opening.lastIndex;
    const isPacked = packed.test(text);
    const start = isPacked ? packed.lastIndex : opening.lastIndex;
    const end = text.indexOf(isPacked ? ']]>' : '<', start);
    if (end < 0) return null;
    opening.lastIndex = closing.lastIndex = isPacked ? end + 3 : end;
    const content = text.slice(start, end);
    if (closing.test(text)) return isPacked ? content : unescapeXml(content);
  }
  return null;
}

/** @type {Record<string, string>} */
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** @param {string} text */
const unescapeXml = (text) =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name) return ENTITIES[name] ?? whole;
    const code = decimal ? Number(decimal) : parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
