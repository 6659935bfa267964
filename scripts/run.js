import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.js';
import { SetupError } from './report.js';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] the project's folder by default
 * @property {Record<string, string | undefined>} [env] added to this process's environment; undefined removes a variable
 * @property {number} [timeout] milliseconds
 * @property {(text: string) => void} [onOutput] also receives everything the program prints
 */

/** @param {Record<string, string | undefined>} [changes] */
function environment(changes = {}) {
  const env = { ...process.env, ...changes };
  for (const [name, value] of Object.entries(env)) if (value === undefined) delete env[name];
  return env;
}

/**
 * Finds a program on the PATH.
 * @param {string} name without extension
 * @returns {string | undefined}
 */
export function findProgram(name) {
  const extensions = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  for (const folder of (process.env.PATH ?? '').split(path.delimiter).filter(Boolean)) {
    for (const extension of extensions) {
      const file = path.join(folder, name + extension);
      if (isExecutable(file)) return file;
    }
  }
  return undefined;
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * A program's output, trimmed. Undefined if the program is missing, fails or times out.
 * @param {string} program
 * @param {string[]} parameters
 * @param {RunOptions} [options]
 */
export function capture(program, parameters, { cwd = root, env, timeout = 30_000 } = {}) {
  const result = spawnSync(program, parameters, { cwd, env: environment(env), timeout, encoding: 'utf8' });
  return result.status === 0 ? result.stdout.trim() : undefined;
}

/**
 * Runs a program with its output visible.
 * @param {string} program
 * @param {string[]} parameters
 * @param {RunOptions} [options]
 * @returns {Promise<number>} its exit code; 127 if it could not be started, 124 if it timed out
 */
export function run(program, parameters, { cwd = root, env, timeout, onOutput } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, {
      cwd,
      env: environment(env),
      timeout,
      killSignal: 'SIGKILL',
      stdio: ['ignore', onOutput ? 'pipe' : 'inherit', onOutput ? 'pipe' : 'inherit'],
    });
    for (const [source, target] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])) {
      source?.setEncoding('utf8').on('data', (text) => {
        target.write(text);
        onOutput?.(text);
      });
    }
    child.on('error', () => resolve(127));
    child.on('close', (code, signal) => resolve(code ?? (signal === 'SIGKILL' && timeout ? 124 : 1)));
  });
}

/**
 * Runs a program, and throws if it fails.
 * @param {string} program
 * @param {string[]} parameters
 * @param {RunOptions & { failure?: string }} [options]
 */
export async function runOrFail(program, parameters, { failure, ...options } = {}) {
  const code = await run(program, parameters, options);
  if (code === 0) return;
  throw new SetupError(failure ?? `${path.basename(program)} ${parameters.join(' ')} failed (exit code ${code}).`);
}

/**
 * The command that runs npm: the npm that started this script, or else the one beside Node.
 * @param {string[]} parameters
 * @returns {[string, string[]]}
 */
export function npmCommand(parameters) {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return [process.execPath, [script, ...parameters]];
  // Since Node 20.12, Windows starts a .cmd file only through its shell.
  if (process.platform === 'win32') return ['cmd.exe', ['/d', '/s', '/c', 'npm', ...parameters]];
  return ['npm', parameters];
}

/**
 * Runs npm, and throws if it fails.
 * @param {string[]} parameters
 * @param {RunOptions & { failure?: string }} [options]
 */
export const npm = (parameters, options) => runOrFail(...npmCommand(parameters), options);

/**
 * The command that runs an installed package's program with this Node, independent of the system.
 * @param {string} packageName
 * @param {string} program
 * @param {string[]} parameters
 * @returns {[string, string[]]}
 */
export function packageProgram(packageName, program, parameters) {
  const folder = path.join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return [process.execPath, [path.join(folder, typeof bin === 'string' ? bin : bin[program]), ...parameters]];
}
