/**
 * npm run hosts: installs hosts of docs/embedding.md, pinned, builds a page with each recipe, and trains it in a browser. Outside CI.
 *
 *   npm run hosts                    all
 *   npm run hosts -- vue streamlit   some, by name
 */
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBrowser } from './browser.js';
import { PYTHON_HOSTS } from './hosts-python-table.js';
import { tryPythonHosts } from './hosts-python.js';
import { HOSTS } from './hosts-table.js';
import { tried } from './hosts-trial.js';
import { distFolder, inRoot } from './paths.js';
import { SetupError, runScript, say, step } from './report.js';
import { capture, findProgram, npm, runOrFail } from './run.js';

/** @typedef {import('./hosts-table.js').Host} Host */

const TARGET = inRoot('target', 'hosts');

/** Packs init-lab, and gives the archive. */
async function packed() {
  mkdirSync(TARGET, { recursive: true });
  await npm(['pack', '--silent', '--ignore-scripts', '--pack-destination', TARGET], { failure: 'npm pack failed.' });
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  return path.join(TARGET, `init-lab-${version}.tgz`);
}

/** @param {Record<string, string>} copies  places below `to`, by paths below `from` @param {string} from @param {string} to */
function copy(copies, from, to) {
  for (const [source, place] of Object.entries(copies))
    cpSync(path.join(from, source), path.join(to, place), { recursive: true });
}

/** Writes, installs and builds a host's site; gives its folder. @param {Host} host @param {string} archive */
async function built(host, archive) {
  const folder = path.join(TARGET, host.name);
  // What is installed stays, so that a second run is quick.
  for (const name of existsSync(folder) ? readdirSync(folder) : [])
    if (!['node_modules', 'package-lock.json', '.venv'].includes(name))
      rmSync(path.join(folder, name), { recursive: true });
  for (const [file, text] of Object.entries(host.files)) {
    const place = path.join(folder, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  copy(host.copies ?? {}, distFolder, folder);
  const failure = `${host.name} could not be installed or built.`;
  if (host.kind === 'python') {
    const system = findProgram('python3');
    if (!system) throw new SetupError('There is no Python 3 on the PATH.');
    const program = path.join(folder, '.venv', 'bin', 'python');
    await runOrFail(system, ['-m', 'venv', path.join(folder, '.venv')], { failure });
    await runOrFail(program, ['-m', 'pip', 'install', '--quiet', ...host.packages], { failure });
    await runOrFail(program, ['-m', ...(host.build ?? [])], { cwd: folder, failure });
    return path.join(folder, host.out);
  }
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, ...host.manifest }));
  await npm(['install', '--silent', '--no-audit', '--no-fund', ...host.packages, archive], { cwd: folder, failure });
  copy(host.installed ?? {}, path.join(folder, 'node_modules'), folder);
  for (const [program, ...parameters] of [host.prepare, host.build].filter((command) => command !== undefined))
    await runOrFail(path.join(folder, 'node_modules', '.bin', program), parameters, { cwd: folder, failure });
  return path.join(folder, host.out);
}

await runScript(async () => {
  const asked = process.argv.slice(2);
  const isAsked = (/** @type {{ name: string }} */ { name }) => asked.length === 0 || asked.includes(name);
  const [hosts, pythonHosts] = [HOSTS.filter(isAsked), PYTHON_HOSTS.filter(isAsked)];
  const count = hosts.length + pythonHosts.length;
  if (count === 0) throw new SetupError(`There are ${[...HOSTS, ...PYTHON_HOSTS].map(({ name }) => name).join(', ')}.`);
  const archive = hosts.length > 0 ? await packed() : '';
  const browser = await chromium.launch(await ensureBrowser());
  const rows = [
    '| host | costs | console | height at 1280 | theme in dark | link | away and back |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ];
  let failed = 0;
  try {
    for (const host of hosts)
      await step(host.title, async () => {
        try {
          const row = await tried(host, await built(host, archive), browser);
          if (!row.isGood) failed += 1;
          for (const fault of row.faults) say(`  ${host.title}: ${fault}`);
          const cells = [host.title, row.bits, row.console, `${row.height} px`, row.theme, row.link, row.back];
          rows.push(`| ${cells.join(' | ')} |`);
        } catch (error) {
          failed += 1;
          rows.push(`| ${host.title} | failed: ${String(error).split('\n')[0]} | | | | | |`);
        }
      });
    const python = await tryPythonHosts(pythonHosts, browser);
    failed += python.failed;
    rows.push('', ...python.rows);
  } finally {
    await browser.close();
  }
  const version = capture(String(findProgram('git')), ['rev-parse', '--short', 'HEAD']) ?? '';
  say(`\n${rows.join('\n')}\n\n${new Date().toISOString().slice(0, 10)} ${version}`);
  if (failed > 0) throw new SetupError(`${failed} of ${count} hosts failed.`);
});
