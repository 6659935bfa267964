import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildBindgen, checkBindgenVersions, writeBindings, writeCatalogue } from './bindings.js';
import { exclusively } from './exclusive.js';
import { generatedFolder, inRoot, root } from './paths.js';
import { SetupError, say, step } from './report.js';
import { runOrFail } from './run.js';
import { WASM_TARGET, ensureWasmToolchain } from './toolchain.js';

const CRATE = 'init_lab';

/** One source, two builds with the same results to the last bit; the page loads the one its browser can run. */
const VARIANTS = [
  { name: 'simd', flags: ['-Ctarget-feature=+simd128'] },
  { name: 'scalar', flags: [] },
];

/** What can be named in an experiment: data, so that nothing computes it in a browser. */
const CATALOGUE = ['catalogue.js', 'fields.js'];

const OUTPUTS = [...CATALOGUE, `${CRATE}.js`, `${CRATE}.d.ts`, ...VARIANTS.map(({ name }) => `${CRATE}_${name}.wasm`)];

const targetFolder = inRoot('target', 'wasm');
const workFolder = path.join(targetFolder, 'bindings');
const stampFile = path.join(generatedFolder, '.stamp');

/** Everything that a build is made from, apart from the compiler. */
function inputFiles() {
  const sources = readdirSync(inRoot('src'), { recursive: true, encoding: 'utf8' }).map((file) =>
    path.join('src', file),
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
  const hash = createHash('sha256').update(JSON.stringify([VARIANTS, toolchain.version, toolchain.cargoOptions]));
  for (const file of inputFiles()) hash.update(`\0${file}\0`).update(readFileSync(inRoot(file)));
  return hash.digest('hex');
}

/** @param {string} stamp */
function isFresh(stamp) {
  const outputs = OUTPUTS.map((file) => path.join(generatedFolder, file));
  return [...outputs, stampFile].every((file) => existsSync(file)) && readFileSync(stampFile, 'utf8') === stamp;
}

/**
 * Flags for the compiler: those of the variant, no warnings (`npm run check` shows them), and folders replaced so that
 * no machine's paths stand in the build.
 * @param {string[]} flags
 */
function encodedRustflags(flags) {
  const cargoHome = process.env.CARGO_HOME ?? path.join(process.env.HOME ?? process.env.USERPROFILE ?? '', '.cargo');
  const remaps = [`--remap-path-prefix=${root}=`, `--remap-path-prefix=${cargoHome}=cargo`];
  return [...flags, '-Awarnings', ...remaps].join('\x1f');
}

/**
 * @param {import('./toolchain.js').WasmToolchain} toolchain
 * @param {typeof VARIANTS[number]} variant
 * @param {string} folder where the bindings go
 */
async function buildVariant(toolchain, variant, folder) {
  // With remapped paths, cargo does not tell builds apart by their flags: in one folder, each would undo the other.
  const variantFolder = path.join(targetFolder, variant.name);
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
        CARGO_TARGET_DIR: variantFolder,
        CARGO_ENCODED_RUSTFLAGS: encodedRustflags(variant.flags),
        RUSTFLAGS: undefined,
      },
      failure: `The ${variant.name} build of src/ failed. See cargo’s output above.`,
    },
  );
  await writeBindings(path.join(variantFolder, WASM_TARGET, 'release', `${CRATE}.wasm`), folder, CRATE);
}

/**
 * The page loads either build with the same glue.
 * @param {string[]} folders
 */
function checkGlueIsIdentical(folders) {
  for (const file of [`${CRATE}.js`, `${CRATE}.d.ts`]) {
    const [first, ...others] = folders.map((folder) => readFileSync(path.join(folder, file), 'utf8'));
    if (others.every((other) => other === first)) continue;
    throw new SetupError(
      `wasm-bindgen wrote a different ${file} for each build. What src/wasm.rs exports must not depend on the target features.\n` +
        `Compare ${folders.map((folder) => path.join(folder, file)).join(' and ')}`,
    );
  }
}

/**
 * Puts the outputs in place, the stamp last: an interrupted move counts as stale.
 * @param {string[]} folders
 * @param {string} stamp
 */
function publish(folders, stamp) {
  mkdirSync(generatedFolder, { recursive: true });
  rmSync(stampFile, { force: true });
  VARIANTS.forEach(({ name }, index) => {
    renameSync(path.join(folders[index], `${CRATE}_bg.wasm`), path.join(generatedFolder, `${CRATE}_${name}.wasm`));
  });
  for (const file of [`${CRATE}.js`, `${CRATE}.d.ts`])
    renameSync(path.join(folders[0], file), path.join(generatedFolder, file));
  for (const file of CATALOGUE) renameSync(path.join(workFolder, file), path.join(generatedFolder, file));
  writeFileSync(stampFile, stamp);
}

function describeOutputs() {
  const size = (/** @type {string} */ file) =>
    `${(readFileSync(path.join(generatedFolder, file)).length / 1024).toFixed(1)} KB`;
  return VARIANTS.map(({ name }) => `${name} ${size(`${CRATE}_${name}.wasm`)}`).join(', ');
}

/**
 * @param {import('./toolchain.js').WasmToolchain} toolchain
 * @param {string} stamp of the inputs as they were before: whatever changes meanwhile makes the build stale
 */
async function build(toolchain, stamp) {
  const folders = [];
  rmSync(workFolder, { recursive: true, force: true });
  await step('compiling the tool that writes the bindings', buildBindgen);
  mkdirSync(workFolder, { recursive: true });
  await step('writing the catalogue', () => writeCatalogue(workFolder));
  for (const variant of VARIANTS) {
    const folder = path.join(workFolder, variant.name);
    folders.push(folder);
    await step(`compiling src/ to WebAssembly (${variant.name})`, () => buildVariant(toolchain, variant, folder));
  }
  checkBindgenVersions();
  checkGlueIsIdentical(folders);
  publish(folders, stamp);
  rmSync(workFolder, { recursive: true, force: true });
  say(`  WebAssembly by ${toolchain.description}: ${describeOutputs()}`);
}

/** Builds www/engine/generated/ unless it is already what src/ and this toolchain make. */
export async function ensureWasm() {
  const toolchain = await ensureWasmToolchain();
  if (isFresh(stampFor(toolchain))) return;
  await exclusively('wasm', async () => {
    const stamp = stampFor(toolchain);
    if (!isFresh(stamp)) await build(toolchain, stamp);
  });
}
