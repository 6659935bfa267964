/** Tries hosts that are packages of Python, for npm run hosts: in one environment under target/, with the wheel of python/. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { installCdn, standInForServers } from './hosts-cdn.js';
import { faultsOf, lookOf, saidOf, systemOf } from './hosts-look.js';
import { inRoot, distFolder } from './paths.js';
import { ensurePythonPackage } from './python-package.js';
import { writePythonWidget } from './python-widget.js';
import { ensureSystemPython } from './python.js';
import { SetupError, say, step } from './report.js';
import { runOrFail } from './run.js';
import { serveStatic } from './serve-static.js';
import { writeSingleFile } from './single-file.js';

/**
 * @typedef {import('playwright-core').Browser} Browser
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').Locator} Locator
 * @typedef {import('../www/element/init-lab-element.js').InitLab} InitLab
 * @typedef {import('./hosts-python-table.js').PythonHost} PythonHost
 */

const FOLDER = inRoot('target', 'hosts', 'python');
const PYTHON = path.join(FOLDER, '.venv', 'bin', 'python');
/** Iterations that each page trains. */
const ITERATIONS = 1000;
/** Milliseconds that a host may take for a step, on a machine that does other things, too. */
const PATIENCE = 120_000;

/**
 * Makes the environment of these hosts, whose pins agree, and installs the package from its wheel.
 * @param {PythonHost[]} hosts
 */
async function install(hosts) {
  await installCdn();
  await writePythonWidget();
  const { wheel } = await ensurePythonPackage();
  mkdirSync(FOLDER, { recursive: true });
  const failure = 'The Python hosts could not be installed.';
  await runOrFail(await ensureSystemPython(), ['-m', 'venv', path.join(FOLDER, '.venv')], { failure });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  // The wheel's version stays the same as it changes: here for what it needs, then again for itself.
  await runOrFail(PYTHON, [...pip, ...new Set(hosts.flatMap(({ packages }) => packages)), wheel], { failure });
  await runOrFail(PYTHON, [...pip, '--force-reinstall', '--no-deps', wheel], { failure });
}

/** Writes a host's files; gives the folder. @param {PythonHost} host */
async function written(host) {
  const folder = path.join(FOLDER, host.name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, '.own'), { recursive: true });
  for (const [file, text] of Object.entries(host.files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  if (host.copy) cpSync(path.join(distFolder, host.copy), path.join(folder, host.copy));
  const { preset } = host;
  if (preset) await writeSingleFile({ preset, output: path.join(folder, `init-lab-${preset}.html`) });
  return folder;
}

/** @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });

/** Settings of hosts that are this run's own, not the user's. @param {string} folder */
const ownSettings = (folder) => ({
  ...Object.fromEntries(
    ['JUPYTER_CONFIG_DIR', 'JUPYTER_DATA_DIR', 'JUPYTER_RUNTIME_DIR', 'IPYTHONDIR', 'XDG_CONFIG_HOME'].map((name) => [
      name,
      path.join(folder, '.own', name),
    ]),
  ),
  JUPYTERLAB_SETTINGS_DIR: path.join(folder, 'settings'),
  JUPYTERLAB_WORKSPACES_DIR: path.join(folder, '.own', 'workspaces'),
});

/**
 * Builds a host's site, or starts its server.
 * @param {PythonHost} host
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} url: of the page
 */
async function served(host) {
  const folder = await written(host);
  const env = ownSettings(folder);
  const failure = `${host.name} could not build its page.`;
  if (host.build) await runOrFail(PYTHON, ['-m', ...host.build], { cwd: folder, env, failure });
  const end = host.path ?? '';
  if (!host.serve) {
    const server = await serveStatic(path.join(folder, host.out ?? '.'));
    return { url: server.url + end, close: server.close };
  }
  const port = await freePort();
  const log = openSync(path.join(folder, 'server.log'), 'w');
  const child = spawn(PYTHON, ['-m', ...host.serve(port)], {
    cwd: folder,
    env: { ...process.env, ...env, ...host.env?.(port) },
    stdio: ['ignore', log, log],
    detached: true, // with its kernels, which end with it
  });
  const close = async () => {
    if (child.exitCode === null) process.kill(-Number(child.pid), 'SIGTERM');
  };
  const url = `http://127.0.0.1:${port}/`;
  for (const end = Date.now() + PATIENCE; ; await new Promise((resolve) => setTimeout(resolve, 200))) {
    if (child.exitCode !== null) throw new SetupError(`its server ended: target/hosts/python/${host.name}/server.log`);
    if (
      await fetch(url).then(
        ({ status }) => status < 500,
        () => false,
      )
    )
      break;
    if (Date.now() > end) {
      await close();
      throw new SetupError('its server did not answer');
    }
  }
  return { url: url + end, close };
}

/**
 * The lab of a page, once it rests. In hosts that show pages in frames, it is in one of these.
 * @param {Page} page @param {boolean} isFramed @param {(lab: Locator) => Promise<unknown>} [isAnother]  refuses a lab that is not meant
 */
async function labOf(page, isFramed, isAnother) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await page.waitForTimeout(200))
    for (const frame of page.frames().filter((frame) => (frame !== page.mainFrame()) === isFramed)) {
      const lab = frame.locator('init-lab').first();
      const rests = await lab
        .evaluate((/** @type {InitLab} */ element) => element.settled && element.getState() !== null, null, {
          timeout: 500,
        })
        .catch(() => false);
      if (rests && !(await isAnother?.(lab))) return lab;
    }
  throw new Error('no lab came to rest');
}

/** What the recipe should come to: costs at the end, and at iteration 1,000. @param {PythonHost} host */
async function expectedOf({ training: { experiment, rate } }) {
  const { createLab } = await import('../www/engine/lab.js');
  const lab = await createLab(experiment);
  const costs = () => lab.snapshot().runs.map(({ cost }) => cost);
  lab.advance(ITERATIONS);
  const printed = costs();
  if (rate) {
    lab.setLearningRate(rate);
    lab.advance(ITERATIONS);
  }
  const found = { iteration: lab.iteration, costs: costs(), printed };
  lab.free();
  return found;
}

/**
 * Whether a lab has the expected costs, to the bit, after its training.
 * @param {Page} page @param {Locator} lab @param {PythonHost} host
 */
async function bitsOf(page, lab, host) {
  const expected = await expectedOf(host);
  const { by, prints } = host.training;
  if (by === 'page')
    await lab.evaluate(
      (/** @type {InitLab} */ element, target) => element.advance(target - element.iteration),
      expected.iteration,
    );
  for (const end = Date.now() + PATIENCE; Date.now() < end; await page.waitForTimeout(200)) {
    const at = await lab.evaluate((/** @type {InitLab} */ { iteration, paused }) => (paused ? iteration : -1));
    if (at === expected.iteration) break;
  }
  const costs = await lab.evaluate(async (/** @type {InitLab} */ element) =>
    (await element.inspect()).runs.map(({ cost }) => cost),
  );
  if (JSON.stringify(costs) !== JSON.stringify(expected.costs)) return 'DIFFER';
  if (!prints) return 'equal';
  const shown = async () => {
    const text = await page.locator('body').innerText();
    return expected.printed.every((cost) => text.includes(String(cost)));
  };
  for (const end = Date.now() + PATIENCE / 6; Date.now() < end; await page.waitForTimeout(200))
    if (await shown()) return 'equal';
  return 'PRINTED OTHERWISE';
}

/** The link that Share gives. @param {Page} page @param {Locator} lab */
async function linkOf(page, lab) {
  await lab.locator('#share').click();
  const field = lab.locator('#share-link');
  await field.waitFor();
  const link = await field.inputValue();
  await page.keyboard.press('Escape');
  return link;
}

/** Brings the lab anew, and says whether it trains to the same costs. @param {Page} page @param {Locator} lab @param {PythonHost} host */
async function trainsAgain(page, lab, host) {
  await lab.evaluate((element) => element.setAttribute('data-before', ''));
  if (host.again) await host.again(page, lab);
  else {
    const address = page.url();
    await page.goto('about:blank');
    await page.goto(address);
    await host.begin?.(page);
  }
  const anew = await labOf(page, Boolean(host.isFramed), (lab) =>
    lab.evaluate((element) => element.hasAttribute('data-before')),
  );
  const expected = await expectedOf(host);
  // A page that keeps its state shows the end of the recipe; another one begins anew.
  const { costs, trained } = await anew.evaluate(
    async (/** @type {InitLab} */ element, [first, last]) => {
      await element.advance((element.iteration <= first ? first : last) - element.iteration);
      const { runs } = await element.inspect();
      const before = element.iteration;
      return { costs: runs.map(({ cost }) => cost), trained: (await element.advance(10)) - before };
    },
    [ITERATIONS, expected.iteration],
  );
  if (trained !== 10) return `trains ${trained} of 10`;
  const same = [expected.printed, expected.costs].some((of) => JSON.stringify(of) === JSON.stringify(costs));
  return same ? 'equal' : 'DIFFERS';
}

/** What a host's page does. @param {PythonHost} host @param {Browser} browser */
async function tried(host, browser) {
  const server = await served(host);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: systemOf(host) });
  page.setDefaultTimeout(PATIENCE);
  /** @type {string[]} */
  const errors = [];
  // Servers of others are out of reach, and are not what is tried.
  page.on('console', (message) => {
    const { url } = message.location();
    const text = `${message.text()} ${url}`;
    const isOwn = url.startsWith(new URL('/', server.url).href) && !host.ownErrors?.test(text);
    if (message.type() === 'error' && isOwn) errors.push(text);
  });
  page.on('pageerror', (error) => {
    if (!host.ownErrors?.test(`${error.stack}`)) errors.push(String(error));
  });
  try {
    await standInForServers(page);
    await page.goto(server.url);
    await host.begin?.(page);
    const lab = await labOf(page, Boolean(host.isFramed));
    const bits = await bitsOf(page, lab, host);
    if (host.hasFrame) await labOf(page, true);
    const { height, theme } = await lookOf(lab);
    const link = await linkOf(page, lab);
    const again = await trainsAgain(page, lab, host);
    return { bits, errors, height, theme, link, faults: faultsOf(host, { height, theme, link }), again };
  } catch (error) {
    await page.screenshot({ path: path.join(FOLDER, host.name, 'failed.png') });
    throw error;
  } finally {
    await page.close();
    await server.close();
  }
}

/**
 * Tries hosts of Python.
 * @param {PythonHost[]} hosts @param {Browser} browser
 * @returns {Promise<{ rows: string[], failed: number }>} rows: of a table
 */
export async function tryPythonHosts(hosts, browser) {
  if (hosts.length === 0) return { rows: [], failed: 0 };
  const rows = [
    '| host | costs | console | height at 1280 | theme in dark | link | again |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ];
  let failed = 0;
  await step('installing the Python hosts', () => install(hosts));
  for (const host of hosts)
    await step(host.title, async () => {
      try {
        const { bits, errors, height, theme, link, faults, again } = await tried(host, browser);
        if (bits !== 'equal' || errors.length > 0 || faults.length > 0 || again !== 'equal') failed += 1;
        for (const fault of faults) say(`  ${host.title}: ${fault}`);
        const said = errors.length ? `${errors.length}: ${errors[0]}` : 'clean';
        rows.push(`| ${host.title} | ${bits} | ${said} | ${height} px | ${theme} | ${saidOf(link)} | ${again} |`);
      } catch (error) {
        failed += 1;
        rows.push(`| ${host.title} | failed: ${String(error).split('\n')[0]} | | | | | |`);
      }
    });
  return { rows, failed };
}
