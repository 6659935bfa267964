/**
 * npm run hosts: installs hosts of docs/embedding.md, pinned, builds a page with each recipe, and trains it in a browser. Outside CI.
 *
 *   npm run hosts                    all
 *   npm run hosts -- vue next        some, by name
 */
/* global document */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBrowser } from './browser.js';
import { HOSTS } from './hosts-table.js';
import { distFolder, inRoot } from './paths.js';
import { SetupError, runScript, say, step } from './report.js';
import { capture, findProgram, npm, runOrFail } from './run.js';
import { serveStatic } from './serve-static.js';

/** @typedef {import('./hosts-table.js').Host} Host */

const TARGET = inRoot('target', 'hosts');
/** Iterations that each page trains. */
const ITERATIONS = 1000;

/** Packs init-lab, and gives the archive. */
async function packed() {
  mkdirSync(TARGET, { recursive: true });
  await npm(['pack', '--silent', '--ignore-scripts', '--pack-destination', TARGET], { failure: 'npm pack failed.' });
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  return path.join(TARGET, `init-lab-${version}.tgz`);
}

/** Writes, installs and builds a host's site; gives its folder. @param {Host} host @param {string} archive */
async function built(host, archive) {
  const folder = path.join(TARGET, host.name);
  for (const [file, text] of Object.entries(host.files)) {
    const place = path.join(folder, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  for (const [from, to] of Object.entries(host.copies ?? {}))
    cpSync(path.join(distFolder, from), path.join(folder, to), { recursive: true });
  rmSync(path.join(folder, host.out), { recursive: true, force: true });
  const failure = `${host.name} could not be installed or built.`;
  if (host.kind === 'python') {
    const system = findProgram('python3');
    if (!system) throw new SetupError('There is no Python 3 on the PATH.');
    const program = path.join(folder, '.venv', 'bin', 'python');
    await runOrFail(system, ['-m', 'venv', path.join(folder, '.venv')], { failure });
    await runOrFail(program, ['-m', 'pip', 'install', '--quiet', ...host.packages], { failure });
    await runOrFail(program, ['-m', ...host.build], { cwd: folder, failure });
    return path.join(folder, host.out);
  }
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, type: host.type ?? 'module' }));
  await npm(['install', '--silent', '--no-audit', '--no-fund', ...host.packages, archive], { cwd: folder, failure });
  const [program, ...parameters] = host.build;
  await runOrFail(path.join(folder, 'node_modules', '.bin', program), parameters, { cwd: folder, failure });
  return path.join(folder, host.out);
}

/** What the page of a host does. @param {Host} host @param {string} folder @param {import('playwright-core').Browser} browser */
async function tried(host, folder, browser) {
  const { createLab } = await import('../www/engine/lab.js');
  const lab = await createLab(host.experiment ?? { preset: 'notebook' });
  lab.advance(ITERATIONS);
  const expected = JSON.stringify(lab.snapshot().runs.map(({ cost }) => cost));
  lab.free();
  const server = await serveStatic(folder, { base: host.base ?? '/' });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'dark' });
  /** @type {string[]} */
  const errors = [];
  // Fonts and scripts that a host's theme takes from other servers may be out of reach.
  const foreign = (/** @type {import('playwright-core').ConsoleMessage} */ message) =>
    !message.location().url.startsWith(server.url);
  page.on('console', (message) => {
    if (message.type() === 'error' && !foreign(message)) errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  try {
    const address = new URL(`${(host.base ?? '/').slice(1)}${host.page ?? ''}`, server.url);
    await page.goto(address.href);
    await page.waitForFunction(() => document.querySelector('init-lab')?.settled, null, { timeout: 60_000 });
    await page.waitForFunction(
      (wanted) => !wanted || document.querySelector('init-lab')?.getState()?.seed === wanted,
      host.experiment?.seed,
    );
    const costs = await page.evaluate(async (count) => {
      const element = /** @type {import('../www/element/init-lab-element.js').InitLab} */ (
        document.querySelector('init-lab')
      );
      await element.advance(count);
      return JSON.stringify((await element.inspect()).runs.map(({ cost }) => cost));
    }, ITERATIONS);
    const { height, theme } = await page.evaluate(() => {
      const element = /** @type {HTMLElement} */ (document.querySelector('init-lab'));
      return {
        height: element.offsetHeight,
        theme: element.shadowRoot?.querySelector('.lab')?.getAttribute('data-theme'),
      };
    });
    await page.click('#share');
    await page.waitForSelector('#share-dialog[open]');
    const link = (await page.inputValue('#share-link')).replace(server.url, '/');
    return {
      bits: costs === expected ? 'equal' : 'DIFFER',
      errors: errors.length,
      height,
      theme,
      link,
      first: errors[0],
    };
  } finally {
    await page.close();
    await server.close();
  }
}

await runScript(async () => {
  const asked = process.argv.slice(2);
  const hosts = HOSTS.filter(({ name }) => asked.length === 0 || asked.includes(name));
  if (hosts.length === 0) throw new SetupError(`There are ${HOSTS.map(({ name }) => name).join(', ')}.`);
  const archive = await packed();
  const browser = await chromium.launch(await ensureBrowser());
  const rows = [
    '| host | costs | console | height at 1280 | theme in dark | link |',
    '| --- | --- | --- | --- | --- | --- |',
  ];
  let failed = 0;
  try {
    for (const host of hosts)
      await step(host.title, async () => {
        try {
          const { bits, errors, height, theme, link, first } = await tried(host, await built(host, archive), browser);
          const end = link.startsWith('#') ? 'its end' : `\`${link.split('#')[0]}\``;
          if (bits !== 'equal' || errors > 0) failed += 1;
          rows.push(
            `| ${host.title} | ${bits} | ${errors ? `${errors}: ${first}` : 'clean'} | ${height} px | ${theme} | ${end} |`,
          );
        } catch (error) {
          failed += 1;
          rows.push(`| ${host.title} | failed: ${String(error).split('\n')[0]} | | | | |`);
        }
      });
  } finally {
    await browser.close();
  }
  const version = capture(String(findProgram('git')), ['rev-parse', '--short', 'HEAD']) ?? '';
  say(`\n${rows.join('\n')}\n\n${new Date().toISOString().slice(0, 10)} ${version}`);
  if (failed > 0) throw new SetupError(`${failed} of ${hosts.length} hosts failed.`);
});
