/** Takes the README's picture of the page: `node scripts/picture.js`, after `npm run build`. */
import { chromium } from 'playwright-core';
import { ensureBrowser } from './browser.js';
import { distFolder, inRoot } from './paths.js';
import { serveStatic } from './serve-static.js';

const server = await serveStatic(distFolder, { strictCsp: true });
const browser = await chromium.launch(await ensureBrowser());
const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
await page.goto(server.url);
await page.waitForFunction(() => {
  const lab = /** @type {import('../www/element.js').InitLab} */ (document.querySelector('init-lab'));
  if (lab.settled && lab.iteration === 0) lab.runToEnd();
  return lab.settled && lab.iteration > 0;
});
await page.screenshot({ path: inRoot('docs', 'init-lab.png'), fullPage: true });
await browser.close();
await server.close();
