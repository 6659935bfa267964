import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exactCosts, iteration, openSite, pictures, reach, settled } from './harness.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */
/** @typedef {import('playwright-core').Page} Page */

/**
 * @param {import('../../scripts/serve-static.js').StaticServerOptions} options
 * @param {(site: Awaited<ReturnType<typeof openSite>>) => Promise<void>} use
 */
async function withSite(options, use) {
  const site = await openSite(options);
  try {
    await use(site);
  } finally {
    await site.close();
  }
}

/** @param {Page} page @param {string} reason */
async function messageOf(page, reason) {
  const message = page.locator(`.message[data-reason="${reason}"]`);
  await message.waitFor();
  return (await message.textContent()) ?? '';
}

/** Ends the page's engine from inside without a message, as a crash would. @param {Page} page */
const kill = (page) =>
  page
    .workers()[0]
    .evaluate(() => self.close())
    .catch(() => {});

describe('when something fails', () => {
  it('a killed worker leaves a message and a working restart', () =>
    withSite({ strictCsp: true }, async (site) => {
      const { page } = await site.open();
      await settled(page);
      await page.click('#thousand');
      await reach(page, 1000);
      await settled(page);
      const [shown, costs] = [await pictures(page), await exactCosts(page)];
      await kill(page);
      assert.match(await messageOf(page, 'worker-died'), /The engine stopped/);
      await page.click('#restart');
      await reach(page, 1000);
      await settled(page);
      assert.equal(await iteration(page), 1000);
      assert.equal(await page.locator('.message').count(), 0);
      await page.mouse.move(0, 0);
      assert.deepEqual(await exactCosts(page), costs);
      assert.deepEqual(await pictures(page), shown);
      await page.click('#step');
      await reach(page, 1001);
    }));

  it('a worker killed in the middle of a run leaves no promise hanging', () =>
    withSite({ strictCsp: true }, async (site) => {
      const { page } = await site.open();
      await settled(page);
      await page.click('#run-to-end');
      await reach(page, 100);
      await kill(page);
      await messageOf(page, 'worker-died');
      const outcome = await page.evaluate(() =>
        /** @type {InitLab} */ (document.querySelector('init-lab')).rewind().then(
          () => 'done',
          () => 'refused',
        ),
      );
      assert.equal(outcome, 'refused');
      await page.click('#restart');
      await settled(page);
      assert.ok((await iteration(page)) >= 100);
    }));

  it('a page without WebAssembly shows why, in place', () =>
    withSite({ strictCsp: true }, async (site) => {
      const { page } = await site.open({
        prepare: (page) => page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly')),
      });
      assert.match(await messageOf(page, 'no-webassembly'), /WebAssembly/);
      assert.ok(await page.getByRole('heading', { level: 1 }).isVisible());
    }));

  it('a server that answers with something else than WebAssembly is named', () =>
    withSite({ mimeTypes: { '.wasm': 'text/html' } }, async (site) => {
      const { page } = await site.open({
        prepare: (page) => page.route('**/*.wasm', (route) => route.fulfill({ contentType: 'text/html', body: '<p>' })),
      });
      assert.match(await messageOf(page, 'wrong-mime'), /application\/wasm/);
    }));

  it('the right bytes under the wrong type run all the same', () =>
    withSite({ mimeTypes: { '.wasm': 'text/plain' } }, async (site) => {
      const { page } = await site.open();
      await settled(page);
    }));

  it('a missing file is named, and a retry works after it is restored', () =>
    withSite({}, async (site) => {
      let missing = true;
      const { page } = await site.open({
        prepare: (page) =>
          page.route('**/*.wasm', (route) => (missing ? route.fulfill({ status: 404 }) : route.continue())),
      });
      assert.match(await messageOf(page, 'fetch'), /404/);
      missing = false;
      await page.click('#restart');
      await settled(page);
    }));

  it('a policy that forbids WebAssembly is named', () =>
    withSite(
      {
        headers: {
          'Content-Security-Policy':
            "default-src 'none'; script-src 'self'; style-src 'self'; worker-src 'self'; connect-src 'self'; img-src 'self'",
        },
      },
      async (site) => {
        const { page } = await site.open();
        assert.match(await messageOf(page, 'csp'), /wasm-unsafe-eval/);
      },
    ));

  const policy = (/** @type {string} */ more) => ({
    'Content-Security-Policy': `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; worker-src 'self'; img-src 'self'; ${more}`,
  });

  it('a policy that blocks the engine is named, with the directive to add', () =>
    withSite({ headers: policy("connect-src 'none'") }, async (site) => {
      const { page } = await site.open();
      assert.match(await messageOf(page, 'csp'), /Add 'self' to its connect-src\./);
    }));

  it('a policy that demands trusted types is named', () =>
    withSite({ headers: policy("connect-src 'self'; require-trusted-types-for 'script'") }, async (site) => {
      const { page } = await site.open();
      assert.match(await messageOf(page, 'csp'), /Remove require-trusted-types-for from it/);
      const file = await site.open({ path: 'init-lab.html' });
      assert.match(await file.page.locator('init-lab p').innerText(), /script-src 'unsafe-inline' 'wasm-unsafe-eval'/);
    }));

  it('the page of one file names trusted types, too', () =>
    withSite({ headers: { 'Content-Security-Policy': "require-trusted-types-for 'script'" } }, async (site) => {
      const { page } = await site.open({ path: 'init-lab.html' });
      await page.getByText('take require-trusted-types-for out of it').waitFor();
    }));

  it('a worker script that cannot be loaded is named', () =>
    withSite({}, async (site) => {
      const { page } = await site.open({
        prepare: (page) => page.route('**/worker-*.js', (route) => route.fulfill({ status: 404 })),
      });
      assert.match(await messageOf(page, 'worker-load'), /could not be loaded/);
    }));
});
