/** The experiments that the page of papers opens under its tables: they are those of the tables, and their scripts print them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { papersHtml } from '../../scripts/lesson.js';
import { SWEEPS, sweepOf, withTables } from '../../scripts/papers-experiments.js';
import { pythonForTests } from '../../scripts/python.js';
import { createLab } from '../../www/engine/lab.js';
import { fields } from '../../www/experiment/catalogue.js';
import { fromLink } from '../../www/experiment/read-link.js';
import { sweepScript } from '../../www/export/python/sweep-script.js';
import { meanOf } from './papers-facts.js';
import { keptRuns } from './papers-runs.js';
import { runPython } from './python.js';

const { python, skip } = await pythonForTests(['numpy']);
const kept = keptRuns();
const NAMES = Object.keys(SWEEPS);

/** @param {any} experiment @returns {Promise<any>} */
async function completed(experiment) {
  const lab = await createLab(experiment);
  const { experiment: complete } = lab;
  lab.free();
  return complete;
}

/**
 * What a script prints at the end of each line: run by run, cell by cell.
 * @param {any} experiment @returns {{ rows: number[][], header: string }}
 */
function printed(experiment) {
  const { axes, seeds } = experiment.sweep;
  const values = axes.map((/** @type {any} */ { field, from, to, steps }) => ({
    field,
    values: Array.from({ length: steps }, (_, k) => from + (k * (to - from)) / (steps - 1)),
  }));
  const runs = experiment.runs.map((/** @type {any} */ { initializer }) => initializer);
  const lines = runPython(String(python), sweepScript({ experiment, runs, axes: values }))
    .split('\n')
    .filter((line) => !/^\d+ of \d+ trainings/.test(line));
  const header = lines.find((line) => / median /.test(` ${line}`)) ?? '';
  const rows = lines.filter((line) => /^[\d.]/.test(line)).map((line) => line.trim().split(/ +/).map(Number));
  rows.forEach((row) => assert.equal(row[axes.length + 5], seeds));
  return { rows, header };
}

describe('the experiments of the tables', () => {
  it('open by their links, to the last bit', async () => {
    const html = await withTables(papersHtml());
    assert.doesNotMatch(html, /href="table:/);
    const links = [...html.matchAll(/class="of-table">\s*<a href="\.\/#([^"]+)"/g)].map(([, link]) => link);
    assert.equal(links.length, NAMES.length);
    for (const [k, name] of NAMES.entries()) {
      const { experiment, rest, problems } = fromLink(links[k].replaceAll('&amp;', '&'), fields);
      assert.deepEqual([rest, problems], [[], []], name);
      assert.deepEqual(await completed(experiment), await completed(sweepOf(name)), name);
    }
  });

  it('have scripts that print the numbers of their tables, for their first seeds', { skip }, async () => {
    for (const name of NAMES) {
      const { seeds } = SWEEPS[name];
      const few = name === 'lu' ? 40 : 4;
      const { rows, header } = printed(await completed(sweepOf(name, 0, few)));
      assert.equal(rows.length, kept[name].length / seeds, name);
      const isShare = SWEEPS[name].measure === 'collapsed';
      assert.match(header, isShare ? /share$/ : /mean log10 +error$/);
      rows.forEach((row, k) => {
        const values = kept[name].slice(k * seeds, k * seeds + few);
        const { mean, se } = meanOf(isShare ? values : values.map(Math.log10));
        const [ours, error] = isShare ? [row.at(-1), se] : row.slice(-2);
        // Six digits of each value are kept.
        assert.ok(Math.abs(Number(ours) - mean) < 1e-5 && Math.abs(Number(error) - se) < 1e-5, `${name} ${k}: ${row}, ${mean} ± ${se}`); // prettier-ignore
      });
    }
  });
});
