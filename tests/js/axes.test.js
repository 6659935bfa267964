/** Axes of decision surfaces: no label is cut off or touches another, whatever the coordinates. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UNLABELLED, axesFor, paintAxes } from '../../www/charts/axes.js';
import { themes } from '../../www/charts/colours.js';
import { axisTexts } from '../../www/charts/format.js';
import { squareBounds } from '../../www/charts/scales.js';

/** Widths of digits and signs in a wide sans-serif font. @param {number} size */
const measured = (size) => (/** @type {string} */ text) => [...text].length * 0.62 * size;

/**
 * The texts that axes write, as boxes.
 * @param {import('../../www/charts/scales.js').Bounds} bounds @param {number} width @param {number} size
 */
function painted(bounds, width, size) {
  const measure = measured(size);
  const axes = axesFor(bounds, size, measure, width);
  const { margins } = axes;
  const side = width - margins.left - margins.right;
  /** @type {{ text: string, left: number, right: number, top: number, bottom: number }[]} */
  const texts = [];
  const state = { textAlign: 'left', textBaseline: 'alphabetic' };
  const ctx = new Proxy(/** @type {any} */ (state), {
    get: (target, name) => {
      if (name === 'measureText') return (/** @type {string} */ text) => ({ width: measure(text) });
      if (name === 'fillText')
        return (/** @type {string} */ text, /** @type {number} */ x, /** @type {number} */ y) => {
          const long = measure(text);
          const left = x - (target.textAlign === 'right' ? long : target.textAlign === 'center' ? long / 2 : 0);
          const top = target.textBaseline === 'middle' ? y - size / 2 : y - 0.75 * size;
          texts.push({ text, left, right: left + long, top, bottom: top + (target.textBaseline === 'middle' ? 1 : 1.05) * size }); // prettier-ignore
        };
      return target[name] ?? (() => {});
    },
  });
  paintAxes(ctx, bounds, axes, { side, font: `${size}px sans-serif` }, themes.light);
  return { texts, margins, side };
}

const POINTS = [
  [-1, -1, 1, 1],
  [-8000, -8000, 9000, 7000],
  [123456.4, 123456.2, 123456.8, 123457],
  [0.00001, 0.00002, 0.00008, 0.00007],
  [-1e6, 1e6, -999999, 1000001],
  [123456789.25, 123456789.5, 123456789.75, 123456789],
  [-3e-7, 2e-7, 1e-7, -2e-7],
  [1e12, -1e12, 5e11, 0],
];

describe('axes of a picture', () => {
  for (const points of POINTS)
    it(`of ${points.join(', ')} have whole labels that touch nothing`, () => {
      const bounds = squareBounds(Float64Array.from(points));
      for (const size of [9, 12, 21])
        for (const width of [UNLABELLED, 220, 270, 300, 480]) {
          const { texts, margins, side } = painted(bounds, width, size);
          const where = `${width} px, ${size} px: ${JSON.stringify(texts)}`;
          assert.ok(side >= 0.5 * width - 20, where);
          for (const box of texts) {
            assert.ok(box.left >= -margins.left && box.right <= side + margins.right, `${box.text} at ${where}`);
            assert.ok(box.top >= -margins.top - 1 && box.bottom <= side + margins.bottom, `${box.text} at ${where}`);
          }
          for (const [k, one] of texts.entries())
            for (const other of texts.slice(k + 1))
              assert.ok(
                one.right <= other.left ||
                  other.right <= one.left ||
                  one.bottom <= other.top ||
                  other.bottom <= one.top,
                `${one.text} and ${other.text} at ${where}`,
              );
        }
    });

  it('are left out of small pictures', () => {
    const bounds = squareBounds(Float64Array.of(-1, -1, 1, 1));
    assert.deepEqual(painted(bounds, UNLABELLED - 1, 10).texts, []);
    assert.deepEqual(painted(bounds, 104, 10).margins, { left: 2, right: 2, top: 2, bottom: 2 });
  });

  it('write all digits that tell ticks apart, and powers of ten where those are shorter', () => {
    assert.deepEqual(axisTexts([-8000, 0, 8000]), ['−8,000', '0', '8,000']);
    assert.deepEqual(axisTexts([123456.6, 123456.8]), ['123,456.6', '123,456.8']);
    assert.deepEqual(axisTexts([0, 0.00004, 0.00008]), ['0', '0.00004', '0.00008']);
    assert.deepEqual(axisTexts([-2e-7, 0, 2e-7]), ['−2 · 10⁻⁷', '0', '2 · 10⁻⁷'].map((text) => text.replaceAll(' ', '\u00a0'))); // prettier-ignore
    assert.deepEqual(axisTexts([-0.5, 0, 0.5]), ['−0.5', '0', '0.5']);
    assert.deepEqual(
      axisTexts([1e7, 2e7]),
      ['10⁷', '2 · 10⁷'].map((text) => text.replaceAll(' ', '\u00a0')),
    );
  });
});
