/** The built page in other browsers' engines: that it works there, and computes the same bits as Node. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { distFolder } from '../../scripts/paths.js';
import { serveStatic } from '../../scripts/serve-static.js';
import { ENGINES, PATIENCE } from './open.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */
/** @typedef {import('selenium-webdriver').WebDriver} WebDriver */

const UPDATES = 200;

/**
 * Does something in the page that is open.
 * @template T @template {any[]} Values
 * @param {WebDriver} driver @param {(lab: InitLab, wait: <U>(what: () => U) => Promise<NonNullable<U>>, ...values: Values) => Promise<T>} work
 *   sent there as text: it knows nothing of this file @param {Values} values
 * @returns {Promise<T>}
 */
async function inPage(driver, work, ...values) {
  const answer = /** @type {{ value: T, error?: string }} */ (
    await driver.executeAsyncScript(
      `const [patience, values, done] = arguments;
      const wait = async (what) => {
        for (const end = performance.now() + patience; performance.now() < end; ) {
          const found = what();
          if (found) return found;
          await new Promise((resolve) => setTimeout(resolve, 30));
        }
        const lab = document.querySelector('init-lab');
        throw new Error('in vain: ' + what + ': ' + document.body.innerText.slice(0, 200) + lab?.shadowRoot?.textContent.slice(0, 400));
      };
      (async () => {
        await wait(() => document.querySelector('init-lab')?.settled);
        return (${work})(document.querySelector('init-lab'), wait, ...values);
      })().then((value) => done({ value }), (error) => done({ error: String(error) }));`,
      PATIENCE / 2,
      values,
    )
  );
  if (answer.error) throw new Error(answer.error);
  return answer.value;
}

/** Trains a little, and looks inside. @param {WebDriver} driver */
const works = (driver) =>
  inPage(driver, async (lab, wait) => {
    lab.advance(10);
    await wait(() => lab.iteration === 10 && lab.settled);
    const root = /** @type {ShadowRoot} */ (lab.shadowRoot);
    /** @type {HTMLElement} */ (root.querySelector('#open-inside')).click();
    await wait(() => root.querySelector('#inside .diagram'));
    return lab.iteration;
  });

for (const [name, { missing, open }] of Object.entries(ENGINES))
  describe(name, { skip: missing() ?? false }, () => {
    /** @type {Awaited<ReturnType<typeof open>>} */
    let browser;
    /** The site three times, and a page of somebody else's. @type {Record<'strict' | 'own' | 'shared' | 'host', string>} */
    let sites;
    /** @type {Awaited<ReturnType<typeof serveStatic>>[]} */
    let servers;
    /** @type {string} */
    let folder;
    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'init-lab-engines-'));
      servers = await Promise.all([
        serveStatic(distFolder, { strictCsp: true }),
        serveStatic(distFolder),
        serveStatic(distFolder, { headers: { 'Access-Control-Allow-Origin': '*' } }),
        serveStatic(folder),
      ]);
      const [strict, own, shared, host] = servers.map(({ url }) => url);
      sites = { strict, own, shared, host };
      browser = await open();
    });
    after(async () => {
      await browser?.quit();
      await Promise.all(servers.map(({ close }) => close()));
      await rm(folder, { recursive: true, force: true });
    });

    it('computes what Node computes, to the last bit, in every preset', async () => {
      /** @type {typeof import('../../www/engine/lab.js')} */
      const { catalogue, createLab } = await import(pathToFileURL(path.join(distFolder, 'init-lab.js')).href);
      const { driver } = browser;
      await driver.get(sites.strict);
      for (const { name: preset } of (await catalogue()).presets) {
        const lab = await createLab({ preset });
        const { experiment } = lab;
        delete (/** @type {Partial<typeof experiment>} */ (experiment).sweep); // the page would show it in place of the lab
        const reached = lab.advance(UPDATES);
        const expected = JSON.stringify(lab.snapshot().runs.map(({ cost, trainAccuracy }) => [cost, trainAccuracy]));
        lab.free();
        const found = await inPage(
          driver,
          async (lab, wait, experiment, reached) => {
            await lab.setState(experiment);
            lab.advance(reached);
            await wait(() => lab.iteration >= reached && lab.settled);
            const { runs } = await lab.inspect();
            // As text: a driver may read other numbers than were sent.
            return JSON.stringify(runs.map(({ cost, trainAccuracy }) => [cost, trainAccuracy]));
          },
          experiment,
          reached,
        );
        assert.equal(found, expected, preset);
      }
    });

    it('opens every part, and complains about nothing', async () => {
      const { driver } = browser;
      await driver.get(sites.strict);
      const complaints = await inPage(driver, async (lab, wait) => {
        /** @type {string[]} */
        const complaints = [];
        addEventListener('error', ({ message }) => complaints.push(message));
        addEventListener('unhandledrejection', ({ reason }) => complaints.push(String(reason)));
        const root = /** @type {ShadowRoot} */ (lab.shadowRoot);
        const press = (/** @type {string} */ id) => /** @type {HTMLElement} */ (root.querySelector(id)).click();
        for (const section of ['data', 'network', 'training', 'runs']) {
          press(`#open-${section}`);
          await wait(() => root.querySelector('#section :is(select, input)'));
          press(`#open-${section}`);
          await wait(() => !root.querySelector('#section :is(select, input)'));
        }
        press('#open-inside');
        await wait(() => root.querySelector('#inside .diagram') && lab.settled);
        press('#share');
        const dialog = /** @type {HTMLDialogElement} */ (await wait(() => root.querySelector('dialog[open]')));
        await wait(() => dialog.innerText.includes('Export'));
        dialog.close();
        document.querySelector('#zeros')?.scrollIntoView();
        const figure = /** @type {InitLab} */ (
          await wait(() =>
            document.querySelector('article .below-figure')?.closest('figure')?.querySelector('init-lab'),
          )
        );
        figure.scrollIntoView();
        await wait(() => figure.settled);
        return complaints;
      });
      assert.deepEqual(complaints, []);
    });

    it('opens the page of one file without a server', async () => {
      const { driver } = browser;
      await driver.get(pathToFileURL(path.join(distFolder, 'init-lab.html')).href);
      assert.equal(await works(driver), 10);
    });

    for (const [site, what] of /** @type {const} */ ([
      ['own', 'embed.html'],
      ['shared', 'embed.html'],
      ['own', 'init-lab.html'],
    ]))
      it(`trains in a sandboxed frame: ${what} from a server that ${site === 'shared' ? 'shares it' : 'keeps it to itself'}`, async () => {
        const { driver } = browser;
        const page = `<!doctype html><title>A host</title><iframe sandbox="allow-scripts" width="900" height="700" src="${sites[site]}${what}?seed=4"></iframe>`;
        await writeFile(path.join(folder, 'host.html'), page);
        await driver.get(`${sites.host}host.html`);
        await driver.switchTo().frame(0);
        assert.equal(await works(driver), 10);
        await driver.switchTo().defaultContent();
      });
  });
