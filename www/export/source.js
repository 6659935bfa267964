/** The input of exports, and functions that several of them share. No DOM. */

/**
 * @typedef {object} LabView  the lab on screen
 * @property {import('../player/model.js').Model} model
 * @property {import('../charts/colours.js').Theme} theme
 * @property {boolean} showTest
 * @property {boolean} logarithmic
 * @property {(run: any) => string} labelOf
 * @property {(run: any) => number} slotOf  the run's colour index
 */

/**
 * Properties that change during a reading may be getters; exports read them after the reading.
 * @typedef {object} Source
 * @property {LabView} view
 * @property {string} permalink  the address that opens this experiment
 * @property {import('../player/player.js').Player['read']} read
 * @property {import('../charts/sweep-model.js').ShownSweep | null} [sweep]  the sweep on stage
 */

/** The runs' names as on the page. @param {Source} source @returns {string[]} */
export const labelsOf = ({ view }) => view.model.described.map(({ label }) => label);

/**
 * A number with all its digits, which JSON, CSV and JavaScript read back to the same double. Non-finite numbers get the
 * names that NumPy and pandas read.
 * @param {number} value
 */
export function exact(value) {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Object.is(value, -0) ? '-0.0' : String(value);
}

/**
 * Unique machine-readable names: lower-case letters, digits and underscores, beginning with a letter. "Random × 10" is
 * random_10; a second one random_10_2.
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
