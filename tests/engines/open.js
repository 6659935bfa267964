/** Browsers of other engines than the tests' own: those of this machine that a WebDriver drives. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { Builder, Capabilities } from 'selenium-webdriver';
import * as firefox from 'selenium-webdriver/firefox.js';
import { findProgram, isExecutable } from '../../scripts/run.js';

/** @typedef {import('selenium-webdriver').WebDriver} WebDriver */
/**
 * @typedef {object} Engine
 * @property {() => string | null} missing  what it takes and is not on this machine
 * @property {() => Promise<{ driver: WebDriver, quit: () => Promise<unknown> }>} open
 */

/** A folder, which import does not take. */
const { DriverService } = /** @type {typeof import('selenium-webdriver/remote')} */ (
  createRequire(import.meta.url)('selenium-webdriver/remote')
);

/** What hangs must end; nothing is measured by it. */
export const PATIENCE = 90_000;

/** @param {Record<string, unknown>} parts  by what they are called @returns {string | null} */
function lacking(parts) {
  const names = Object.keys(parts).filter((name) => !parts[name]);
  return names.length ? `not on this machine: ${names.join(', ')}` : null;
}

const firefoxProgram = () => findProgram('firefox') ?? findProgram('firefox-esr');

/** The browser that WebKitGTK's driver drives, where Debian has it. */
function miniBrowser() {
  const folder = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;
  const versions = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('webkit2gtk-')) : [];
  return versions.map((version) => `${folder}/${version}/MiniBrowser`).find(isExecutable);
}

/** A port that nobody has. @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** A screen that nobody sees. @returns {Promise<{ display: string, end: () => unknown }>} */
function screen() {
  return new Promise((resolve, reject) => {
    const child = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1200x24'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    child.once('error', reject);
    child.stdout.once('data', (text) => resolve({ display: `:${String(text).trim()}`, end: () => child.kill() }));
  });
}

/** @param {Builder} builder */
async function driven(builder) {
  const driver = await builder.build();
  await driver.manage().setTimeouts({ script: PATIENCE });
  return driver;
}

/** @type {Record<string, Engine>} */
export const ENGINES = {
  Firefox: {
    missing: () => lacking({ Firefox: firefoxProgram(), geckodriver: findProgram('geckodriver') }),
    async open() {
      const options = new firefox.Options().addArguments('-headless', '--width=1280', '--height=1000');
      options.setBinary(/** @type {string} */ (firefoxProgram()));
      const service = new firefox.ServiceBuilder(findProgram('geckodriver'));
      const driver = await driven(
        new Builder().forBrowser('firefox').setFirefoxOptions(options).setFirefoxService(service),
      );
      return { driver, quit: () => driver.quit() };
    },
  },
  WebKit: {
    missing: () =>
      lacking({
        WebKitWebDriver: findProgram('WebKitWebDriver'),
        MiniBrowser: miniBrowser(),
        Xvfb: process.env.DISPLAY ?? findProgram('Xvfb'),
      }),
    async open() {
      const { DISPLAY } = process.env;
      const { display, end } = DISPLAY ? { display: DISPLAY, end: () => {} } : await screen();
      const port = await freePort();
      const service = new DriverService.Builder(/** @type {string} */ (findProgram('WebKitWebDriver')))
        .addArguments(`--port=${port}`)
        .setHostname('127.0.0.1')
        .setPort(port)
        .setEnvironment({ ...process.env, DISPLAY: display, LIBGL_ALWAYS_SOFTWARE: '1' })
        .build();
      const capabilities = new Capabilities({
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] },
      });
      const stop = async () => {
        await service.kill();
        end();
      };
      try {
        const driver = await driven(new Builder().usingServer(await service.start()).withCapabilities(capabilities));
        return { driver, quit: () => driver.quit().finally(stop) };
      } catch (error) {
        await stop();
        throw error;
      }
    },
  },
  Safari: {
    missing: () => lacking({ safaridriver: process.platform === 'darwin' && findProgram('safaridriver') }),
    async open() {
      const driver = await driven(new Builder().forBrowser('safari'));
      return { driver, quit: () => driver.quit() };
    },
  },
};
