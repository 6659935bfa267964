/** How much of each page of a PDF by Chromium is empty at its foot: enough of its format to find the lowest ink. */
import { inflateSync } from 'node:zlib';

/** @typedef {[a: number, b: number, c: number, d: number, e: number, f: number]} Matrix */

/** The objects' texts and streams, by number. @param {Buffer} pdf */
function objectsOf(pdf) {
  const text = pdf.toString('latin1');
  /** @type {Map<number, { text: string, stream: () => string }>} */
  const objects = new Map();
  for (const found of text.matchAll(/(?<=[\r\n])(\d+) 0 obj\b/g)) {
    const start = found.index + found[0].length;
    const end = text.indexOf('endobj', start);
    const from = /stream\r?\n/.exec(text.slice(start, Math.min(end, start + 2000)));
    const head = text.slice(start, from ? start + from.index : end);
    const stream = () => {
      const at = start + Number(from?.index) + Number(from?.[0].length);
      const data = pdf.subarray(at, at + Number(/\/Length (\d+)/.exec(head)?.[1]));
      return (/FlateDecode/.test(head) ? inflateSync(data) : data).toString('latin1');
    };
    objects.set(Number(found[1]), { text: head, stream });
  }
  return objects;
}

/** First `inner`, then `outer`. @param {Matrix} inner @param {Matrix} outer @returns {Matrix} */
const times = ([a, b, c, d, e, f], [A, B, C, D, E, F]) => [
  a * A + b * C,
  a * B + b * D,
  c * A + d * C,
  c * B + d * D,
  e * A + f * C + E,
  e * B + f * D + F,
];

const TOKEN = /\((?:\\[\s\S]|[^\\()])*\)|<<|>>|<[^>]*>|[[\]]|\/[^\s/<>[\]()]+|[^\s/<>[\]()]+/g;

/**
 * The lowest ink of a content stream, in points above the page's foot. White areas and clips are none.
 * @param {string} content @param {Matrix} ctm @param {(name: string) => string | null} form  the stream of a drawn form; null for an image
 */
function lowestInk(content, ctm, form) {
  let lowest = Infinity;
  let path = Infinity;
  let isWhite = false;
  /** @type {{ ctm: Matrix, isWhite: boolean }[]} */
  const saved = [];
  /** @type {string[]} */
  let stack = [];
  const numbers = (/** @type {number} */ count) => /** @type {Matrix} */ (stack.slice(-count).map(Number));
  const at = (/** @type {number} */ x, /** @type {number} */ y) => ctm[1] * x + ctm[3] * y + ctm[5];
  for (const [token] of content.matchAll(TOKEN)) {
    if (/^([-+.\d]|[/(<[\]>])/.test(token)) {
      stack.push(token);
      continue;
    }
    if (token === 'q') saved.push({ ctm, isWhite });
    else if (token === 'Q') ({ ctm, isWhite } = saved.pop() ?? { ctm, isWhite });
    else if (token === 'cm') ctm = times(numbers(6), ctm);
    else if (token === 'rg') isWhite = numbers(3).every((value) => value === 1);
    else if (token === 'Tm') {
      const [, , , , x, y] = numbers(6);
      path = at(x, y);
    } else if (token === 'Tj' || token === 'TJ') lowest = Math.min(lowest, path);
    else if (token === 're') {
      const [x, y, width, height] = numbers(4);
      path = Math.min(path, at(x, y), at(x + width, y + height));
    } else if (/^[mlcvy]$/.test(token)) {
      const points = stack.map(Number);
      for (let k = 0; k + 1 < points.length; k += 2) path = Math.min(path, at(points[k], points[k + 1]));
    } else if (/^(f\*?|F|B\*?|b\*?|S|s)$/.test(token)) {
      if (!isWhite || /^[SsBb]/.test(token)) lowest = Math.min(lowest, path);
      path = Infinity;
    } else if (token === 'n' || token === 'ET') path = Infinity;
    else if (token === 'Do') {
      const inner = form(String(stack[stack.length - 1]).slice(1));
      lowest = Math.min(lowest, inner === null ? Math.min(at(0, 0), at(1, 1)) : lowestInk(inner, ctm, form));
    }
    stack = [];
  }
  return lowest;
}

/**
 * The empty share of each page: from its lowest ink to the lower margin.
 * @param {Buffer} pdf @param {number} margin  above and below, in points
 */
export function emptyShares(pdf, margin) {
  const objects = objectsOf(pdf);
  const form = (/** @type {string} */ name) => {
    const object = objects.get(Number(/\d+/.exec(name)?.[0]));
    return object && /\/Subtype\s*\/Form\b/.test(object.text) ? object.stream() : null;
  };
  const pages = [...objects.values()].filter(({ text }) => /\/Type\s*\/Page\b/.test(text));
  return pages.map(({ text }) => {
    const [, height] = /\/MediaBox\s*\[0 0 [\d.]+ ([\d.]+)\]/.exec(text) ?? [];
    const [, contents] = /\/Contents (\d+) 0 R/.exec(text) ?? [];
    const room = Number(height) - 2 * margin;
    const lowest = lowestInk(objects.get(Number(contents))?.stream() ?? '', [1, 0, 0, 1, 0, 0], form);
    return Math.min(1, Math.max(0, (lowest - margin) / room));
  });
}
