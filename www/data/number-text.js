/** The ways in which numbers are written. Without what decides among them: the page's first view has this module. No DOM. */

/** @typedef {{ decimal: '.' | ',', thousands: '' | ',' | '.' | ' ' | "'" }} Notation */

/** Characters that stand for the same mark. Spreadsheets group by several blanks and apostrophes. */
export const BLANKS = ' \u00a0\u2007\u2009\u202f';
export const MARKS = { '.': '\\.', ',': ',', ' ': `[${BLANKS}]`, "'": "['’]" };
export const MINUS = /^[−–﹣]/;
export const HAS_MARK = new RegExp(`[.,'’${BLANKS}]`);

/** Every notation, the plainest first. @type {Notation[]} */
export const NOTATIONS = [
  { decimal: '.', thousands: '' },
  { decimal: ',', thousands: '' },
  { decimal: '.', thousands: ',' },
  { decimal: '.', thousands: ' ' },
  { decimal: '.', thousands: "'" },
  { decimal: ',', thousands: '.' },
  { decimal: ',', thousands: ' ' },
  { decimal: ',', thousands: "'" },
];

/** Numbers in a notation: plain, or grouped in thousands (or, in India, in hundreds above them). */
export const PATTERNS = NOTATIONS.map(({ decimal, thousands }) => {
  const d = MARKS[decimal];
  const plain = `(?:\\d+(?:${d}\\d*)?|${d}\\d+)(?:[ed][+-]?\\d+)?`; // Fortran writes 1.5D+03
  if (thousands === '') return new RegExp(`^[+-]?${plain}$`, 'i');
  const t = MARKS[thousands];
  const groups = `[1-9]\\d{0,2}(?:${t}\\d{3})+|[1-9]\\d?(?:${t}\\d\\d)+${t}\\d{3}`;
  return new RegExp(`^[+-]?(?:${plain}|(?:${groups})(?:${d}\\d*)?)$`, 'i');
});

export const INTEGER = /^\d+$/;

/** Whether a text is a number in some notation. @param {string} text */
export function isNumber(text) {
  if (INTEGER.test(text)) return true;
  const plain = text.replace(MINUS, '-');
  return HAS_MARK.test(plain) ? PATTERNS.some((pattern) => pattern.test(plain)) : PATTERNS[0].test(plain);
}
