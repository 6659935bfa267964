import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { inRoot } from './paths.js';
import { run } from './run.js';
import { hostCargo } from './toolchain.js';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} [note] a failure other than that of a test
 * @property {Record<string, number>} [times] milliseconds of each file's tests
 */

/** Time limit in milliseconds. No working suite takes as long. */
const SUITE_TIMEOUT = 60 * 60_000;

/**
 * Also counts as failures a program that failed without a failed test, and a suite without tests.
 * @param {Counts} counts
 * @param {number} exitCode
 * @returns {Counts}
 */
function judged(counts, exitCode) {
  if (exitCode === 124) return { ...counts, failed: counts.failed + 1, note: 'did not end in time' };
  if (exitCode !== 0 && counts.failed === 0) return { ...counts, failed: 1, note: `ended with exit code ${exitCode}` };
  if (counts.passed + counts.failed === 0) return { ...counts, failed: 1, note: 'ran no tests' };
  return counts;
}

/**
 * @param {string[]} [files] of tests/; all tests by default
 * @returns {Promise<Counts>}
 */
export async function runRustTests(files = []) {
  let output = '';
  const targets = files.flatMap((file) => ['--test', path.basename(file, '.rs')]);
  const exitCode = await run(hostCargo(), ['test', '--no-fail-fast', ...targets], {
    env: { CARGO_TERM_COLOR: process.stdout.isTTY ? 'always' : undefined },
    timeout: SUITE_TIMEOUT,
    onOutput: (text) => (output += text),
  });
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [, passed, failed, ignored] of output.matchAll(/(\d+) passed; (\d+) failed; (\d+) ignored;/g)) {
    counts.passed += Number(passed);
    counts.failed += Number(failed);
    counts.skipped += Number(ignored);
  }
  return judged(counts, exitCode);
}

/**
 * @param {string} python
 * @param {string[]} [files] of python/tests/; all tests by default
 * @returns {Promise<Counts>}
 */
export async function runPythonTests(python, files = []) {
  let output = '';
  const exitCode = await run(python, ['-m', 'pytest', '-q', '--durations=5', ...files], {
    // Not beside the sources, which Python would take in place of the installed package.
    cwd: inRoot('python', 'tests'),
    env: { PYTHONDONTWRITEBYTECODE: '1' },
    timeout: SUITE_TIMEOUT,
    onOutput: (text) => (output += text),
  });
  const number = (/** @type {string} */ what) => Number(new RegExp(`(\\d+) ${what}`).exec(output)?.[1] ?? 0);
  const failed = number('failed') + number('error');
  return judged({ passed: number('passed'), failed, skipped: number('skipped') }, exitCode);
}

/** The *.test.js files of a folder, largest first. They take longest, and starting them first keeps all workers busy. @param {string} folder */
function testFiles(folder) {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.js'));
  const size = (/** @type {string} */ file) => statSync(file).size;
  return files.map((file) => path.join(folder, file)).sort((a, b) => size(b) - size(a));
}

/**
 * Runs files with node:test.
 * @param {string[]} files
 * @param {number} workers files at a time
 * @returns {Promise<Counts & { silent: string[], failures: Record<string, string[]> }>}
 *   silent: files that passed without reporting a test; failures: names of each file's failed tests
 */
async function runFiles(files, workers) {
  const reportFolder = mkdtempSync(path.join(tmpdir(), 'init-lab-test-'));
  const countsFile = path.join(reportFolder, 'counts.json');
  try {
    const exitCode = await run(
      process.execPath,
      [inRoot('scripts', 'test-files.js'), countsFile, String(workers), ...files],
      { env: { NODE_TEST_CONTEXT: undefined }, timeout: SUITE_TIMEOUT },
    );
    const report = existsSync(countsFile) ? readFileSync(countsFile, 'utf8') : '';
    const counts = report ? JSON.parse(report) : { passed: 0, failed: 0, skipped: 0, silent: [], failures: {} };
    return counts.silent.length === files.length ? counts : { ...counts, ...judged(counts, exitCode) };
  } finally {
    rmSync(reportFolder, { recursive: true, force: true });
  }
}

/** Most failed files, and failed tests of a file, that are worth a second try: more are a fault of the code. */
const FEW = 3;

/**
 * Runs files with node:test. Runs a file again if it reported no test: on a busy machine, a forced exit may precede its
 * report. A file without tests fails.
 * @param {string | string[]} where files, or a folder whose *.test.js files run
 * @param {{ workers?: number, secondTry?: boolean }} [options]
 *   workers: files at a time, one per core by default; secondTry: files with few failed tests run again, alone, and count
 *   by that (docs/decisions/0123)
 * @returns {Promise<Counts>}
 */
export async function runNodeTests(where, { workers = availableParallelism(), secondTry = false } = {}) {
  const files = typeof where === 'string' ? testFiles(where) : where;
  if (files.length === 0) return { passed: 0, failed: 1, skipped: 0, note: 'has no test files' };
  const { silent, failures, ...counts } = await runFiles(files, workers);
  const notes = counts.note ? [counts.note] : [];
  for (const file of silent) {
    const again = await runFiles([file], 1);
    counts.passed += again.passed;
    counts.skipped += again.skipped;
    counts.failed += again.failed + again.silent.length;
    if (again.silent.length > 0) notes.push(`${path.basename(file)} ran no tests`);
  }
  const failed = Object.entries(failures);
  if (secondTry && failed.length <= FEW)
    for (const [file, names] of failed) {
      if (names.length > FEW) continue;
      const again = await runFiles([file], 1);
      if (again.failed > 0 || again.passed === 0) continue;
      counts.failed -= names.length;
      counts.passed += names.length;
      notes.push(`passed at the second try: ${path.basename(file)}: ${names.join('; ')}`);
    }
  return notes.length > 0 ? { ...counts, note: notes.join('; ') } : counts;
}
