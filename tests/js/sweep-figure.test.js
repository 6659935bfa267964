/** Pictures of sweeps without a browser: they fit into their slides, and say what they show. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { themes } from '../../www/charts/colours.js';
import { mapLayout } from '../../www/charts/heat-map.js';
import { MapGrid } from '../../www/charts/map-grid.js';
import { createLab } from '../../www/engine/lab.js';
import { SvgContext } from '../../www/export/svg.js';
import { SLIDES, slideWith } from '../../www/export/slide-layout.js';
import { largestMaps, sweepBlock } from '../../www/export/sweep-figure.js';
import { ofRun, sweepCaption, sweepTitle } from '../../www/export/sweep-image.js';
import { sweepSourceOf } from './sweep-source.js';

/** A font whose letters are half as wide as it is high. */
const ruler = {
  width: (/** @type {string} */ text, /** @type {string} */ font) =>
    [...text].length * 0.5 * Number(/([\d.]+)px/.exec(font)?.[1]),
  drop: (/** @type {string} */ _, /** @type {CanvasTextBaseline} */ baseline) => (baseline === 'top' ? 10 : 0),
};
const style = { theme: themes.light, ruler, size: 14, logarithmic: true, grain: 100, resolution: 2 };

const SMALL = {
  dataset: { name: 'circles', samples: 40, testSamples: 10 },
  network: { hidden: [4] },
  training: { iterations: 30, learningRate: 0.1 },
};
const NAMES = ['He', 'Zeros, without', 'a “third” & <b>', 'Random × 10', 'five', 'six', 'seven', 'eight'];
const EIGHT = NAMES.map((label, k) => ({ initializer: k === 1 ? 'zeros' : 'he', label }));
const AXIS = { field: 'network.weightScale', from: 0.1, to: 10, steps: 5, scale: 'log' };

/** @param {import('../../www/export/typesetting.js').Block} block */
function svgOf(block) {
  const ctx = new SvgContext('t', 'sans', ruler);
  block.paint(/** @type {any} */ (ctx));
  return ctx.toString({ width: block.width, height: block.height, title: 't', description: 'd', metadata: '' });
}

/** @param {any} experiment */
async function modelOf(experiment) {
  const lab = await createLab(experiment);
  const model = /** @type {any} */ ({ experiment: lab.experiment, points: lab.points });
  lab.free();
  return model;
}

describe('a picture of a sweep', () => {
  for (const [shape, slide] of Object.entries(SLIDES))
    for (const runs of [EIGHT.slice(0, 1), EIGHT])
      it(`fits on a ${shape} slide with ${runs.length} runs, words included`, async () => {
        for (const sweep of [{ seeds: 9 }, { seeds: 3, axes: [AXIS] }]) {
          const shown = await sweepSourceOf({ ...SMALL, runs, sweep });
          const content = { title: sweepTitle(shown), caption: 'Word '.repeat(40), link: 'https://example.org/' };
          let room = { width: 0, height: 0 };
          const block = slideWith(content, style, slide, (given) => {
            room = given;
            const body = sweepBlock(shown, given, style);
            assert.ok(body.height <= given.height, `${body.height} of ${given.height}`);
            assert.ok(body.width <= given.width);
            return body;
          });
          assert.ok(room.height > 100);
          const text = svgOf(block);
          for (const { label } of runs) assert.ok(text.includes(label.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')), label); // prettier-ignore
        }
      });

  it('has maps that fit on a slide, as large as there is room for', async () => {
    const axes = [AXIS, { ...AXIS, field: 'training.learningRate' }];
    for (const count of [1, 2, 3, 8]) {
      const shown = await sweepSourceOf({ ...SMALL, training: { iterations: 1 }, runs: EIGHT.slice(0, count), sweep: { axes } }); // prettier-ignore
      const { data } = new MapGrid(shown);
      const layoutsAt = (/** @type {number} */ size) => {
        const font = `${size}px sans`;
        return (/** @type {number} */ width) => mapLayout(data, { width, font }, (text) => ruler.width(text, font));
      };
      for (const room of [
        { width: 904, height: 484 },
        { width: 904, height: 330 },
        { width: 664, height: 318 },
      ]) {
        const all = [14, 11.9, 9.8, 7.7].map((size) => largestMaps(room, size, layoutsAt(size)));
        const at = all.find(({ height }) => height <= room.height) ?? all[3];
        const what = `${count} in ${room.width} × ${room.height}`;
        assert.ok(at.height <= room.height && at.all <= room.width, `${what}: ${at.height}`);
        assert.ok(
          at.maps.every(({ top }, k) => top + at.tall < at.key && (k === 0 || top >= at.maps[k - 1].top)),
          what,
        );
        assert.ok(count * at.width * at.tall > 0.15 * room.width * room.height, `${what}: ${at.width} × ${at.tall}`);
      }
      assert.deepEqual(largestMaps({ width: 900, height: Infinity }, 14, layoutsAt(14)), layoutsAt(14)(900));
    }
  });

  it('of one run has that run’s trainings only', async () => {
    const shown = await sweepSourceOf({ ...SMALL, runs: EIGHT.slice(0, 3), sweep: { seeds: 4, axes: [AXIS] } });
    const one = ofRun(shown, 1);
    assert.deepEqual([one.runs, one.shape, one.done, one.total], [[NAMES[1]], [1, 1, 5, 4], 20, 20]);
    assert.deepEqual([...one.results.cost], [...shown.results.cost.subarray(20, 40)]);
    assert.deepEqual([...one.summary.median], [...shown.summary.median.subarray(5, 10)]);
    assert.deepEqual(one.results.seeds, shown.results.seeds);
    const text = svgOf(sweepBlock(one, { width: 800, height: Infinity }, style));
    assert.ok(text.includes(NAMES[1]) && !text.includes(NAMES[3]));
  });

  it('has a caption that says what is varied, over which seeds, and what is done', async () => {
    const runs = [{ initializer: 'he' }, { initializer: 'zeros' }];
    const experiment = { ...SMALL, runs, sweep: { seeds: 4, vary: 'both', axes: [AXIS], measure: 'train_accuracy' } };
    const shown = await sweepSourceOf(experiment);
    assert.equal(sweepTitle(shown), 'He and Zeros over weight scale');
    const caption = sweepCaption({ ...(await modelOf(experiment)), catalogue: shown.catalogue }, shown);
    assert.match(caption, /30 iterations for each of 4 seeds of the weights and samples, the first one and those after it\. Varied: weight scale from 0\.1 to 10 \(5 values, log scale\)\. Measure: training accuracy\.$/); // prettier-ignore
    assert.match(caption, /learning rate 0\.1,/);
    const half = { ...shown, done: 7 };
    assert.match(sweepCaption({ ...(await modelOf(experiment)), catalogue: shown.catalogue }, half), /7 of 40 trainings are done\.$/); // prettier-ignore
    assert.equal(sweepTitle({ ...shown, axes: [] }), 'He and Zeros over 4 seeds');
  });

  it('has a caption that names no single value of what is varied', async () => {
    const depth = { field: 'depth', from: 1, to: 3, steps: 3 };
    const rate = { field: 'training.learningRate', from: 0.01, to: 1, steps: 3, scale: 'log' };
    const shown = await sweepSourceOf({ ...SMALL, runs: EIGHT.slice(0, 1), sweep: { axes: [depth, rate] } });
    const model = { ...(await modelOf(shown.experiment)), catalogue: shown.catalogue };
    const caption = sweepCaption(model, shown);
    assert.match(caption, /^A network \(2–4–…–1, ReLU\)/);
    assert.doesNotMatch(caption, /learning rate 0\.1,/);
    assert.match(caption, /Varied: hidden layers from 1 to 3 \(3 values\); and learning rate from 0\.01 to 1/);
  });

  it('has a caption and a title that name the base value of no field that is varied', async () => {
    const base = {
      dataset: { name: 'circles', samples: 37, testSamples: 23, noise: 0.071, seed: 91 },
      network: { hidden: [7, 7], initialBias: 0.613, weightScale: 1.73, biasStddev: 0.292 },
      training: { learningRate: 0.333, iterations: 19, batchSize: 13 },
      runs: [{ initializer: 'random_normal', stddev: 8.34 }, { initializer: 'he' }],
    };
    const words = {
      'dataset.samples': [/\b37 training/, 30, 40],
      'dataset.testSamples': [/\b23 test/, 20, 30],
      'dataset.noise': [/noise 0\.071/, 0.05, 0.1],
      'dataset.seed': [/seed 91/, 90, 95],
      'network.initialBias': [/bias 0\.613/, 0, 1],
      'network.weightScale': [/weights × 1\.73/, 1, 2],
      'network.biasStddev': [/bias σ 0\.292/, 0, 1],
      'training.learningRate': [/learning rate 0\.333/, 0.1, 0.5],
      'training.iterations': [/\b19 iterations/, 10, 20],
      'training.batchSize': [/batches of 13/, 10, 20],
      'runs.stddev': [/8\.34/, 1, 10],
      width: [/2–7–7–1/, 5, 9],
      depth: [/2–7–7–1/, 1, 3],
    };
    const without = await sweepSourceOf({ ...base, sweep: { seeds: 2 } }, { most: 0 });
    const model = { ...(await modelOf(base)), catalogue: without.catalogue };
    const plain = sweepCaption(model, without);
    for (const [field, [named, from, to]] of Object.entries(words)) {
      assert.match(plain, /** @type {RegExp} */ (named), field);
      const sweep = { seeds: 2, axes: [{ field, from, to, steps: 2 }] };
      const shown = await sweepSourceOf({ ...base, sweep }, { most: 0 });
      const told = `${sweepTitle(shown)}. ${sweepCaption(model, shown)}`;
      assert.doesNotMatch(told, /** @type {RegExp} */ (named), field);
      assert.doesNotMatch(told, /undefined|NaN|, ;|; \.|,\./, field);
    }
  });
});
