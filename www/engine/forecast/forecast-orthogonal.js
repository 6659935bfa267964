/**
 * Products with random orthogonal matrices that are never formed. A matrix of the uniform distribution is a product of reflections at
 * hyperplanes across normal vectors of fewer and fewer dimensions (Stewart, 1980), the same that a QR decomposition of a normal matrix
 * computes: QR takes some n³ steps, the reflections of s samples 4 s n².
 */
import { ROW, drawnRows } from './forecast-core.js';

/** Reflections between two pauses. */
const AT_A_TIME = 16;
const NORMAL = { initializer: 'random_normal', mean: 0, stddev: 1 };

/** Number of pauses of one product. @param {number} units @param {number} inputs */
export const reflectionPieces = (units, inputs) => Math.ceil(Math.min(units, inputs) / AT_A_TIME);

/**
 * Reflects rows from `first` on across the hyperplane of a normal vector.
 * @param {Float64Array} rows  64 numbers each @param {Float64Array} normal  of the rows from `first` on @param {number} first
 * @param {number} samples  numbers of each row that count
 */
function reflect(rows, normal, first, samples) {
  let square = 0;
  for (const value of normal) square += value * value;
  if (square === 0) return;
  const along = new Float64Array(samples);
  const count = normal.length;
  for (let k = 0; k < count; k += 1) {
    const [at, value] = [(first + k) * ROW, normal[k]];
    for (let sample = 0; sample < samples; sample += 1) along[sample] += value * rows[at + sample];
  }
  for (let sample = 0; sample < samples; sample += 1) along[sample] *= 2 / square;
  for (let k = 0; k < count; k += 1) {
    const [at, value] = [(first + k) * ROW, normal[k]];
    for (let sample = 0; sample < samples; sample += 1) rows[at + sample] -= value * along[sample];
  }
}

/**
 * Q x, or Qᵀ x, for a matrix Q of `longer` × `shorter` with orthonormal columns.
 * @param {Float64Array} values  64 numbers for each component of x, of which the first `samples` count @param {number} samples
 * @param {number} longer @param {number} shorter
 * @param {(block: number) => number} seedOf  of a block of 64 reflections @param {boolean} isTransposed
 * @returns {Generator<void, Float64Array>}
 */
function* reflected(values, samples, longer, shorter, seedOf, isTransposed) {
  const rows = new Float64Array(longer * ROW);
  rows.set(values);
  const signs = new Float64Array(shorter);
  /** @type {Float64Array} */
  let vectors = new Float64Array(0);
  let block = -1;
  /** The normal vector of a reflection: x ± |x| e₁. @param {number} k */
  const normalOf = (k) => {
    if (block !== Math.floor(k / ROW)) {
      block = Math.floor(k / ROW);
      vectors = drawnRows(NORMAL, longer, seedOf(block));
    }
    const normal = Float64Array.from({ length: longer - k }, (_, row) => vectors[(k + row) * ROW + (k % ROW)]);
    const length = Math.sqrt(normal.reduce((sum, value) => sum + value * value, 0));
    const sign = normal[0] < 0 ? -1 : 1;
    normal[0] += sign * length;
    signs[k] = -sign;
    return normal;
  };
  const order = Array.from({ length: shorter }, (_, k) => (isTransposed ? k : shorter - 1 - k));
  // The sign of each column makes the distribution uniform (Mezzadri, 2007): before the reflections, or after them.
  for (const [done, k] of order.entries()) {
    const normal = normalOf(k);
    if (!isTransposed) for (let sample = 0; sample < ROW; sample += 1) rows[k * ROW + sample] *= signs[k];
    reflect(rows, normal, k, samples);
    if ((done + 1) % AT_A_TIME === 0 || done + 1 === shorter) yield;
  }
  if (!isTransposed) return rows;
  const result = rows.slice(0, shorter * ROW);
  for (let at = 0; at < result.length; at += 1) result[at] *= signs[Math.floor(at / ROW)];
  return result;
}

/**
 * W x, or Wᵀ δ, for orthogonal weights of a layer times a gain.
 * @param {{ units: number, inputs: number, gain: number, samples: number }} layer @param {Float64Array} values
 * @param {(block: number) => number} seedOf @param {boolean} isBackward
 */
export function* orthogonalProduct({ units, inputs, gain, samples }, values, seedOf, isBackward) {
  const [longer, shorter] = [Math.max(units, inputs), Math.min(units, inputs)];
  // With fewer units than inputs, the rows are orthonormal: W is Qᵀ.
  const isTransposed = units >= inputs ? isBackward : !isBackward;
  const product = yield* reflected(values, samples, longer, shorter, seedOf, isTransposed);
  return gain === 1 ? product : product.map((value) => gain * value);
}
