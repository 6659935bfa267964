import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { inRoot } from './paths.js';
import { say } from './report.js';

const cacheFolder = inRoot('.cache');

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} lockFile */
function holderOf(lockFile) {
  try {
    return Number(readFileSync(lockFile, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} lockFile */
function tryToTake(lockFile) {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    return false;
  }
}

/**
 * Runs work exclusively among the scripts of this project, by name. Ignores a lock left by an interrupted run.
 * @template T
 * @param {string} name
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function exclusively(name, work) {
  mkdirSync(cacheFolder, { recursive: true });
  const lockFile = inRoot('.cache', `${name}.lock`);
  let announced = false;
  while (!tryToTake(lockFile)) {
    const holder = holderOf(lockFile);
    if (holder && !isAlive(holder)) {
      rmSync(lockFile, { force: true });
      continue;
    }
    if (!announced) say(`… waiting for another run (process ${holder ?? '?'}) to finish "${name}"`);
    announced = true;
    await wait(300);
  }
  const release = () => rmSync(lockFile, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}
