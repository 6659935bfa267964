/**
 * npm run measure-libraries: draws from installed libraries again, and fails where one no longer does what
 * tests/fixtures/library-draws.json says. Outside CI: it installs the packages, pinned, under target/.
 *
 *   npm run measure-libraries                 all
 *   npm run measure-libraries -- npm jax      some environments, by name
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { statistics } from '../tests/fixtures/measure_libraries/statistics.mjs';
import { ENVIRONMENTS, installed } from './measured-environments.js';
import { inRoot } from './paths.js';
import { SetupError, runScript, say } from './report.js';

/** @typedef {{ draws: number, mean: number, stddev: number, min: number, max: number, quantiles: number[] }} Statistics */
/** @typedef {{ library: string, activation: string, place: string, inputs: number, units: number, sharp: boolean, weights: Statistics, biases: Statistics }} Case  sharp: whether a range is reached to its ends */

/** @type {Case[]} */
const EXPECTED = JSON.parse(readFileSync(inRoot('tests', 'fixtures', 'library-draws.json'), 'utf8')).libraries;

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

/** @param {Omit<Case, 'sharp'> & { name: string, version?: string }} found */
function told(found) {
  const { name, version = '', library, activation, place, inputs, units, weights, biases } = found;
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

/**
 * What a program found. Programs in languages without a list of quantiles print all that they drew.
 * @param {string} line
 */
function finding(line) {
  const { weights, biases, ...head } = JSON.parse(line);
  const told = (/** @type {any} */ values) => (Array.isArray(values) ? statistics(values) : values);
  const { name } = head;
  return { library: name, activation: 'relu', place: 'later', ...head, weights: told(weights), biases: told(biases) };
}

/** The output of a program that may print millions of numbers. @param {import('./measured-environments.js').Command} command */
function outputOf([program, ...parameters]) {
  const { status, stdout } = spawnSync(program, parameters, {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 30 * 60_000,
  });
  return status === 0 ? stdout : undefined;
}

/** @param {string} name */
async function measure(name) {
  const environment = ENVIRONMENTS[name];
  if (!environment) throw new SetupError(`${name} is not allowed; allowed: ${Object.keys(ENVIRONMENTS).join(', ')}`);
  const commandOf = await installed(name, environment);
  let changed = 0;
  for (const maker of environment.makers) {
    const command = await commandOf(maker);
    const output = outputOf(command);
    if (output === undefined) {
      say(`FAILED  ${maker}: it could not be drawn from. Run ${command.join(' ')}`);
      changed += 1;
      continue;
    }
    for (const line of output.split('\n').filter((text) => text.startsWith('{'))) changed += told(finding(line));
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
