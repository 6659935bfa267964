import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { ensureBrowser, ensureFonts } from './browser.js';
import { buildDist } from './build-dist.js';
import { ensureNodeModules } from './node-modules.js';
import { inRoot } from './paths.js';
import { SetupError, formatDuration, runScript, say } from './report.js';
import { runNodeTests, runRustTests } from './test-suites.js';
import { ensureWasmToolchain } from './toolchain.js';
import { ensureWasm } from './wasm-build.js';

/** @typedef {import('./test-suites.js').Counts} Counts */

/**
 * Does the work at the first call; later calls get its outcome, failures included.
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

/** @type {Record<string, () => Promise<Counts>>} */
const SUITES = {
  rust: async () => {
    await ensureWasmToolchain();
    return runRustTests();
  },
  node: async () => {
    await ensureDist();
    return runNodeTests(inRoot('tests', 'js'));
  },
  browser: async () => {
    await ensureBrowser();
    await ensureFonts();
    await ensureDist();
    // One browser at a time: each wants the whole machine.
    return runNodeTests(inRoot('tests', 'browser'), { concurrency: 1 });
  },
  engines: async () => {
    await ensureDist();
    return runNodeTests(inRoot('tests', 'engines'), { concurrency: 1 });
  },
};

/** Other browsers are installed by whoever wants to know. */
const USUAL = Object.keys(SUITES).filter((name) => name !== 'engines');

function chosenSuites() {
  const names = Object.keys(SUITES);
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true, default: USUAL } }, strict: true });
  const unknown = values.only.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new SetupError(`--only takes ${names.join(', ')}, not "${unknown}".`);
  return values.only;
}

/**
 * @param {string} name
 * @returns {Promise<Counts & { name: string, time: number }>}
 */
async function runSuite(name) {
  say(`\n── ${name} tests ──`);
  const begin = performance.now();
  /** @type {Counts} */
  let counts;
  try {
    counts = await SUITES[name]();
  } catch (error) {
    if (!(error instanceof SetupError)) console.error(error);
    counts = { passed: 0, failed: 1, skipped: 0, note: `did not run: ${/** @type {Error} */ (error).message}` };
  }
  return { ...counts, name, time: performance.now() - begin };
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
  const chosen = chosenSuites();
  await ensureNodeModules();
  /** @type {Awaited<ReturnType<typeof runSuite>>[]} */
  const results = [];
  for (const name of chosen) results.push(await runSuite(name));
  sayTable(results);
  const total = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    results.reduce((sum, counts) => sum + counts[key], 0);
  const skipped = total('skipped');
  say(`\n${total('passed')} passed, ${total('failed')} failed${skipped ? `, ${skipped} skipped` : ''}`);
  if (total('failed') > 0) process.exitCode = 1;
});
