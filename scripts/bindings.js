import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.js';
import { SetupError } from './report.js';
import { runOrFail } from './run.js';
import { hostCargo } from './toolchain.js';

const manifest = inRoot('scripts', 'bindgen', 'Cargo.toml');
const targetFolder = inRoot('target', 'bindgen');

/**
 * @param {string} lockFile
 * @param {string} crate
 */
function lockedVersion(lockFile, crate) {
  return new RegExp(`name = "${crate}"\\s+version = "([^"]+)"`).exec(readFileSync(lockFile, 'utf8'))?.[1];
}

/** wasm-bindgen's library and tool share an unstable format, so their versions must be equal. */
export function checkBindgenVersions() {
  const library = lockedVersion(inRoot('Cargo.lock'), 'wasm-bindgen');
  const tool = lockedVersion(inRoot('scripts', 'bindgen', 'Cargo.lock'), 'wasm-bindgen-cli-support');
  if (library === tool) return;
  throw new SetupError(
    `Cargo.lock has wasm-bindgen ${library}, but scripts/bindgen/Cargo.lock has wasm-bindgen-cli-support ${tool}.\n` +
      `Set both to the same version: "=${library}" in scripts/bindgen/Cargo.toml, or ` +
      `cargo update -p wasm-bindgen --precise ${tool}`,
  );
}

/** Compiles the tool that generates the bindings. */
export function buildBindgen() {
  return runOrFail(hostCargo(), ['build', '--quiet', '--locked', '--manifest-path', manifest], {
    env: { CARGO_TARGET_DIR: targetFolder },
    failure: 'The tool in scripts/bindgen did not compile. See cargo’s output above.',
  });
}

/**
 * Generates JavaScript from the tables in Rust.
 * @param {string} folder
 */
export function writeCatalogue(folder) {
  return runOrFail(hostCargo(), ['run', '--quiet', '--locked', '--package', 'init-lab-catalogue', '--', folder], {
    failure: 'The catalogue could not be written. See cargo’s output above.',
  });
}

/**
 * Writes `<name>_bg.js`, `<name>.d.ts` and `<name>_bg.wasm`.
 * @param {string} wasmFile output of the compiler
 * @param {string} outputFolder
 * @param {string} name
 */
export function writeBindings(wasmFile, outputFolder, name) {
  const program = path.join(targetFolder, 'debug', `init-lab-bindgen${process.platform === 'win32' ? '.exe' : ''}`);
  return runOrFail(program, [wasmFile, outputFolder, name], {
    failure: 'wasm-bindgen could not write the bindings. See its output above.',
  });
}
