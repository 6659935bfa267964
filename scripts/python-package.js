/** Builds the Python package, and installs it into an environment of its own under target/ with what tests it. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exclusively } from './exclusive.js';
import { inRoot } from './paths.js';
import { ensureSystemPython } from './python.js';
import { SetupError, step } from './report.js';
import { capture, runOrFail } from './run.js';
import { hostCargo } from './toolchain.js';

/** The oldest minor version of Python 3 that the package is for. */
const OLDEST = 10;
const folder = inRoot('target', 'python-package');
const environment = path.join(folder, 'environment');
/** Holds the source distribution and the wheel. */
export const wheelsFolder = path.join(folder, 'wheels');
const requirements = inRoot('python', 'requirements-test.txt');
const programs = path.join(environment, process.platform === 'win32' ? 'Scripts' : 'bin');
const environmentPython = path.join(programs, process.platform === 'win32' ? 'python.exe' : 'python');

/** What the wheel is made of. */
const SOURCES = ['src', 'crates', 'python/src', 'python/init_lab'];
const FILES = [
  'Cargo.toml',
  'python/Cargo.toml',
  'python/Cargo.lock',
  'python/pyproject.toml',
  'python/description.md',
  'python/LICENSE-APACHE',
  'python/LICENSE-MIT',
];

/** A digest of files. @param {string[]} files */
function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${path.basename(file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

function sourceFiles() {
  const ofFolders = SOURCES.flatMap((name) =>
    readdirSync(inRoot(name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.(?:pyc|so)$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
  return [...ofFolders, ...FILES.map((name) => inRoot(name))].sort();
}

/**
 * Does a step unless its stamp says that it is done with this very input.
 * @param {string} name @param {string} digest  of the input @param {() => Promise<void>} work
 */
async function unlessDone(name, digest, work) {
  const stamp = path.join(folder, `.${name}`);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return false;
  rmSync(stamp, { force: true });
  await work();
  writeFileSync(stamp, digest);
  return true;
}

/** A Python that is new enough. @throws {SetupError} without one */
async function newEnoughPython() {
  const python = await ensureSystemPython();
  const minor = Number(capture(python, ['-c', 'import sys; print(sys.version_info[1])']));
  if (minor >= OLDEST) return python;
  throw new SetupError(`The Python package needs Python 3.${OLDEST} or newer; this one is 3.${minor}.`);
}

async function ensureEnvironment() {
  const python = await newEnoughPython();
  const digest = `${digestOf([requirements])} ${capture(python, ['-VV'])}`;
  await unlessDone('environment', digest, async () => {
    rmSync(environment, { recursive: true, force: true });
    await step('making a Python environment in target/python-package', () =>
      runOrFail(python, ['-m', 'venv', environment]),
    );
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    await step('installing what python/requirements-test.txt names', () =>
      runOrFail(environmentPython, [...pip, '-r', requirements]),
    );
  });
  return digest;
}

/** Unpacks an archive, with files of today: Cargo takes old ones for compiled. */
const UNPACK = `
import os, pathlib, sys, tarfile
with tarfile.open(sys.argv[1]) as archive:
    archive.extractall(sys.argv[2])
for file in pathlib.Path(sys.argv[2]).rglob("*"):
    os.utime(file)
`;

/** Unpacks the source distribution. */
async function unpack() {
  const sources = path.join(folder, 'sdist');
  rmSync(sources, { recursive: true, force: true });
  const archive = readdirSync(wheelsFolder).find((name) => name.endsWith('.tar.gz'));
  await runOrFail(environmentPython, ['-c', UNPACK, path.join(wheelsFolder, String(archive)), sources]);
  return path.join(sources, readdirSync(sources)[0]);
}

/** Builds the source distribution, and the wheel from it: so each build also shows that the former is complete. */
async function buildWheel() {
  rmSync(wheelsFolder, { recursive: true, force: true });
  mkdirSync(wheelsFolder, { recursive: true });
  const env = {
    CARGO: hostCargo(),
    CARGO_TARGET_DIR: inRoot('target', 'python-build'),
    PATH: [programs, path.dirname(hostCargo()), process.env.PATH].join(path.delimiter),
  };
  const maturin = ['-m', 'maturin', 'sdist', '--manifest-path', inRoot('python', 'Cargo.toml')];
  await runOrFail(environmentPython, [...maturin, '--out', wheelsFolder], { env });
  const sources = await unpack();
  const pip = ['-m', 'pip', 'wheel', '--quiet', '--disable-pip-version-check', '--no-build-isolation', '--no-deps'];
  await runOrFail(environmentPython, [...pip, '--wheel-dir', wheelsFolder, sources], { env });
}

/**
 * Builds the package if it has changed.
 * @returns {Promise<{ python: string, wheel: string }>} python: of an environment that has it, and what tests it
 * @throws {SetupError} where there is no Python that is new enough
 */
export async function ensurePythonPackage() {
  mkdirSync(folder, { recursive: true });
  await exclusively('python-package', async () => {
    const made = await ensureEnvironment();
    const digest = digestOf(sourceFiles());
    await unlessDone('wheel', digest, () => step('building the Python package', buildWheel));
    await unlessDone('installed', `${made} ${digest}`, async () => {
      const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--force-reinstall', '--no-deps'];
      await runOrFail(environmentPython, [...pip, wheelFile()]);
    });
  });
  return { python: environmentPython, wheel: wheelFile() };
}

const wheelFile = () =>
  path.join(wheelsFolder, String(readdirSync(wheelsFolder).find((name) => name.endsWith('.whl'))));
