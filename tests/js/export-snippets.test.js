/** Snippets for frameworks compile, and their draws have the lab's distributions. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { pythonForTests, pythonWith } from '../../scripts/python.js';
import { catalogue, createLab } from '../../www/engine/lab.js';
import { code as catalogueCode } from '../../www/export/catalogue-entries.js';
import { FRAMEWORKS, frameworkSnippet } from '../../www/export/snippets/index.js';
import { everyInitializer } from './entries.js';
import { runPython } from './python.js';

/** @typedef {keyof typeof FRAMEWORKS} Framework */
/** @typedef {{ spread: number, mean: number, fourth: number, largest: number }} Moments  fourth: the fourth central moment */

const named = await catalogue();

/** Wide enough to compare standard deviations. */
const NETWORK = { hidden: [200, 150], initialBias: 0.25 };
const RUNS = [
  ...everyInitializer(named),
  { initializer: 'truncated_normal', mean: 1, stddev: 0 },
  ...named.aliases.map(({ name }) => ({ initializer: name })),
  { initializer: 'he', outputInitializer: { initializer: 'zeros' }, label: '"""\nraise SystemExit(1)\u202e' },
  { initializer: 'lsuv', outputInitializer: { initializer: 'sklearn_mlp' } },
  { initializer: 'pytorch_linear', outputInitializer: { initializer: 'lsuv' } },
];
/** Runs in networks whose weights are scaled, and whose biases are drawn. */
const CHANGED = [{ weightScale: 0.5, biasStddev: 0.3 }, { weightScale: 3 }, { biasStddev: 2, initialBias: -1 }].flatMap(
  (change) =>
    [
      { initializer: 'he' },
      { initializer: 'pytorch_linear' },
      { initializer: 'glorot_uniform', outputInitializer: { initializer: 'playground' } },
    ].map((run) => ({ run, change })),
);
const FRAMEWORK_NAMES = /** @type {Framework[]} */ (Object.keys(FRAMEWORKS));

/** @typedef {{ name: string, codes: Record<Framework, string>, layers: { weights: Moments, biases: Moments }[], sorted: Float64Array, fitted: number[] }} Case  sorted: weights of the second layer; fitted: layers fitted to the data */
/** @type {Case[]} */
const cases = [];

/** @param {Float64Array} values @returns {Moments} */
function moments(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const fourth = values.reduce((sum, value) => sum + (value - mean) ** 4, 0) / values.length;
  return { spread: Math.sqrt(square), mean, fourth, largest: Math.max(...values.map(Math.abs)) };
}

/** Whether an initializer is fitted to the data. @param {string} name */
const isFitted = (name) => named.initializers.some((entry) => entry.name === name && entry.fitted);

/** @param {any} run  complete */
const fittedLayers = ({ initializer, outputInitializer }) => [
  ...(isFitted(initializer) ? [0, 1] : []),
  ...(isFitted(outputInitializer?.initializer ?? initializer) ? [2] : []),
];

/** @param {any} experiment  complete @returns {Record<Framework, string>} */
const snippetsOf = (experiment) =>
  /** @type {any} */ (
    Object.fromEntries(FRAMEWORK_NAMES.map((framework) => [framework, frameworkSnippet(framework, experiment, 0)]))
  );

before(async () => {
  for (const activation of ['tanh', 'sigmoid'])
    for (const { run, change } of [...RUNS.map((each) => ({ run: each, change: {} })), ...CHANGED]) {
      const lab = await createLab({ network: { ...NETWORK, ...change, activation }, runs: [run] });
      const { experiment } = lab;
      const parameters = lab.parameters(0);
      cases.push({
        name: `${JSON.stringify({ ...run, ...change })} with ${activation}`,
        codes: snippetsOf(experiment),
        layers: parameters.map(({ weights, biases }) => ({ weights: moments(weights), biases: moments(biases) })),
        sorted: parameters[1].weights.slice().sort(),
        fitted: fittedLayers(experiment.runs[0]),
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

/** Weights, inputs x units, and biases of each layer, by framework. */
const LAYERS_OF = `
def layers_of(space):
    if "torch" in space:
        modules = [module for module in space["model"] if hasattr(module, "weight")]
        return [(module.weight.detach().numpy().T, module.bias.detach().numpy()) for module in modules]
    if "keras" in space:
        return [layer.get_weights() for layer in space["model"].layers]
    return space["layers"]
`;

/**
 * Runs each snippet and computes moments and quantiles of each layer's weights and biases; `fits`: the variances
 * after LSUV.
 */
const DRAW = `
import json, sys
import numpy as np
${LAYERS_OF}
def moments(values):
    values = np.asarray(values, dtype=float)
    fourth = ((values - values.mean()) ** 4).mean()
    return {"spread": values.std(), "mean": values.mean(), "fourth": fourth, "largest": abs(values).max()}

found = []
for code in json.load(open(sys.argv[1], encoding="utf-8")):
    space = {}
    exec(compile(code, "snippet", "exec"), space)
    layers = layers_of(space)
    entry = {"layers": [{"weights": moments(w), "biases": moments(b)} for w, b in layers], "fits": []}
    entry["quantiles"] = np.quantile(np.asarray(layers[1][0], dtype=float), np.arange(1, 100) / 100).tolist()
    assert [np.shape(w) for w, b in layers] == [(2, 200), (200, 150), (150, 1)]
    if "x" in space:
        a = np.asarray(space["x"], dtype=float)
        for w, b in layers:
            z = a @ np.asarray(w, dtype=float) + np.asarray(b, dtype=float)
            entry["fits"].append(float(z.var()))
            a = np.tanh(z) if "tanh" in code.lower() else 1 / (1 + np.exp(-z))
    found.append(entry)
print(json.dumps(found))
`;

/** The standard error of a sample's standard deviation. @param {Moments} of @param {number} count */
const errorOfSpread = ({ spread, fourth }, count) =>
  spread === 0 ? 0 : Math.sqrt(Math.max(0, fourth - spread ** 4) / count) / (2 * spread);

/**
 * Whether two samples of this size can come from one distribution.
 * @param {Moments} found @param {Moments} wanted @param {number} count @param {string} where
 */
function alike(found, wanted, count, where) {
  // Six standard errors of the two samples, plus single precision.
  const error = 6 * Math.SQRT2;
  const told = `${where}: ${JSON.stringify(found)}, in the lab ${JSON.stringify(wanted)}`;
  // A rare large draw may be in only one of two small samples.
  const ofSpread = Math.max(errorOfSpread(found, count), errorOfSpread(wanted, count));
  const spread = Math.max(found.spread, wanted.spread);
  assert.ok(Math.abs(found.spread - wanted.spread) <= error * ofSpread + 1e-6, told);
  assert.ok(Math.abs(found.mean - wanted.mean) <= (error * spread) / Math.sqrt(count) + 1e-6, told);
  // The largest of many draws distinguishes a heavy-tailed distribution from a truncated one.
  if (count > 1e4) assert.ok(Math.abs(found.largest / wanted.largest - 1) <= 0.3 || wanted.largest === 0, told);
}

const COUNTS = [
  [400, 200],
  [30_000, 150],
  [150, 1],
];

/** Kolmogorov–Smirnov for two samples of 30,000, at the percentiles of one; false alarms once in a thousand. */
const KS_BOUND = 1.95 * Math.sqrt(2 / 30_000);

/** @param {Float64Array} sorted @param {number[]} quantiles @param {string} where */
function alikeEverywhere(sorted, quantiles, where) {
  const below = (/** @type {number} */ limit) => sorted.filter((value) => value < limit).length / sorted.length;
  quantiles.forEach((quantile, k) => {
    const share = (k + 1) / 100;
    // Frameworks draw in single precision.
    const slack = 1e-6 * Math.max(1e-3, Math.abs(quantile));
    const [from, to] = [below(quantile - slack), below(quantile + slack)];
    assert.ok(from <= share + KS_BOUND && to >= share - KS_BOUND, `${where}: ${from} to ${to} below its ${k + 1} %`);
  });
}

/** @param {any[]} found @param {Framework} framework */
function compare(found, framework) {
  const drawn = drawnIn(framework);
  found.forEach(({ layers, fits, quantiles }, k) => {
    const { name, layers: wanted, sorted, fitted } = drawn[k];
    const where = `${framework}, ${name}`;
    assert.equal(fits.length, fitted.length ? 3 : 0, where);
    for (const layer of fitted) assert.ok(Math.abs(fits[layer] - 1) <= 0.021, `${where}: ${fits}`);
    if (fitted.length) return;
    layers.forEach((/** @type {any} */ { weights, biases }, /** @type {number} */ layer) => {
      alike(weights, wanted[layer].weights, COUNTS[layer][0], `${where}, weights of layer ${layer}`);
      if (COUNTS[layer][1] > 1)
        alike(biases, wanted[layer].biases, COUNTS[layer][1], `${where}, biases of layer ${layer}`);
    });
    alikeEverywhere(sorted, quantiles, where);
  });
}

/** Pre-activations for comparing activation functions. */
const POINTS = Array.from({ length: 41 }, (_, k) => (k - 20) / 4);

/** For each activation function: the core's probabilities at these logits, and snippets for all initializers. */
async function everyCombination() {
  const combinations = [];
  for (const { name: activation } of named.activations) {
    const ones = await createLab({
      network: { hidden: [1], activation, initialBias: 0 },
      runs: [{ initializer: 'ones' }],
    });
    const wanted = Array.from(
      ones.predict(
        0,
        POINTS.flatMap((z) => [z, 0]),
      ),
    );
    const { experiment } = ones;
    ones.free();
    for (const { name: initializer, parameters } of named.initializers) {
      const defaults = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.default]));
      const codes = snippetsOf({
        ...experiment,
        network: { ...experiment.network, hidden: [3, 2] },
        runs: [{ initializer, ...defaults }],
      });
      combinations.push({ activation, initializer, wanted, codes });
    }
  }
  return combinations;
}

/** Whether a snippet contains only comments: the framework's refusal. @param {string} code */
const isRefusal = (code) => code.split('\n').every((line) => line === '' || line.startsWith('#'));

/** The cases that a framework can draw. @param {Framework} framework */
const drawnIn = (framework) => cases.filter(({ codes }) => !isRefusal(codes[framework]));

/** Runs each snippet: its layers' shapes, whether all numbers are finite, and its activation function's values. */
const RUN = `
import json, sys
import numpy as np
${LAYERS_OF}
given = json.load(open(sys.argv[1], encoding="utf-8"))
z = np.array(given["points"], dtype="float32")
found = []
for code in given["codes"]:
    space = {}
    exec(compile(code, "snippet", "exec"), space)
    layers = [(np.asarray(w), np.asarray(b)) for w, b in layers_of(space)]
    if "torch" in space:
        values = space["model"][1](space["torch"].from_numpy(z)).numpy()
    elif "keras" in space:
        values = space["keras"].ops.convert_to_numpy(space["model"].layers[0].activation(z))
    else:
        values = np.asarray(space["activation"](z))
    found.append({
        "shapes": [[list(w.shape), list(b.shape)] for w, b in layers],
        "finite": all(bool(np.isfinite(w).all() and np.isfinite(b).all()) for w, b in layers),
        "probabilities": (1 / (1 + np.exp(-values.astype(float)))).tolist(),
    })
print(json.dumps(found))
`;

const SHAPES = [
  [[2, 3], [3]],
  [[3, 2], [2]],
  [[2, 1], [1]],
];

/** @param {string} python @param {Framework} framework */
async function runEveryCombination(python, framework) {
  const written = (await everyCombination()).filter(({ codes }) => !isRefusal(codes[framework]));
  const given = { points: POINTS, codes: written.map(({ codes }) => codes[framework]) };
  ask(python, `${KERAS_ON_JAX}${RUN}`, given).forEach(
    (/** @type {any} */ { shapes, finite, probabilities }, /** @type {number} */ k) => {
      const { activation, initializer, wanted } = written[k];
      const where = `${initializer} with ${activation} in ${framework}`;
      assert.deepEqual(shapes, SHAPES, where);
      assert.ok(finite, where);
      wanted.forEach((probability, point) =>
        assert.ok(
          Math.abs(probabilities[point] - probability) < 1e-6,
          `${where} at ${POINTS[point]}: ${probabilities[point]}, not ${probability}`,
        ),
      );
    },
  );
}

/** Runs each snippet: the points as its network sees them, and the moments of the data that LSUV is fitted to. */
const STANDARDIZE = `
import json, sys
import numpy as np

given = json.load(open(sys.argv[1], encoding="utf-8"))
found = []
for code in given["codes"]:
    space = {}
    exec(compile(code, "snippet", "exec"), space)
    points = np.array(given["points"], dtype="float32")
    if "torch" in space:
        points = space["torch"].from_numpy(points)
    standardized = space.get("standardized")
    x = np.asarray(space["x"], dtype=float) if "x" in space else None
    found.append({
        "points": None if standardized is None else np.asarray(standardized(points, points), dtype=float).tolist(),
        "moments": None if x is None else np.transpose([x.mean(axis=0), x.std(axis=0)]).tolist(),
    })
print(json.dumps(found))
`;

const KERAS_ON_JAX = 'import os; os.environ["KERAS_BACKEND"] = "jax"\n';

const compiler = await pythonForTests(['numpy']);
const runner = await pythonForTests(['numpy', 'jax', 'keras']);
const torch = pythonWith('torch');
const withoutTorch = torch ? undefined : 'no Python here has torch';

describe('snippets', () => {
  it('compile in Python, for every initializer', { skip: compiler.skip }, () => {
    const all = cases.flatMap(({ name, codes }) =>
      Object.entries(codes).map(([framework, code]) => [`${framework} ${name}`, code]),
    );
    assert.equal(all.length, 3 * cases.length);
    assert.equal(ask(String(compiler.python), COMPILE, all), true);
  });

  it('for JAX and Keras draw from the lab’s distributions', { skip: runner.skip }, () => {
    for (const framework of /** @type {const} */ (['jax', 'keras'])) {
      const codes = drawnIn(framework).map((one) => one.codes[framework]);
      compare(ask(String(runner.python), `${KERAS_ON_JAX}${DRAW}`, codes), framework);
    }
  });

  it('for PyTorch draw from the lab’s distributions', { skip: withoutTorch }, () => {
    compare(
      ask(
        String(torch),
        DRAW,
        drawnIn('pytorch').map((one) => one.codes.pytorch),
      ),
      'pytorch',
    );
  });

  it(
    'are code or a refusal for every initializer with every activation function',
    { skip: compiler.skip },
    async () => {
      const all = await everyCombination();
      assert.equal(all.length, named.initializers.length * named.activations.length);
      const compiled = [];
      for (const { activation, initializer, codes } of all)
        for (const framework of FRAMEWORK_NAMES) {
          const where = `${framework} ${initializer} ${activation}`;
          assert.doesNotMatch(codes[framework], /undefined|NaN|null|\[object/, where);
          if (!isRefusal(codes[framework])) compiled.push([where, codes[framework]]);
          else assert.match(codes[framework], /^# .+, in .+\.\n(# [^\n]+\n)*# .*: .+\.\n$/, where);
        }
      assert.equal(ask(String(compiler.python), COMPILE, compiled), true);
    },
  );

  for (const framework of /** @type {const} */ (['jax', 'keras']))
    it(
      `for ${FRAMEWORKS[framework]} run, for every initializer with every activation function`,
      { skip: runner.skip },
      () => runEveryCombination(String(runner.python), framework),
    );

  it('for PyTorch run, for every initializer with every activation function', { skip: withoutTorch }, () =>
    runEveryCombination(String(torch), 'pytorch'),
  );

  /** @param {string} python @param {Framework} framework */
  async function standardizes(python, framework) {
    const points = [
      [30, 5],
      [50, 5],
      [70, 5],
    ];
    const codes = [];
    for (const initializer of ['he', 'lsuv'])
      for (const standardize of [true, false]) {
        const lab = await createLab({
          dataset: { name: 'custom', points: points.map((point) => [...point, 1]), standardize },
          runs: [{ initializer }],
        });
        codes.push(snippetsOf(lab.experiment)[framework]);
        lab.free();
      }
    const [he, plainHe, lsuv, plainLsuv] = ask(python, `${KERAS_ON_JAX}${STANDARDIZE}`, { points, codes });
    const spread = Math.sqrt(3 / 2);
    for (const { points: seen } of [he, lsuv])
      [-spread, 0, spread].forEach((wanted, k) => {
        assert.ok(Math.abs(seen[k][0] - wanted) < 1e-6 && seen[k][1] === 0, `${framework}: ${JSON.stringify(seen)}`);
      });
    assert.deepEqual([plainHe, plainLsuv.points], [{ points: null, moments: null }, null]);
    for (const [mean, stddev] of lsuv.moments)
      assert.ok(Math.abs(mean) < 1e-5 && Math.abs(stddev - 1) < 1e-5, `${framework}, LSUV’s data: ${mean}, ${stddev}`);
  }

  for (const framework of /** @type {const} */ (['jax', 'keras']))
    it(`for ${FRAMEWORKS[framework]} standardize points as the lab does`, { skip: runner.skip }, () =>
      standardizes(String(runner.python), framework),
    );

  it('for PyTorch standardize points as the lab does', { skip: withoutTorch }, () =>
    standardizes(String(torch), 'pytorch'),
  );

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

  it('are comments that say why, where a framework has no such thing', async () => {
    const lab = await createLab({ network: { activation: 'selu' }, runs: [{ initializer: 'he' }] });
    const { experiment } = lab;
    lab.free();
    const { he } = /** @type {any} */ (catalogueCode).initializers;
    const { selu } = /** @type {any} */ (catalogueCode).activations;
    const { keras } = he;
    const { jax } = selu;
    try {
      he.keras = { refused: 'Keras draws weights and biases apart.', note: '' };
      selu.jax = { refused: 'JAX has no such function.' };
      const refusal = '# He, in Keras 3.\n# He: Keras draws weights and biases apart.\n';
      assert.equal(frameworkSnippet('keras', experiment, 0), refusal);
      assert.equal(frameworkSnippet('jax', experiment, 0), '# He, in JAX.\n# SELU: JAX has no such function.\n');
      assert.match(frameworkSnippet('pytorch', experiment, 0), /nn\.SELU\(\)/);
    } finally {
      he.keras = keras;
      selu.jax = jax;
    }
  });

  it('describe themselves, keep names data, and refuse unknown ones', async () => {
    const lab = await createLab({ runs: [{ initializer: 'he', label: 'x\nraise SystemExit(1)' }] });
    const { experiment } = lab;
    lab.free();
    const code = frameworkSnippet('keras', experiment, 0);
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
