/** A page in Firefox whose memory is read from the browser's own reports (about:memory), of the process that holds it. */
import { setTimeout as wait } from 'node:timers/promises';
import { Builder } from 'selenium-webdriver';
import * as firefox from 'selenium-webdriver/firefox.js';
import { SetupError } from '../../scripts/report.js';
import { findProgram } from '../../scripts/run.js';
import { ENGINES } from '../../tests/engines/open.js';

const MEGABYTE = 2 ** 20;

/** Milliseconds after which a hanging page ends the measurement. */
const PATIENCE = 300_000;

/** Milliseconds that the browser's processes have to collect. Nobody tells when they have. */
const COLLECTS = 3000;

/** Asks all processes to collect. Run with the browser's own rights. */
const COLLECT = `const done = arguments[0];
  Services.obs.notifyObservers(null, 'child-mmu-request');
  Cc['@mozilla.org/memory-reporter-manager;1'].getService(Ci.nsIMemoryReporterManager).minimizeMemoryUsage(() => done());`;

/** Gives bytes by the process and path of what holds them. Run with the browser's own rights. */
const REPORT = `const [host, done] = arguments;
  const reports = [];
  const keep = (process, path, kind, units, amount) => {
    if (units === 0 && path.startsWith('explicit/')) reports.push([process, path, amount]);
  };
  const end = () => {
    const own = new Set(reports.filter(([, path]) => path.startsWith('explicit/window-objects/top(') && path.includes(host)).map(([process]) => process));
    done(reports.filter(([process]) => own.has(process)).map(([, ...rest]) => rest));
  };
  Cc['@mozilla.org/memory-reporter-manager;1'].getService(Ci.nsIMemoryReporterManager).getReports(keep, null, end, null, false);`;

/** @param {string} url @returns {Promise<import('../soak.js').SoakedPage>} */
export async function soakFirefox(url) {
  const lack = ENGINES.Firefox.missing();
  if (lack) throw new SetupError(`--engine firefox: ${lack}.`);
  const options = new firefox.Options().addArguments('-headless', '--width=1280', '--height=1000');
  options.setBinary(/** @type {string} */ (findProgram('firefox') ?? findProgram('firefox-esr')));
  const service = new firefox.ServiceBuilder(findProgram('geckodriver')).addArguments('--allow-system-access');
  const driver = /** @type {firefox.Driver} */ (
    await new Builder().forBrowser('firefox').setFirefoxOptions(options).setFirefoxService(service).build()
  );
  await driver.manage().setTimeouts({ script: PATIENCE });
  await driver.get(url);
  const version = (await driver.getCapabilities()).getBrowserVersion() ?? '';

  /** @param {Function} work @param {any} [argument] */
  async function evaluate(work, argument) {
    const error = await driver.executeAsyncScript(
      `const [argument, done] = arguments; (async () => (${work})(argument))().then(() => done(null), (error) => done(String(error)));`,
      argument ?? null,
    );
    if (error) throw new Error(String(error));
  }

  /** @param {string} script @param {any[]} values @returns {Promise<any>} */
  async function asBrowser(script, ...values) {
    await driver.setContext(firefox.Context.CHROME);
    try {
      return await driver.executeAsyncScript(script, ...values);
    } finally {
      await driver.setContext(firefox.Context.CONTENT);
    }
  }

  async function read() {
    for (let k = 0; k < 2; k += 1) {
      await asBrowser(COLLECT);
      await wait(COLLECTS);
    }
    /** @type {[path: string, bytes: number][]} */
    const reports = await asBrowser(REPORT, new URL(url).host);
    /** @param {RegExp} part @param {RegExp} [but] */
    const sum = (part, but) =>
      reports.reduce((bytes, [path, own]) => (part.test(path) && !but?.test(path) ? bytes + own : bytes), 0) / MEGABYTE;
    return {
      'all of its process': sum(/^/),
      'windows, without WebAssembly': sum(/^explicit\/window-objects/, /wasm/i),
      'workers, without WebAssembly': sum(/^explicit\/workers/, /wasm/i),
      WebAssembly: sum(/wasm/i),
    };
  }

  return { version, evaluate, read, close: () => driver.quit() };
}
