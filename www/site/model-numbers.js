/** Numbers of the page of forecasts. No DOM. */
import { power } from '../charts/format.js';

/** Three digits: 0.0123, 1.2 · 10⁻⁹. @param {number | null | undefined} value */
export function shortNumber(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return '∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  return size >= 0.001 && size < 100_000 ? String(Number(value.toPrecision(3))) : power(value.toExponential(1));
}
