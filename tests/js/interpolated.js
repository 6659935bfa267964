/** Logits interpolated bilinearly, each cell divided into factor² parts: what the core's pixels are compared with. */

/**
 * @param {{ logits: Float32Array, columns: number, rows: number }} field  @param {number} factor
 */
export function interpolated({ logits, columns, rows }, factor) {
  if (factor <= 1) return logits;
  const [width, height] = [columns * factor, rows * factor];
  const out = new Float32Array(width * height);
  const left = new Int32Array(width);
  const share = new Float32Array(width);
  for (let i = 0; i < width; i += 1) {
    const at = Math.min(columns - 1, Math.max(0, (i + 0.5) / factor - 0.5));
    left[i] = Math.min(columns - 2, Math.floor(at));
    share[i] = at - left[i];
  }
  for (let j = 0; j < height; j += 1) {
    const at = Math.min(rows - 1, Math.max(0, (j + 0.5) / factor - 0.5));
    const top = Math.min(rows - 2, Math.floor(at));
    const down = at - top;
    const [upper, lower] = [top * columns, (top + 1) * columns];
    for (let i = 0; i < width; i += 1) {
      const [k, t] = [left[i], share[i]];
      const a = logits[upper + k] + (logits[upper + k + 1] - logits[upper + k]) * t;
      const b = logits[lower + k] + (logits[lower + k + 1] - logits[lower + k]) * t;
      out[j * width + i] = a + (b - a) * down;
    }
  }
  return out;
}
