import { performance } from 'node:perf_hooks';

/** An error that the user has to fix. Its message says how, and no stack trace is printed. */
export class SetupError extends Error {
  name = 'SetupError';
}

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** @param {number} milliseconds */
export function formatDuration(milliseconds) {
  const seconds = milliseconds / 1000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/**
 * Announces a task, runs it, and prints its duration.
 * @template T
 * @param {string} title
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const begin = performance.now();
  say(`… ${title}`);
  const result = await work();
  say(`✓ ${title} (${formatDuration(performance.now() - begin)})`);
  return result;
}

/**
 * Runs a script's main function. A SetupError ends the script with only its message.
 * @param {() => void | Promise<void>} main
 */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof SetupError ? `\n✗ ${error.message}` : error);
    process.exitCode = 1;
  }
}
