/** Costs, results and parameters as files: readers get the lab's own numbers, and text stays text. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import Papa from 'papaparse';
import { pythonForTests } from '../../scripts/python.js';
import { npy, npz } from '../../www/export/npz.js';
import { parametersJSON, parametersNPZ } from '../../www/export/parameters.js';
import { keysOf } from '../../www/export/source.js';
import { costsCSV, resultsTable } from '../../www/export/tables.js';
import { runPython } from './python.js';
import { sourceOf } from './source.js';

/** Names that a file format, a spreadsheet or a typesetter could misinterpret. */
const NAMES = [
  '=HYPERLINK("http://example.org","x")',
  '+1|2',
  '-a,b;c',
  '@sum "quoted"',
  '\t=1+1',
  'two\r\nlines \\ {x} $y$ 50 % #_^~ & <b>',
  '[a](b) `c` *d* ~e~ | f',
  'Xavier × 2 √n ² ∞ – 漢字',
];
const NAMED = {
  dataset: { name: 'circles', samples: 40, testSamples: 0 },
  network: { hidden: [3] },
  training: { iterations: 50 },
  runs: NAMES.map((label) => ({ initializer: 'he', label })),
};

/** @param {string} text @returns {string[][]} */
const rowsOf = (text) => {
  assert.match(text, /\r\n$/);
  const { data, errors } = Papa.parse(text.slice(0, -2), { delimiter: ',', newline: '\r\n' });
  assert.deepEqual(errors, []);
  return /** @type {string[][]} */ (data);
};

describe('costs as CSV', () => {
  it('have every kept iteration and every digit, and nothing where a run has none', async () => {
    const runs = [
      { initializer: 'he' },
      { initializer: 'zeros', training: { iterations: 700 } },
      { initializer: 'random_normal', stddev: 100, training: { learningRate: 100 } },
    ];
    const { source, lab } = await sourceOf({ ...NAMED, training: { iterations: 5000 }, runs }, 4321);
    const [header, ...rows] = rowsOf(await costsCSV(source));
    assert.deepEqual(header, ['iteration', ...lab.runs.map(({ label }) => label)]);
    runs.forEach((_, run) => {
      const { iterations, costs } = lab.costs(run);
      const written = rows.filter((row) => row[run + 1] !== '');
      assert.deepEqual(
        written.map((row) => Number(row[0])),
        [...iterations],
      );
      assert.deepEqual(
        written.map((row) => (row[run + 1] === 'inf' ? Infinity : Number(row[run + 1]))),
        [...costs],
      );
    });
    const iterations = rows.map((row) => Number(row[0]));
    assert.deepEqual(
      iterations,
      [...new Set(iterations)].sort((a, b) => a - b),
    );
    assert.ok(iterations.includes(4000) && iterations.at(-1) === 4321);
    assert.equal(rows.at(-1)?.[2], '', 'a run that ended has no cost there');
    lab.free();
  });

  it('write non-finite numbers as NumPy and pandas read them', async () => {
    const { source, lab } = await sourceOf({ ...NAMED, runs: [{ initializer: 'he' }] });
    const costs = Float64Array.of(NaN, Infinity, 5e-324);
    const read = /** @type {any} */ (async () => [{ iterations: Float64Array.of(0, 1, 2), costs }]);
    const rows = rowsOf(await costsCSV({ ...source, read }));
    assert.deepEqual(
      rows.map((row) => row[1]),
      ['He', 'nan', 'inf', '5e-324'],
    );
    lab.free();
  });

  it('leave names text, also for a spreadsheet', async () => {
    const { source, lab } = await sourceOf(NAMED, 3);
    const [header] = rowsOf(await costsCSV(source));
    assert.deepEqual(
      header.slice(1),
      NAMES.map((name, k) => (k < 5 ? `'${name}` : name)),
    );
    lab.free();
  });
});

describe('the table of results', () => {
  it('is the page’s, in each format', async () => {
    const { source, lab } = await sourceOf({ preset: 'notebook', training: { iterations: 2000 } }, 2000);
    const rows = rowsOf(await resultsTable(source, 'csv'));
    assert.deepEqual(rows[0], [
      'initializer',
      'train (Course notebook, iteration 15,000; changed here: iterations)',
      'test (Course notebook, iteration 15,000; changed here: iterations)',
      'train (This run so far, iteration 2,000)',
      'test (This run so far, iteration 2,000)',
      'cost (This run so far, iteration 2,000)',
      'what the original teaches',
    ]);
    assert.deepEqual(rows[3].slice(0, 6), ['He', '99 %', '96 %', '58.00 %', '62 %', '0.6751']);
    const markdown = await resultsTable(source, 'markdown');
    const lines = markdown.trimEnd().split('\n');
    assert.equal(lines.length, 5);
    assert.equal(new Set(lines.map((line) => line.length)).size, 1, 'columns stand below each other');
    assert.match(lines[1], /^\| -+ \| -+: \| -+: \| -+: \| -+: \| -+: \| -+ \|$/);
    assert.match(lines[4], /^\| He +\| +99 % \| +96 % \| +58\.00 % \|/);
    const latex = await resultsTable(source, 'latex');
    assert.match(latex, /^% Needs \\usepackage\{booktabs\}/);
    assert.match(
      latex,
      /\n {2}He & 99 \\% & 96 \\% & 58\.00 \\% & 62 \\% & 0\.6751 & Weights scaled to a layer's inputs .* \\\\\n/,
    );
    assert.match(
      latex,
      /\\begin\{tabular\}\{lrrrrrp\{0\.35\\linewidth\}\}\n {2}\\toprule[^]*\\bottomrule\n.*Changed here: iterations\.\} \\\\\n\\end\{tabular\}\n$/,
    );
    await assert.rejects(
      resultsTable(source, /** @type {any} */ ('html')),
      /RangeError: resultsTable: "html" is not allowed/,
    );
    lab.free();
  });

  for (const [what, changed] of /** @type {[string, any][]} */ ([
    ['data', { dataset: { name: 'spiral' } }],
    ['network', { network: { hidden: [4] } }],
  ]))
    it(`compares other ${what} with nothing that was printed, and leaves out the preset’s runs that are off`, async () => {
      const { source, lab } = await sourceOf({ preset: 'moons', ...changed, runs: [{ initializer: 'he' }] }, 10);
      source.view.model.offered = [...source.view.model.offered, { initializer: 'zeros' }];
      const [header, ...rows] = rowsOf(await resultsTable(source, 'csv'));
      assert.deepEqual(
        [header[0], header[1].slice(0, 6), header.at(-1), header.length],
        ['initializer', 'train ', 'verdict', 5],
      );
      assert.deepEqual(
        rows.map(([name]) => name),
        ['He'],
      );
      for (const format of /** @type {const} */ (['csv', 'markdown', 'latex']))
        assert.doesNotMatch(await resultsTable(source, format), /printed|mean p/);
      lab.free();
    });

  it('shows a verdict where nothing was printed, and no test figures without test samples', async () => {
    const { source, lab } = await sourceOf({ preset: 'scale', dataset: { testSamples: 0 } }, 3000);
    const [header, ...rows] = rowsOf(await resultsTable(source, 'csv'));
    assert.deepEqual(header.at(-1), 'verdict');
    assert.equal(header.length, 5);
    assert.deepEqual(
      rows.map((row) => [row[2], row[4]]),
      lab.snapshot().runs.map(({ findings }) => ['–', findings.join(', ')]),
    );
    lab.free();
  });

  it('keeps a row a row, whatever runs are called', async () => {
    const { source, lab } = await sourceOf(NAMED, 3);
    const csv = rowsOf(await resultsTable(source, 'csv'));
    assert.deepEqual(
      csv.slice(1).map((row) => row[0]),
      NAMES.map((name, k) => (k < 5 ? `'${name}` : name)),
    );
    const markdown = (await resultsTable(source, 'markdown')).trimEnd().split('\n');
    assert.equal(markdown.length, 2 + NAMES.length);
    for (const line of markdown) assert.equal(line.match(/(?<!\\)\|/g)?.length, 6, line);
    assert.ok(markdown[7].includes('two lines \\\\ {x} \\$y\\$ 50 % \\#\\_^\\~ &amp; &lt;b&gt;'), markdown[7]);
    const latex = await resultsTable(source, 'latex');
    const rows = latex.split('\\midrule\n')[1].split('  \\bottomrule')[0].trimEnd().split('\n');
    assert.equal(rows.length, NAMES.length);
    for (const row of rows) {
      assert.equal(row.match(/(?<!\\)&/g)?.length, 4, row);
      assert.match(row, / \\\\$/);
      const bare = row.replace(/\\[\\{}$&#%_]/g, '');
      assert.equal(bare.match(/\{/g)?.length ?? 0, bare.match(/\}/g)?.length ?? 0, 'braces are closed');
      assert.equal((bare.match(/\$/g)?.length ?? 0) % 2, 0, 'formulas are closed');
      assert.doesNotMatch(bare.replace(/\$[^$]*\$/g, ''), /[#%_^~"`]|(?<![{])\[/);
    }
    assert.match(latex, /% Has letters for which LuaLaTeX or XeLaTeX/);
    lab.free();
  });
});

const LAYERS = { network: { hidden: [5, 3], activation: 'tanh', initialBias: 0.1 }, training: { iterations: 40 } };

describe('parameters', () => {
  it('as JSON have the numbers that standardize the inputs, where the lab standardizes', async () => {
    for (const standardize of [true, false]) {
      const { source, lab } = await sourceOf({ ...LAYERS, dataset: { name: 'moons', standardize } });
      const { inputs } = JSON.parse(await parametersJSON(source));
      assert.deepEqual(inputs ?? null, lab.standardization);
      assert.equal(lab.standardization === null, !standardize);
      lab.free();
    }
  });

  it('as JSON are the lab’s, with every digit', async () => {
    const runs = [
      { initializer: 'he' },
      { initializer: 'he', label: 'He "2"\n' },
      { initializer: 'identity', gain: -1 },
    ];
    const { source, lab } = await sourceOf({ ...LAYERS, runs }, 25);
    const { experiment, permalink, runs: read } = JSON.parse(await parametersJSON(source));
    assert.deepEqual(experiment, lab.experiment);
    assert.equal(permalink, source.permalink);
    assert.deepEqual(
      read.map((/** @type {any} */ { label, key, initializer, iteration }) => [label, key, initializer, iteration]),
      [
        ['He', 'he', 'he', 25],
        ['He "2"\n', 'he_2', 'he', 25],
        ['Identity × −1', 'identity_1', 'identity', 25],
      ].map(([, ...rest], k) => [lab.runs[k].label, ...rest]),
    );
    read.forEach((/** @type {any} */ { layers, cost }, /** @type {number} */ k) => {
      const wanted = lab
        .parameters(k)
        .map(({ shape, weights, biases }) => ({ shape, weights: [...weights], biases: [...biases] }));
      assert.deepStrictEqual(layers, wanted);
      assert.equal(cost, lab.snapshot().runs[k].cost);
    });
    lab.free();
  });

  it('keep the sign of a zero, and the smallest and largest numbers', async () => {
    const { source, lab } = await sourceOf({ ...LAYERS, runs: [{ initializer: 'he' }] });
    lab.free();
    const weights = Float64Array.of(-0, 0, 5e-324, -1.7976931348623157e308, 1e21, 0.1);
    const answers = {
      costs: [{ iterations: Float64Array.of(0), costs: Float64Array.of(NaN) }],
      parameters: [[{ shape: [1, 6], weights, biases: Float64Array.of(-0) }]],
    };
    const read = /** @type {any} */ (async (/** @type {keyof typeof answers} */ what) => answers[what]);
    const [{ layers, cost }] = JSON.parse(await parametersJSON({ ...source, read })).runs;
    assert.deepStrictEqual(layers, [{ shape: [1, 6], weights: [...weights], biases: [-0] }]);
    assert.equal(cost, null);
  });

  it('have a key for each run', () => {
    assert.deepEqual(
      keysOf(['He', 'he', 'Random × 10', 'Random × 1.0', '漢字', 'É ß', '2 layers', 'he 2', '../x', 'he']),
      ['he', 'he_2', 'random_10', 'random_1_0', 'run_5', 'e', 'run_2_layers', 'he_2_2', 'x', 'he_3'],
    );
  });

  it('as files of NumPy refuse mismatched shapes and repeated names', () => {
    assert.throws(() => npy([2, 2], new Float64Array(3)), /3 values do not fill 2 × 2/);
    const array = { name: 'a', shape: [1], values: new Float64Array(1) };
    assert.throws(() => npz([array, array]), /two arrays have one name/);
    assert.equal(npy([3], new Float64Array(3)).length % 8, 0);
  });
});

const { python, skip } = await pythonForTests(['numpy']);

/** NumPy's view of an .npz: shapes, and the bits of the values. */
const LOAD = `
import json, sys
import numpy as np

with np.load(sys.argv[1], allow_pickle=False) as arrays:
    found = {}
    for name in arrays.files:
        array = arrays[name]
        assert array.dtype == np.dtype("<f8") and array.flags.c_contiguous
        found[name] = [list(array.shape), array.view("<u8").reshape(-1).astype(str).tolist()]
    print(json.dumps(found))
`;

describe('parameters as .npz', { skip }, () => {
  it('load in NumPy, equal to the bit', async () => {
    const runs = [
      ...['he', 'zeros', 'he'].map((initializer) => ({ initializer })),
      { initializer: 'identity', gain: -2 },
    ];
    for (const at of [0, 40]) {
      const dataset = { name: 'blobs', noise: 3, standardize: at > 0 };
      const { source, lab } = await sourceOf({ ...LAYERS, dataset, runs }, at);
      const bytes = await parametersNPZ(source);
      assert.deepEqual(await parametersNPZ(source), bytes, 'the same state is the same file');
      const folder = mkdtempSync(path.join(tmpdir(), 'init-lab-'));
      try {
        const file = path.join(folder, 'parameters.npz');
        writeFileSync(file, bytes);
        const found = JSON.parse(runPython(String(python), LOAD, { parameters: [file] }));
        const keys = ['he', 'zeros', 'he_2', 'identity_2'];
        const bits = (/** @type {Float64Array} */ values) =>
          Array.from(new BigUint64Array(values.slice().buffer), String);
        const inputs = Object.entries(lab.standardization ?? {}).map(([moment, values]) => [
          `inputs/${moment}`,
          [[2], bits(Float64Array.from(values))],
        ]);
        assert.equal(inputs.length, at > 0 ? 2 : 0);
        const layers = runs.flatMap((_, k) =>
          lab.parameters(k).flatMap(({ shape, weights, biases }, layer) => [
            [`${keys[k]}/W${layer + 1}`, [shape, bits(weights)]],
            [`${keys[k]}/b${layer + 1}`, [[biases.length], bits(biases)]],
          ]),
        );
        assert.deepEqual(found, Object.fromEntries([...inputs, ...layers]));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
      lab.free();
    }
  });
});
