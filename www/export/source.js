/** What exports are made from, and what several of them need of it. No DOM. */

/**
 * @typedef {object} LabView  a lab as it is shown
 * @property {import('../player/model.js').Model} model
 * @property {import('../charts/colours.js').Theme} theme
 * @property {boolean} showTest
 * @property {boolean} logarithmic
 * @property {(run: any) => string} labelOf
 * @property {(run: any) => number} slotOf  the run's place among the colours
 */

/**
 * What changes while a reading is waited for may be a getter: it is asked for behind the reading.
 * @typedef {object} Source
 * @property {LabView} view
 * @property {string} permalink  the address that opens the lab as it is
 * @property {import('../player/player.js').Player['read']} read
 */

/** The runs' names as the page shows them. @param {Source} source @returns {string[]} */
export const labelsOf = ({ view }) => view.model.described.map(({ label }) => label);

/**
 * A number with all its digits, as JSON, CSV and JavaScript read it back to the same double. Of what is not finite the name that NumPy
 * and pandas read.
 * @param {number} value
 */
export function exact(value) {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Object.is(value, -0) ? '-0.0' : String(value);
}

/**
 * Names for machines, each of its own: small letters, digits and underscores, beginning with a letter. "Random × 10" is random_10; a
 * second one random_10_2.
 * @param {string[]} labels
 */
export function keysOf(labels) {
  /** @type {Set<string>} */
  const taken = new Set();
  return labels.map((label, k) => {
    const words = label
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter(Boolean);
    const word = words.join('_') || `run_${k + 1}`;
    const base = /^[a-z]/.test(word) ? word : `run_${word}`;
    let key = base;
    for (let n = 2; taken.has(key); n += 1) key = `${base}_${n}`;
    taken.add(key);
    return key;
  });
}
