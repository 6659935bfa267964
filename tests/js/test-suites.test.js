import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { capture } from '../../scripts/run.js';

const folder = mkdtempSync(path.join(tmpdir(), 'init-lab-suites-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** @param {Record<string, string>} files  text by name */
function write(files) {
  const own = mkdtempSync(path.join(folder, 'suite-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(own, name), text);
  return own;
}

const SUITES = new URL('../../scripts/test-suites.js', import.meta.url).href;
/**
 * The result of running a folder of tests; its output must not look like this run's.
 * @param {string} folder @param {object} [options]
 */
function run(folder, options = {}) {
  const script = `import { runNodeTests } from ${JSON.stringify(SUITES)};
    const { times, ...counts } = await runNodeTests(${JSON.stringify(folder)}, ${JSON.stringify(options)});
    console.log('\\n' + JSON.stringify(counts));`;
  const output = capture(process.execPath, ['--input-type=module', '--eval', script], { timeout: 120_000 });
  return JSON.parse(output?.split('\n').at(-1) ?? '');
}

const PASSES = "require('node:test').it('passes', () => {});";
/** Fails the first time: its process ends before a test has begun. */
const silentOnce = (/** @type {string} */ mark) =>
  `const fs = require('node:fs'); if (!fs.existsSync(${JSON.stringify(mark)})) { fs.writeFileSync(${JSON.stringify(mark)}, ''); process.exit(0); } ${PASSES}`;

/** Statements that throw the first time. @param {string} mark */
const failsOnce = (mark) =>
  `const fs = require('node:fs'); if (!fs.existsSync(${JSON.stringify(mark)})) { fs.writeFileSync(${JSON.stringify(mark)}, ''); throw new Error('once'); }`;

describe('a suite of tests', () => {
  it('runs a file again of which nothing was heard', () => {
    const files = { 'a.test.js': PASSES, 'b.test.js': silentOnce(path.join(folder, 'mark')) };
    assert.deepEqual(run(write(files)), { passed: 2, failed: 0, skipped: 0 });
  });

  it('fails where a file has no tests, and names it', () => {
    assert.deepEqual(run(write({ 'a.test.js': PASSES, 'b.test.js': '' })), {
      passed: 1,
      failed: 1,
      skipped: 0,
      note: 'b.test.js ran no tests',
    });
    const { failed, note } = run(write({ 'only.test.js': '' }));
    assert.deepEqual({ failed, note }, { failed: 1, note: 'only.test.js ran no tests' });
  });

  it('counts failures, and files that cannot run', () => {
    const { passed, failed } = run(
      write({
        'a.test.js': `${PASSES} require('node:test').it('fails', () => { throw new Error('as it should'); });`,
        'b.test.js': 'no script',
      }),
    );
    assert.deepEqual({ passed, failed }, { passed: 1, failed: 2 });
  });

  it('tries few failed tests again where that is asked, and names those that passed then', () => {
    const once = (/** @type {string} */ mark) =>
      `require('node:test').it('wavers', () => { ${failsOnce(path.join(folder, mark))} });`;
    const note = 'passed at the second try: a.test.js: wavers';
    assert.deepEqual(run(write({ 'a.test.js': `${PASSES} ${once('1')}` }), { secondTry: true }), {
      passed: 2,
      failed: 0,
      skipped: 0,
      note,
    });
    assert.equal(run(write({ 'a.test.js': once('2') })).failed, 1);
    const always = "require('node:test').it('fails', () => { throw new Error('as it should'); });";
    const both = run(write({ 'a.test.js': once('3'), 'b.test.js': always }), { secondTry: true });
    assert.deepEqual(both, { passed: 1, failed: 1, skipped: 0, note });
    const many = run(write({ 'a.test.js': ['4', '5', '6', '7'].map(once).join('\n') }), { secondTry: true });
    assert.equal(many.failed, 4);
  });
});
