/**
 * Runs files with node:test in the given order, which its command line does not keep, and writes the results as JSON.
 *
 * Usage: node scripts/test-files.js <counts file> <files at a time> <file> …
 */
import { writeFileSync } from 'node:fs';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const [countsFile, concurrency, ...files] = process.argv.slice(2);

const counts = {
  passed: 0,
  failed: 0,
  skipped: 0,
  /** Files for which the runner reported no test. @type {string[]} */
  silent: [],
  /** Names of each file's failed tests. @type {Record<string, string[]>} */
  failures: {},
  /** Milliseconds of each file's tests. @type {Record<string, number>} */
  times: {},
};

/**
 * Whether this is a file without tests, which the runner reports as a passed test.
 * @param {{ nesting: number, name: string, file?: string }} test
 */
function isFile({ nesting, name, file }) {
  return nesting === 0 && file !== undefined && file.endsWith(name) && /\.[cm]?js$/.test(name);
}

/** @param {boolean} passed @param {any} test */
function count(passed, test) {
  const { details, nesting, file } = test;
  if (nesting === 0 && file) counts.times[file] = (counts.times[file] ?? 0) + details.duration_ms;
  if (details.type === 'suite') return;
  if (!passed) {
    counts.failed += 1;
    (counts.failures[file] ??= []).push(test.name);
  } else if (test.skip !== undefined || test.todo !== undefined) counts.skipped += 1;
  else if (isFile(test)) counts.silent.push(test.file);
  else counts.passed += 1;
}

/** Writes the totals after each test, since the runner may exit before its reporters finish. @param {boolean} passed */
const counted = (passed) => (/** @type {any} */ test) => {
  if (!passed) process.exitCode = 1;
  count(passed, test);
  writeFileSync(countsFile, JSON.stringify(counts));
};

// A failed test may leave its browser or server open, which would keep its file from ending.
run({ files, concurrency: Number(concurrency), forceExit: true })
  .on('test:pass', counted(true))
  .on('test:fail', counted(false))
  .compose(new spec())
  .pipe(process.stdout);
