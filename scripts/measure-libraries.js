/**
 * npm run measure-libraries: draws from installed libraries again, and fails where one no longer does what
 * tests/fixtures/library-draws.json says. Outside CI: it installs the packages, pinned, under target/.
 *
 *   npm run measure-libraries                 all
 *   npm run measure-libraries -- npm jax      some environments, by name
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.js';
import { SetupError, runScript, say, step } from './report.js';
import { capture, findProgram, runOrFail } from './run.js';

const FOLDER = inRoot('tests', 'fixtures', 'measure_libraries');
const TARGET = inRoot('target', 'measure-libraries');

/** @typedef {{ kind: 'python' | 'npm', packages: string[], makers: string[] }} Environment */
/** What is installed together, and the layers that are drawn there. @type {Record<string, Environment>} */
const ENVIRONMENTS = JSON.parse(readFileSync(path.join(FOLDER, 'environments.json'), 'utf8'));

/** @typedef {{ draws: number, mean: number, stddev: number, min: number, max: number, quantiles: number[] }} Statistics */
/** @typedef {{ library: string, activation: string, place: string, inputs: number, units: number, sharp: boolean, weights: Statistics, biases: Statistics }} Case  sharp: whether a range is reached to its ends */

/** @type {Case[]} */
const EXPECTED = JSON.parse(readFileSync(inRoot('tests', 'fixtures', 'library-draws.json'), 'utf8')).libraries;

/** The Python of an environment, with its packages. @param {string} name @param {Environment} environment */
async function python(name, { packages }) {
  const folder = path.join(TARGET, name);
  const program = path.join(folder, 'bin', 'python');
  const stamp = path.join(folder, '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === packages.join()) return program;
  const system = findProgram('python3') ?? findProgram('python');
  if (!system) throw new SetupError('There is no Python 3 on the PATH.');
  await step(`installing ${packages.join(', ')}`, async () => {
    await runOrFail(system, ['-m', 'venv', '--clear', folder], { failure: 'The environment could not be made.' });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages];
    await runOrFail(program, pip, { failure: `Not all packages of ${name} could be installed.` });
  });
  writeFileSync(stamp, packages.join());
  return program;
}

/** The folder of an environment's packages. @param {string} name @param {Environment} environment */
async function npm(name, { packages }) {
  const folder = path.join(TARGET, name);
  const stamp = path.join(folder, '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === packages.join()) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  // Without install scripts: some packages build for a graphics card, which is not needed.
  const parameters = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', ...packages];
  await step(`installing ${packages.join(', ')}`, () =>
    runOrFail('npm', parameters, { cwd: folder, failure: `Not all packages of ${name} could be installed.` }),
  );
  writeFileSync(stamp, packages.join());
  return folder;
}

/**
 * What differs from what was measured, in words; empty if nothing does.
 * @param {string} what @param {Statistics} found @param {Statistics} expected @param {boolean} sharp
 */
function differences(what, found, expected, sharp) {
  const { mean, stddev, min, max } = expected;
  // Five standard errors of a difference.
  const error = 5 * stddev * Math.sqrt(1 / found.draws + 1 / expected.draws) + 1e-7 * (1 + Math.abs(mean));
  const words = [];
  const compare = (
    /** @type {string} */ of,
    /** @type {number} */ ours,
    /** @type {number} */ theirs,
    slack = error,
  ) => {
    if (!(Math.abs(ours - theirs) <= slack)) words.push(`${what}: ${of} ${ours}, not ${theirs}`);
  };
  compare('mean', found.mean, mean);
  compare('standard deviation', found.stddev, stddev);
  // Distributions that end have the same ends. Of few biases, the ends are rarely reached.
  if (sharp && min >= mean - 2.35 * stddev && max <= mean + 2.35 * stddev) {
    const near = (what === 'biases' ? 0.02 : 0.003) * (max - min) + 1e-7;
    compare('minimum', found.min, min, near);
    compare('maximum', found.max, max, near);
  }
  // Quantiles, within what five standard errors of their shares are at the least density of these distributions.
  const share = 2.23 * Math.sqrt(1 / found.draws + 1 / expected.draws);
  const far = expected.quantiles.findIndex((_, k) => {
    const at = (/** @type {number} */ place) => expected.quantiles[Math.max(0, Math.min(18, place))];
    const step = Math.max(at(k + 1) - at(k), at(k) - at(k - 1));
    return Math.abs(found.quantiles[k] - expected.quantiles[k]) > share * 20 * step + 1e-7;
  });
  if (far >= 0)
    words.push(`${what}: its ${5 * (far + 1)} % are below ${found.quantiles[far]}, not ${expected.quantiles[far]}`);
  return words;
}

/** @param {Case & { name: string, version: string }} found */
function told(found) {
  const { name, version, library, activation, place, inputs, units, weights, biases } = found;
  const expected = EXPECTED.find(
    (each) =>
      each.library === library &&
      each.activation === activation &&
      each.place === place &&
      each.inputs === inputs &&
      each.units === units,
  );
  if (!expected) throw new SetupError(`${name}: the fixture has no case of ${library} with ${activation}.`);
  const words = [
    ...differences('weights', weights, expected.weights, expected.sharp),
    ...differences('biases', biases, expected.biases, expected.sharp),
  ];
  say(`${words.length ? 'CHANGED' : 'as measured'}  ${name} ${version}, ${inputs} to ${units}  ${words.join('; ')}`);
  return words.length;
}

/** @param {string} name */
async function measure(name) {
  const environment = ENVIRONMENTS[name];
  if (!environment) throw new SetupError(`${name} is not allowed; allowed: ${Object.keys(ENVIRONMENTS).join(', ')}`);
  const [program, ...before] =
    environment.kind === 'python'
      ? [await python(name, environment), path.join(FOLDER, 'draws.py')]
      : [process.execPath, path.join(FOLDER, 'draws.mjs'), await npm(name, environment)];
  let changed = 0;
  for (const maker of environment.makers) {
    const output = capture(program, [...before, maker], { timeout: 30 * 60_000 });
    if (output === undefined) {
      say(`FAILED  ${maker}: it could not be drawn from. Run ${[program, ...before, maker].join(' ')}`);
      changed += 1;
      continue;
    }
    for (const line of output.split('\n').filter((text) => text.startsWith('{'))) changed += told(JSON.parse(line));
  }
  return changed;
}

await runScript(async () => {
  const names = process.argv.slice(2);
  let changed = 0;
  for (const name of names.length ? names : Object.keys(ENVIRONMENTS)) changed += await measure(name);
  if (changed) throw new SetupError('Some libraries do not do what was measured. See above.');
  say('Every library does what was measured.');
});
