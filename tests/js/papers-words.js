/** Numbers as the page of papers writes them, and statistics of them. */

/** @param {number} value @param {number} digits */
export const fixed = (value, digits) => value.toFixed(digits).replace('-', '−');

/** Two digits or more, and a power of ten. @param {number} value @param {number} [more] */
export function power(value, more = 1) {
  const [digits, exponent] = value.toExponential(more).split('e');
  return `${digits} · 10${exponent.replace(/[-+0-9]/g, (c) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(c)] ?? '')}`;
}

/** Mean and standard error. @param {number[]} values */
export function meanOf(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, se: Math.sqrt(squares / (values.length - 1) / values.length) };
}

/** @param {number[]} values @param {number} share  between two values, NumPy's linear interpolation */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low === high ? low : low + (at % 1) * (high - low);
}
