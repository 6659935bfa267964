/** docs/examples/reveal.html as written, in reveal.js. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { distFolder, inRoot } from '../../scripts/paths.js';
import { assertQuiet, openSite } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Frame} Frame */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

const folder = mkdtempSync(path.join(tmpdir(), 'init-lab-reveal-'));
/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  cpSync(distFolder, path.join(folder, 'init-lab'), { recursive: true });
  cpSync(inRoot('node_modules', 'reveal.js'), path.join(folder, 'reveal.js'), { recursive: true });
  const deck = readFileSync(inRoot('docs', 'examples', 'reveal.html'), 'utf8');
  writeFileSync(path.join(folder, 'deck.html'), deck);
  const more = '<section>Next</section>'.repeat(8);
  writeFileSync(path.join(folder, 'long.html'), deck.replace(/(<\/iframe>\s*<\/section>)/, `$1${more}`));
  site = await openSite({}, folder);
});
after(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

/** @param {Page} page */
const frameOf = async (page) =>
  /** @type {Frame} */ (await (await page.waitForSelector('iframe[src]', { state: 'attached' })).contentFrame());
/** @param {Frame} frame */
const labIn = (frame) =>
  frame.evaluate(() => {
    const { iteration, paused } = /** @type {InitLab} */ (document.querySelector('init-lab'));
    return { iteration, paused };
  });
/** @param {Frame} frame @param {number} iteration */
const reaches = (frame, iteration) =>
  frame.waitForFunction((wanted) => Number(document.querySelector('init-lab')?.iteration) > wanted, iteration);
/** @param {Page} page @param {number} index */
const at = (page, index) =>
  page.waitForFunction((wanted) => /** @type {any} */ (window).Reveal.getIndices().h === wanted, index);

describe('a deck of reveal.js', () => {
  it('keeps a lab that rests while another slide is shown, and turns slides from within its frame', async () => {
    const { page, complaints } = await site.open({ path: 'deck.html', size: { width: 1280, height: 720 } });
    await at(page, 0);
    await page.keyboard.press('ArrowRight');
    await at(page, 1);
    const frame = await frameOf(page);
    await reaches(frame, 50);
    await page.evaluate(() => /** @type {any} */ (window).Reveal.prev());
    await frame.waitForFunction(() => document.querySelector('init-lab')?.paused);
    const rested = await labIn(frame);
    await page.evaluate(() => /** @type {any} */ (window).Reveal.next());
    await reaches(frame, rested.iteration);
    await frame.click('.plot');
    await page.keyboard.press('ArrowLeft');
    await at(page, 0);
    await page.close();
    assertQuiet(complaints);
  });

  it('keeps a lab while slides far from its own are shown', async () => {
    const { page, complaints } = await site.open({ path: 'long.html', size: { width: 1280, height: 720 } });
    await page.evaluate(() => /** @type {any} */ (window).Reveal.slide(1));
    await at(page, 1);
    const frame = await frameOf(page);
    await reaches(frame, 50);
    await page.evaluate(() => /** @type {any} */ (window).Reveal.slide(9));
    await at(page, 9);
    await frame.waitForFunction(() => document.querySelector('init-lab')?.paused);
    const rested = await labIn(frame);
    await page.evaluate(() => /** @type {any} */ (window).Reveal.slide(1));
    await reaches(frame, rested.iteration);
    await page.close();
    assertQuiet(complaints);
  });

  it('prints its figure', async () => {
    const { page, complaints } = await site.open({ path: 'deck.html?view=print', size: { width: 1280, height: 720 } });
    const frame = await frameOf(page);
    await frame.waitForFunction(() => document.querySelector('init-lab')?.settled);
    await page.close();
    assertQuiet(complaints);
  });
});
