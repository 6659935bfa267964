import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from './paths.js';
import { run } from './run.js';
import { hostCargo } from './toolchain.js';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} [note] what went wrong besides the tests themselves
 */

/** Nothing that works takes so long; what hangs has to end. */
const SUITE_TIMEOUT = 30 * 60_000;

const COUNTS_REPORTER = pathToFileURL(inRoot('scripts', 'test-counts.js')).href;

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

/** @returns {Promise<Counts>} */
export async function runRustTests() {
  let output = '';
  const exitCode = await run(hostCargo(), ['test', '--no-fail-fast'], {
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

/** @param {string} folder */
function testFiles(folder) {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.js'));
  return files.map((file) => path.join(folder, file)).sort();
}

/**
 * Runs files with node:test.
 * @param {string[]} files
 * @param {number} [concurrency] files at a time
 * @returns {Promise<Counts & { silent: string[] }>} silent: files that ended well and of which no test was heard
 */
async function runFiles(files, concurrency) {
  const reportFolder = mkdtempSync(path.join(tmpdir(), 'init-lab-test-'));
  const countsFile = path.join(reportFolder, 'counts.json');
  try {
    const exitCode = await run(
      process.execPath,
      [
        '--test',
        // A failed test may leave its browser or server open, which would keep the suite from ending.
        '--test-force-exit',
        ...(concurrency ? [`--test-concurrency=${concurrency}`] : []),
        '--test-reporter=spec',
        '--test-reporter-destination=stdout',
        `--test-reporter=${COUNTS_REPORTER}`,
        '--test-reporter-destination=stdout',
        ...files,
      ],
      { env: { TEST_COUNTS_FILE: countsFile, NODE_TEST_CONTEXT: undefined }, timeout: SUITE_TIMEOUT },
    );
    const report = existsSync(countsFile) ? readFileSync(countsFile, 'utf8') : '';
    const counts = report ? JSON.parse(report) : { passed: 0, failed: 0, skipped: 0, silent: [] };
    return counts.silent.length === files.length ? counts : { ...judged(counts, exitCode), silent: counts.silent };
  } finally {
    rmSync(reportFolder, { recursive: true, force: true });
  }
}

/**
 * Runs every *.test.js of a folder with node:test. A file of which nothing was heard is run once more: on a busy machine, the forced end
 * of a file may come before its report. One that has no tests fails.
 * @param {string} folder
 * @param {{ concurrency?: number }} [options] files at a time: as many as node:test likes unless given
 * @returns {Promise<Counts>}
 */
export async function runNodeTests(folder, { concurrency } = {}) {
  const files = testFiles(folder);
  if (files.length === 0) return { passed: 0, failed: 1, skipped: 0, note: 'has no test files' };
  const { silent, ...counts } = await runFiles(files, concurrency);
  const notes = counts.note ? [counts.note] : [];
  for (const file of silent) {
    const again = await runFiles([file]);
    counts.passed += again.passed;
    counts.skipped += again.skipped;
    counts.failed += again.failed + again.silent.length;
    if (again.silent.length > 0) notes.push(`${path.basename(file)} ran no tests`);
  }
  return notes.length > 0 ? { ...counts, note: notes.join('; ') } : counts;
}
