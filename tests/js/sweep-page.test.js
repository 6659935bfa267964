/** What a sweep on the page is doing, with an engine that trains when the test says so. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Pace } from '../../www/sweep/pace.js';
import { SweepRun } from '../../www/sweep/sweep-run.js';
import { SweepsOfLab } from '../../www/sweep/sweeps-of-lab.js';

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A sweep of the engine whose trainings end when told. */
class FakeSweep {
  done = 0;
  freed = false;
  /** @type {{ resolve: () => void, reject: (error: unknown) => void, onProgress: any } | null} */
  training = null;
  runs = 0;

  /** @param {any} experiment */
  constructor(experiment) {
    this.experiment = experiment;
    this.total = experiment.sweep.seeds * experiment.runs.length;
  }

  /** @param {any} how */
  run({ signal, onProgress }) {
    if (this.training) throw new TypeError('This sweep is running already');
    this.runs += 1;
    return new Promise((resolve, reject) => {
      const training = { resolve: () => resolve(undefined), reject, onProgress };
      this.training = training;
      // The piece under way ends first, as in the engine. A training that has ended hears no signal.
      const stop = () => this.training === training && this.#end(() => reject(signal.reason));
      signal.addEventListener('abort', () => setTimeout(stop));
    });
  }

  /** @param {() => void} end */
  #end(end) {
    this.training = null;
    end();
  }

  /** @param {number} count */
  train(count) {
    const { training } = this;
    assert.ok(training, 'it trains');
    this.done = Math.min(this.total, this.done + count);
    training.onProgress({ done: this.done, total: this.total });
    if (this.done === this.total) this.#end(training.resolve);
  }

  /** @param {Error} error */
  die(error) {
    const { training } = this;
    this.#end(() => training?.reject(error));
  }

  results() {
    const { axes = [] } = this.experiment.sweep;
    return { axes, shape: [this.experiment.runs.length, 1, 1, this.experiment.sweep.seeds] };
  }

  liveSummary() {
    return {};
  }

  curves() {
    return [];
  }

  /** @param {any} cell */
  experimentAt({ seed }) {
    const { sweep, ...rest } = this.experiment;
    return { ...rest, seed: rest.seed + seed, was: sweep.seeds };
  }

  free() {
    this.freed = true;
    this.training?.reject(new Error('This sweep has been freed.'));
    this.training = null;
  }
}

const runs = [{ initializer: 'zeros' }, { initializer: 'he' }];
/** @param {any} [sweep] @param {any} [over] @returns {any} */
const experiment = (sweep = {}, over = {}) => ({
  seed: 3,
  runs,
  ...over,
  sweep: { seeds: 4, vary: 'weights', axes: [], measure: 'cost', ...sweep },
});
const axis = { field: 'network.weightScale', from: 0.01, to: 100, steps: 5, scale: 'log' };

function world() {
  /** @type {FakeSweep[]} */
  const sweeps = [];
  const clock = { time: 0 };
  const host = {
    createSweep: async (/** @type {any} */ given) => {
      const made = new FakeSweep(given);
      sweeps.push(made);
      return /** @type {any} */ (made);
    },
    changed: () => {},
    now: () => clock.time,
    needsTraining: (/** @type {string} */ measure) => measure !== 'signal_ratio',
  };
  return { sweeps, clock, host, lab: new SweepsOfLab(host) };
}

describe('a sweep on the page', () => {
  it('waits for Play, trains, and is done', async () => {
    const { sweeps, host } = world();
    const run = new SweepRun(experiment(), host);
    assert.equal(run.phase, 'opening');
    await settle();
    assert.deepEqual([run.phase, run.done, run.total], ['rest', 0, 8]);
    run.play();
    assert.equal(run.phase, 'running');
    const before = run.revision;
    sweeps[0].train(3);
    assert.deepEqual([run.phase, run.done], ['running', 3]);
    assert.ok(run.revision > before);
    sweeps[0].train(5);
    await settle();
    assert.deepEqual([run.phase, run.done, sweeps[0].runs], ['done', 8, 1]);
    run.play();
    await settle();
    assert.equal(sweeps[0].runs, 1, 'nothing is left to train');
  });

  it('that is played before it is open trains once it is', async () => {
    const { sweeps, host } = world();
    const run = new SweepRun(experiment(), host);
    run.play();
    await settle();
    assert.equal(run.phase, 'running');
    assert.equal(sweeps[0].runs, 1);
  });

  it('pauses and goes on where it was, even if it goes on before the pause has taken effect', async () => {
    const { sweeps, host } = world();
    const run = new SweepRun(experiment(), host);
    run.play();
    await settle();
    sweeps[0].train(2);
    run.pause();
    assert.equal(run.phase, 'paused');
    run.play();
    run.pause();
    run.play();
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual([run.phase, run.done, sweeps[0].runs], ['running', 2, 2]);
    sweeps[0].train(6);
    await settle();
    assert.equal(run.phase, 'done');
  });

  it('that is cancelled forgets what it trained, and an answer that comes late', async () => {
    const { sweeps, host } = world();
    const run = new SweepRun(experiment(), host);
    run.play();
    await settle();
    sweeps[0].train(2);
    const late = sweeps[0].training;
    run.cancel();
    late?.onProgress({ done: 5, total: 8 });
    await settle();
    assert.deepEqual([run.phase, run.done, sweeps[0].freed, sweeps.length], ['rest', 0, true, 2]);
  });

  it('whose workers die says so, keeps what is done, and goes on when asked', async () => {
    const { sweeps, host } = world();
    const run = new SweepRun(experiment(), host);
    run.play();
    await settle();
    sweeps[0].train(2);
    sweeps[0].die(new Error('its worker ended'));
    await settle();
    assert.deepEqual([run.phase, run.failure, run.done], ['failed', 'its worker ended', 2]);
    run.play();
    await settle();
    sweeps[0].train(6);
    await settle();
    assert.deepEqual([run.phase, run.failure, run.done], ['done', null, 8]);
  });

  it('that could not be opened is opened again by Play', async () => {
    const { sweeps, host } = world();
    let offline = true;
    const createSweep = (/** @type {any} */ given) =>
      offline ? Promise.reject(new Error('The engine could not be loaded.')) : host.createSweep(given);
    const run = new SweepRun(experiment(), { ...host, createSweep });
    await settle();
    assert.equal(run.phase, 'failed');
    offline = false;
    run.play();
    await settle();
    assert.deepEqual([run.phase, sweeps.length], ['running', 1]);
  });

  it('that is freed while it opens frees the engine’s', async () => {
    const { sweeps, host } = world();
    const run = new SweepRun(experiment(), host);
    run.free();
    await settle();
    assert.equal(sweeps[0].freed, true);
  });

  it('says how long it still needs once its pace is known, from the last seconds', () => {
    const pace = new Pace();
    pace.start(1000, 20);
    assert.equal(pace.secondsLeft(10), null);
    pace.mark(1400, 24);
    assert.equal(pace.secondsLeft(10), null, 'too short');
    pace.mark(2000, 30);
    assert.equal(pace.secondsLeft(50), 5, 'ten a second');
    for (let second = 3; second <= 40; second += 1) pace.mark(1000 * second, 30 + 20 * (second - 2));
    assert.equal(pace.secondsLeft(100), 5, 'twenty a second by now');
  });
});

describe('the sweeps of a lab', () => {
  it('keep results for the way back from a lab that was opened, and go on there', async () => {
    const { sweeps, lab } = world();
    lab.follow(experiment());
    lab.current?.play();
    await settle();
    sweeps[0].train(2);
    const opened = lab.current?.experimentAt({ x: 0, y: 0, seed: 1 });
    lab.follow(opened);
    assert.equal(lab.isAway && lab.shown, null);
    assert.deepEqual([lab.current?.phase, lab.current?.done], ['paused', 2]);
    lab.follow({ ...opened, seed: 77 });
    lab.follow(experiment());
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual([lab.shown?.phase, lab.shown?.done, sweeps.length], ['running', 2, 1]);
  });

  it('start anew at rest when the experiment changes, and end the one before', async () => {
    const { sweeps, lab } = world();
    lab.follow(experiment());
    lab.current?.play();
    await settle();
    sweeps[0].train(2);
    lab.follow(experiment({}, { seed: 9 }));
    await settle();
    assert.deepEqual([lab.shown?.phase, lab.shown?.done, lab.shown?.isAnew], ['rest', 0, true]);
    assert.equal(sweeps[0].freed, true);
    lab.follow(experiment({}, { seed: 10 }));
    assert.equal(lab.shown?.isAnew, false, 'nothing was lost');
  });

  it('show another measure of the same trainings, but train where its values are missing', async () => {
    const { sweeps, lab } = world();
    lab.follow(experiment());
    lab.current?.play();
    await settle();
    sweeps[0].train(8);
    for (const measure of ['train_accuracy', 'signal_ratio', 'cost']) {
      lab.follow(experiment({ measure }));
      assert.deepEqual([lab.shown?.phase, lab.shown?.measure], ['done', measure]);
    }
    const start = experiment({ measure: 'signal_ratio' }, { seed: 5 });
    lab.follow(start);
    lab.follow({ ...start, sweep: { ...start.sweep, measure: 'cost' } });
    await settle();
    assert.equal(lab.shown?.phase, 'rest', 'of iteration 0 only the signals are known');
  });

  it('zoom in and back with results kept', async () => {
    const { sweeps, lab } = world();
    const wide = experiment({ axes: [axis] });
    lab.follow(wide);
    lab.current?.play();
    await settle();
    sweeps[0].train(8);
    const plan = lab.zoom([{ from: 0.1, to: 1 }]);
    assert.deepEqual(plan.axes, [{ ...axis, from: 0.1, to: 1 }]);
    lab.follow({ ...wide, sweep: plan });
    await settle();
    assert.deepEqual([lab.shown?.phase, lab.wider?.phase], ['running', 'done']);
    lab.follow(/** @type {any} */ (lab.wider).experiment);
    assert.deepEqual([lab.shown?.phase, lab.wider, sweeps[1].freed], ['done', null, true]);
  });

  it('wait while the element is on no page', async () => {
    const { sweeps, lab } = world();
    lab.follow(experiment());
    lab.current?.play();
    await settle();
    sweeps[0].train(1);
    lab.setRemoved(true);
    assert.equal(lab.shown?.phase, 'paused');
    lab.setRemoved(false);
    assert.equal(lab.shown?.phase, 'running');
  });

  it('close to the lab that they came from, but keep settings that have changed meanwhile', async () => {
    const { lab } = world();
    const whole = { seed: 3, runs };
    lab.origin = { experiment: whole, preset: 'notebook', iteration: 120 };
    lab.follow(experiment());
    assert.deepEqual(lab.closed, { experiment: whole, preset: 'notebook', iteration: 120 });
    lab.follow(experiment({}, { seed: 8 }));
    assert.deepEqual(lab.closed, { experiment: { ...whole, seed: 8 }, preset: undefined, iteration: 0 });
    lab.clear();
    assert.deepEqual([lab.current, lab.closed], [null, null]);
  });
});
