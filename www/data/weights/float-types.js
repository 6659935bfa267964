/** Floating-point numbers of 16, 32 and 64 bits as doubles. Widening is exact. No DOM. */

/** @typedef {'float16' | 'bfloat16' | 'float32' | 'float64'} FloatType */

/** @type {Record<FloatType, number>} */
export const BYTES = { float16: 2, bfloat16: 2, float32: 4, float64: 8 };

/** @param {number} bits  of a number of half precision (IEEE 754 binary16) */
function half(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? Number.NaN : sign * Infinity;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** The upper half of a float32. @param {DataView} scratch @param {number} bits */
function brain(scratch, bits) {
  scratch.setUint32(0, bits << 16);
  return scratch.getFloat32(0);
}

/**
 * @param {Uint8Array} bytes  of `count` numbers @param {FloatType} type @param {number} count @param {boolean} [littleEndian]
 * @returns {Float64Array}
 */
export function floatsFrom(bytes, type, count, littleEndian = true) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const scratch = new DataView(new ArrayBuffer(4));
  /** @type {Record<FloatType, (at: number) => number>} */
  const readers = {
    float16: (at) => half(view.getUint16(at, littleEndian)),
    bfloat16: (at) => brain(scratch, view.getUint16(at, littleEndian)),
    float32: (at) => view.getFloat32(at, littleEndian),
    float64: (at) => view.getFloat64(at, littleEndian),
  };
  const [read, size] = [readers[type], BYTES[type]];
  return Float64Array.from({ length: count }, (_, k) => read(k * size));
}
