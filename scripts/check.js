import { performance } from 'node:perf_hooks';
import { aptInstall, mayInstallPackages } from './debian.js';
import { ensureNodeModules } from './node-modules.js';
import { inRoot } from './paths.js';
import { formatDuration, runScript, say } from './report.js';
import { capture, packageProgram, run } from './run.js';
import { WASM_TARGET, ensureWasmToolchain, hostCargo } from './toolchain.js';
import { ensureWasm } from './wasm-build.js';

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {() => Promise<number>} run returns an exit code
 */

/** @typedef {{ name: string, outcome: 'passed' | 'failed' | 'not run', time: number }} Outcome */

const bindgenManifest = inRoot('scripts', 'bindgen', 'Cargo.toml');
const pythonManifest = inRoot('python', 'Cargo.toml');

/**
 * @param {string} packageName
 * @param {string} program
 * @param {string[]} parameters
 */
const runPackageProgram = (packageName, program, parameters) =>
  run(...packageProgram(packageName, program, parameters));

/** @param {string[]} parameters */
const cargo = (...parameters) => run(hostCargo(), parameters);

const hasCargoCommand = (/** @type {string} */ name) => capture(hostCargo(), [name, '--version']) !== undefined;

/** Debian packages Rust's formatter and clippy separately. */
async function ensureLinters() {
  const missing = [
    { command: 'fmt', debianPackage: 'rustfmt-web' },
    { command: 'clippy', debianPackage: 'rust-web-clippy' },
  ].filter(({ command }) => !hasCargoCommand(command));
  if (missing.length > 0 && mayInstallPackages()) await aptInstall(missing.map(({ debianPackage }) => debianPackage));
}

/** Checks the parts of src/ compiled only for WebAssembly, with compiler lints as errors. */
async function lintWasm() {
  const toolchain = await ensureWasmToolchain();
  const target = ['--package', 'init-lab', '--lib', '--target', WASM_TARGET];
  if (toolchain.cargoOptions.length === 0 && hasCargoCommand('clippy')) {
    return run(toolchain.cargo, ['clippy', ...target, '--', '-D', 'warnings'], { env: toolchain.env });
  }
  const parameters = ['rustc', '--profile', 'check', ...target, ...toolchain.cargoOptions, '--', '-D', 'warnings'];
  return run(toolchain.cargo, parameters, {
    env: { ...toolchain.env, CARGO_TARGET_DIR: inRoot('target', 'wasm', 'lints') },
  });
}

/** @type {Check[]} */
const CHECKS = [
  { name: 'prettier', run: () => runPackageProgram('prettier', 'prettier', ['--check', '.']) },
  { name: 'tsc', run: () => runPackageProgram('typescript', 'tsc', ['-p', '.']) },
  { name: 'eslint', run: () => runPackageProgram('eslint', 'eslint', ['.']) },
  { name: 'rustfmt', run: () => cargo('fmt', '--all', '--check') },
  { name: 'rustfmt (scripts)', run: () => cargo('fmt', '--check', '--manifest-path', bindgenManifest) },
  { name: 'rustfmt (python)', run: () => cargo('fmt', '--check', '--manifest-path', pythonManifest) },
  { name: 'clippy', run: () => cargo('clippy', '--workspace', '--all-targets', '--', '-D', 'warnings') },
  {
    name: 'clippy (python)',
    run: () =>
      run(hostCargo(), ['clippy', '--manifest-path', pythonManifest, '--', '-D', 'warnings'], {
        env: { CARGO_TARGET_DIR: inRoot('target', 'python-build') },
      }),
  },
  { name: 'lints for wasm32', run: lintWasm },
  {
    name: 'rustdoc',
    run: () => run(hostCargo(), ['doc', '--workspace', '--no-deps'], { env: { RUSTDOCFLAGS: '-D warnings' } }),
  },
];

/**
 * Checks of what others have published (SECURITY.md), where their data can be had. Not in CI: tomorrow's advisory is no fault
 * of yesterday's commit.
 * @type {(Check & { isPossible: () => boolean, needs: string })[]}
 */
const AUDITS = [
  {
    name: 'npm audit',
    run: () => run('npm', ['audit']),
    isPossible: () => capture('npm', ['audit', '--audit-level=none']) !== undefined,
    needs: 'the registry has no advisories',
  },
  {
    name: 'cargo deny',
    async run() {
      for (const manifest of [inRoot('Cargo.toml'), pythonManifest]) {
        const code = await cargo(
          'deny',
          '--manifest-path',
          manifest,
          '--workspace',
          'check',
          'licenses',
          'bans',
          'sources',
        );
        if (code !== 0) return code;
      }
      return 0;
    },
    isPossible: () => hasCargoCommand('deny'),
    needs: 'cargo install cargo-deny',
  },
];

/** @param {Check} check */
function isPossible({ name }) {
  return (
    !(name.startsWith('clippy') && !hasCargoCommand('clippy')) &&
    !(name.startsWith('rustfmt') && !hasCargoCommand('fmt'))
  );
}

/**
 * @param {Check} check
 * @returns {Promise<Outcome>}
 */
async function perform(check) {
  if (!isPossible(check)) return { name: check.name, outcome: 'not run', time: 0 };
  say(`\n── ${check.name} ──`);
  const begin = performance.now();
  const outcome = (await check.run()) === 0 ? 'passed' : 'failed';
  return { name: check.name, outcome, time: performance.now() - begin };
}

await runScript(async () => {
  await ensureNodeModules();
  await ensureWasm();
  await ensureLinters();
  const outcomes = [];
  for (const check of CHECKS) outcomes.push(await perform(check));
  const audits = process.env.CI ? [] : AUDITS;
  for (const audit of audits) if (audit.isPossible()) outcomes.push(await perform(audit));
  say('');
  for (const { name, outcome, time } of outcomes) {
    const detail = outcome === 'not run' ? 'this Rust toolchain does not have it' : formatDuration(time);
    say(`${name.padEnd(20)}${outcome.padEnd(10)}${detail}`);
  }
  for (const { name, needs } of audits)
    if (!outcomes.some((each) => each.name === name)) say(`${name.padEnd(20)}${'not run'.padEnd(10)}${needs}`);
  const acceptable = process.env.CI ? ['passed'] : ['passed', 'not run'];
  if (!outcomes.every(({ outcome }) => acceptable.includes(outcome))) process.exitCode = 1;
});
