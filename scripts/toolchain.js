import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { aptCommand, aptInstall, hasApt, isRoot, mayInstallPackages } from './debian.js';
import { inRoot } from './paths.js';
import { SetupError, say, step } from './report.js';
import { capture, findProgram, run } from './run.js';

export const WASM_TARGET = 'wasm32-unknown-unknown';

/** Debian packages of Rust, its source and the WebAssembly linker. */
const DEBIAN_PACKAGES = ['rustc-web', 'cargo-web', 'rust-web-src', 'rust-web-llvm', 'lld-22'];

/** Time limit in milliseconds for a server that does not answer. */
const RUSTUP_TIMEOUT = 90_000;

/**
 * @typedef {object} WasmToolchain
 * @property {string} cargo
 * @property {string[]} cargoOptions
 * @property {string[]} flags  for the compiler, beside those of a build
 * @property {Record<string, string | undefined>} env
 * @property {string} version of the compiler, with its host and commit
 * @property {string} description
 */

/** @param {string} rustc */
function sysrootOf(rustc) {
  const sysroot = capture(rustc, ['--print', 'sysroot']);
  return sysroot && path.join(sysroot, 'lib', 'rustlib');
}

/** @param {string} rustlib */
function hasWasmTarget(rustlib) {
  const folder = path.join(rustlib, WASM_TARGET, 'lib');
  return existsSync(folder) && readdirSync(folder).some((file) => /^libstd-.*\.rlib$/.test(file));
}

/**
 * @param {string} rustlib
 * @param {string} version
 */
function canBuildStd(rustlib, version) {
  const host = /^host: (.+)$/m.exec(version)?.[1] ?? '';
  const linker = existsSync(path.join(rustlib, host, 'bin', 'rust-lld')) || findProgram('rust-lld') !== undefined;
  return linker && existsSync(path.join(rustlib, 'src', 'rust', 'library', 'std', 'Cargo.toml'));
}

/** @param {string} rustlib */
const isRustups = (rustlib) => rustlib.split(path.sep).includes('toolchains');

/**
 * Options for a standard library built from source without panic messages. Nobody would see them, since a panic in a
 * worker is a trap.
 */
const SMALL_STD = {
  cargoOptions: ['-Zbuild-std=std,panic_abort', '-Zbuild-std-features=optimize_for_size'],
  flags: ['-Zunstable-options', '-Cpanic=immediate-abort', '-Zlocation-detail=none'],
};

/** @param {string} version output of `rustc --version --verbose` @param {number} major @param {number} minor */
function isAtLeast(version, major, minor) {
  const release = /^release: (\d+)\.(\d+)/m.exec(version);
  return !release || (Number(release[1]) - major || Number(release[2]) - minor) >= 0;
}

/** @param {string} version output of `rustc --version --verbose` */
function isRecentEnough(version) {
  const required = /^rust-version = "(\d+)\.(\d+)/m.exec(readFileSync(inRoot('Cargo.toml'), 'utf8'));
  return !required || isAtLeast(version, Number(required[1]), Number(required[2]));
}

/** Candidate compilers: the one on the PATH, and the distribution's, which rustup's may hide. */
function* compilers() {
  const seen = new Set();
  for (const [rustc, cargo] of [
    [findProgram('rustc'), findProgram('cargo')],
    ['/usr/bin/rustc', '/usr/bin/cargo'],
  ]) {
    if (!rustc || !cargo || seen.has(rustc) || !existsSync(rustc) || !existsSync(cargo)) continue;
    seen.add(rustc);
    const version = capture(rustc, ['--version', '--verbose']);
    const rustlib = version && isRecentEnough(version) && sysrootOf(rustc);
    if (rustlib) yield { rustc, cargo, version, rustlib };
  }
}

/**
 * @param {{ evenRustups?: boolean }} [options] evenRustups: allow rustup's compiler to build its standard library from source,
 *   for when its prebuilt target is not available
 * @returns {WasmToolchain | undefined}
 */
export function findWasmToolchain({ evenRustups = false } = {}) {
  const candidates = [...compilers()];
  const ready = candidates.find(({ rustlib }) => hasWasmTarget(rustlib));
  if (ready) {
    const { rustc, cargo, version } = ready;
    return {
      cargo,
      cargoOptions: [],
      flags: [],
      env: { RUSTC: rustc },
      version,
      description: `rustc ${releaseOf(version)}`,
    };
  }
  const withSource = candidates.find(
    ({ rustlib, version }) => (evenRustups || !isRustups(rustlib)) && canBuildStd(rustlib, version),
  );
  if (withSource) {
    const { rustc, cargo, version } = withSource;
    return {
      cargo,
      ...(isAtLeast(version, 1, 92) ? SMALL_STD : { cargoOptions: ['-Zbuild-std=std,panic_abort'], flags: [] }),
      env: { RUSTC: rustc, RUSTC_BOOTSTRAP: '1' },
      version,
      description: `rustc ${releaseOf(version)}, with its standard library built from source`,
    };
  }
  return undefined;
}

/** @param {string} version */
const releaseOf = (version) => /^release: (.+)$/m.exec(version)?.[1] ?? 'of unknown version';

/**
 * Adds rustup's WebAssembly target. rustup itself prints an error if it cannot reach its server, so only the result
 * matters here.
 */
async function addWasmTarget() {
  const rustup = findProgram('rustup');
  if (!rustup) return;
  await step(`adding rustup's target ${WASM_TARGET}`, async () => {
    const code = await run(rustup, ['target', 'add', WASM_TARGET], {
      env: { RUST_BACKTRACE: '0' },
      timeout: RUSTUP_TIMEOUT,
    });
    if (code !== 0) say(`  rustup could not add ${WASM_TARGET}${code === 124 ? ' in time' : ''}`);
  });
}

async function installPackages() {
  if (mayInstallPackages()) await aptInstall(DEBIAN_PACKAGES);
}

function missingToolchainMessage() {
  const lines = findProgram('rustc')
    ? [`Rust is here, but it cannot compile to WebAssembly (or is too old: see rust-version in Cargo.toml). Either`]
    : [`No Rust toolchain was found. Either`];
  lines.push(`  with rustup:   rustup update stable && rustup target add ${WASM_TARGET}`);
  if (hasApt()) {
    lines.push(`or with Debian's packages:`, `  ${isRoot() ? '' : 'sudo '}${aptCommand(DEBIAN_PACKAGES)}`);
  }
  return [...lines, 'and start again.'].join('\n');
}

/**
 * A toolchain for WebAssembly, installed if that is possible without a prompt: as a target of the user's rustup, or
 * from the distribution. CI tries the distribution first, since it always has its mirrors.
 * @returns {Promise<WasmToolchain>}
 */
export async function ensureWasmToolchain() {
  let toolchain = findWasmToolchain();
  for (const install of process.env.CI ? [installPackages, addWasmTarget] : [addWasmTarget, installPackages]) {
    if (toolchain) break;
    await install();
    toolchain = findWasmToolchain({ evenRustups: install === addWasmTarget });
  }
  if (!toolchain) throw new SetupError(missingToolchainMessage());
  return toolchain;
}

/** @type {string | undefined} */
let cargoOfThisMachine;

/** The cargo that builds for this machine: the first that runs, since rustup may be present without a toolchain. */
export function hostCargo() {
  cargoOfThisMachine ??= [findProgram('cargo'), '/usr/bin/cargo'].find(
    (cargo) => cargo && capture(cargo, ['--version']),
  );
  if (!cargoOfThisMachine) throw new SetupError(missingToolchainMessage());
  return cargoOfThisMachine;
}
