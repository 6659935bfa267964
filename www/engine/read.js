/** Exact data of the runs, for what is exported. Each reading has an entry for each of `runs`, in their order. */

/** @typedef {import('./lab.js').LayerParameters} LayerParameters */
/** @typedef {{ iterations: Float64Array, costs: Float64Array }} Costs */

/** A reading takes the lab, the runs that are trained here, and what else it was asked with. */
export const readings = {
  /** All costs that are kept of each run. @param {any} lab @param {number[]} runs @returns {Costs[]} */
  costs: (lab, runs) => runs.map((run) => lab.costs(run)),
  /** The layers of each run's network, first to last. @param {any} lab @param {number[]} runs @returns {LayerParameters[][]} */
  parameters: (lab, runs) => runs.map((run) => lab.parameters(run)),
};
/** @typedef {typeof readings} Readings */
/** @typedef {keyof Readings} Reading */
/** What a reading is asked with, behind the lab and its runs. @template {Reading} What @typedef {Parameters<Readings[What]> extends [any, any, ...infer Values] ? Values : never} Values */
/** What a reading gives, for each run. @template {Reading} What @typedef {ReturnType<Readings[What]>} Answer */

/**
 * @template {Reading} What
 * @param {any} lab @param {number[]} runs @param {What} what @param {any[]} values
 * @returns {Answer<What>}
 */
export function reading(lab, runs, what, values) {
  if (!Object.hasOwn(readings, what))
    throw new RangeError(`read: ${JSON.stringify(what)} is not allowed; allowed: ${Object.keys(readings).join(', ')}`);
  const read = /** @type {(lab: any, runs: number[], ...values: any[]) => Answer<What>} */ (readings[what]);
  return read(lab, runs, ...values);
}

/** Every buffer in an answer: what is handed over, not copied. @param {unknown} value @returns {ArrayBuffer[]} */
export function buffersIn(value) {
  if (ArrayBuffer.isView(value)) return [/** @type {ArrayBuffer} */ (value.buffer)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(buffersIn);
}
