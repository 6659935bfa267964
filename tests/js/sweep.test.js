/** Sweeps: bits of createLab with any number of workers, interrupted and resumed; summaries; refusals. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { after, describe, it } from 'node:test';
import { noteFrame } from '../../www/engine/activity.js';
import { createLab, createSweep } from '../../www/engine/lab.js';
import { cores } from '../../www/engine/threads.js';

/** @typedef {import('../../www/engine/create-sweep.js').Sweep} Sweep */

/** Small runs, one of which diverges. */
const SMALL = {
  dataset: { name: 'moons', samples: 40, testSamples: 10 },
  network: { hidden: [4, 3], activation: 'tanh' },
  training: { learningRate: 0.3, iterations: 300 },
  runs: [
    { initializer: 'zeros' },
    { initializer: 'he' },
    { initializer: 'random_normal', stddev: 5, training: { learningRate: 100, iterations: 90 } },
  ],
};
const AXES = [
  { field: 'network.weightScale', from: 0.01, to: 100, steps: 5, scale: 'log' },
  { field: 'depth', from: 1, to: 3, steps: 3 },
];

/** @type {Sweep[]} */
const open = [];
/** @param {any} experiment @param {any} [options] */
async function sweepOf(experiment, options) {
  const sweep = await createSweep(experiment, options);
  open.push(sweep);
  return sweep;
}
after(() => open.forEach((sweep) => sweep.free()));

/** Checks every training against its lab. @param {Sweep} sweep */
async function check(sweep) {
  const results = sweep.results();
  const [runs, height, width, seeds] = results.shape;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let seed = 0; seed < seeds; seed += 1) {
        const lab = await createLab(sweep.experimentAt({ x, y, seed }));
        lab.advance(1e6);
        lab.snapshot().runs.forEach((run, k) => {
          const at = ((k * height + y) * width + x) * seeds + seed;
          const what = `run ${k}, x ${x}, y ${y}, seed ${seed}`;
          if (Number.isFinite(run.cost)) assert.equal(results.cost[at], run.cost, what);
          assert.equal(results.trainAccuracy[at], run.trainAccuracy, what);
          assert.equal(results.testAccuracy[at], run.testAccuracy ?? NaN, what);
          assert.equal(results.diverged[at], Number(run.divergedAt !== null), what);
        });
        lab.free();
      }
    }
  }
  assert.equal(results.cost.length, runs * height * width * seeds);
}

/** Records what is asked of workers. */
function watchWorkers() {
  const { postMessage } = Worker.prototype;
  /** @type {{ worker: Worker, name: string }[]} */
  const messages = [];
  Worker.prototype.postMessage = function post(...values) {
    messages.push({ worker: this, name: values[0].name });
    return postMessage.apply(this, /** @type {any} */ (values));
  };
  return {
    messages,
    stop: () => {
      Worker.prototype.postMessage = postMessage;
    },
  };
}

describe('a sweep', () => {
  for (const workers of [0, 1, 2, 4]) {
    it(`has the bits of createLab with ${workers} workers`, async () => {
      const sweep = await sweepOf({ ...SMALL, sweep: { seeds: 2, vary: 'both', axes: AXES } }, { workers });
      /** @type {{ done: number, total: number }[]} */
      const progress = [];
      await sweep.run({ onProgress: (now) => progress.push(now) });
      assert.deepEqual(progress.at(-1), { done: 90, total: 90 });
      assert.ok(progress.every(({ done }, k) => k === 0 || done >= progress[k - 1].done));
      await check(sweep);
    });
  }

  it('is interrupted, keeps what is done, and goes on', async () => {
    const sweep = await sweepOf({ ...SMALL, sweep: { seeds: 40 } }, { workers: 2 });
    const reason = new Error('enough');
    let runs = 0;
    /** @type {number[]} */
    const kept = [];
    for (;;) {
      const stop = new AbortController();
      let pieces = 0;
      const run = sweep.run({
        signal: stop.signal,
        onProgress: () => {
          pieces += 1;
          if (pieces === 1) stop.abort(reason);
        },
      });
      runs += 1;
      const error = await run.then(
        () => null,
        (thrown) => thrown,
      );
      kept.push(sweep.summary('diverged').n.reduce((sum, n) => sum + n, 0));
      if (!error) break;
      assert.equal(error, reason);
    }
    assert.ok(runs > 1, 'it was interrupted');
    assert.ok(
      kept.every((count, k) => k === 0 || count >= kept[k - 1]),
      String(kept),
    );
    await check(sweep);
    await sweep.run();
  });

  it('refuses a second run meanwhile, and a signal that is aborted already', async () => {
    const sweep = await sweepOf({ ...SMALL, sweep: { seeds: 3 } }, { workers: 1 });
    const first = sweep.run();
    await assert.rejects(sweep.run(), TypeError);
    await first;
    await assert.rejects(sweep.run({ signal: AbortSignal.abort('no') }), (reason) => reason === 'no');
  });

  it('ends right though its workers die', async () => {
    const sweep = await sweepOf({ ...SMALL, sweep: { seeds: 60 } }, { workers: 2 });
    const { terminate } = Worker.prototype;
    /** @type {Worker[]} */
    const workers = [];
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function post(...values) {
      if (!workers.includes(this)) workers.push(this);
      return postMessage.apply(this, /** @type {any} */ (values));
    };
    let killed = 0;
    try {
      await sweep.run({
        onProgress: () => {
          if (killed < 2) terminate.call(workers[killed]);
          killed += 1;
        },
      });
    } finally {
      Worker.prototype.postMessage = postMessage;
    }
    assert.ok(workers.length > 2, 'others took their place');
    await check(sweep);
  });

  it('shares its workers with other sweeps', async () => {
    const plan = { ...SMALL, sweep: { seeds: 40 } };
    const [first, second] = [await sweepOf(plan, { workers: 2 }), await sweepOf(plan, { workers: 2 })];
    const asked = watchWorkers();
    try {
      await Promise.all([first.run(), second.run()]);
      first.free();
      await second.run();
    } finally {
      asked.stop();
    }
    assert.equal(new Set(asked.messages.map(({ worker }) => worker)).size, 2);
    await check(second);
  });

  it('lets its workers go when all is trained, and not before', async () => {
    const sweep = await sweepOf({ ...SMALL, sweep: { seeds: 40 } }, { workers: 2 });
    const asked = watchWorkers();
    const left = () => asked.messages.filter(({ name }) => name === 'closeSweep').length;
    try {
      const stop = new AbortController();
      await sweep.run({ signal: stop.signal, onProgress: () => stop.abort() }).catch(() => {});
      assert.equal(left(), 0);
      await sweep.run();
      assert.equal(left(), 2);
    } finally {
      asked.stop();
    }
    await check(sweep);
  });

  it('leaves a core to labs of the page that train', async () => {
    const workers = cores();
    const sweep = await sweepOf({ ...SMALL, training: { iterations: 5000 }, sweep: { seeds: 60 } }, { workers });
    await sweep.run({ signal: AbortSignal.timeout(1) }).catch(() => {});
    const playing = setInterval(noteFrame, 20);
    noteFrame();
    const asked = watchWorkers();
    try {
      await sweep
        .run({ signal: AbortSignal.timeout(1000) })
        .catch((reason) => assert.equal(reason.name, 'TimeoutError'));
    } finally {
      clearInterval(playing);
      asked.stop();
    }
    const pieces = asked.messages.filter(({ name }) => name === 'sweepPiece');
    assert.ok(pieces.length > 0, 'it went on');
    assert.ok(new Set(pieces.map(({ worker }) => worker)).size <= Math.max(1, workers - 1));
  });

  it('is one cell and one seed without a plan', async () => {
    const sweep = await sweepOf(SMALL, { workers: 0 });
    await sweep.run();
    assert.deepEqual(sweep.results().shape, [3, 1, 1, 1]);
    await check(sweep);
  });

  it('gives labels, axes and seeds', async () => {
    const sweep = await sweepOf({ ...SMALL, seed: 4294967295, sweep: { seeds: 2, axes: AXES } }, { workers: 0 });
    const { runs, axes, seeds, dataSeeds, shape } = sweep.results();
    assert.deepEqual(runs, ['Zeros', 'He', 'Random × 5, rate 100, 90 iterations']);
    assert.deepEqual(
      axes.map(({ field, values }) => [field, ...values]),
      [
        ['network.weightScale', 0.01, 0.1, 1, 10, 100],
        ['depth', 1, 2, 3],
      ],
    );
    assert.deepEqual([...seeds, ...dataSeeds, ...shape], [4294967295, 0, 1, 1, 3, 3, 5, 2]);
    assert.throws(() => sweep.curves(), RangeError);
  });

  it('keeps the curves of a sweep without axes', async () => {
    const sweep = await sweepOf({ ...SMALL, sweep: { seeds: 3 } }, { workers: 1 });
    await sweep.run();
    const [, he, large] = sweep.curves();
    assert.deepEqual([he.iterations.at(-1), large.iterations.at(-1), he.iterations[1]], [300, 90, 2]);
    assert.equal(he.costs.length, 3 * he.iterations.length);
    const lab = await createLab(sweep.experimentAt({ seed: 2 }));
    lab.advance(300);
    const { iterations, costs } = lab.costs(1);
    const last = he.costs.subarray(2 * he.iterations.length);
    he.iterations.forEach((iteration, k) => {
      const at = iterations.indexOf(iteration);
      if (at >= 0) assert.equal(last[k], costs[at], `iteration ${iteration}`);
    });
    lab.free();
  });

  it('summarizes with quantiles of NumPy and intervals of SciPy', async () => {
    const sweep = await sweepOf({ ...SMALL, sweep: { seeds: 7 } }, { workers: 2 });
    await sweep.run();
    const { cost, shape } = sweep.results();
    const summary = sweep.summary();
    for (let run = 0; run < shape[0]; run += 1) {
      const sorted = [...cost.subarray(7 * run, 7 * run + 7)].sort((a, b) => a - b);
      assert.equal(summary.median[run], sorted[3]);
      assert.ok(Math.abs(summary.q10[run] - (sorted[0] + 0.6 * (sorted[1] - sorted[0]))) <= 1e-15 * sorted[1]);
      assert.equal(summary.n[run], 7);
    }
    // scipy.stats.binomtest(0, 7).proportion_ci(method='wilson')
    assert.deepEqual([summary.solvedShare[0], summary.solvedLow[0]], [0, 0]);
    assert.ok(Math.abs(summary.solvedHigh[0] - 0.3543305) < 1e-6, String(summary.solvedHigh[0]));
    assert.throws(() => sweep.summary('loss'), { name: 'RangeError', message: /^measure: "loss" is not allowed/ });
  });

  it('gives pictures the quantiles of its summaries, which are NumPy’s', async () => {
    const sweep = await sweepOf(SMALL, { workers: 0 });
    const { summaries } = JSON.parse(
      readFileSync(new URL('../fixtures/sweep-summaries.json', import.meta.url), 'utf8'),
    );
    for (const { values, summary } of summaries) {
      const { q10, median, q90 } = sweep.quantiles(Float64Array.from([...values, ...values], Number), values.length);
      const near = (/** @type {Float64Array} */ found, /** @type {string} */ name) => {
        const wanted = Number(summary[name]);
        const isNear = (/** @type {number} */ one) =>
          Object.is(one, wanted) || Math.abs(one - wanted) <= 1e-15 * Math.abs(wanted);
        assert.ok(found.length === 2 && found.every(isNear), `${name} of ${values}: ${found}`);
      };
      near(q10, 'q10');
      near(median, 'median');
      near(q90, 'q90');
    }
  });

  it('trains nothing for a measure of iteration 0', async () => {
    const sweep = await sweepOf({ ...SMALL, sweep: { measure: 'signal_ratio', axes: AXES } }, { workers: 2 });
    await sweep.run();
    const { cost, signalRatio, collapsed } = sweep.results();
    assert.ok(cost.every(Number.isNaN));
    assert.ok(
      signalRatio.some((ratio) => ratio > 0),
      'it was measured',
    );
    assert.equal(collapsed[0], 1, 'zeros');
  });

  it('refuses what is not a plan, with path, value and what is allowed', async () => {
    const refused = (/** @type {any} */ sweep) =>
      assert.rejects(createSweep({ sweep }), { name: /RangeError|TypeError/ });
    await refused({ seeds: 0 });
    await refused({ axes: [{ field: 'seed', from: 1, to: 2, steps: 2 }] });
    await assert.rejects(createSweep({}, { workers: 1.5 }), { path: 'workers', value: '1.5' });
    await assert.rejects(createSweep({}, { workers: 257 }), { path: 'workers' });
    const sweep = await sweepOf(SMALL, { workers: 0 });
    assert.throws(() => sweep.experimentAt({ seed: 1 }), { name: 'RangeError', path: 'seed', value: '1' });
  });

  it('shows the index of a place as it was given', async () => {
    const sweep = await sweepOf(SMALL, { workers: 0 });
    const allowed = 'a whole number from 0 to 0';
    for (const [seed, value] of /** @type {const} */ ([
      [2 ** 32, '4294967296'],
      [Infinity, 'Infinity'],
      [1, '1'],
    ]))
      assert.throws(() => sweep.experimentAt({ seed }), { name: 'RangeError', path: 'seed', value, allowed });
    assert.throws(() => sweep.experimentAt({ x: 2 ** 40 }), { path: 'x', value: String(2 ** 40), allowed });
  });

  it('keeps a live summary that is, after every piece, what a summary made at once is', async () => {
    const sweep = await sweepOf({ ...SMALL, sweep: { seeds: 3, axes: AXES } }, { workers: 0 });
    const live = sweep.liveSummary();
    const before = sweep.summary();
    let pieces = 0;
    await sweep.run({
      onProgress: () => {
        pieces += 1;
        sweep.liveSummary();
        if (pieces === 1) sweep.liveSummary('train_accuracy');
      },
    });
    assert.ok(pieces > 1);
    const fresh = await sweepOf({ ...SMALL, sweep: { seeds: 3, axes: AXES } }, { workers: 0 });
    await fresh.run();
    assert.deepEqual(sweep.liveSummary(), fresh.summary());
    assert.deepEqual(sweep.liveSummary('train_accuracy'), fresh.summary('train_accuracy'));
    assert.deepEqual(live, fresh.summary(), 'these are the same arrays');
    assert.ok(
      before.n.every((count) => count === 0),
      'a summary is a copy',
    );
  });

  it('holds a million trainings in 100 MB', async () => {
    const axes = ['network.weightScale', 'training.learningRate'].map((field) => ({ field, from: 0.1, to: 1, steps: 1024 })); // prettier-ignore
    const { arrayBuffers: before } = process.memoryUsage();
    const sweep = await createSweep({ runs: [{ initializer: 'he' }], sweep: { axes } }, { workers: 0 });
    assert.equal(sweep.results().cost.length, 1024 ** 2);
    const held = (process.memoryUsage().arrayBuffers - before) / 1e6;
    assert.ok(held >= 64 && held <= 100, `${held} MB`);
    sweep.free();
  });

  it('is left alone by a lab, which keeps it', async () => {
    const plan = { seeds: 5, vary: /** @type {const} */ ('weights'), axes: [], measure: 'cost' };
    const lab = await createLab({ ...SMALL, sweep: plan });
    assert.deepEqual(/** @type {any} */ (lab.experiment).sweep, plan);
    lab.free();
  });

  it('cannot be used once it is freed', async () => {
    const sweep = await createSweep(SMALL, { workers: 1 });
    const run = sweep.run();
    sweep.free();
    await assert.rejects(run, /freed/);
    sweep.free();
    assert.throws(() => sweep.results(), /freed/);
  });
});

describe('the examples in the docs', () => {
  for (const page of ['README.md', 'docs/sweeps.md']) {
    const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');
    const found = Array.from(text.matchAll(/^```js\n(.*?)^```$/gms), ([, code]) => code);
    found
      .filter((code) => code.includes('createSweep'))
      .forEach((code, k) =>
        it(`of ${page} run (${k + 1})`, async (test) => {
          test.mock.method(console, 'log', () => {});
          const here = code.replace("'init-lab'", JSON.stringify(new URL('../../www/engine/lab.js', import.meta.url)));
          await import(`data:text/javascript,${encodeURIComponent(here)}`);
        }),
      );
  }
});
