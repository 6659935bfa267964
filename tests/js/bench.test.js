/** The benchmark measures the same work everywhere and reports its measurements. Nothing here is timed. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { nodeContender } from '../../benches/contenders/node.js';
import { pythonContender } from '../../benches/contenders/python.js';
import { open, trainTurn } from '../../benches/groups/group.js';
import { sameCosts } from '../../benches/groups/notebook.js';
import { alternate, median, quantity, quartiles, ratio } from '../../benches/measure.js';
import { peakMeter, peakModule } from '../../benches/peak.js';
import { answeringProcess, stopAll } from '../../benches/processes.js';
import { meets, once, table, targetOf } from '../../benches/table.js';
import { NOTEBOOK_COST, NOTEBOOK_UPDATES, notebook, predictionProducts, updateFlops } from '../../benches/work.js';
import { inRoot } from '../../scripts/paths.js';
import { pythonWith } from '../../scripts/python.js';

describe('the work', () => {
  it('of the notebook is 123,000 floating-point operations an update', () => {
    assert.equal(updateFlops(notebook()), 123_000);
    assert.equal(predictionProducts(notebook().sizes), 75);
  });

  it('counts each weight forward and for its gradient, and those behind the first layer backward', () => {
    assert.equal(updateFlops({ sizes: [2, 3, 1], samples: 10 }), 2 * 10 * (9 + 9 + 3));
  });
});

describe('the contenders', () => {
  /** @type {import('../../benches/contenders/contender.js').Contender} */
  let node;
  before(async () => {
    node = await nodeContender();
  });
  after(stopAll);

  /** @param {string[]} notes @returns {import('../../benches/groups/group.js').Bench} */
  const bench = (notes) => ({
    node,
    chromium: undefined,
    others: [],
    quick: true,
    ours: true,
    rounds: 1,
    note: (line) => notes.push(line),
  });

  it('of ours ends where the notebook ends, however its training is cut in pieces', async () => {
    const work = notebook();
    await open(bench([]), work, [node]);
    const { key } = work;
    const { seconds, cost } = await node.ask({ task: 'train', key, updates: NOTEBOOK_UPDATES, piece: 4000 });
    assert.equal(seconds.length, 4);
    assert.ok(Math.abs(cost - NOTEBOOK_COST) < 1e-10, `${cost}`);
    const again = await node.ask({ task: 'train', key, updates: 300, repeats: 2, skipped: 0 });
    assert.equal(again.cost, (await node.ask({ task: 'train', key, updates: 300 })).cost);
  });

  it('in NumPy ends at the same cost', async (context) => {
    const python = pythonWith('numpy');
    if (!python) return context.skip('there is no Python with NumPy');
    const numpy = await pythonContender('NumPy', python);
    /** @type {string[]} */
    const notes = [];
    const work = notebook();
    await open(bench(notes), work, [node, numpy]);
    const rows = await sameCosts(bench(notes), work.key, [node, numpy]);
    assert.deepEqual(notes, []);
    assert.deepEqual(
      rows.map(({ text }) => text),
      ['0.0648101874', '0.0648101874'],
    );
    await numpy.close();
  });

  it('that does other work is reported', async () => {
    /** @type {string[]} */
    const notes = [];
    const other = { ...node, name: 'another', ask: async () => ({ cost: 0.06481 }) };
    await open(bench(notes), notebook(), [node]);
    await sameCosts(bench(notes), notebook().key, [other]);
    assert.match(notes.join(), /^another does other work: its cost after 15000 updates is 0.06481, not 0.0648101874/);
  });

  it('that refuses a request gives the reason, and so does one that dies', async () => {
    await assert.rejects(node.ask({ task: 'train', key: 'nothing', updates: 1 }), /no lab is open as nothing/);
    await assert.rejects(node.ask({ task: 'dance' }), /no task dance/);
    const dying = answeringProcess(process.execPath, ['-e', 'console.error("no room"); process.exit(3)']);
    await assert.rejects(dying.ask({ task: 'about' }), /no room/);
    const missing = answeringProcess('/no/such/program', []);
    await assert.rejects(missing.ask({ task: 'about' }), /ENOENT/);
  });

  it('draws a boundary and measures its host', async () => {
    const work = notebook();
    await open(bench([]), work, [node]);
    const { seconds } = await node.ask({ task: 'picture', key: work.key, side: 16, repeats: 2 });
    assert.equal(seconds.length, 2);
    const peak = await node.ask({ task: 'peak', flops: 1e5, repeats: 3 });
    assert.equal(peak.seconds.length, 3);
    assert.ok(peak.seconds.every((/** @type {number} */ value) => value >= 0));
  });

  it('trains in turn', async () => {
    const work = notebook();
    await open(bench([]), work, [node]);
    const turn = trainTurn(node, work, { updates: 20, piece: 10, repeats: 2 });
    const timing = (await alternate([turn], { rounds: 2, warmUps: 0 })).get(node.name);
    assert.equal(turn.amount, 40);
    assert.equal(timing?.rounds.length, 2);
  });
});

describe('the peak', () => {
  it('is measured with the arithmetic that it is named after', () => {
    const module = new WebAssembly.Module(peakModule(8));
    const run = /** @type {(count: number) => number} */ (new WebAssembly.Instance(module).exports.run);
    // a ← a / 2 + 1, eight times, from 1, 1 + 1/16, …: all approach 2.
    const after8 = (/** @type {number} */ a) => 2 - (2 - a) / 256;
    const expected = Array.from({ length: 8 }, (_, k) => after8(1 + k / 16)).reduce((sum, a) => sum + a, 0);
    assert.equal(run(1), expected);
  });

  it('is a time', () => {
    const seconds = peakMeter()(1e6);
    assert.ok(seconds >= 0 && seconds < 10);
  });
});

describe('measuring', () => {
  it('alternates, leaves warm-ups out, and does without those that fail', async () => {
    /** @type {string[]} */
    const order = [];
    /** @type {string[]} */
    const failures = [];
    const turn = (/** @type {string} */ name, /** @type {number[]} */ seconds) => ({
      name,
      amount: 2,
      measure: async () => {
        order.push(name);
        if (name === 'c' && order.length > 6) throw new Error('tired');
        return seconds;
      },
    });
    const measured = await alternate([turn('a', [1, 3]), turn('b', [2, 6]), turn('c', [1])], {
      rounds: 2,
      warmUps: 1,
      onFailure: (name, error) => failures.push(`${name}: ${error.message}`),
    });
    assert.equal(order.join(''), 'abcabcabc');
    assert.deepEqual(failures, ['c: tired']);
    assert.deepEqual(measured.get('a'), { rounds: [2, 2], best: 2 });
    assert.deepEqual(ratio(measured.get('a'), measured.get('b')), { values: [0.5, 0.5], best: 0.5 });
    assert.equal(ratio(measured.get('a'), measured.get('c')), undefined);
  });

  it('takes each piece from its fastest round for the best', async () => {
    const rounds = [
      [1, 9],
      [5, 2],
    ];
    const turn = { name: 'a', amount: 1, measure: async () => /** @type {number[]} */ (rounds.shift()) };
    assert.deepEqual((await alternate([turn], { rounds: 2, warmUps: 0 })).get('a'), { rounds: [10, 7], best: 3 });
  });

  it('knows medians and quartiles', () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 2, 3]), 2.5);
    assert.deepEqual(quartiles([5, 1, 2, 3, 4]), [2, 4]);
    assert.deepEqual(
      quantity((a) => 2 * a, { rounds: [1, 2], best: 1 }),
      { values: [2, 4], best: 2 },
    );
  });
});

describe('the table', () => {
  const target = { atMost: 0.5 };

  it('shows medians, spread, targets and whether they are met', () => {
    const text = table([
      {
        title: 'some rows',
        rows: [
          { what: 'a ratio', quantity: { values: [0.3, 0.4, 0.6], best: 0.25 }, target },
          { what: 'a share', quantity: { values: [0.3, 0.4, 0.6], best: 0.5 }, unit: '%', target: { atLeast: 0.45 } },
          { what: 'a time', quantity: once(1234.5), unit: 'µs' },
          { what: 'nothing', quantity: undefined, target },
          { what: 'a cost', text: '0.0648101874' },
        ],
      },
    ]);
    assert.equal(
      text,
      [
        '|         |       median |     quartiles |  best | wanted |         |',
        '| ------- | -----------: | ------------: | ----: | -----: | ------: |',
        '| **some rows** |              |               |       |        |         |',
        '| a ratio |        0.400 | 0.350 – 0.500 | 0.250 |  ≤ 0.5 |     met |',
        '| a share |       40.0 % |   35.0 – 50.0 |  50.0 | ≥ 45 % | not met |',
        '| a time  |     1,235 µs |               |       |        |         |',
        '| nothing | not measured |               |       |  ≤ 0.5 |         |',
        '| a cost  | 0.0648101874 |               |       |        |         |',
      ].join('\n'),
    );
  });

  it('reads targets', () => {
    assert.deepEqual(targetOf('≤ 1.5'), { atMost: 1.5 });
    assert.deepEqual(targetOf('≥ 95'), { atLeast: 95 });
    assert.throws(() => targetOf('< 3'), /"< 3" is no target/);
  });

  it('holds medians against targets', () => {
    assert.equal(meets({ what: '', quantity: once(0.5), target }), true);
    assert.equal(meets({ what: '', quantity: once(NaN), target }), false);
    assert.equal(meets({ what: '', quantity: once(1), target: { atLeast: 1.1 } }), false);
    assert.equal(meets({ what: '', quantity: once(1) }), undefined);
    assert.equal(meets({ what: '', target }), undefined);
  });
});

describe('npm run bench', () => {
  /** @param {string[]} parameters */
  const bench = (...parameters) =>
    spawnSync(process.execPath, [inRoot('benches', 'run.js'), ...parameters], { encoding: 'utf8' });

  it('refuses unknown options', () => {
    for (const [parameters, message] of /** @type {[string[], RegExp][]} */ ([
      [['--fast'], /--fast/],
      [['--only', 'notebook,kitchen'], /--only names "kitchen"; there are notebook, wide, /],
      [['--only='], /--only names ""; there are/],
      [['quick'], /quick/],
    ])) {
      const { status, stderr, stdout } = bench(...parameters);
      assert.equal(status, 1, stdout);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /at .*run\.js/, 'no stack trace');
    }
  });

  it('tells how it is used', () => {
    const { status, stdout } = bench('--help');
    assert.equal(status, 0);
    assert.match(stdout, /--quick.*fewer rounds/);
  });
});
