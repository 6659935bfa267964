/** What is said about runs that have ended. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLab, catalogue } from '../../www/engine/lab.js';
import { outcomeSentence, outcomesOf } from '../../www/export/outcome-sentence.js';
import { emptyModel } from '../../www/player/model.js';

/** @typedef {import('../../www/export/outcome-sentence.js').Ended} Ended */

/** @param {any} lab @returns {import('../../www/player/model.js').Model} */
function modelOf(lab) {
  const { iteration, runs } = lab.snapshot();
  const costs = runs.map((/** @type {any} */ _, /** @type {number} */ k) => lab.costs(k));
  const { experiment, lastIteration, furthest, behind, learningRate } = lab;
  const reached = { iteration, measuredAt: iteration, lastIteration, furthest, behind, learningRate };
  return { ...emptyModel(), experiment, frame: { ...reached, runs, costs, fields: null, colours: null, inside: null } };
}

/** What is said at an experiment's end. @param {any} experiment */
async function saidOf(experiment) {
  const lab = await createLab(experiment);
  lab.advance(1e6);
  const said = outcomeSentence(modelOf(lab));
  lab.free();
  return said?.replaceAll('\u00a0', ' ');
}

/** @type {Record<string, string>} */
const ENDS = {
  notebook: 'With seed 3: Zeros never moved. Random × 10 ended at 83 %. He separated the circles.',
  moons: 'With seed 3: Zeros never moved. Random × 10 ended at 71 %. He separated the moons.',
  scale: 'With seed 3: Random × 0.01 hardly moved. Random × 10 ended at 86 %. He separated the circles.',
  symmetry: 'With seed 3: Zeros never moved. Ones ended at 87 %. Constant 0.5 ended at 88 %. Identity ended at 84 %.',
  scale_range:
    'With seed 3: Random × 0.03 hardly moved. Random × 30 ended at 62 %. He and Random × 3 separated the circles.',
  deep_tanh: 'With seed 4: U(±1/√n) hardly moved. Random × 2 ended at 75 %. Xavier separated the moons.',
  he_at_depth: 'With seed 3: Xavier hardly moved. He separated the blobs.',
  tool_defaults:
    'With seed 3: PyTorch Linear ended at 51 %. Keras Dense, Flax Dense, scikit-learn MLP and Playground separated the moons.',
  loss_forgives:
    'With seed 3: BCELoss and Keras on JAX never moved. From the logit and scikit-learn separated the moons.',
  confidently_wrong: 'With seed 3: With ε and Squared error never moved. From the logit separated the moons.',
  scale_sweep:
    'With seed 3: Random × 0.01 hardly moved. Random × 10 ended at 89 %. He, Random × 0.1, Random × 1 and Random × 3 separated the circles.',
  tanh_xavier:
    'With seed 3: U(±1/√n) ended at 64 %. Random × 2 ended at 76 %. Glorot uniform and Xavier separated the moons.',
  deep_relu: 'With seed 3: Xavier hardly moved. He separated the moons.',
  framework_defaults:
    'With seed 3: PyTorch Linear ended at 55 %. Keras Dense, Flax Dense, scikit-learn MLP and Playground separated the circles.',
  deep_linear: 'With seed 3: Orthogonal and “Gaussian, 1/n” separated the stripes.',
  epsilon_trap: 'With seed 5: With ε ended at 15 %. Squared error ended at 14 %. From the logit separated the moons.',
  is_it_luck: 'With seed 3: Random × 10 ended at 83 %. He separated the circles.',
  where_it_breaks: 'With seed 3: He separated the moons.',
  scale_and_rate: 'With seed 3: “He, gradient descent” ended at 89 %. “He, Adam” separated the moons.',
  how_deep: 'With seed 3: PyTorch Linear ended at 94 %. He, Xavier and Orthogonal solved XOR.',
  he_2015: 'With seed 3: Xavier hardly moved. He solved XOR.',
  glorot_2010: 'With seed 3: U(±1/√n) ended at 84 %. Glorot uniform ended at 86 %.',
  saxe_2014: 'With seed 3: Orthogonal and “Gaussian, 1/n” separated the stripes.',
  mishkin_2016: 'With seed 3: Orthogonal hardly moved. LSUV separated the circles.',
  poole_2016: 'With seed 3: σ_w = 1.3 ended at 73 %. σ_w = 2.5 ended at 50 %. σ_w = 4 ended at 47 %.',
  schoenholz_2017: 'With seed 3: σ_w² / n separated the blobs.',
  hanin_2018: 'With seed 3: He ended at 50 %.',
  lu_2019: 'With seed 3: He never moved. RAI ended at 60 %.',
};

describe('the end of a preset', async () => {
  for (const { name } of (await catalogue()).presets)
    it(name, async () => assert.equal(await saidOf({ preset: name }), ENDS[name]));
});

/** A run that ended at 80 %. @param {Partial<Ended>} [part] @returns {Ended} */
const run = (part) => ({
  label: 'He',
  verdict: 'stalled',
  trainAccuracy: 0.8,
  balancedAccuracy: 0.8,
  divergedAt: null,
  costs: [0.7, 0.5, 0.4],
  ...part,
});

/** @param {Partial<Ended>[]} parts @param {string} [dataset] */
const said = (parts, dataset = 'circles') => outcomesOf(parts.map(run), dataset).replaceAll('\u00a0', ' ');

const solved = { verdict: 'solved', trainAccuracy: 0.99, balancedAccuracy: 0.99 };

describe('runs', () => {
  it('that are right about one large class only say why that does not count as solved', () => {
    const uneven = { verdict: 'learning', trainAccuracy: 0.97, balancedAccuracy: 0.5 };
    assert.equal(
      said([uneven]),
      'He ended at 97 %, but at 50 % as the mean of the two classes, because most points are of one class.',
    );
    assert.equal(
      said([{ ...uneven, label: 'A' }, { ...uneven, label: 'B' }, solved, { label: 'C' }]),
      'C ended at 80 %. A and B ended at 97 %, but at 50 % as the mean of the two classes, because most points are of one class. He separated the circles.',
    );
    assert.equal(
      said([0.5, 0.6, 0.7, 0.949].map((balancedAccuracy, k) => ({ ...uneven, label: 'ABCD'[k], balancedAccuracy }))),
      'A, B, C and D ended at 95 % or more, but at less as the mean of the two classes, because most points are of one class.',
    );
  });

  it('of one large class, trained for real, say so', async () => {
    const points = Array.from({ length: 100 }, (_, k) => [k / 50 - 1, (k % 7) / 7, k < 3 ? 1 : 0]);
    const ended = await saidOf({
      dataset: { name: 'custom', points },
      network: { hidden: [4], activation: 'tanh' },
      training: { iterations: 300, learningRate: 0.1 },
      runs: [{ initializer: 'he' }],
    });
    assert.match(ended ?? '', /^With seed \d+: He ended at 97 %, but at 50 % as the mean of the two classes/);
  });

  it('that diverged are told first, and when', () => {
    assert.equal(
      said([solved, { label: 'A', divergedAt: 1234 }, { label: 'B', divergedAt: 1234 }]),
      'A and B diverged at iteration 1,234. He separated the circles.',
    );
    assert.equal(
      said([1, 2, 3, 40_000].map((divergedAt, k) => ({ label: 'ABCD'[k], divergedAt }))),
      'A, B, C and D diverged between iterations 1 and 40,000.',
    );
  });

  it('are solved where their verdict says so, by balanced accuracy: 98 of 98 : 2 is not', () => {
    assert.equal(
      said([{ ...solved, verdict: 'converged', trainAccuracy: 0.98, balancedAccuracy: 0.5 }]),
      'He ended at 98 %, but at 50 % as the mean of the two classes, because most points are of one class.',
    );
    assert.equal(said([{ ...solved, balancedAccuracy: 0.95 }]), 'He separated the circles.');
    assert.equal(
      said([{ ...solved, verdict: 'unfinished', balancedAccuracy: 0.9499 }]),
      'He ended at 99 %, but at 94 % as the mean of the two classes, because most points are of one class.',
    );
  });

  it('of one class have nothing to separate, whatever their accuracy', () => {
    const one = { ...solved, verdict: 'unfinished', trainAccuracy: 1, balancedAccuracy: null };
    assert.equal(said([one, one]), 'All points are of one class, so there is nothing to separate.');
    assert.match(said([one, { ...one, label: 'A', divergedAt: 7 }]), /^A diverged at iteration 7\. All points/);
  });

  it('never say 100 % of less, and of all only that', () => {
    assert.equal(
      said([{ trainAccuracy: 0.999 }]),
      'He ended at 99 %, but at 80 % as the mean of the two classes, because most points are of one class.',
    );
    assert.equal(
      said([{ trainAccuracy: 1 }]),
      'He ended at 100 %, but at 80 % as the mean of the two classes, because most points are of one class.',
    );
    assert.equal(said([{ trainAccuracy: 0 }]), 'He ended at 0 %.');
  });

  it('up to eight are told together where they came out alike', () => {
    const labels = [...'ABCDEFGH'];
    assert.equal(
      said(
        labels.map((label) => ({ ...solved, label })),
        'moons',
      ),
      'A, B, C, D, E, F, G and H separated the moons.',
    );
    assert.equal(
      said(labels.map((label, k) => ({ label, trainAccuracy: 0.5 + k / 20 }))),
      'A, B, C, D, E, F, G and H ended between 50 % and 85 %.',
    );
    assert.equal(
      said([{ label: 'A' }, { label: 'B', trainAccuracy: 0.7 }, { label: 'C' }]),
      'A and C ended at 80 %. B ended at 70 %.',
    );
  });

  it('ended, not stopped, where a verdict beside it says “unfinished”', () => {
    assert.equal(said([{ verdict: 'unfinished' }]), 'He ended at 80 %.');
  });

  it('did not move where the cost stayed, and did where it came back', () => {
    assert.equal(said([{ costs: [0.7, 0.7, 0.7] }]), 'He never moved.');
    assert.equal(said([{ costs: [0.7, 0.7001, 0.6999] }]), 'He hardly moved.');
    assert.equal(said([{ costs: [0.7, 5, 0.7] }]), 'He ended at 80 %.');
  });

  it('have the words of their data, and others’ for one’s own points', () => {
    assert.equal(said([solved], 'custom'), 'He separated the two classes.');
    assert.equal(said([solved], 'xor'), 'He solved XOR.');
  });

  it('keep a label of one’s own as it is, one from right to left together', () => {
    assert.equal(said([{ label: '<b>A & B</b>' }]), '<b>A & B</b> ended at 80 %.');
    assert.equal(said([{ label: 'מודל' }]), '\u2068מודל\u2069 ended at 80 %.');
  });
});

describe('every data set', async () => {
  for (const { name } of (await catalogue()).datasets)
    it(`has words for a run that solved it: ${name}`, () => {
      if (name !== 'custom') assert.notEqual(said([solved], name), said([solved], 'custom'));
    });
});

describe('nothing is said', () => {
  it('before the end, and while a run catches up', async () => {
    const lab = await createLab({ training: { iterations: 40 } });
    lab.advance(39);
    assert.equal(outcomeSentence(modelOf(lab)), null);
    lab.advance(1);
    assert.match(outcomeSentence(modelOf(lab)) ?? '', /^With seed 3: Zeros never moved\. /);
    lab.addRun({ initializer: 'xavier' }, 0, { catchUp: false });
    assert.equal(outcomeSentence(modelOf(lab)), null);
    lab.catchUp(Infinity);
    assert.match(outcomeSentence(modelOf(lab)) ?? '', /Xavier/);
    lab.seek(20);
    assert.equal(outcomeSentence(modelOf(lab)), null);
    lab.free();
  });

  it('from figures that are older than the iteration on screen', async () => {
    const lab = await createLab({ training: { iterations: 10 } });
    lab.advance(10);
    const model = modelOf(lab);
    const frame = /** @type {import('../../www/player/model.js').Shown} */ (model.frame);
    assert.equal(outcomeSentence({ ...model, frame: { ...frame, measuredAt: 9 } }), null);
    lab.free();
  });
});

it('says of runs with ends of their own what each one reached', async () => {
  const runs = [
    { initializer: 'zeros', training: { iterations: 10 } },
    { initializer: 'zeros', label: 'Nil' },
  ];
  assert.equal(
    await saidOf({ training: { iterations: 30 }, runs }),
    'With seed 3: “Zeros, 10 iterations” and Nil never moved.',
  );
});
