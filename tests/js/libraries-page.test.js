/** The page of initializers and libraries: its numbers have sources, its sentence on depth holds, and every library is there. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseFragment } from 'parse5';
import { lessonFigures } from '../../scripts/lesson-figures.js';
import { librariesHtml, wholeCatalogue } from '../../scripts/lesson.js';
import * as format from '../../www/charts/format.js';
import { createLab, createSweep } from '../../www/engine/lab.js';
import { answer } from '../../www/lesson/answers.js';
import { inspected } from './inspected.js';
import { attribute, elements, text } from './lesson-page.js';

const whole = await wholeCatalogue();
const { libraries } = whole;
const tree = parseFragment(librariesHtml(whole));
const { figures, questions } = await lessonFigures();

/** @param {string} id */
const experimentOf = (id) => figures.find((figure) => figure.id === id)?.experiment;
const depths = experimentOf('figure-depths');

const mxnet = experimentOf('figure-library');
const range = Number((await createLab({ runs: mxnet.runs })).experiment.runs[0].maxval);
/** What He's rule asks of n · variance of a uniform law, so that ReLU layers keep the size of a signal. */
const kept = (/** @type {number} */ inputs) => (inputs * range ** 2) / 3 / 2;

/** Seeds of the weights, and of the data, with which the sentence is held to. */
const SEEDS = { weights: 40, data: 10 };

/** What each library does in a hidden layer by default, as the formula of the first entry under its name. */
const defaults = [...new Map(libraries.toReversed().map((entry) => [entry.library, entry])).values()];
/** How many defaults have a formula like this. @param {RegExp} formula */
const count = (formula) => defaults.filter(({ formulaText }) => formula.test(formulaText)).length;

/** @type {Record<string, () => number | string>} */
const FACTS = {
  'libraries-count': () => defaults.length,
  // Glorot's has both widths; He's is normal of variance 2 / n, LeCun's of 1 / n.
  'libraries-rules': () => count(/n_in \+ n_out|∼ N\(0, [12] \/ n_in\)/),
  'libraries-torch': () => count(/^W(, b)? ∼ U\(±√\(1 \/ n_in\)\)/),
  'libraries-fixed': () => count(/^W(, b)? ∼ (U\(±[\d.]+\)|N\(0, [\d.]+²\))(?! \/)/),
  'mxnet-range': () => range,
  'mxnet-layers': () => mxnet.network.hidden.length,
  'mxnet-width': () => mxnet.network.hidden[0],
  'mxnet-fitting': () => format.integer(Number((1 / kept(1)).toPrecision(2))),
  'mxnet-factor': () => Number(Math.sqrt(kept(mxnet.network.hidden[0])).toPrecision(2)),
  'depths-most': () => depths.sweep.axes[0].to,
  'depths-width': () => depths.network.hidden[0],
  'depths-seeds': () => depths.sweep.seeds,
  'depths-count': () => SEEDS.weights,
  'depths-data': () => SEEDS.data,
};

/** What the sentence says of each run's signal through all layers. @type {Record<string, (ratio: number) => boolean>} */
const SAID = {
  candle: (ratio) => ratio > 0.01,
  Keras: (ratio) => ratio < 0.01,
  PyTorch: (ratio) => ratio < 1e-6,
  MXNet: (ratio) => ratio < 1e-6,
  OpenCV: (ratio) => ratio < 1e-6,
  micrograd: (ratio) => ratio > 1000,
};

describe('the page of initializers and libraries', () => {
  it('has a row and a button for every library, whose name opens its run', async () => {
    const names = elements(tree, (element) => attribute(element, 'data-try')?.startsWith('library/') === true).map(
      (button) => attribute(button, 'data-try'),
    );
    assert.deepEqual(
      names,
      libraries.map(({ names: [name] }) => `library/${name}`),
    );
    for (const initializer of names) (await createLab({ runs: [{ initializer }] })).free();
  });

  it('says numbers that its figures and tables have', () => {
    const marked = elements(tree, (element) => attribute(element, 'data-fact') !== null);
    assert.deepEqual(
      [...new Set(marked.map((element) => attribute(element, 'data-fact')))].sort(),
      Object.keys(FACTS).sort(),
    );
    for (const element of marked)
      assert.equal(
        text(element),
        String(FACTS[attribute(element, 'data-fact') ?? '']()),
        attribute(element, 'data-fact') ?? '',
      );
  });

  it('asks what a default does, with one right answer that four in five seeds give', async () => {
    const asked = questions.filter((each) => each.figure === 'figure-library');
    assert.equal(asked.length, 1);
    const [{ question, options }] = asked;
    /** Which options hold of the figure. @param {any} experiment */
    const rightIn = async (experiment) => {
      const lab = await createLab({ ...experiment, runs: [mxnet.runs[0]] });
      lab.advance(mxnet.training.iterations);
      const measured = answer(question, inspected(lab));
      const [{ verdict }] = lab.snapshot().runs;
      lab.free();
      return { right: question.fits.flatMap((fits, k) => (fits(measured) ? [k] : [])), verdict };
    };
    assert.deepEqual((await rightIn(mxnet)).right, [options.length - 1]);
    const { dataset } = (await createLab(mxnet)).experiment;
    const others = [
      ...Array.from({ length: SEEDS.weights }, (_, seed) => ({ ...mxnet, seed })),
      ...Array.from({ length: SEEDS.data }, (_, k) => ({
        ...mxnet,
        dataset: { ...dataset, seed: 10 + 2 * k, testSeed: 11 + 2 * k },
      })),
    ];
    // Every fifth of them; all, in `npm run fuzz`.
    for (const each of others.filter((_, k) => process.env.INIT_LAB_FUZZ || k % 5 === 0))
      assert.deepEqual(await rightIn(each), { right: [options.length - 1], verdict: 'vanishing' });
  });

  for (const vary of /** @type {const} */ (['weights', 'data']))
    it(`says of six defaults in depth what holds with four in five seeds of the ${vary}`, async () => {
      const { to } = depths.sweep.axes[0];
      const seeds = SEEDS[vary];
      const sweep = await createSweep(
        {
          ...depths,
          network: { ...depths.network, hidden: new Array(to).fill(depths.network.hidden[0]) },
          sweep: { seeds, vary, measure: 'signal_ratio' },
        },
        { workers: 0 },
      );
      await sweep.run();
      const { runs, signalRatio } = sweep.results();
      sweep.free();
      assert.deepEqual(runs, Object.keys(SAID));
      runs.forEach((run, k) => {
        const holds = [...signalRatio.subarray(k * seeds, (k + 1) * seeds)].filter(SAID[run]).length;
        assert.ok(holds === seeds, `${run}: ${holds} of ${seeds}`);
      });
    });
});
