/** Snippets for frameworks: they compile, and what they draw is distributed as in the lab. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { pythonForTests } from '../../scripts/python.js';
import { catalogue, createLab } from '../../www/engine/lab.js';
import { FRAMEWORKS, frameworkSnippet } from '../../www/export/snippets/index.js';
import { runPython } from './python.js';

/** @typedef {keyof typeof FRAMEWORKS} Framework */
/** @typedef {{ spread: number, mean: number, largest: number }} Moments */

const named = await catalogue();

/** Wide enough for standard deviations to be compared. */
const NETWORK = { hidden: [200, 150], initialBias: 0.25 };
/** @type {Record<string, any>} */
const OWN = {
  constant: { value: -0.3 },
  identity: { gain: 1.5 },
  orthogonal: { gain: 1.4 },
  random_normal: { mean: 0.5, stddev: 0.7 },
  random_uniform: { minval: -0.2, maxval: 0.9 },
  truncated_normal: { mean: -0.5, stddev: 0.8 },
};
const RUNS = [
  ...named.initializers.map(({ name }) => ({ initializer: name, ...OWN[name] })),
  { initializer: 'truncated_normal', mean: 1, stddev: 0 },
  { initializer: 'identity' },
  ...['fan_in', 'fan_out', 'fan_avg'].flatMap((mode) =>
    ['truncated_normal', 'untruncated_normal', 'uniform'].map((distribution) => ({
      initializer: 'variance_scaling',
      scale: 1.7,
      mode,
      distribution,
    })),
  ),
  ...named.aliases.map(({ name }) => ({ initializer: name })),
  { initializer: 'he', outputInitializer: { initializer: 'zeros' }, label: '"""\nraise SystemExit(1)\u202e' },
  { initializer: 'lsuv', outputInitializer: { initializer: 'sklearn_mlp' } },
  { initializer: 'pytorch_linear', outputInitializer: { initializer: 'lsuv' } },
];

/** @typedef {{ name: string, codes: Record<Framework, string>, layers: { weights: Moments, biases: Moments }[], fitted: boolean }} Case */
/** @type {Case[]} */
const cases = [];

/** @param {Float64Array} values @returns {Moments} */
function moments(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { spread: Math.sqrt(square), mean, largest: Math.max(...values.map(Math.abs)) };
}

before(async () => {
  for (const activation of ['tanh', 'sigmoid'])
    for (const run of RUNS) {
      const lab = await createLab({ network: { ...NETWORK, activation }, runs: [run] });
      const { experiment } = lab;
      const frameworks = /** @type {Framework[]} */ (Object.keys(FRAMEWORKS));
      const codes = frameworks.map((framework) => [framework, frameworkSnippet(framework, experiment, 0, named)]);
      cases.push({
        name: `${JSON.stringify(run)} with ${activation}`,
        codes: Object.fromEntries(codes),
        layers: lab
          .parameters(0)
          .map(({ weights, biases }) => ({ weights: moments(weights), biases: moments(biases) })),
        fitted: [run.initializer, /** @type {any} */ (run).outputInitializer?.initializer].includes('lsuv'),
      });
      lab.free();
    }
});

/** @param {string} python @param {string} code @param {unknown} given  as JSON @returns {any} */
function ask(python, code, given) {
  const folder = mkdtempSync(path.join(tmpdir(), 'init-lab-'));
  try {
    const file = path.join(folder, 'given.json');
    writeFileSync(file, JSON.stringify(given));
    return JSON.parse(
      runPython(python, code, { parameters: [file], quiet: false })
        .trim()
        .split('\n')
        .at(-1) ?? '',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const COMPILE = `
import json, sys

for name, code in json.load(open(sys.argv[1], encoding="utf-8")):
    compile(code, name, "exec")
print("true")
`;

/** Runs each snippet, and takes the moments of each layer's weights and biases; \`fits\`: the variances that LSUV left. */
const DRAW = `
import json, sys
import numpy as np

def moments(values):
    values = np.asarray(values, dtype=float)
    return {"spread": values.std(), "mean": values.mean(), "largest": abs(values).max()}

found = []
for code in json.load(open(sys.argv[1], encoding="utf-8")):
    space = {}
    exec(compile(code, "snippet", "exec"), space)
    layers = space["layers"] if "layers" in space else [layer.get_weights() for layer in space["model"].layers]
    entry = {"layers": [{"weights": moments(w), "biases": moments(b)} for w, b in layers], "fits": []}
    assert [np.shape(w) for w, b in layers] == [(2, 200), (200, 150), (150, 1)]
    if "x" in space:
        a = np.asarray(space["x"], dtype=float)
        for w, b in layers:
            z = a @ np.asarray(w, dtype=float) + np.asarray(b, dtype=float)
            entry["fits"].append(float(z.var()))
            a = np.tanh(z) if "tanh" in code else 1 / (1 + np.exp(-z))
    found.append(entry)
print(json.dumps(found))
`;

/** Whether two samples of so many draws can be of one distribution. @param {Moments} found @param {Moments} wanted @param {number} count @param {string} where */
function alike(found, wanted, count, where) {
  // Six deviations of what each of the two samples gives, and single precision.
  const error = 6 * Math.SQRT2;
  const told = `${where}: ${JSON.stringify(found)}, in the lab ${JSON.stringify(wanted)}`;
  assert.ok(Math.abs(found.spread - wanted.spread) <= (error * wanted.spread) / Math.sqrt(2 * count) + 1e-6, told);
  assert.ok(Math.abs(found.mean - wanted.mean) <= (error * wanted.spread) / Math.sqrt(count) + 1e-6, told);
  // The largest of many draws tells a distribution with tails from one that is cut off.
  if (count > 1e4) assert.ok(Math.abs(found.largest / wanted.largest - 1) <= 0.3 || wanted.largest === 0, told);
}

const COUNTS = [
  [400, 200],
  [30_000, 150],
  [150, 1],
];

/** @param {any[]} found @param {Framework} framework */
function compare(found, framework) {
  found.forEach(({ layers, fits }, k) => {
    const { name, layers: wanted, fitted } = cases[k];
    const where = `${framework}, ${name}`;
    assert.equal(fits.length, fitted ? 3 : 0, where);
    if (fitted) {
      const fittedLayers = name.startsWith('{"initializer":"lsuv"')
        ? name.includes('sklearn')
          ? [0, 1]
          : [0, 1, 2]
        : [2];
      for (const layer of fittedLayers) assert.ok(Math.abs(fits[layer] - 1) <= 0.021, `${where}: ${fits}`);
      return;
    }
    layers.forEach((/** @type {any} */ { weights, biases }, /** @type {number} */ layer) => {
      alike(weights, wanted[layer].weights, COUNTS[layer][0], `${where}, weights of layer ${layer}`);
      if (COUNTS[layer][1] > 1)
        alike(biases, wanted[layer].biases, COUNTS[layer][1], `${where}, biases of layer ${layer}`);
    });
  });
}

const compiler = await pythonForTests(['numpy']);
const runner = await pythonForTests(['numpy', 'jax', 'keras']);

describe('snippets', () => {
  it('compile in Python, for every initializer', { skip: compiler.skip }, () => {
    const all = cases.flatMap(({ name, codes }) =>
      Object.entries(codes).map(([framework, code]) => [`${framework} ${name}`, code]),
    );
    assert.equal(all.length, 3 * cases.length);
    assert.equal(ask(String(compiler.python), COMPILE, all), true);
  });

  it('for JAX and Keras draw what the lab draws', { skip: runner.skip }, () => {
    for (const framework of /** @type {const} */ (['jax', 'keras'])) {
      const codes = cases.map((one) => one.codes[framework]);
      compare(ask(String(runner.python), `import os; os.environ["KERAS_BACKEND"] = "jax"\n${DRAW}`, codes), framework);
    }
  });

  it('for PyTorch name functions that torch.nn.init has', () => {
    // https://pytorch.org/docs/stable/nn.init.html
    const known =
      'uniform_ normal_ constant_ ones_ zeros_ eye_ xavier_uniform_ xavier_normal_ kaiming_uniform_ kaiming_normal_ trunc_normal_ orthogonal_';
    const used = new Set(cases.flatMap(({ codes }) => codes.pytorch.match(/(?<=nn\.init\.)\w+/g) ?? []));
    for (const name of used) assert.ok(known.split(' ').includes(name), name);
    assert.ok(used.size > 8);
    const of = (/** @type {string} */ start) => cases.find(({ name }) => name.startsWith(start))?.codes.pytorch ?? '';
    assert.match(of('{"initializer":"he"}'), /kaiming_normal_\(layer\.weight, nonlinearity="relu"\)/);
    assert.match(of('{"initializer":"glorot_uniform"}'), /xavier_uniform_\(layer\.weight\)/);
    assert.match(
      of('{"initializer":"lecun_normal"}'),
      /variance = 1 \/ inputs\n[^]*trunc_normal_\(layer\.weight, std=std, a=-2 \* std, b=2 \* std\)/,
    );
  });

  it('say what they are, keep names data, and refuse what there is none of', async () => {
    const lab = await createLab({ runs: [{ initializer: 'he', label: 'x\nraise SystemExit(1)' }] });
    const { experiment } = lab;
    lab.free();
    const code = frameworkSnippet('keras', experiment, 0, named);
    assert.match(
      code,
      /^# "x\\nraise SystemExit\(1\)"\n# He, in Keras 3\.\n# The same distribution as in the lab, but not the same draw/,
    );
    assert.match(code, /HeNormal cuts the tails off; this one does not/);
    assert.throws(
      () => frameworkSnippet(/** @type {any} */ ('mxnet'), experiment, 0),
      /"mxnet" is not allowed; allowed: pytorch, keras, jax/,
    );
    assert.throws(() => frameworkSnippet('jax', experiment, 1), /run: 1 is not allowed; allowed: 0 to 0/);
    const other = { ...experiment, runs: [{ initializer: 'kaiming_normal' }] };
    assert.throws(() => frameworkSnippet('jax', other, 0), /kaiming_normal/);
  });
});
