import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { aptCommand, aptInstall, hasApt, isRoot, mayInstallPackages } from './debian.js';
import { inRoot } from './paths.js';
import { SetupError, say, step } from './report.js';
import { findProgram, isExecutable, run } from './run.js';

/** A browser that asks nothing and fetches nothing of its own accord. */
const ARGUMENTS = [
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Debian's package of the font that the page asks for where it has none of its favourites: the pictures of the tests were taken with it. */
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
 * A Chromium on this machine, and how tests start it.
 * @returns {Promise<Browser | undefined>}
 */
export async function findBrowser() {
  const executablePath = [...installedBrowsers()].find(isExecutable) ?? (await playwrightsBrowser());
  if (!executablePath) return undefined;
  // Chromium's sandbox refuses to run as root.
  return { executablePath, args: isRoot() ? [...ARGUMENTS, '--no-sandbox'] : ARGUMENTS };
}

async function downloadPlaywrightsBrowser() {
  const cli = inRoot('node_modules', 'playwright-core', 'cli.js');
  const code = await run(process.execPath, [cli, 'install', 'chromium'], { timeout: DOWNLOAD_TIMEOUT });
  if (code !== 0) say('  Playwright could not download its Chromium.');
}

const hasFonts = () =>
  existsSync(FONTS_FOLDER) && readdirSync(FONTS_FOLDER).some((name) => name.startsWith('liberation'));

/** The fonts that pictures were taken with, installed where that is possible without asking anyone. Tests run without them, too. */
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
 * A browser for the tests, installed when that is possible without asking anyone.
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
