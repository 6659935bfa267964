/** Helper processes with requests in lines of JSON; none outlives the benchmark. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** @type {Set<() => unknown>} */
const stops = new Set();

/**
 * Registers a function that stops something when the benchmark ends for any reason.
 * @param {() => unknown} stop
 * @returns {() => void} removes the registration
 */
export function stopAtEnd(stop) {
  stops.add(stop);
  return () => stops.delete(stop);
}

/** Stops every helper that still runs. */
export async function stopAll() {
  const all = [...stops];
  stops.clear();
  await Promise.allSettled(all.map((stop) => stop()));
}

let signalled = false;

/** Whether a signal is ending the benchmark. */
export const isInterrupted = () => signalled;

/** Ends this process as a signal would, with all its helpers. */
export function stopOnSignals() {
  for (const [signal, number] of /** @type {const} */ ([
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ])) {
    process.once(signal, async () => {
      signalled = true;
      await stopAll();
      process.exit(128 + number);
    });
  }
}

/**
 * @param {string} program @param {string[]} parameters
 * @param {{ env?: Record<string, string>, cwd?: string }} options
 */
function start(program, parameters, { env, cwd }) {
  if (signalled) throw new Error('interrupted');
  const child = spawn(program, parameters, { cwd, env: { ...process.env, ...env }, stdio: 'pipe' });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaints = (complaints + text).slice(-4000);
  });
  const forget = stopAtEnd(() => child.kill('SIGKILL'));
  /** @type {Promise<string[]>} the lines of its standard error */
  const ended = new Promise((resolve) => {
    child.on('error', (error) => {
      forget();
      resolve([error.message]);
    });
    child.on('close', (code, signal) => {
      forget();
      const lines = complaints.trim().split('\n').filter(Boolean);
      resolve(code === 0 ? [] : lines.length > 0 ? lines : [`ended with ${signal ?? `exit code ${code}`}`]);
    });
  });
  return { child, ended };
}

/**
 * Runs an installer.
 * @param {string} program @param {string[]} parameters
 * @param {{ env?: Record<string, string>, cwd?: string }} [options]
 * @throws {Error} with its first reported error, if it fails
 */
export async function install(program, parameters, options = {}) {
  const { child, ended } = start(program, parameters, options);
  child.stdout.resume();
  const complaints = await ended;
  if (complaints.length === 0) return;
  const line = complaints.find((text) => /error/i.test(text)) ?? complaints[complaints.length - 1];
  throw new Error(`it could not be installed (${line.trim()})`);
}

/** Time limit for an answer in milliseconds, far above a normal one. */
const PATIENCE = 10 * 60_000;

/**
 * A process that answers requests, one at a time.
 * @param {string} program @param {string[]} parameters
 * @param {{ env?: Record<string, string>, cwd?: string }} [options]
 */
export function answeringProcess(program, parameters, options = {}) {
  const { child, ended } = start(program, parameters, options);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.stdin.on('error', () => {}); // Errors are reported by `ended`.

  async function answer() {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error((await ended).at(-1) ?? 'ended without an answer');
      // Some libraries print a banner on standard output.
      if (value.startsWith('{')) return JSON.parse(value);
    }
  }

  return {
    /**
     * @param {object} request
     * @returns {Promise<any>}
     * @throws {Error} if the process refuses, ends, or is silent for minutes
     */
    async ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
      const result = await answer().finally(() => clearTimeout(timer));
      if (result.error !== undefined) throw new Error(result.error);
      return result;
    },
    async close() {
      child.stdin.end();
      const timer = setTimeout(() => child.kill('SIGKILL'), 2000);
      await ended;
      clearTimeout(timer);
    },
  };
}
