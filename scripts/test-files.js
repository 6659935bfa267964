/**
 * Runs files with node:test in the order given, which its command line does not keep, and writes what came of them as JSON.
 *
 *   node scripts/test-files.js <counts file> <files at a time> <file> …
 */
import { writeFileSync } from 'node:fs';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const [countsFile, concurrency, ...files] = process.argv.slice(2);

const counts = {
  passed: 0,
  failed: 0,
  skipped: 0,
  /** Files of which the runner knows no test. @type {string[]} */
  silent: [],
  /** Milliseconds of each file's tests. @type {Record<string, number>} */
  times: {},
};

/** The runner reports a file without tests as a test that passes. @param {{ nesting: number, name: string, file?: string }} test */
function isFile({ nesting, name, file }) {
  return nesting === 0 && file !== undefined && file.endsWith(name) && /\.[cm]?js$/.test(name);
}

/** @param {boolean} passed @param {any} test */
function count(passed, test) {
  const { details, nesting, file } = test;
  if (nesting === 0 && file) counts.times[file] = (counts.times[file] ?? 0) + details.duration_ms;
  if (details.type === 'suite') return;
  if (!passed) counts.failed += 1;
  else if (test.skip !== undefined || test.todo !== undefined) counts.skipped += 1;
  else if (isFile(test)) counts.silent.push(test.file);
  else counts.passed += 1;
}

/** Keeps the totals so far in the file: the runner may exit without waiting for its reporters. @param {boolean} passed */
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
