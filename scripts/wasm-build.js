import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildBindgen, checkBindgenVersions, writeBindings, writeCatalogue } from './bindings.js';
import { exclusively } from './exclusive.js';
import { catalogueFolder, codeFolder, generatedFolder, inRoot, root } from './paths.js';
import { SetupError, say, step } from './report.js';
import { runOrFail } from './run.js';
import { WASM_TARGET, ensureWasmToolchain } from './toolchain.js';

const CRATE = 'init_lab';

/** The two builds of the same source, with bit-identical results. A host loads the one that it can run. */
const BUILDS = [
  { name: 'simd', flags: ['-Ctarget-feature=+simd128'] },
  { name: 'scalar', flags: [] },
];

/**
 * Disables automatic vectorization and loop strength reduction. The kernels vectorize explicitly, and automatic
 * vectorization of the rest is not faster. Loop strength reduction makes code slower: it computes each address before a
 * load or store, on the ports that multiply and add, instead of using the instruction's own offset.
 */
const FLAGS = ['-Cno-vectorize-loops', '-Cno-vectorize-slp', '-Cllvm-args=-disable-lsr'];

/** Generated files of the tables in Rust, with their folders. @type {[file: string, folder: string][]} */
const TABLES = [
  ['catalogue.js', catalogueFolder],
  ['catalogue-texts.js', catalogueFolder],
  ['catalogue-code.js', codeFolder],
  ['libraries.js', catalogueFolder],
  ['limits.js', generatedFolder],
  ['experiment.d.ts', generatedFolder],
];

/** The bindings, identical for both builds. */
const GLUE = [`${CRATE}.js`, `${CRATE}.d.ts`];
/** The name of wasm-bindgen's glue. It also writes a script without "_bg", which would import the module itself. */
const glueFile = (/** @type {string} */ file) => file.replace('.js', '_bg.js');
const wasmOf = (/** @type {string} */ build) => `${CRATE}_${build}.wasm`;
const OUTPUTS = [
  ...TABLES.map(([file, folder]) => path.join(folder, file)),
  ...[...GLUE, ...BUILDS.map(({ name }) => wasmOf(name))].map((file) => path.join(generatedFolder, file)),
];

const targetFolder = inRoot('target', 'wasm');
const workFolder = path.join(targetFolder, 'bindings');
const stampFile = path.join(generatedFolder, '.stamp');

/** All inputs of a build except the compiler. */
function inputFiles() {
  const sources = ['src', 'crates'].flatMap((folder) =>
    readdirSync(inRoot(folder), { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)),
  );
  const others = ['Cargo.toml', 'Cargo.lock', 'build.rs', '.cargo/config.toml'];
  const tools = [
    'scripts/wasm-build.js',
    'scripts/bindings.js',
    'scripts/bindgen/Cargo.lock',
    'scripts/bindgen/src/main.rs',
    'scripts/catalogue/Cargo.toml',
    'scripts/catalogue/src/main.rs',
  ];
  return [...sources.filter((file) => /\.rs$|Cargo\.toml$/.test(file)), ...others, ...tools]
    .filter((file) => existsSync(inRoot(file)))
    .sort();
}

/** @param {import('./toolchain.js').WasmToolchain} toolchain */
function stampFor(toolchain) {
  const hash = createHash('sha256').update(
    JSON.stringify([BUILDS, FLAGS, toolchain.version, toolchain.cargoOptions, toolchain.flags]),
  );
  for (const file of inputFiles()) hash.update(`\0${file}\0`).update(readFileSync(inRoot(file)));
  return hash.digest('hex');
}

/** @param {string} stamp */
function isFresh(stamp) {
  return [...OUTPUTS, stampFile].every((file) => existsSync(file)) && readFileSync(stampFile, 'utf8') === stamp;
}

/**
 * Compiler flags: those of the build, no warnings (`npm run check` shows them), and replacements of machine-specific
 * paths.
 * @param {string[]} flags
 */
function encodedRustflags(flags) {
  const cargoHome = process.env.CARGO_HOME ?? path.join(process.env.HOME ?? process.env.USERPROFILE ?? '', '.cargo');
  const registries = path.join(cargoHome, 'registry', 'src');
  const registryFolders = existsSync(registries) ? readdirSync(registries) : [];
  const remaps = [
    `--remap-path-prefix=${root}=`,
    `--remap-path-prefix=${cargoHome}=cargo`,
    ...registryFolders.map((folder) => `--remap-path-prefix=${path.join(registries, folder)}=crates`),
  ];
  return [...flags, '-Awarnings', ...remaps].join('\x1f');
}

/**
 * @param {import('./toolchain.js').WasmToolchain} toolchain
 * @param {typeof BUILDS[number]} build
 * @param {string} folder of the bindings
 */
async function buildModule(toolchain, { name, flags }, folder) {
  // With remapped paths, cargo does not distinguish builds by their flags. In one folder, each would overwrite the
  // other.
  const buildFolder = path.join(targetFolder, name);
  await runOrFail(
    toolchain.cargo,
    [
      'build',
      '--quiet',
      '--package',
      'init-lab',
      '--lib',
      '--release',
      '--target',
      WASM_TARGET,
      ...toolchain.cargoOptions,
    ],
    {
      env: {
        ...toolchain.env,
        CARGO_TARGET_DIR: buildFolder,
        CARGO_ENCODED_RUSTFLAGS: encodedRustflags([...FLAGS, ...toolchain.flags, ...flags]),
        RUSTFLAGS: undefined,
      },
      failure: `The build ${name} of src/ failed. See cargo’s output above.`,
    },
  );
  await writeBindings(path.join(buildFolder, WASM_TARGET, 'release', `${CRATE}.wasm`), folder, CRATE);
}

/** @param {string} build  its name */
const folderOf = (build) => path.join(workFolder, build);

/** Checks that both builds have the same glue, which a host uses for either. */
function checkGlueIsIdentical() {
  for (const file of GLUE) {
    const [first, ...others] = BUILDS.map(({ name }) =>
      readFileSync(path.join(folderOf(name), glueFile(file)), 'utf8'),
    );
    if (others.every((other) => other === first)) continue;
    throw new SetupError(
      `wasm-bindgen wrote a different ${file} for each build. What src/wasm exports must not depend on the target features.\n` +
        `Compare ${BUILDS.map(({ name }) => path.join(folderOf(name), glueFile(file))).join(' and ')}`,
    );
  }
}

/**
 * Moves the outputs into place, the stamp last, so that an interrupted move counts as stale.
 * @param {string} stamp
 */
function publish(stamp) {
  for (const folder of [generatedFolder, catalogueFolder, codeFolder]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
  const move = (/** @type {string} */ from, /** @type {string} */ file) =>
    renameSync(from, path.join(generatedFolder, file));
  for (const { name } of BUILDS) move(path.join(folderOf(name), `${CRATE}_bg.wasm`), wasmOf(name));
  for (const file of GLUE) move(path.join(folderOf(BUILDS[0].name), glueFile(file)), file);
  for (const [file, folder] of TABLES) renameSync(path.join(workFolder, file), path.join(folder, file));
  writeFileSync(stampFile, stamp);
}

function describeOutputs() {
  const size = (/** @type {string} */ file) =>
    `${(readFileSync(path.join(generatedFolder, file)).length / 1024).toFixed(1)} KB`;
  return BUILDS.map(({ name }) => `${name} ${size(wasmOf(name))}`).join(', ');
}

/**
 * @param {import('./toolchain.js').WasmToolchain} toolchain
 * @param {string} stamp of the inputs at the start, so that a change during the build makes it stale
 */
async function build(toolchain, stamp) {
  rmSync(workFolder, { recursive: true, force: true });
  await step('compiling the tool that writes the bindings', buildBindgen);
  mkdirSync(workFolder, { recursive: true });
  await step('writing the catalogue', () => writeCatalogue(workFolder));
  // Builds in parallel: the long part of each, the linker's optimization, uses one core.
  await step('compiling src/ to WebAssembly', () =>
    Promise.all(BUILDS.map((build) => buildModule(toolchain, build, folderOf(build.name)))),
  );
  checkBindgenVersions();
  checkGlueIsIdentical();
  publish(stamp);
  rmSync(workFolder, { recursive: true, force: true });
  say(`  WebAssembly by ${toolchain.description}: ${describeOutputs()}`);
}

/** Builds www/engine/generated/ unless it matches src/ and this toolchain. */
export async function ensureWasm() {
  const toolchain = await ensureWasmToolchain();
  if (isFresh(stampFor(toolchain))) return;
  await exclusively('wasm', async () => {
    const stamp = stampFor(toolchain);
    if (!isFresh(stamp)) await build(toolchain, stamp);
  });
}
