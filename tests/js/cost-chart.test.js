/** The cost chart's geometry: no label touches a line or another label, whatever the runs and the size. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from './seeds.js';
import { themes } from '../../www/charts/colours.js';
import { sketchCosts } from '../../www/charts/cost-chart.js';
import { cutsOf } from '../../www/charts/cost-marks.js';
import { paintPlot, spaceAround } from '../../www/charts/plot.js';

/** @typedef {{ text: string, align: string, left: number, right: number, top: number, bottom: number }} Box */
/** @typedef {[number, number, number, number]} Segment */

const NAMES = ['Zeros', 'Random × 10', 'He', 'scikit-learn MLP', 'Glorot uniform', 'LSUV', 'A run with a name of many letters', 'U(±1/√n)']; // prettier-ignore

/**
 * @param {number[][]} costs  of each run @param {Partial<import('../../www/charts/cost-chart.js').ChartData>} [rest]
 * @param {(number | null)[]} [diverged]
 */
const data = (costs, rest = {}, diverged = []) => ({
  lines: costs.map((values, k) => ({
    label: NAMES[k],
    slot: k,
    iterations: Float64Array.from(values, (_, i) => 100 * i),
    costs: Float64Array.from(values),
    divergedAt: diverged[k] ?? null,
  })),
  end: 1000,
  rateChanges: /** @type {[number, number][]} */ ([]),
  logarithmic: true,
  ...rest,
});

/**
 * Paints a chart on a context that records texts and the segments of lines.
 * @param {ReturnType<typeof data>} chart @param {{ width: number, height: number, size?: number }} box
 */
function painted(chart, { width, height, size = 12 }, theme = themes.light) {
  const box = { width, height, font: `${size}px sans-serif` };
  const measure = (/** @type {string} */ text) => [...text].length * 0.56 * size;
  const { sketch, labelled } = sketchCosts(chart, theme, box, measure);
  /** @type {Box[]} */
  const texts = [];
  /** @type {Segment[]} */
  const segments = [];
  /** @type {number[][]} */
  let triangles = [];
  /** @type {[number, number][][]} */
  let path = [];
  const state = { textAlign: 'left', textBaseline: 'alphabetic', strokeStyle: '', lineWidth: 1, fillStyle: '' };
  let clipped = false;
  const ctx = new Proxy(/** @type {any} */ (state), {
    get(target, name) {
      if (name === 'measureText') return (/** @type {string} */ text) => ({ width: measure(text) });
      if (name === 'beginPath') return () => (path = []);
      if (name === 'clip') return () => (clipped = true);
      if (name === 'restore') return () => (clipped = false);
      if (name === 'moveTo') return (/** @type {number} */ x, /** @type {number} */ y) => path.push([[x, y]]);
      if (name === 'lineTo') return (/** @type {number} */ x, /** @type {number} */ y) => path.at(-1)?.push([x, y]);
      if (name === 'fill') return () => (triangles = [...triangles, ...path.filter((part) => part.length === 3).map((part) => part[0])]); // prettier-ignore
      if (name === 'stroke' && clipped)
        return () => {
          for (const part of path) part.slice(1).forEach((end, k) => segments.push([...part[k], ...end]));
        };
      if (name === 'fillText')
        return (/** @type {string} */ text, /** @type {number} */ x, /** @type {number} */ y) => {
          const long = measure(text);
          const left = x - (target.textAlign === 'right' ? long : target.textAlign === 'center' ? long / 2 : 0);
          const up = { middle: 0.5, top: 0, alphabetic: 0.78 }[/** @type {'top'} */ (target.textBaseline)] * size;
          texts.push({ text, align: target.textAlign, left, right: left + long, top: y - up, bottom: y - up + size });
        };
      return target[name] ?? (() => {});
    },
  });
  paintPlot(ctx, sketch, theme, box, 1);
  return { texts, segments, triangles, labelled, sketch };
}

/** Whether a segment passes through a box (Liang and Barsky, 1984). @param {Segment} segment @param {Box} box */
function crosses([x0, y0, x1, y1], { left, right, top, bottom }) {
  let [from, to] = [0, 1];
  for (const [start, change, low, high] of [
    [x0, x1 - x0, left, right],
    [y0, y1 - y0, top, bottom],
  ]) {
    if (change === 0 && (start <= low || start >= high)) return false;
    if (change === 0) continue;
    const ends = [(low - start) / change, (high - start) / change].sort((a, b) => a - b);
    [from, to] = [Math.max(from, ends[0]), Math.min(to, ends[1])];
  }
  return from < to;
}

const SIZES = [
  { width: 300, height: 300 },
  { width: 330, height: 330 },
  { width: 340, height: 200 },
  { width: 480, height: 480 },
  { width: 1136, height: 288 },
  { width: 1776, height: 380, size: 21 },
];

/** @param {ReturnType<typeof painted>} picture @param {{ width: number, height: number, size?: number }} size */
function assertClear({ texts, segments }, { width, height, size = 12 }) {
  for (const box of texts) {
    const where = JSON.stringify(box);
    assert.ok(box.left >= 0 && box.right <= width && box.top >= -1 && box.bottom <= height, `${where} is in ${width}`);
    // Lines are clipped at the plot.
    const inside = { ...box, top: Math.max(box.top, spaceAround(size).above) };
    for (const segment of segments)
      assert.ok(inside.top >= inside.bottom || !crosses(segment, inside), `${where} on a line at ${segment}`);
    for (const other of texts)
      assert.ok(
        other === box || other.right <= box.left || box.right <= other.left || other.bottom <= box.top + 0.5 || box.bottom <= other.top + 0.5, // prettier-ignore
        `${where} on ${JSON.stringify(other)}`,
      );
  }
}

describe('the cost chart', () => {
  it('puts no label on a line or on another label, for one to eight runs and every size', () => {
    const cost = fc.oneof(fc.double({ min: 1e-9, max: 5, noNaN: true }), fc.double({ min: 1, max: 1e6, noNaN: true }), fc.constant(0)); // prettier-ignore
    const runs = fc.integer({ min: 1, max: 11 }).chain((length) =>
      fc.array(fc.array(cost, { minLength: length, maxLength: length }), { minLength: 1, maxLength: 8 }),
    ); // prettier-ignore
    fc.assert(
      fc.property(runs, fc.boolean(), fc.constantFrom(...SIZES), (costs, logarithmic, size) => {
        const picture = painted(data(costs, { logarithmic }), size);
        assert.ok(picture.labelled);
        assertClear(picture, size);
      }),
    );
  });

  it('names the notebook’s runs beside their lines at their end, on a projector too', () => {
    const at = (/** @type {number} */ last) => Array.from({ length: 11 }, (_, k) => 0.7 + ((last - 0.7) * k) / 10);
    const runs = [at(0.6931), [1774, 300, 60, 3, 1, 0.9, 0.8, 0.75, 0.72, 0.7, 0.693], at(0.12)];
    for (const size of SIZES) {
      const picture = painted(data(runs), size, themes.projector);
      for (const name of NAMES.slice(0, 3)) assert.ok(picture.texts.some(({ text }) => text === name), `${name} at ${size.width}`); // prettier-ignore
      assertClear(picture, size);
    }
  });

  it('names a run that diverged beyond the lines that go on', () => {
    const runs = [[1, 2, 900, NaN, NaN, NaN], [1, 0.9, 0.8, 0.7, 0.6, 0.5]]; // prettier-ignore
    const size = { width: 1136, height: 288 };
    const picture = painted(data(runs, {}, [300]), size);
    assert.ok(picture.texts.some(({ text }) => text === 'Zeros: diverged at 300'));
    assertClear(picture, size);
  });

  it('has no labels where there is no room, and shortens long ones', () => {
    const runs = Array.from({ length: 8 }, () => [1, 0.5]);
    assert.equal(painted(data(runs), { width: 180, height: 300 }).labelled, false);
    assert.equal(painted(data(runs), { width: 400, height: 90 }).labelled, false);
    const long = painted(data(runs), { width: 330, height: 330 }).texts.map(({ text }) => text);
    assert.ok(
      long.some((text) => /^A run with a.*…$/.test(text)),
      long.join(', '),
    );
  });

  it('draws a cost of 0 at the foot of a logarithmic axis, which says so', () => {
    const size = { width: 480, height: 300 };
    const { segments, texts, sketch } = painted(data([[1, 0.1, 0, 0], [1, 0.5, 0.4, 0.3]]), size); // prettier-ignore
    const foot = Math.max(...segments.map(([, , , y]) => y));
    const zero = texts.find(({ text, align }) => text === '0' && align === 'right');
    const label = texts.find(({ text }) => text === 'Zeros');
    assert.ok(zero && zero.top < foot && zero.bottom > foot, `0 is written at ${zero?.top}, the line ends at ${foot}`);
    assert.ok(label && label.top < foot && label.bottom > foot);
    const lowest = Math.min(...sketch.y.ticks(1).filter((tick) => tick > 0));
    const mark = texts.find(({ text }) => text === String(lowest) || text === '0.1');
    assert.ok(mark && mark.bottom < (zero?.top ?? 0), 'the axis of the other costs ends above it');
    assert.equal(painted(data([[1, 0.1, 0.2, 0.1]]), size).texts.filter(({ text, align }) => text === '0' && align === 'right').length, 0); // prettier-ignore
  });

  it('marks costs beyond a cut axis with a triangle and the largest cost', () => {
    const runs = [[0.69, 0.69, 0.69, 0.69], [8400, 30, 1, 0.8], [5, 0.5, 0.4, 0.3]]; // prettier-ignore
    const { texts, triangles } = painted(data(runs, { logarithmic: false }), { width: 480, height: 300 });
    assert.equal(triangles.length, 2);
    assert.ok(texts.some(({ text }) => text === '8,400'), JSON.stringify(texts.map(({ text }) => text))); // prettier-ignore
    assert.deepEqual(
      cutsOf(data(runs).lines, 2).map(({ cost }) => cost),
      [8400, 5],
    );
  });

  it('writes learning rates above the plot, clear of its title and of each other', () => {
    const rateChanges = /** @type {[number, number][]} */ ([[10, 0.1], [40, 0.05], [500, 0.01], [990, 0.001]]); // prettier-ignore
    for (const size of SIZES) {
      const picture = painted(data([[1, 0.5, 0.1]], { rateChanges }), size);
      assertClear(picture, size);
      assert.ok(picture.texts.some(({ text }) => text.startsWith('rate ')));
    }
  });
});
