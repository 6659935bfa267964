/** Runs exported Python and parses its output. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * A program's output, run from a file in a folder of its own.
 * @param {string} python @param {string} code
 * @param {{ parameters?: string[], quiet?: boolean, encoding?: string }} [how]  quiet: fails on any warning; encoding: of the console, utf-8 by default
 */
export function runPython(python, code, { parameters = [], quiet = true, encoding } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'init-lab-'));
  try {
    const file = path.join(folder, 'exported.py');
    writeFileSync(file, code);
    const { status, stdout, stderr } = spawnSync(python, ['-B', file, ...parameters], {
      cwd: folder,
      // Other encodings of consoles are alike in ASCII.
      encoding: encoding ? 'latin1' : 'utf8',
      env: {
        ...process.env,
        ...(encoding ? { PYTHONUTF8: '0', PYTHONIOENCODING: encoding } : { PYTHONUTF8: '1' }),
        JAX_PLATFORMS: 'cpu',
      },
      maxBuffer: 1e8,
    });
    assert.equal(status, 0, stderr);
    if (quiet) assert.equal(stderr, '', 'no warnings');
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @typedef {{ iteration: number, cost: number, train: number | null, test: number | null, page: number | null }} Reported */

/** A float as Python prints it. @param {string} text */
const float = (text) => (text === 'inf' ? Infinity : text === 'nan' ? NaN : Number(text));

/** @param {string} text */
const share = (text) => (text.trim() === '-' ? null : Number(text.replace('%', '')) / 100);

/**
 * The blocks of a script's output: those of trainings, and those of signals by layer.
 * @param {string} output
 */
function blocksOf(output) {
  const all = output.split(/\n\n|^\n/).filter(Boolean);
  const isOfSignals = (/** @type {string} */ block) => block.split('\n')[1]?.startsWith('layer ');
  return { trainings: all.filter((block) => !isOfSignals(block)), signals: all.filter(isOfSignals) };
}

/** Parses what a script prints of the signals by layer, run by run. @param {string} output */
export const printedSignals = (output) =>
  blocksOf(output).signals.map((block) => {
    const [label, , ...lines] = block.trimEnd().split('\n');
    return { label, layers: lines.map((line) => line.trim().split(/ +/).map(Number)) };
  });

/**
 * Parses a script's output: each run's name, its figures, and its end.
 * @param {string} output
 */
export function reports(output) {
  return blocksOf(output).trainings.map((block) => {
    const [label, header, ...lines] = block.trimEnd().split('\n');
    assert.match(header, /^iteration {2}cost/);
    const diverged = lines.at(-1)?.startsWith('diverged') ? lines.pop() : undefined;
    const figures = lines.map((line) => {
      const found = /^ *(\d+) {2}(\S+) +([\d.]+ %|-) +([\d.]+ %|-) *(?: {2}page: (\S+), here \S+)?$/.exec(line);
      assert.ok(found, line);
      const [, iteration, cost, train, test, page] = found;
      return {
        iteration: Number(iteration),
        cost: float(cost),
        train: share(train),
        test: share(test),
        page: page === undefined ? null : float(page),
      };
    });
    return { label, figures, diverged };
  });
}
