/**
 * Takes pictures of the built page after `npm run build`: for the README, link previews, and home-screen icons. Run
 * with `node scripts/picture.js`.
 */
import { chromium } from 'playwright-core';
import { ensureBrowser } from './browser.js';
import { distFolder, inRoot } from './paths.js';
import { serveStatic } from './serve-static.js';

/** @typedef {import('../www/element/init-lab-element.js').InitLab} InitLab */

const server = await serveStatic(distFolder);
const browser = await chromium.launch(await ensureBrowser());

/** The page at this size after its last iteration. @param {{ width: number, height: number }} viewport @param {Record<string, string>} [attributes] */
async function trained(viewport, attributes = {}) {
  const page = await browser.newPage({ viewport, colorScheme: 'light', bypassCSP: true });
  await page.goto(server.url);
  await page.evaluate((given) => {
    const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
    for (const [name, value] of Object.entries(given)) lab.setAttribute(name, value);
    document.querySelector('.lesson')?.remove();
  }, attributes);
  await page.waitForFunction(() => {
    const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
    if (lab.settled && lab.iteration === 0) lab.runToEnd();
    return lab.settled && lab.iteration > 0;
  });
  return page;
}

const readme = await trained({ width: 1280, height: 800 });
await readme.screenshot({ path: inRoot('docs', 'init-lab.png'), fullPage: true });

const card = await trained(
  { width: 1200, height: 1000 },
  { views: 'panels', hide: 'controls play counter progress key' },
);
await card.addStyleTag({
  content: `.theme { display: none } body { width: 1104px; padding-block: 30px 0 } h1 { font-size: 44px; white-space: nowrap }
    .intro { display: none } .masthead { margin-block-end: 34px }`,
});
await card.waitForFunction(() => /** @type {InitLab} */ (document.querySelector('init-lab')).settled);
await card.screenshot({
  path: inRoot('www', 'site', 'social-card.png'),
  clip: { x: 0, y: 0, width: 1200, height: 630 },
});

const icon = await browser.newPage({ viewport: { width: 180, height: 180 } });
await icon.goto(new URL('../www/site/favicon.svg', import.meta.url).href);
await icon.screenshot({ path: inRoot('www', 'site', 'touch-icon.png') });

await browser.close();
await server.close();
