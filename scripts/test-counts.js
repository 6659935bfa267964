import { writeFileSync } from 'node:fs';

/**
 * A reporter for node:test that keeps the totals so far, as JSON, in the file that TEST_COUNTS_FILE names: written at once,
 * as the runner may exit without waiting for its reporters. Suites are not counted. A file of which the runner knows no test appears as a
 * test that passes: such files are listed.
 * @param {AsyncIterable<any>} events
 */
export default async function* countTests(events) {
  const counts = { passed: 0, failed: 0, skipped: 0, silent: /** @type {string[]} */ ([]) };
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite') continue;
    if (type === 'test:fail') counts.failed += 1;
    else if (data.skip !== undefined || data.todo !== undefined) counts.skipped += 1;
    else if (isFile(data)) counts.silent.push(data.file);
    else counts.passed += 1;
    writeFileSync(process.env.TEST_COUNTS_FILE ?? '', JSON.stringify(counts));
  }
  yield '';
}

/** @param {{ nesting: number, name: string, file?: string }} test */
function isFile({ nesting, name, file }) {
  return nesting === 0 && file !== undefined && file.endsWith(name) && /\.[cm]?js$/.test(name);
}
