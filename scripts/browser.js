import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { aptCommand, aptInstall, hasApt, isRoot, mayInstallPackages } from './debian.js';
import { inRoot } from './paths.js';
import { SetupError, say, step } from './report.js';
import { findProgram, isExecutable, run } from './run.js';

/** Arguments that suppress the browser's prompts and its own network requests. */
const ARGUMENTS = [
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Debian package of the page's fallback font, with which the tests' pictures were taken. */
const FONTS = 'fonts-liberation';
const FONTS_FOLDER = '/usr/share/fonts/truetype';

const DOWNLOAD_TIMEOUT = 5 * 60_000;

/**
 * @typedef {object} Browser
 * @property {string} executablePath
 * @property {string[]} args
 */

function* installedBrowsers() {
  if (process.env.CHROME_PATH) yield process.env.CHROME_PATH;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']) {
    const program = findProgram(name);
    if (program) yield program;
  }
  yield '/usr/bin/chromium';
  yield '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  yield '/Applications/Chromium.app/Contents/MacOS/Chromium';
  for (const folder of [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]) {
    if (folder) yield path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe');
  }
}

async function playwrightsBrowser() {
  const { chromium } = await import('playwright-core');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/**
 * Finds a Chromium on this machine, with the arguments for tests.
 * @returns {Promise<Browser | undefined>}
 */
export async function findBrowser() {
  const executablePath = [...installedBrowsers()].find(isExecutable) ?? (await playwrightsBrowser());
  if (!executablePath) return undefined;
  // Chromium's sandbox does not run as root.
  return { executablePath, args: isRoot() ? [...ARGUMENTS, '--no-sandbox'] : ARGUMENTS };
}

async function downloadPlaywrightsBrowser() {
  const cli = inRoot('node_modules', 'playwright-core', 'cli.js');
  const code = await run(process.execPath, [cli, 'install', 'chromium'], { timeout: DOWNLOAD_TIMEOUT });
  if (code !== 0) say('  Playwright could not download its Chromium.');
}

const hasFonts = () =>
  existsSync(FONTS_FOLDER) && readdirSync(FONTS_FOLDER).some((name) => name.startsWith('liberation'));

/** Installs the fonts of the tests' pictures if that is possible without a prompt. Tests also run without them. */
export async function ensureFonts() {
  if (!mayInstallPackages() || hasFonts()) return;
  try {
    await aptInstall([FONTS]);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`  ${error.message} The browser uses the fonts that are there.`);
  }
}

/**
 * A browser for the tests, installed if that is possible without a prompt.
 * @returns {Promise<Browser>}
 */
export async function ensureBrowser() {
  let browser = await findBrowser();
  if (!browser && mayInstallPackages()) {
    await aptInstall(hasFonts() ? ['chromium'] : ['chromium', FONTS]);
    browser = await findBrowser();
  }
  if (!browser) {
    await step('downloading Playwright’s Chromium', downloadPlaywrightsBrowser);
    browser = await findBrowser();
  }
  if (browser) return browser;
  const install = hasApt() ? `\n  ${isRoot() ? '' : 'sudo '}${aptCommand(['chromium'])}` : '';
  throw new SetupError(
    `The browser tests need Chromium or Chrome. Install one${install || ','} or set CHROME_PATH to its executable, and start again.`,
  );
}
