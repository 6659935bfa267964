import { existsSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { ensureBrowser, ensureFonts } from './browser.js';
import { buildDist } from './build-dist.js';
import { ensureNodeModules } from './node-modules.js';
import { inRoot, root } from './paths.js';
import { ensurePythonPackage } from './python-package.js';
import { writePythonWidget } from './python-widget.js';
import { SetupError, formatDuration, runScript, say } from './report.js';
import { runNodeTests, runPythonTests, runRustTests } from './test-suites.js';
import { ensureWasmToolchain } from './toolchain.js';
import { ensureWasm } from './wasm-build.js';

/** @typedef {import('./test-suites.js').Counts} Counts */

/**
 * Does the work at the first call. Later calls return the same outcome, including failures.
 * @template T
 * @param {() => Promise<T>} work
 */
function once(work) {
  /** @type {Promise<T> | undefined} */
  let outcome;
  return () => (outcome ??= work());
}

const ensureDist = once(async () => {
  await ensureWasm();
  await buildDist();
});

/**
 * @typedef {object} Suite
 * @property {string} folder of its test files
 * @property {RegExp} files their names
 * @property {(files?: string[]) => Promise<Counts>} run files: all of its folder by default
 */

/**
 * @param {string} folder
 * @param {{ workers?: number, secondTry?: boolean, setUp?: () => Promise<unknown> }} [options]
 * @returns {Suite}
 */
const nodeSuite = (folder, { setUp, ...options } = {}) => ({
  folder,
  files: /\.test\.js$/,
  async run(files) {
    await setUp?.();
    await ensureDist();
    return runNodeTests(files ?? folder, options);
  },
});

/** @type {Record<string, Suite>} */
const SUITES = {
  rust: {
    folder: inRoot('tests'),
    files: /\.rs$/,
    async run(files) {
      await ensureWasmToolchain();
      return runRustTests(files);
    },
  },
  node: nodeSuite(inRoot('tests', 'js')),
  python: {
    folder: inRoot('python', 'tests'),
    files: /^test_\w+\.py$/,
    async run(files) {
      try {
        await ensureDist();
        await writePythonWidget();
        const { python } = await ensurePythonPackage();
        return await runPythonTests(python, files);
      } catch (error) {
        // Whoever has no Python can do without its package; CI cannot.
        if (process.env.CI || !(error instanceof SetupError)) throw error;
        return { passed: 0, failed: 0, skipped: 1, note: `skipped: ${error.message}` };
      }
    },
  },
  browser: nodeSuite(inRoot('tests', 'browser'), {
    workers: 2,
    secondTry: true,
    async setUp() {
      await ensureBrowser();
      await ensureFonts();
    },
  }),
  engines: nodeSuite(inRoot('tests', 'engines'), { workers: 1 }),
};

/** The suites run by default. Testing other browsers requires installing them. */
const USUAL = Object.keys(SUITES).filter((name) => name !== 'engines');

const USAGE = `Runs the tests.

  npm test                              the suites ${USUAL.join(', ')}
  npm test -- --only <suite>            one suite; may be given more than once
  npm test -- tests/js/csv.test.js      only these files: tests/*.rs, *.test.js or python/tests/test_*.py
  npm run fuzz                          the suites rust and node with fresh random cases
  npm run fuzz -- --engine chromium     random events in chromium, firefox or webkit
                  --target embed        on page, embed, file, ten or sweep; by default on all in turn
                  --seed 7              the same events again; by default a fresh seed, which is printed
                  --events 2000         how many; 2000 by default

Suites:
  rust      tests/*.rs and the unit tests of src/ and crates/
  node      tests/js
  python    python/tests, of the installed Python package, where this machine has Python 3.10 or newer
  browser   tests/browser, in Chromium
  engines   tests/engines, in Firefox, WebKit and Safari where this machine has them

Environment:
  INIT_LAB_FUZZ=1         fresh seeds for property tests, printed by the test that fails
  INIT_LAB_FUZZ=<seed>    that seed in the suite node
  UPDATE_PICTURES=1       writes the pictures that browser tests compare with
  CHROME_PATH             the Chromium to test in`;

/** The suite of a file. @param {string} file  absolute */
function suiteOf(file) {
  const name = Object.keys(SUITES).find(
    (name) => SUITES[name].folder === path.dirname(file) && SUITES[name].files.test(path.basename(file)),
  );
  if (name === undefined || !existsSync(file))
    throw new SetupError(`"${path.relative(root, file)}" is no test file.\n\n${USAGE}`);
  return name;
}

/** @typedef {import('../tests/monkey/options.js').Given} MonkeyOptions */

/**
 * Parses the command line.
 * @returns {{ name: string, files?: string[] }[] | 'help' | MonkeyOptions}
 */
function asked() {
  const options = /** @type {const} */ ({
    only: { type: 'string', multiple: true },
    fuzz: { type: 'boolean' },
    engine: { type: 'string' },
    target: { type: 'string' },
    seed: { type: 'string' },
    events: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  const { values, positionals } = (() => {
    try {
      return parseArgs({ options, allowPositionals: true });
    } catch (error) {
      throw new SetupError(`${/** @type {Error} */ (error).message}\n\n${USAGE}`);
    }
  })();
  if (values.help) return 'help';
  const { engine, target, seed, events } = values;
  if ([engine, target, seed, events].some((value) => value !== undefined)) {
    if (!values.fuzz) throw new SetupError(`--engine, --target, --seed and --events are for npm run fuzz.\n\n${USAGE}`);
    return { engine, target, seed, events };
  }
  if (values.fuzz) process.env.INIT_LAB_FUZZ ??= '1';
  const unknown = values.only?.find((name) => !(name in SUITES));
  if (unknown !== undefined)
    throw new SetupError(`--only takes ${Object.keys(SUITES).join(', ')}, not "${unknown}".\n\n${USAGE}`);
  if (positionals.length > 0) {
    const files = positionals.map((file) => path.resolve(file));
    const names = files.map(suiteOf);
    return [...new Set(names)].map((name) => ({ name, files: files.filter((_, k) => names[k] === name) }));
  }
  return (values.only ?? (values.fuzz ? ['rust', 'node'] : USUAL)).map((name) => ({ name }));
}

/**
 * @param {{ name: string, files?: string[] }} suite
 * @returns {Promise<Counts & { name: string, time: number }>}
 */
async function runSuite({ name, files }) {
  say(`\n── ${name} tests ──`);
  const begin = performance.now();
  /** @type {Counts} */
  let counts;
  try {
    counts = await SUITES[name].run(files);
  } catch (error) {
    if (!(error instanceof SetupError)) console.error(error);
    counts = { passed: 0, failed: 1, skipped: 0, note: `did not run: ${/** @type {Error} */ (error).message}` };
  }
  return { ...counts, name, time: performance.now() - begin };
}

/** Number of slowest files to list. */
const SLOWEST = 10;

/** @param {Record<string, number>} times */
function saySlowest(times) {
  const files = Object.entries(times).sort(([, a], [, b]) => b - a);
  if (files.length < 2) return;
  say('\nThe files that took longest:');
  for (const [file, time] of files.slice(0, SLOWEST))
    say(`${formatDuration(time).padStart(12)}   ${path.basename(file)}`);
}

/** @param {Awaited<ReturnType<typeof runSuite>>[]} results */
function sayTable(results) {
  /** @param {(string | number)[]} cells */
  const row = ([name, ...numbers]) =>
    `${String(name).padEnd(8)}${numbers.map((cell) => String(cell).padStart(9)).join('')}`;
  say(`\n${row(['', 'passed', 'failed', 'skipped'])}`);
  for (const { name, passed, failed, skipped, time, note } of results) {
    say(`${row([name, passed, failed, skipped])}   ${formatDuration(time)}${note ? `   ${note}` : ''}`);
  }
}

await runScript(async () => {
  const suites = asked();
  if (suites === 'help') return say(USAGE);
  await ensureNodeModules();
  if (!Array.isArray(suites)) {
    await ensureBrowser();
    await ensureDist();
    return (await import('../tests/monkey/monkey.js')).monkey(suites);
  }
  /** @type {Awaited<ReturnType<typeof runSuite>>[]} */
  const results = [];
  for (const suite of suites) results.push(await runSuite(suite));
  saySlowest(Object.assign({}, ...results.map(({ times }) => times)));
  sayTable(results);
  const total = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    results.reduce((sum, counts) => sum + counts[key], 0);
  const skipped = total('skipped');
  say(`\n${total('passed')} passed, ${total('failed')} failed${skipped ? `, ${skipped} skipped` : ''}`);
  if (total('failed') > 0) process.exitCode = 1;
});
