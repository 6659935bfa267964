/** Sweeps as files: CSV and NumPy arrays with the sweep's own numbers, and a script that prints the same summary. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import Papa from 'papaparse';
import fc from './seeds.js';
import { pythonForTests } from '../../scripts/python.js';
import { catalogue } from '../../www/engine/lab.js';
import { sweepNPZ } from '../../www/export/sweep-arrays.js';
import { summaryCSV, sweepCSV, sweepRows } from '../../www/export/sweep-csv.js';
import { sweepSentences } from '../../www/export/sweep-sentences.js';
import { sweepScript } from '../../www/export/python/sweep-script.js';
import { runPython } from './python.js';
import { sweepSourceOf } from './sweep-source.js';

const { python, skip } = await pythonForTests(['numpy']);
const { measures, presets } = await catalogue();

/** @typedef {import('../../www/export/sweep-source.js').SweepSource} SweepSource */

const SMALL = {
  dataset: { name: 'circles', samples: 31, noise: 0.1, seed: 5, testSamples: 11 },
  network: { hidden: [5, 3] },
  training: { learningRate: 0.2, iterations: 60 },
  seed: 4294967295,
  runs: [{ initializer: 'he' }, { initializer: 'random_normal', stddev: 2 }],
};
const AXES = [
  { field: 'network.weightScale', from: 0.1, to: 2, steps: 3, scale: 'log' },
  { field: 'dataset.seed', from: 4294967293, to: 4294967295, steps: 3 },
];

/** A number as the files write it. @param {string} text */
const numberIn = (text) => ({ nan: NaN, inf: Infinity, '-inf': -Infinity })[text] ?? Number(text);

/** @param {Promise<Blob>} file @returns {Promise<string[][]>} */
async function rowsIn(file) {
  const text = await (await file).text();
  assert.match(text, /\r\n$/);
  const { data, errors } = Papa.parse(text.slice(0, -2), { delimiter: ',', newline: '\r\n' });
  assert.deepEqual(errors, []);
  return /** @type {string[][]} */ (data);
}

/** @param {Pick<SweepSource, 'results'>} source */
const rowsOf = (source) => rowsIn(sweepCSV(source));

/** @param {any} results @param {string} property @returns {Float64Array} */
const valuesOf = (results, property) => results[property];

describe('a sweep as CSV', () => {
  it('has a row for each training, with every digit, its cell and its seeds', async () => {
    const source = await sweepSourceOf({ ...SMALL, sweep: { seeds: 4, vary: 'both', axes: AXES } });
    const { results } = source;
    const [header, ...rows] = await rowsOf(source);
    assert.deepEqual(header, [
      'run',
      'network.weightScale',
      'dataset.seed',
      'seed',
      'data_seed',
      ...measures.map(({ name }) => name),
    ]);
    assert.equal(rows.length, 2 * 3 * 3 * 4);
    rows.forEach((row, index) => {
      const seed = index % 4;
      const [x, y, run] = [Math.floor(index / 4) % 3, Math.floor(index / 12) % 3, Math.floor(index / 36)];
      assert.equal(row[0], results.runs[run]);
      assert.deepEqual(row.slice(1, 5).map(Number), [
        results.axes[0].values[x],
        4294967293 + y,
        (4294967295 + seed) % 2 ** 32,
        (4294967293 + y + seed) % 2 ** 32,
      ]);
      measures.forEach(({ property }, k) =>
        assert.ok(Object.is(numberIn(row[5 + k]), valuesOf(results, property)[index]), `${property} of ${index}`),
      );
    });
  });

  it('writes what is not finite as pandas and R read it, and has only what is done', async () => {
    const experiment = {
      ...SMALL,
      dataset: { ...SMALL.dataset, testSamples: 0 },
      training: { learningRate: 1e-6, iterations: 3 },
    };
    const source = await sweepSourceOf({ ...experiment, sweep: { seeds: 4000 } }, { most: 1 });
    const [header, ...rows] = await rowsOf(source);
    const { done } = doneOf(source);
    assert.ok(done > 0 && done < 8000, `${done}`);
    assert.equal(rows.length, done);
    assert.equal(rows[0][header.indexOf('test_accuracy')], 'nan');
    assert.equal(rows[0][header.indexOf('iterations_to_solve')], 'inf');
    const none = await sweepSourceOf({ ...experiment, sweep: { seeds: 3 } }, { most: 0 });
    assert.equal((await rowsOf(none)).length, 1, 'a header');
  });

  it('keeps names with commas, quotes and line breaks, and no formula', async () => {
    const labels = ['=HYPERLINK("http://example.org","x")', 'a,b "c"\r\nd', '+1', '漢字 × 10'];
    const runs = labels.map((label) => ({ initializer: 'zeros', label }));
    const source = await sweepSourceOf({ ...SMALL, training: { iterations: 1 }, runs, sweep: { seeds: 2 } });
    const names = (await rowsOf(source)).slice(1).map(([name]) => name);
    const written = labels.map((label) => (/^[=+]/.test(label) ? `'${label}` : label));
    assert.deepEqual(
      names,
      written.flatMap((name) => [name, name]),
    );
  });

  it('has no data seed for points of one’s own', async () => {
    const dataset = { name: 'custom', points: [[0, 1, 0], [1, 0, 1]] }; // prettier-ignore
    const [header, row] = await rowsOf(await sweepSourceOf({ ...SMALL, dataset, sweep: { seeds: 1 } }));
    assert.equal(row[header.indexOf('data_seed')], 'nan');
  });

  it('has its summary as a table too', async () => {
    const source = await sweepSourceOf({ ...SMALL, sweep: { seeds: 3, axes: AXES, measure: 'iterations_to_solve' } });
    const { results, summary } = source;
    const [header, ...rows] = await rowsIn(summaryCSV(source));
    assert.equal(
      header.join(),
      'run,network.weightScale,dataset.seed,measure,median,q10,q25,q75,q90,n,solved_share,solved_low,solved_high',
    );
    assert.equal(rows.length, 18);
    rows.forEach((row, at) => {
      const cell = [results.axes[0].values[at % 3], results.axes[1].values[Math.floor(at / 3) % 3]];
      assert.deepEqual(row.slice(0, 4), [results.runs[Math.floor(at / 9)], ...cell.map(String), 'iterations_to_solve']);
      const { median, q90, n, solvedHigh } = summary;
      assert.deepEqual(
        [4, 8, 9, 12].map((column) => numberIn(row[column])),
        [median[at], q90[at], n[at], solvedHigh[at]],
      );
    });
  });

  it('of 1,000,000 trainings is made in pieces', async () => {
    const shape = [1, 1000, 1000, 1];
    const filled = () => new Float64Array(1e6).fill(1 / 3);
    const axis = { values: Float64Array.from({ length: 1000 }, (_, k) => k / 7) };
    const results = /** @type {any} */ ({
      runs: ['He'],
      axes: [{ field: 'network.weightScale', ...axis }, { field: 'training.learningRate', ...axis }], // prettier-ignore
      seeds: Float64Array.of(3),
      dataSeeds: Float64Array.of(1),
      shape,
      ...Object.fromEntries(measures.map(({ property }) => [property, filled()])),
    });
    let [rows, longest] = [-1, 0];
    for await (const text of sweepRows(results)) {
      rows += text.split('\n').length - 1;
      longest = Math.max(longest, text.length);
    }
    assert.equal(rows, 1e6);
    assert.ok(longest < 2e6, `${longest}`);
    const blob = await sweepCSV({ results });
    assert.ok(blob.size > 1.5e8, `${blob.size}`);
    assert.match(
      await blob.slice(-220).text(),
      /^.*\r\nHe,142\.71428571428572,142\.71428571428572,3,1,(0\.3333333333333333,?){8}\r\n$/s,
    );
  });
});

/** @param {SweepSource} source */
function doneOf({ results }) {
  return { done: results.collapsed.filter((value) => !Number.isNaN(value)).length };
}

/** Reads an .npz file and prints its arrays: shape, type, and values as Python writes them. */
const READ = `
import json, sys
import numpy as np

with np.load(sys.argv[1]) as file:
    print(json.dumps({name: [list(file[name].shape), file[name].dtype.kind,
        [value if isinstance(value, str) else repr(value) for value in file[name].ravel().tolist()]]
        for name in file.files}))
`;

describe('a sweep as arrays', { skip }, () => {
  /** @param {SweepSource} source */
  function readBack(source) {
    const folder = mkdtempSync(path.join(tmpdir(), 'init-lab-'));
    try {
      const file = path.join(folder, 'sweep.npz');
      writeFileSync(file, sweepNPZ(source));
      return JSON.parse(runPython(String(python), READ, { parameters: [file] }));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  /** @param {[number[], string, string[]]} array @param {Float64Array} values @param {number[]} expected  its shape @param {string} name */
  function sameNumbers([shape, kind, written], values, expected, name) {
    assert.equal(kind, 'f', name);
    assert.deepEqual(shape, expected, name);
    assert.deepEqual(written.map(numberIn), [...values], name);
  }

  it('opens in NumPy with the names and shapes of results()', async () => {
    const source = await sweepSourceOf({ ...SMALL, sweep: { seeds: 3, axes: AXES, measure: 'iterations_to_solve' } });
    const read = readBack(source);
    const { results, summary, experiment } = source;
    for (const { property } of measures)
      sameNumbers(read[property], valuesOf(results, property), [2, 3, 3, 3], property);
    for (const name of /** @type {const} */ (['seeds', 'dataSeeds'])) sameNumbers(read[name], results[name], [3], name);
    results.axes.forEach(({ values }, axis) => sameNumbers(read['xy'[axis]], values, [3], 'xy'[axis]));
    for (const [part, values] of Object.entries(summary))
      if (part !== 'shape') sameNumbers(read[`summary/${part}`], values, [2, 3, 3], part);
    assert.deepEqual(read.runs, [[2], 'U', results.runs]);
    assert.deepEqual(read.axes, [[2], 'U', ['network.weightScale', 'dataset.seed']]);
    assert.deepEqual(read.measure, [[], 'U', ['iterations_to_solve']]);
    assert.deepEqual(JSON.parse(read.experiment[2][0]), experiment);
  });

  it('has curves where there are no axes, and NaN for what is not done', async () => {
    const label = 'Größe “1”, 漢字 😀';
    const experiment = {
      ...SMALL,
      runs: [{ initializer: 'he', label }, { initializer: 'zeros' }],
      sweep: { seeds: 5 },
    };
    const source = await sweepSourceOf({ ...experiment });
    const read = readBack(source);
    const [he] = source.curves ?? [];
    assert.deepEqual(read.runs[2], [label, 'Zeros']);
    sameNumbers(read['curves/gro_e_1/iterations'], he.iterations, [61], label);
    sameNumbers(read['curves/zeros/costs'], /** @type {any} */ (source.curves)[1].costs, [5, 61], 'zeros');
    assert.deepEqual(read.axes, [[0], 'U', []]);
    const nothing = readBack(await sweepSourceOf(experiment, { most: 0 }));
    assert.deepEqual(nothing.cost, [[2, 1, 1, 5], 'f', Array(10).fill('nan')]);
    assert.deepEqual(nothing['summary/n'][2], ['0.0', '0.0']);
  });
});

/** Prints every training after the summary. */
const AND_ARRAYS = `    print("ARRAYS")
    for name, values in results.items():
        print(name, *(repr(value) for value in values.ravel().tolist()))
`;

/**
 * Runs the script of a sweep.
 * @param {SweepSource} source
 */
function runScript({ experiment, results, summary }) {
  const { runs, axes } = results;
  const permalink = 'https://example.org/#preset=notebook';
  const script = sweepScript({ experiment, runs, axes, medians: summary.median, permalink });
  assert.match(script, /print_summary\(results\)\n( {4}print_comparisons\(results\)\n)?$/);
  const output = runPython(String(python), script + AND_ARRAYS);
  const [told, arrays] = output.split('\nARRAYS\n');
  return {
    blocks: told.split(/^\n|\n\n/).filter((block) => !/^(\d+ of \d+ trainings.*\n?)*$/.test(block)),
    arrays: new Map(
      arrays
        .trimEnd()
        .split('\n')
        .map((line) => [line.split(' ')[0], line.split(' ').slice(1).map(numberIn)]),
    ),
  };
}

/** @param {number} ours @param {number} theirs @param {number} tolerance @param {string} what */
function near(ours, theirs, tolerance, what) {
  const isNear = Object.is(ours, theirs) || Math.abs(theirs - ours) <= tolerance * Math.max(Math.abs(ours), 1e-6);
  assert.ok(isNear, `${what}: ${theirs}, not ${ours}`);
}

/** The tolerance for each measure; others are equal. @type {Record<string, number>} */
const TOLERANCES = { cost: 1e-9, signal_ratio: 1e-9, error_signal_ratio: 1e-9 };

/** The parts of a summary in the order in which the script prints them. */
const PRINTED = /** @type {const} */ (['median', 'q10', 'q25', 'q75', 'q90', 'n', 'solvedShare', 'solvedLow', 'solvedHigh']); // prettier-ignore

/** Runs the script of a sweep and compares each training and each number it prints. @param {any} experiment */
async function compare(experiment) {
  const source = await sweepSourceOf(experiment);
  const { results, summary, measure } = source;
  const { blocks: all, arrays } = runScript(source);
  const said = sweepSentences(source).filter((sentence) => / beats | are equal /.test(sentence));
  const blocks = said.length > 0 ? all.slice(0, -1) : all;
  assert.deepEqual(said.length > 0 ? all.at(-1)?.trimEnd().split('\n') : [], said);
  for (const { name, property, needsTraining } of measures) {
    const ours = valuesOf(results, property);
    const theirs = arrays.get(name);
    if (needsTraining && !arrays.has('cost')) continue;
    assert.equal(theirs?.length, ours.length, name);
    ours.forEach((value, k) => near(value, /** @type {number[]} */ (theirs)[k], TOLERANCES[name] ?? 0, `${name} ${k}`));
  }
  assert.equal(blocks.length, results.runs.length);
  const cells = summary.median.length / results.runs.length;
  blocks.forEach((block, run) => {
    const [label, header, ...lines] = block.trimEnd().split('\n');
    assert.equal(label, results.runs[run]);
    assert.match(header, /median .* solved/);
    assert.equal(lines.length, cells);
    lines.forEach((line, cell) => {
      const at = run * cells + cell;
      const [numbers, page] = line.split('  page: ');
      const printed = numbers.trim().split(/ +/).map(numberIn);
      const axes = printed.splice(0, results.axes.length);
      const [x, y] = [cell % results.shape[2], Math.floor(cell / results.shape[2])];
      assert.deepEqual(axes, results.axes.map(({ values }, axis) => values[axis === 0 ? x : y])); // prettier-ignore
      const tolerance = TOLERANCES[measure.name] ?? 1e-15;
      PRINTED.forEach((part, k) =>
        near(summary[part][at], printed[k], k < 5 ? tolerance : 1e-14, `${label} ${part} ${cell}`),
      );
      assert.equal(numberIn(page.split(',')[0]), summary.median[at]);
    });
  });
  return source;
}

const RUNS = [
  { initializer: 'he' },
  { initializer: 'random_normal', stddev: 0.7 },
  { initializer: 'variance_scaling', scale: 1.5 },
  { initializer: 'pytorch_linear' },
  { initializer: 'lsuv' },
  { initializer: 'zeros', label: 'Zeros, “+1”' },
  { initializer: 'xavier', outputInitializer: { initializer: 'random_normal', stddev: 0.2 } },
  { initializer: 'he', training: { learningRate: 0.07, iterations: 40 } },
];
const FIELDS = [
  { field: 'network.weightScale', from: 0.2, to: 1.5, steps: 3, scale: 'log' },
  { field: 'network.biasStddev', from: 0, to: 0.3, steps: 2 },
  { field: 'network.initialBias', from: -0.2, to: 0.2, steps: 3 },
  { field: 'depth', from: 1, to: 4, steps: 3 },
  { field: 'width', from: 2, to: 9, steps: 3, scale: 'log' },
  { field: 'training.learningRate', from: 0.01, to: 0.2, steps: 3, scale: 'log' },
  { field: 'training.iterations', from: 5, to: 80, steps: 2 },
  { field: 'training.batchSize', from: 0, to: 20, steps: 3 },
  { field: 'training.momentum', from: 0, to: 0.8, steps: 2 },
  { field: 'dataset.samples', from: 2, to: 50, steps: 3 },
  { field: 'dataset.noise', from: 0, to: 0.4, steps: 2 },
  { field: 'dataset.seed', from: 4294967294, to: 4294967295, steps: 2 },
  { field: 'dataset.testSeed', from: 8, to: 9, steps: 2 },
  { field: 'runs.stddev', from: 0.1, to: 1, steps: 3 },
];

describe('the script of a sweep', { skip }, () => {
  it('trains every training and prints the summary of random sweeps', async () => {
    const sweeps = fc.record({
      dataset: fc.record({
        name: fc.constantFrom('circles', 'moons', 'xor'),
        samples: fc.integer({ min: 20, max: 60 }),
        testSamples: fc.constantFrom(0, 15),
        standardize: fc.boolean(),
      }),
      network: fc.record({ hidden: fc.array(fc.integer({ min: 3, max: 8 }), { minLength: 1, maxLength: 3 }) }),
      training: fc.record({
        learningRate: fc.constantFrom(0.05, 0.2),
        iterations: fc.constantFrom(30, 300),
        optimizer: fc.constantFrom('gradient_descent', 'momentum'),
      }),
      seed: fc.constantFrom(3, 4294967295),
      runs: fc.shuffledSubarray(RUNS, { minLength: 2, maxLength: 3 }).map((runs) => [RUNS[1], ...runs]),
      sweep: fc.record({
        seeds: fc.integer({ min: 1, max: 5 }),
        vary: fc.constantFrom('weights', 'data', 'both'),
        axes: fc.shuffledSubarray(FIELDS, { maxLength: 2 }),
        measure: fc.constantFrom(...measures.map(({ name }) => name)),
      }),
    });
    await fc.assert(
      fc.asyncProperty(sweeps, async (sweep) => void (await compare(sweep))),
      {
        numRuns: process.env.INIT_LAB_FUZZ ? 100 : 14,
        endOnFailure: true,
      },
    );
  });

  it('trains the papers’ sweeps: their ends, with few seeds and updates', async () => {
    const names = ['he_2015', 'saxe_2014', 'schoenholz_2017', 'hanin_2018', 'lu_2019'];
    for (const { name, experiment } of presets.filter((preset) => names.includes(preset.name))) {
      const { sweep } = /** @type {any} */ (experiment);
      const axes = sweep.axes.map((/** @type {any} */ axis) => ({ ...axis, steps: 2 }));
      // Beyond, 90 layers amplify rounding until no digit is left.
      if (name === 'schoenholz_2017') axes[0].to = 1.5;
      await compare({ preset: name, training: { iterations: 3 }, sweep: { ...sweep, seeds: 3, axes } });
    }
  });

  it('prints who beats whom in the page’s words, with ties', async () => {
    const measured = { cost: 1, train_accuracy: 3, iterations_to_solve: 2, signal_ratio: 3 };
    for (const [measure, count] of Object.entries(measured)) {
      const runs = [RUNS[0], RUNS[1], RUNS[0], RUNS[5]].slice(0, count + 1);
      const source = await compare({ ...SMALL, runs, sweep: { seeds: 7, measure } });
      const said = sweepSentences(source).filter((sentence) => / beats | are equal /.test(sentence));
      assert.equal(said.length > 0, measure !== 'signal_ratio');
      if (count > 1 && said.length) assert.match(said.join(' '), /if ties count half|are equal in all 7 seeds/);
    }
  });

  it('varies every field that it can', async () => {
    for (let k = 0; k < FIELDS.length; k += 2) {
      const training = { ...SMALL.training, optimizer: 'momentum', learningRate: 0.05 };
      const runs = [RUNS[0], RUNS[1], RUNS[6]];
      await compare({ ...SMALL, training, runs, sweep: { seeds: 2, axes: FIELDS.slice(k, k + 2) } });
    }
  });

  it('ends where trainings diverge, with the last finite cost', async () => {
    const network = { hidden: [20, 20, 20], activation: 'identity' };
    const runs = [{ initializer: 'random_normal', stddev: 1000 }, { initializer: 'he' }, { initializer: 'zeros' }];
    const sweep = { seeds: 3, measure: 'diverged' };
    const source = await sweepSourceOf({
      ...SMALL,
      network,
      training: { learningRate: 100, iterations: 3000 },
      runs,
      sweep,
    });
    const { arrays } = runScript(source);
    assert.deepEqual(arrays.get('diverged'), [...source.results.diverged]);
    assert.ok(source.results.diverged[0] && !source.results.diverged[8]);
    source.results.cost.forEach((cost, k) => near(cost, Number(arrays.get('cost')?.[k]), 1e-6, `cost ${k}`));
  });

  it('trains points of one’s own, and trains nothing for a measure of iteration 0', async () => {
    const points = Array.from({ length: 40 }, (_, k) => [Math.sin(k) * 3, Math.cos(3 * k), k % 2]);
    const dataset = { name: 'custom', points, testPoints: points.slice(9, 20), standardize: true };
    await compare({ ...SMALL, dataset, sweep: { seeds: 3, axes: AXES.slice(0, 1) } });
    const source = await compare({ ...SMALL, dataset, sweep: { measure: 'signal_ratio', axes: AXES.slice(0, 1) } });
    const { experiment, results } = source;
    assert.doesNotMatch(sweepScript({ experiment, runs: results.runs, axes: results.axes }), /OPTIMIZERS|PAGE_MEDIANS/);
  });
});
