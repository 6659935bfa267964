/**
 * A run's formula (the core's MathML) as pieces of text: letters in italics, subscripts, superscripts, a bar over
 * roots. No DOM.
 */

/** @typedef {{ text: string, italic: boolean, rise: -1 | 0 | 1, root: boolean }} FormulaPiece  root: under a radical */

const TOKEN = /<(\/?)([a-z]+)([^>]*)>|([^<]+)/g;

/** @type {Record<string, string>} */
const ENTITIES = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&apos;': "'" };

/** Few fonts have calligraphic letters, and a saved picture must not depend on one. @type {Record<string, string>} */
const LETTERS = { '𝒩': 'N', '𝒰': 'U' };

/** Space around operators, about as in typeset mathematics. */
const WIDE = /^[∼=]$/;
const MIDDLE = /^[+×·−]$/;

/** @param {string} mathml @returns {FormulaPiece[]} */
export function formulaPieces(mathml) {
  /** @type {FormulaPiece[]} */
  const pieces = [];
  /**
   * Open elements and the number of children each has had.
   * @type {{ name: string, children: number, rise: -1 | 0 | 1, root: boolean }[]}
   */
  const open = [{ name: '', children: 0, rise: 0, root: false }];
  for (const [, closes, name, , text] of mathml.matchAll(TOKEN)) {
    const parent = open[open.length - 1];
    if (closes) {
      if (open.length > 1) open.pop();
    } else if (name) {
      const second = parent.children === 1;
      const rise = second && parent.name === 'msub' ? -1 : second && parent.name === 'msup' ? 1 : parent.rise;
      parent.children += 1;
      if (name === 'msqrt') pieces.push({ text: '√', italic: false, rise: parent.rise, root: false });
      open.push({ name, children: 0, rise, root: parent.root || name === 'msqrt' });
    } else {
      const plain = text.replace(/&[a-z]+;/g, (entity) => ENTITIES[entity] ?? entity);
      const written = spaced(parent.name, plain, pieces);
      if (written) pieces.push({ ...written, rise: parent.rise, root: parent.root });
    }
  }
  return joined(pieces);
}

/** @param {string} name @param {string} text @param {FormulaPiece[]} before */
function spaced(name, text, before) {
  if (name === 'mi') {
    const letter = LETTERS[text] ?? text;
    // A word before a letter: “then Var z”.
    const last = before.at(-1);
    const space = last && /[a-z]$/.test(last.text) && !last.italic && last.rise === 0 ? '\u00a0' : '';
    return { text: space + letter, italic: [...letter].length === 1 };
  }
  if (name === 'mo') {
    if (WIDE.test(text)) return { text: `\u00a0${text}\u00a0`, italic: false };
    if (MIDDLE.test(text) && before.length) return { text: `\u2009${text}\u2009`, italic: false };
    if (text === ',') return { text: ',\u2009', italic: false };
    return { text, italic: false };
  }
  const kept = name === 'mtext' ? text.replaceAll(' ', '\u00a0') : text.trim();
  return kept ? { text: kept, italic: false } : null;
}

/** Merges neighbouring pieces of the same style. @param {FormulaPiece[]} pieces */
function joined(pieces) {
  /** @type {FormulaPiece[]} */
  const out = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (last && last.italic === piece.italic && last.rise === piece.rise && last.root === piece.root)
      last.text += piece.text;
    else out.push({ ...piece });
  }
  return out;
}
