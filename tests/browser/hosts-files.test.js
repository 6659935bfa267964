/**
 * Strict hosts: policies as headers, no network, sandboxing. Nothing is requested from other servers, and nothing is
 * stored.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { CONTENT_SECURITY_POLICY, EMBED_POLICY } from '../../scripts/content-security-policy.js';
import { inRoot } from '../../scripts/paths.js';
import { openHosts } from './host-pages.js';
import { assertQuiet, openSettings, openSite, reach, settled, unfold } from './harness.js';

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

/** @param {Page} page */
async function assertTrains(page) {
  await settled(page);
  await unfold(page);
  await page.click('#thousand');
  await reach(page, 1000);
  await settled(page);
}

/** The policy of one-file pages on a server that sends policies, from docs/embedding.md. */
const ONE_FILE_POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; worker-src blob:; img-src data: blob:; font-src data:";

describe('strict policies, sent as headers', () => {
  for (const [path, policy] of [
    ['index.html', CONTENT_SECURITY_POLICY],
    ['embed.html', CONTENT_SECURITY_POLICY],
    ['embed.html', EMBED_POLICY],
    ['init-lab.html', ONE_FILE_POLICY],
  ]) {
    it(`${path} trains under ${policy}`, () =>
      withSite({ headers: { 'Content-Security-Policy': policy } }, async (site) => {
        const { page, complaints } = await site.open({ path });
        await assertTrains(page);
        await page.click('#open-inside');
        await page.locator('#inside .diagram').first().waitFor();
        assertQuiet(complaints.filter((text) => !(path === 'init-lab.html' && /favicon|404/.test(text))));
      }));
  }

  it('the element trains in a strict page of another server', async () => {
    /** @type {Record<string, string>} */
    const headers = {};
    const hosts = await openHosts({ host: { headers } });
    try {
      const cdn = new URL(hosts.url).origin;
      headers['Content-Security-Policy'] =
        `default-src 'none'; script-src ${cdn} 'wasm-unsafe-eval'; connect-src ${cdn}; worker-src blob: ${cdn}; img-src data:`;
      const { page, complaints } = await hosts.open(`<init-lab></init-lab>${hosts.script}`);
      await assertTrains(page);
      assertQuiet(complaints);
    } finally {
      await hosts.close();
    }
  });

  it('a one-file page names the missing permission if its worker is forbidden', () =>
    withSite(
      { headers: { 'Content-Security-Policy': "script-src 'unsafe-inline' 'wasm-unsafe-eval'; worker-src 'none'" } },
      async (site) => {
        const { page } = await site.open({ path: 'init-lab.html' });
        const message = page.locator('.message[data-reason=worker-load]');
        await message.waitFor();
        assert.match((await message.textContent()) ?? '', /worker-src blob:/);
      },
    ));
});

describe('without a server', () => {
  it('index.html and embed.html, opened as files, name the file that works so', () =>
    withSite({}, async (site) => {
      for (const name of ['index.html', 'embed.html']) {
        const { page } = await site.open({ url: pathToFileURL(inRoot('dist', name)).href });
        await page.locator('init-lab', { hasText: 'init-lab.html' }).waitFor();
        await page.close();
      }
    }));

  it('a loaded page works offline, and names a part that cannot load', () =>
    withSite({}, async (site) => {
      const { page } = await site.open();
      await settled(page);
      await page.context().setOffline(true);
      await assertTrains(page);
      await page.locator('#open-inside').evaluate((button) => /** @type {HTMLElement} */ (button).click());
      await page.locator('#inside .late[role=alert]').getByRole('button').waitFor();
      await page.context().setOffline(false);
      await page.locator('#inside .late[role=alert]').getByRole('button').click();
      await page.locator('#inside .diagram').first().waitFor();
    }));
});

describe('what a lab asks and keeps', () => {
  for (const path of ['index.html', 'embed.html', 'init-lab.html']) {
    it(`${path} asks no other server, sets no cookie and stores nothing`, () =>
      withSite({}, async (site) => {
        /** @type {string[]} */
        const asked = [];
        const { page } = await site.open({
          path,
          prepare: async (page) => page.on('request', (request) => asked.push(request.url())),
        });
        await assertTrains(page);
        await openSettings(page);
        for (const name of ['inside', 'data', 'network', 'training', 'runs']) await page.click(`#open-${name}`);
        await page.locator('#section[data-name=runs] .run').first().waitFor();
        assert.deepEqual(
          asked.filter((url) => !url.startsWith(site.url) && !/^(blob|data):/.test(url)),
          [],
        );
        const kept = await page.evaluate(async () => ({
          cookie: document.cookie,
          stored: localStorage.length + sessionStorage.length,
          databases: (await indexedDB.databases()).length,
          caches: (await caches.keys()).length,
          workers: (await navigator.serviceWorker.getRegistrations()).length,
        }));
        assert.deepEqual(kept, { cookie: '', stored: 0, databases: 0, caches: 0, workers: 0 });
        assert.deepEqual(await page.context().cookies(), []);
      }));
  }
});
