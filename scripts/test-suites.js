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
 * @property {string} [note] what went wrong besides the tests themselves
 * @property {Record<string, number>} [times] milliseconds of each file's tests
 */

/** Nothing that works takes so long; what hangs has to end. */
const SUITE_TIMEOUT = 30 * 60_000;

/**
 * A program that failed without naming a failed test, and a suite without tests, are failures too.
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
 * @param {string[]} [files] of tests/; all tests unless given
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

/** Every *.test.js of a folder, the largest first: they take longest, and no worker is left with a long one at the end. @param {string} folder */
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
 * @returns {Promise<Counts & { silent: string[] }>} silent: files that ended well and of which no test was heard
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
    const counts = report ? JSON.parse(report) : { passed: 0, failed: 0, skipped: 0, silent: [] };
    return counts.silent.length === files.length ? counts : { ...judged(counts, exitCode), silent: counts.silent };
  } finally {
    rmSync(reportFolder, { recursive: true, force: true });
  }
}

/**
 * Runs files with node:test. A file of which nothing was heard is run once more: on a busy machine, the forced end of a file may come
 * before its report. One that has no tests fails.
 * @param {string | string[]} where files, or a folder of which every *.test.js runs
 * @param {{ workers?: number }} [options] files at a time: one a core unless given
 * @returns {Promise<Counts>}
 */
export async function runNodeTests(where, { workers = availableParallelism() } = {}) {
  const files = typeof where === 'string' ? testFiles(where) : where;
  if (files.length === 0) return { passed: 0, failed: 1, skipped: 0, note: 'has no test files' };
  const { silent, ...counts } = await runFiles(files, workers);
  const notes = counts.note ? [counts.note] : [];
  for (const file of silent) {
    const again = await runFiles([file], 1);
    counts.passed += again.passed;
    counts.skipped += again.skipped;
    counts.failed += again.failed + again.silent.length;
    if (again.silent.length > 0) notes.push(`${path.basename(file)} ran no tests`);
  }
  return notes.length > 0 ? { ...counts, note: notes.join('; ') } : counts;
}
