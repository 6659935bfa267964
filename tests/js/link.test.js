import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import jsqr from 'jsqr';
import fc, { cases } from './seeds.js';
import { isLink, nearestPreset, toLink } from '../../www/experiment/link.js';
import { fromLink } from '../../www/experiment/read-link.js';
import { fields } from '../../www/experiment/catalogue.js';
import { qrCode } from '../../www/export/qr.js';
import { overlaid } from '../../www/experiment/fields.js';
import { catalogue, createLab } from '../../www/engine/lab.js';
import { experiments } from './experiments.js';
import { hostileStrings } from './hostile.js';

/** @type {import('../../www/engine/lab.js').Catalogue} */
let engine;

before(async () => {
  engine = await catalogue();
});

/** The complete experiment for an input. @param {any} experiment @returns {Promise<any>} */
async function complete(experiment) {
  const lab = await createLab(experiment);
  const { experiment: whole } = lab;
  lab.free();
  return whole;
}

/** Passes a link through a real URL's hash, as a browser does. @param {string} link */
const throughHash = (link) => fromLink(new URL(`https://course.example/page#${link}`).hash, fields);

describe('the preset of an experiment that names none', () => {
  it('is the one that it is of, also with another seed, learning rate, run or size, for all presets', async () => {
    for (const { name, experiment } of engine.presets)
      for (const change of [
        {},
        { seed: 77 },
        { training: { learningRate: 0.123 } },
        { seed: 77, training: { learningRate: 0.123 } },
        { runs: [{ initializer: 'he' }] },
        { network: { hidden: [4, 4] } },
        experiment.dataset.points ? {} : { dataset: { noise: 0.01 } },
      ]) {
        // An axis over a parameter of the runs needs runs that have it.
        if (change.runs && experiment.sweep?.axes?.some(({ field }) => field.startsWith('runs.'))) continue;
        const made = await complete(overlaid(experiment, change));
        assert.equal(nearestPreset(made, engine).name, name, JSON.stringify(change));
      }
  });

  it('is the first where several are equally near, as for {}', async () => {
    assert.equal(nearestPreset(await complete({}), engine).name, 'notebook');
    const far = { seed: 9, training: { learningRate: 7, iterations: 7, loss: 'mse' }, runs: [{ initializer: 'ones' }] };
    const two = { ...engine, presets: [engine.presets[0], { ...engine.presets[0], name: 'again' }] };
    assert.equal(nearestPreset(await complete(far), two).name, 'notebook');
  });
});

describe('a link to a sweep', () => {
  const axes = [
    { field: 'network.weightScale', from: 0.01, to: 100, steps: 41, scale: 'log' },
    { field: 'training.learningRate', from: 0.001, to: 1, steps: 17, scale: 'log' },
  ];

  it('leaves defaults out, and restores every plan over every preset', async () => {
    const text = toLink(await complete({ sweep: { seeds: 100 } }), engine, 'notebook');
    assert.equal(decodeURIComponent(text), 'preset=notebook&sweep={"seeds":100}');
    const plans = [{}, { seeds: 1, axes: [] }, { seeds: 7, axes: axes.slice(0, 1) }, { axes: [{ ...axes[0], scale: 'linear' }], measure: 'diverged', vary: 'both' }]; // prettier-ignore
    for (const { name, experiment } of engine.presets)
      for (const plan of plans) {
        // Points of one's own cannot vary.
        const sweep = experiment.dataset.name === 'custom' && plan.vary ? { ...plan, vary: 'weights' } : plan;
        const made = await complete({ ...experiment, sweep });
        const { experiment: read } = throughHash(toLink(made, engine, name));
        assert.deepEqual(await complete(read), made, `${name} ${JSON.stringify(sweep)}`);
      }
  });

  it('has a QR code that a reader decodes at three pixels a module, as on a slide', async () => {
    const swept = await complete({ sweep: { seeds: 3, axes } });
    const link = `https://example.org/init-lab/#${toLink(swept, engine, 'notebook')}`;
    const { size, path } = /** @type {import('../../www/export/qr.js').Code} */ (qrCode(link));
    assert.ok(size <= 69, `${size} modules, margin included`);
    const SCALE = 3;
    const side = SCALE * size;
    const pixels = new Uint8ClampedArray(4 * side * side).fill(255);
    for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g))
      for (let row = 0; row < SCALE; row += 1)
        for (let column = 0; column < SCALE * Number(length); column += 1)
          pixels.fill(0, 4 * ((SCALE * Number(y) + row) * side + SCALE * Number(x) + column), 4 * ((SCALE * Number(y) + row) * side + SCALE * Number(x) + column) + 3); // prettier-ignore
    const decode = /** @type {typeof import('jsqr').default} */ (/** @type {unknown} */ (jsqr));
    assert.equal(decode(pixels, side, side)?.data, link);
  });
});

describe('a lab that was opened from the sweep of a preset', () => {
  const sweep = { seeds: 5, vary: 'weights', axes: [], measure: 'cost' };

  it('has a link that opens the lab, not the sweep', async () => {
    const { experiment } = /** @type {any} */ (engine.presets[3]);
    const swept = { name: 'swept', title: 'Swept', experiment: { ...experiment, sweep } };
    const presets = /** @type {any[]} */ ([...engine.presets.filter((_, k) => k !== 3), swept]);
    const known = { ...engine, presets };
    const link = toLink(await complete(experiment), known, 'swept');
    assert.match(link, /^preset=notebook&/);
    assert.notEqual(nearestPreset(await complete(experiment), known).name, 'swept');
    assert.equal(toLink(await complete({ ...experiment, sweep }), known, 'swept'), 'preset=swept');
  });
});

describe('a link', () => {
  it('leads to the same experiment, to the last bit, for 1,000 random experiments', async () => {
    const names = engine.presets.map(({ name }) => name);
    const swept = engine.presets.filter(({ experiment }) => experiment.sweep).map(({ name }) => name);
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(experiments(engine), fc.constantFrom(...names), async (input, from) => {
        const experiment = await complete(input);
        const link = toLink(experiment, engine, from);
        const { experiment: read, rest, problems } = throughHash(link);
        assert.deepEqual([problems, rest], [[], []], link);
        // Nothing in a link takes a preset's sweep away, so that of a lab names another.
        assert.equal(read.preset, swept.includes(from) && !experiment.sweep ? names[0] : from);
        assert.deepStrictEqual(await complete(read), experiment, link);
        tried += 1;
      }),
      { numRuns: 1000 },
    );
    assert.ok(tried >= 1000);
  });

  it('contains only differences from its preset, so that people can read it', async () => {
    for (const { name, experiment } of engine.presets) assert.equal(toLink(experiment, engine, name), `preset=${name}`);
    for (const [input, link] of /** @type {[any, string][]} */ ([
      [
        {
          preset: 'deep_relu',
          training: { learningRate: 0.1 },
          runs: [{ initializer: 'he' }, { initializer: 'random_normal', stddev: 10 }],
        },
        'preset=deep_relu&learningRate=0.1&initializers=he,random_normal:stddev=10',
      ],
      [{ preset: 'notebook', dataset: { name: 'moons' } }, 'preset=notebook&dataset=moons'],
      [{ preset: 'notebook', dataset: { seed: 7 } }, 'preset=notebook&dataset.seed=7'],
      [{ preset: 'notebook', dataset: { seed: 7, testSeed: 2 } }, 'preset=notebook&dataset.seed=7&testSeed=2'],
      [{ preset: 'notebook', network: { hidden: [] } }, 'preset=notebook&hidden='],
      [
        {
          preset: 'notebook',
          dataset: {
            name: 'custom',
            points: [
              [0.5, -1, 0],
              [2, 3, 1],
            ],
          },
        },
        'preset=notebook&dataset=custom&points=0.5,-1,0;2,3,1',
      ],
      [
        {
          preset: 'notebook',
          training: {
            learningRateChanges: [
              [4000, 0.1],
              [8000, 0.01],
            ],
          },
        },
        'preset=notebook&learningRateChanges=0.1@4000;0.01@8000',
      ],
      [
        {
          preset: 'notebook',
          runs: [{ initializer: 'he', label: 'Größer, (1) & +', training: { optimizer: 'adam' } }],
        },
        'preset=notebook&initializers=he:training.optimizer=adam:label=Gr%C3%B6%C3%9Fer%252C+%281%29+%26+%2B',
      ],
    ])) {
      const experiment = await complete(input);
      assert.equal(toLink(experiment, engine, input.preset), link);
      assert.deepStrictEqual(await complete(throughHash(link).experiment), experiment);
    }
  });

  it('says a default where its preset has something else', async () => {
    const adam = {
      name: 'adam',
      experiment: await complete({
        training: { optimizer: 'adam', learningRateChanges: [[5, 1]] },
        network: { initialBias: 1 },
        dataset: { testSeed: 77 },
      }),
    };
    const experiment = await complete({});
    const link = toLink(experiment, { ...engine, presets: /** @type {any} */ ([adam]) }, 'adam');
    assert.equal(link, 'preset=adam&testSeed=2&initialBias=0&optimizer=gradient_descent&learningRateChanges=');
    const { experiment: read } = fromLink(link, fields);
    assert.deepEqual(read, {
      preset: 'adam',
      dataset: { testSeed: 2 },
      network: { initialBias: 0 },
      training: { optimizer: 'gradient_descent', learningRateChanges: [] },
    });
  });

  it('may be written by hand, with names as attributes have them, and JSON', () => {
    assert.deepEqual(
      fromLink('?learning-rate=0,1&hidden-units=10, 5&batch_size=1e1&initializers=[{"initializer":"he"}]', fields),
      {
        experiment: {
          training: { learningRate: 0.1, batchSize: 10 },
          network: { hidden: [10, 5] },
          runs: [{ initializer: 'he' }],
        },
        rest: [],
        problems: [],
      },
    );
  });

  it('leaves names to others that are no property', () => {
    const { experiment, rest, problems } = fromLink('#teachers&seed=5&utm_source=mail', fields);
    assert.deepEqual(experiment, { seed: 5 });
    assert.deepEqual(rest, [
      ['teachers', ''],
      ['utm_source', 'mail'],
    ]);
    assert.deepEqual(problems, []);
    for (const text of ['', '#', '#teachers', '#a=1&b=2', '?hide=chart'])
      assert.equal(isLink(text, fields), false, text);
    for (const text of ['seed=1', '#seed=x', '#preset=', '#preset=deep'])
      assert.equal(isLink(text, fields), true, text);
  });

  it('keeps valid parts beside invalid ones, and gives the allowed values', () => {
    const { experiment, problems } = fromLink(
      'seed=-1&learningRate=0.1&activation=<b>&initializers=he,&seed=2',
      fields,
    );
    assert.deepEqual(experiment, { training: { learningRate: 0.1 } });
    assert.deepEqual(problems, [
      'seed: “-1” is not allowed; must be a whole number from 0 to 4294967295',
      `network.activation: “<b>” is not allowed; must be one of ${engine.activations.map(({ name }) => name).join(', ')}`,
      'runs[1]: “” is not allowed; must be an initializer, then its parts, such as “random_normal:stddev=10” or “he:label=My%2C run”',
      'seed: “2” is not allowed a second time; must be given once',
    ]);
  });

  it('is read up to 1 MB, and quoted in part where it is long', () => {
    const long = `seed=${'9'.repeat(999_995)}`;
    const [problem] = fromLink(long, fields).problems;
    assert.match(problem, /^seed: “9{80}…” is not allowed; must be a whole number/);
    const { experiment, problems } = fromLink(`${long}9`, fields);
    assert.deepEqual(experiment, {});
    assert.deepEqual(problems, ['A link of 1,000,001 characters is not allowed; must be at most 1,000,000 long']);
  });
});

describe('hostile strings', () => {
  /** Checks recursively that no object has one of these names as its own. @param {any} thing @param {string} text */
  function assertClean(thing, text) {
    const waiting = [thing];
    while (waiting.length) {
      const value = waiting.pop();
      if (typeof value !== 'object' || value === null) continue;
      assert.ok([Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value)), text);
      for (const key of Object.keys(value)) {
        assert.ok(Array.isArray(value) || !(key in Object.prototype), `${key} of ${text}`);
        waiting.push(value[key]);
      }
    }
  }

  it('10,000 of them are read without an error, pollute nothing, and are complained about in words', () => {
    const before = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
    let refused = 0;
    let tried = 0;
    fc.assert(
      fc.property(hostileStrings(engine), (text) => {
        const { experiment, rest, problems } = fromLink(text, fields);
        assertClean(experiment, text);
        assert.ok(Array.isArray(rest));
        for (const problem of problems) assert.match(problem, /^[\w.[\]]+: “.*” is not allowed.*; must be .+/s);
        assert.ok(
          problems.every((problem) => problem.length < 600),
          'long values are cut short',
        );
        refused += problems.length;
        tried += 1;
        isLink(text, fields);
      }),
      cases(10_000),
    );
    assert.ok(tried >= 10_000);
    assert.ok(refused > 1000, `${refused} problems`);
    assert.equal(JSON.stringify(Object.getOwnPropertyNames(Object.prototype)), before);
    assert.equal(/** @type {any} */ ({}).polluted, undefined);
  });

  it('are an experiment for the core or one that it refuses in words', async () => {
    await fc.assert(
      fc.asyncProperty(hostileStrings(engine), async (text) => {
        const { experiment } = fromLink(text, fields);
        // Large inputs are only slow, and tested elsewhere.
        experiment.network = { ...experiment.network, hidden: [2] };
        if (experiment.dataset?.samples > 100) experiment.dataset.samples = 100;
        if (experiment.dataset?.testSamples > 100) experiment.dataset.testSamples = 100;
        try {
          await complete(experiment);
        } catch (error) {
          assert.ok(error instanceof RangeError || error instanceof TypeError, `${text}: ${error}`);
          assert.match(error.message, /is not allowed|unknown|must be/i);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
