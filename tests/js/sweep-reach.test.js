/** The line at six times ξ over a map of depths: theory in data coordinates, on the page, in exports and in words. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { themes } from '../../www/charts/colours.js';
import { placeAmong } from '../../www/charts/field-axis.js';
import { mapLayout, paintMaps } from '../../www/charts/heat-map.js';
import { MapGrid } from '../../www/charts/map-grid.js';
import { keyContent } from '../../www/charts/map-key.js';
import { createLab } from '../../www/engine/lab.js';
import { reachesOf } from '../../www/engine/reach.js';
import { ofRun, sweepCaption } from '../../www/export/sweep-image.js';
import { sweepSentences } from '../../www/export/sweep-sentences.js';
import { SvgContext } from '../../www/export/svg.js';
import { cellSentence, mapLabel } from '../../www/views/sweep/map-words.js';
import { sweepSourceOf } from './sweep-source.js';

const papers = JSON.parse(readFileSync(new URL('../fixtures/papers.json', import.meta.url), 'utf8'));
/** ξ by σ_w², by quadrature. @type {[number, number][]} */
const REFERENCE = Object.entries(papers['schoenholz_2017_xi_at_sigma_b2_0.05']).map(([square, xi]) => [Number(square), Number(xi)]); // prettier-ignore

const FONT = '12px sans-serif';
const measure = (/** @type {string} */ text) => [...text].length * 6.5;

/** @type {Awaited<ReturnType<typeof sweepSourceOf>>} */
let paper;
before(async () => {
  paper = await sweepSourceOf({ preset: 'schoenholz_2017' }, { most: 0 });
});

/** The complete experiment. @param {any} experiment @returns {Promise<any>} */
async function complete(experiment) {
  const lab = await createLab(experiment);
  const whole = lab.experiment;
  lab.free();
  return whole;
}

const DEPTH = { field: 'depth', title: '', values: Float64Array.of(10, 90), scale: /** @type {const} */ ('linear') };
/** @param {string} field @param {number[]} values */
const across = (field, ...values) => ({
  field,
  title: '',
  values: Float64Array.from(values),
  scale: /** @type {const} */ ('linear'),
});

describe('the line at six times ξ', () => {
  it('has the references of Schoenholz et al. at the axis’s values', () => {
    const [reach] = paper.reaches;
    const values = Array.from(paper.axes[0].values);
    let compared = 0;
    for (const [square, xi] of REFERENCE) {
      const at = values.indexOf(square);
      if (at < 0) continue;
      compared += 1;
      const own = /** @type {NonNullable<typeof reach>} */ (reach).own[at];
      assert.ok(Math.abs(own / (6 * xi) - 1) < 0.01, `${square}: ${own}, ${6 * xi}`);
    }
    assert.ok(compared >= 5);
  });

  it('is painted at the places of its depths, dashed, in every theme', () => {
    const { data } = new MapGrid(paper);
    const at = mapLayout(data, { width: 800, font: FONT }, measure);
    const [x, y] = paper.axes;
    for (const theme of Object.values(themes)) {
      const ctx = new SvgContext('p', 'sans-serif', { width: measure, drop: () => 0 });
      paintMaps(/** @type {any} */ (ctx), data, at, theme, FONT, () => null);
      const svg = ctx.toString({ width: 800, height: at.height, title: '', description: '', metadata: '' });
      const dashed = svg.match(/<(?:path|use)[^>]*stroke-dasharray="7 4"[^>]*>/g) ?? [];
      assert.equal(dashed.length, 2, 'on the map and in the key');
      // The line has a halo, so its path is defined once and used twice.
      const id = /href="#([^"]*)"/.exec(dashed[0])?.[1];
      const path = new RegExp(`<path id="${id}" d="([^"]*)"`).exec(svg)?.[1] ?? '';
      const numbers = (path.match(/-?[\d.]+/g) ?? []).map(Number);
      const points = Array.from({ length: numbers.length / 2 }, (_, k) => [numbers[2 * k], numbers[2 * k + 1]]);
      for (const square of [1, 3, 4]) {
        const xi = Number(REFERENCE.find(([each]) => each === square)?.[1]);
        const px = at.maps[0].left + ((placeAmong(x, square) + 0.5) / x.values.length) * at.width;
        const py = at.maps[0].top + at.tall - ((placeAmong(y, 6 * xi) + 0.5) / y.values.length) * at.tall;
        const found = points.find(([left]) => Math.abs(left - px) < 0.6);
        assert.ok(found && Math.abs(found[1] - py) < 2, `${square}: ${px}, ${py}; ${found}`);
      }
      assert.match(svg, /6 ξ \(theory\)/);
    }
  });

  it('is said in words: in the label, in a cell, beside the trainings, and in the caption of a picture', async () => {
    assert.match(mapLabel(paper), /A dashed line is at 6 ξ, about the greatest depth/);
    const at = Array.from(paper.axes[0].values).indexOf(3);
    assert.match(cellSentence(paper, { run: 0, x: at, y: 2 }), /, where 6 ξ is 54\.\d+$/);
    const summary = { ...paper.summary, solvedShare: Float64Array.from(paper.summary.solvedShare) };
    const [, height, width] = paper.shape;
    for (let k = 0; k < height * width; k += 1)
      summary.solvedShare[k] = Number(paper.axes[1].values[Math.floor(k / width)] <= 20);
    const { reaches } = paper;
    const [reach] = reaches;
    const near = Array.from({ length: height * width }, (_, k) => k).filter(
      (k) => paper.axes[1].values[Math.floor(k / width)] <= (reach?.own[k % width] ?? 0),
    );
    const share = near.reduce((sum, k) => sum + summary.solvedShare[k], 0) / near.length;
    const said = sweepSentences({ ...paper, summary, done: paper.total });
    assert.ok(said.some((sentence) => sentence.includes(`${Math.round(100 * share)}\u00a0% of the networks that are no deeper than 6 ξ solve the task`)), said.join(' ')); // prettier-ignore
    const model = { ...(await complete({ preset: 'schoenholz_2017' })) };
    const caption = sweepCaption(/** @type {any} */ ({ experiment: model, catalogue: paper.catalogue }), paper);
    assert.match(caption, /Dashed: 6 ξ, about the greatest depth/);
    assert.deepEqual(ofRun(paper, 0).reaches, paper.reaches);
  });

  it('follows the field that varies', async () => {
    const experiment = await complete({ preset: 'schoenholz_2017' });
    const [run] = experiment.runs;
    const at = async (/** @type {ReturnType<typeof across>} */ axis, /** @type {any} */ part = {}) =>
      (await reachesOf({ ...experiment, ...part }, [axis, DEPTH]))[0]?.own[1];
    const byScale = await at(across('runs.scale', 1, 4));
    const half = { ...experiment, runs: [{ ...run, scale: 1 }] };
    assert.equal(await at(across('network.weightScale', 1, 2), half), byScale);
    const plain = await at(across('runs.scale', 0.5, 1));
    const bias = await at(across('network.biasStddev', 0, 1));
    assert.ok(bias && plain && bias < plain);
    assert.equal(await at(across('training.learningRate', 0.1, 1)), plain);
  });

  it('is left out where theory does not say it', async () => {
    const experiment = await complete({ preset: 'schoenholz_2017' });
    const scale = across('runs.scale', 1, 4);
    const [run] = experiment.runs;
    assert.deepEqual(await reachesOf(experiment, [DEPTH, scale]), [null]);
    assert.deepEqual(await reachesOf(experiment, [DEPTH]), [null]);
    for (const other of [{ ...run, mode: 'fan_avg' }, { initializer: 'orthogonal' }])
      assert.deepEqual(await reachesOf({ ...experiment, runs: [other] }, [scale, DEPTH]), [null]);
    const network = { ...experiment.network, initialBias: 0.5 };
    assert.deepEqual(await reachesOf({ ...experiment, network }, [scale, DEPTH]), [null]);
    const { data } = new MapGrid({ ...paper, reaches: [null] });
    assert.doesNotMatch(keyContent(data), /ξ/);
  });
});
