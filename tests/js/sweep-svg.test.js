/** Pictures of sweeps painted as SVG: at every width, in every theme, done or not, each text lies inside, none lies on another, and no number is lost. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sketchBands } from '../../www/charts/bands.js';
import { themes } from '../../www/charts/colours.js';
import { mapLayout, paintMaps } from '../../www/charts/heat-map.js';
import { lineData } from '../../www/charts/line-figure.js';
import { MapGrid } from '../../www/charts/map-grid.js';
import { paintPlot } from '../../www/charts/plot.js';
import { bandData, bandsOf, stripData } from '../../www/charts/seeds-figure.js';
import { paintStrip, stripLayout } from '../../www/charts/strip.js';
import { lineLayout, paintSweepLine } from '../../www/charts/sweep-line.js';
import { SvgContext } from '../../www/export/svg.js';
import { sweepModel } from './sweep-models.js';

/** @typedef {import('../../www/charts/colours.js').Theme} Theme */
/** @typedef {import('./sweep-models.js').Wishes} Wishes */

const FONT = '12px sans-serif';
const measure = (/** @type {string} */ text) => [...text].length * 6.5;
/** Two texts of 12 pixels whose places are less than this apart in height overlap. */
const LINE = 9;
/** @type {import('../../www/export/svg.js').Ruler} */
const RULER = {
  width: (text) => measure(text),
  drop: (_, baseline) => ({ top: 10, middle: 4 })[/** @type {string} */ (baseline)] ?? 0,
};
const IMAGE = { toDataURL: () => 'data:,' };

/** @type {Record<string, (ctx: any, shown: ReturnType<typeof sweepModel>, width: number, theme: Theme) => number>} each gives its height */
const PAINTERS = {
  bands: (ctx, shown, width, theme) => {
    const data = bandData(shown, bandsOf(shown), true);
    if (!data) return 0;
    const box = { width, height: 300, font: FONT };
    paintPlot(ctx, sketchBands(data, theme, box, measure).sketch, theme, box, 1, 100);
    return box.height;
  },
  'linear bands': (ctx, shown, width, theme) => {
    const data = /** @type {import('../../www/charts/bands.js').BandData} */ (bandData(shown, bandsOf(shown), false));
    const box = { width, height: 300, font: FONT };
    paintPlot(ctx, sketchBands(data, theme, box, measure).sketch, theme, box, 1, 100);
    return box.height;
  },
  strip: (ctx, shown, width, theme) => {
    const data = stripData(shown);
    const at = stripLayout(data, { width, font: FONT }, measure, theme.weight);
    paintStrip(ctx, data, at, theme, FONT);
    return at.height;
  },
  line: (ctx, shown, width, theme) => {
    const data = lineData(shown);
    const box = { width, height: 340, font: FONT };
    paintSweepLine(ctx, data, lineLayout(data, box, measure), theme, box);
    return box.height;
  },
  maps: (ctx, shown, width, theme) => {
    const grid = new MapGrid(shown);
    grid.update(shown);
    const at = mapLayout(grid.data, { width, font: FONT }, measure);
    paintMaps(ctx, grid.data, at, theme, FONT, () => /** @type {any} */ (IMAGE));
    return at.height;
  },
};

const six = { runs: ['Zeros', 'Random × 10', 'He', 'A run with a name of many letters', 'LSUV', 'U(±1/√n)'], series: [0, 8, 16, 24, 32, 40] }; // prettier-ignore

/** @type {[string, Wishes][]} */
const MODELS = [
  ['bands', { seeds: 100 }],
  ['bands', { seeds: 1 }],
  ['bands', { seeds: 20, ...six }],
  ['bands', { seeds: 20, done: 0 }],
  ['linear bands', { seeds: 20 }],
  ['strip', { seeds: 100, ...six }],
  ['strip', { seeds: 1 }],
  ['strip', { seeds: 3000 }],
  ['strip', { seeds: 30, done: 0 }],
  ['strip', { seeds: 30, measure: 'signal_ratio' }],
  ['line', { width: 41, seeds: 9, ...six }],
  ['line', { width: 41, seeds: 9, measure: 'iterations_to_solve' }],
  ['line', { width: 41, seeds: 9, measure: 'diverged' }],
  ['line', { width: 2, seeds: 1, done: 0 }],
  ['line', { width: 41, seeds: 2, done: 30 }],
  ['maps', { width: 20, height: 30, ...six }],
  ['maps', { width: 2, height: 2, seeds: 3, measure: 'iterations_to_solve' }],
  ['maps', { width: 33, height: 20, done: 0 }],
  ['maps', { width: 64, height: 64, measure: 'train_accuracy', done: 1000 }],
];

/** Texts with their left and right ends and their baselines. @param {string} svg */
const textsIn = (svg) =>
  [...svg.matchAll(/<text([^>]*)>([^<]*)<\/text>/g)].map(([, attributes, text]) => {
    const [x, y] = ['x', 'y'].map((name) => Number(new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1]));
    const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1];
    const left = x - measure(text) * ({ middle: 0.5, end: 1 }[anchor ?? ''] ?? 0);
    return { text, left, right: left + measure(text), y };
  });

describe('pictures of sweeps as SVG', () => {
  for (const [kind, wishes] of MODELS)
    it(`have every text of ${kind} inside, and none on another: ${JSON.stringify(wishes)}`, () => {
      const shown = sweepModel(wishes);
      for (const theme of Object.values(themes))
        for (const width of [320, 500, 768, 1280, 2400]) {
          const ctx = new SvgContext('p', 'sans-serif', RULER);
          const height = PAINTERS[kind](ctx, shown, width, theme);
          const svg = ctx.toString({ width, height, title: '', description: '', metadata: '' });
          assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
          const texts = textsIn(svg);
          for (const [k, one] of texts.entries())
            for (const other of texts.slice(0, k)) {
              const apart = one.left >= other.right || other.left >= one.right || Math.abs(one.y - other.y) >= LINE;
              assert.ok(apart || one.text === other.text, `${one.text} on ${other.text}, ${width} wide`);
            }
          for (const { text, left, right, y } of texts) {
            assert.ok(left >= -1 && right <= width + 1, `${text} at ${left}–${right} of ${width}`);
            assert.ok(y >= 0 && y <= height, `${text} at ${y} of ${height}`);
          }
        }
    });

  it('say of bands nothing of runs and seeds that are not done yet', () => {
    const painted = (/** @type {number} */ done) => {
      const shown = sweepModel({ seeds: 20, done });
      const data = /** @type {import('../../www/charts/bands.js').BandData} */ (bandData(shown, bandsOf(shown), false));
      const { sketch } = sketchBands(data, themes.light, { width: 800, height: 300, font: FONT }, measure);
      const ctx = new SvgContext('p', 'sans-serif', RULER);
      PAINTERS['linear bands'](ctx, shown, 800, themes.light);
      const svg = ctx.toString({ width: 800, height: 300, title: '', description: '', metadata: '' });
      return { right: sketch.right, texts: textsIn(svg).map(({ text }) => text) };
    };
    const [none, one, all] = [0, 1, 60].map(painted);
    assert.ok(!none.texts.some((text) => /seed|Zeros|He/.test(text)), none.texts.join());
    assert.ok(one.texts.includes('Zeros') && !one.texts.includes('He'), one.texts.join());
    assert.ok(all.texts.includes('He'));
    assert.deepEqual([none.right, one.right], [all.right, all.right], 'the plot keeps its width');
  });

  it('have words of a narrow strip that no median’s mark crosses', () => {
    const ctx = new SvgContext('p', 'sans-serif', RULER);
    const height = PAINTERS.strip(ctx, sweepModel({ seeds: 30 }), 320, themes.light);
    const svg = ctx.toString({ width: 320, height, title: '', description: '', metadata: '' });
    const words = [...svg.matchAll(/<text([^>]*)>[^<]*solved[^<]*</g)].map(([, attributes]) => attributes);
    assert.equal(words.length, 6);
    for (const [k, attributes] of words.entries()) assert.equal(/ stroke="/.test(attributes), k % 2 === 0, attributes);
  });

  it('say in the key of a map at which ends values lie beyond its colours', () => {
    const shown = sweepModel({ width: 20, height: 20 });
    const costs = shown.results.cost;
    costs.forEach((_, k) => (costs[k] = k % 3 === 0 ? 1e-200 : k % 3 === 1 ? 0.5 : 1e200));
    const ctx = new SvgContext('p', 'sans-serif', RULER);
    const height = PAINTERS.maps(ctx, shown, 1280, themes.light);
    const texts = textsIn(ctx.toString({ width: 1280, height, title: '', description: '', metadata: '' }));
    for (const sign of ['≤ ', '≥ ']) assert.equal(texts.filter(({ text }) => text.startsWith(sign)).length, 1, sign);
  });

  it('have maps as wide as the page, of one run too', () => {
    for (const runs of [['He'], ['He', 'Zeros']]) {
      const { data } = new MapGrid(sweepModel({ width: 9, height: 9, runs, series: [0, 8].slice(0, runs.length) }));
      const { maps, width } = mapLayout(data, { width: 900 * runs.length, font: FONT }, measure);
      assert.ok(maps[runs.length - 1].left + width > 0.9 * 900 * runs.length);
    }
  });

  it('have bands that let what lies below shine through', () => {
    const ctx = new SvgContext('p', 'sans-serif', RULER);
    PAINTERS.bands(ctx, sweepModel({ seeds: 50 }), 800, themes.light);
    assert.match(
      ctx.toString({ width: 800, height: 300, title: '', description: '', metadata: '' }),
      /fill-opacity="0\.16"/,
    );
  });
});
