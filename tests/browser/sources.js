/** A browser with the source modules and without the element, so that nothing else uses the player. */
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { ensureBrowser } from '../../scripts/browser.js';
import { inRoot, root } from '../../scripts/paths.js';

export async function openSources() {
  const server = await createServer({
    root,
    configFile: inRoot('vite.config.js'),
    logLevel: 'error',
    optimizeDeps: { noDiscovery: true, entries: [] },
    server: { port: 0, hmr: false, watch: null },
  });
  await server.listen();
  const browser = await chromium.launch(await ensureBrowser());
  return {
    /** An empty page from which modules can be imported. @param {number} cores  that the page believes to have */
    async open(cores) {
      const page = await browser.newPage();
      page.setDefaultTimeout(90_000);
      await page.addInitScript((count) => {
        Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => count });
      }, cores);
      const url = new URL('blank', server.resolvedUrls?.local[0]).href;
      await page.route(url, (route) =>
        route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>sources</title>' }),
      );
      await page.goto(url);
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
