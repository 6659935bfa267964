/** What npm run hosts does on the page of a host: trains its lab, looks at it, and comes back to it from another page. */
/* global document, window */
import { serveStatic } from './serve-static.js';

/** @typedef {import('./hosts-table.js').Host} Host */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Frame} Frame */
/** @typedef {import('../www/element/init-lab-element.js').InitLab} InitLab */

/** Iterations that each page trains. */
const ITERATIONS = 1000;

/** Costs after those iterations, in Node. @param {any} experiment */
async function costsInNode(experiment) {
  const { createLab } = await import('../www/engine/lab.js');
  const lab = await createLab(experiment);
  lab.advance(ITERATIONS);
  const costs = JSON.stringify(lab.snapshot().runs.map(({ cost }) => cost));
  lab.free();
  return costs;
}

/** The page's frame with the lab, once that is there. @param {Page} page @param {Host} host @returns {Promise<Frame>} */
async function labIn(page, host) {
  let frame = page.mainFrame();
  if (host.slides) {
    const element = await page.waitForSelector('.present iframe[src]');
    frame = /** @type {Frame} */ (await element.contentFrame());
  }
  await frame.waitForFunction(
    (wanted) => {
      const element = /** @type {InitLab | null} */ (document.querySelector('init-lab'));
      return element?.settled !== undefined && element.getState() && (!wanted || element.getState()?.seed === wanted);
    },
    host.experiment?.seed,
    { timeout: 60_000 },
  );
  return frame;
}

/** Costs of the lab on the page after the same iterations, from the start. @param {Frame} frame */
const costsOf = (frame) =>
  frame.evaluate(async (count) => {
    const element = /** @type {InitLab} */ (document.querySelector('init-lab'));
    element.pause();
    await element.seek(0);
    await element.advance(count);
    return JSON.stringify((await element.inspect()).runs.map(({ cost }) => cost));
  }, ITERATIONS);

/** Goes to the host's other page, or to another slide, and back; says by what. @param {Page} page @param {Host} host */
async function awayAndBack(page, host) {
  if (host.slides) {
    await page.keyboard.press('ArrowLeft');
    await page.waitForSelector('section.present h2');
    await page.keyboard.press('ArrowRight');
    return 'slides';
  }
  await page.evaluate(() => Object.assign(window, { isFirstPage: true }));
  await page.getByRole('link', { name: 'Other', exact: true }).last().click();
  await page.getByRole('heading', { name: 'Other' }).waitFor();
  const byRouter = await page.evaluate(() => 'isFirstPage' in window);
  await page.goBack();
  return byRouter ? 'router' : 'browser';
}

/** Answers a site's own address from a server here. @param {Page} page @param {string} site @param {string} server */
const standInFor = (page, site, server) =>
  page.route(`${site}**`, async (route) =>
    route.fulfill({ response: await route.fetch({ url: route.request().url().replace(site, server) }) }),
  );

/** @param {Host} host @param {string} folder @param {import('playwright-core').Browser} browser */
export async function tried(host, folder, browser) {
  const expected = await costsInNode(host.experiment ?? { preset: 'notebook' });
  const server = await serveStatic(folder, { base: host.base ?? '/' });
  const site = host.site ?? server.url;
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'dark' });
  /** @type {string[]} */
  const errors = [];
  // Fonts and scripts that a host's theme takes from other servers may be out of reach.
  const foreign = (/** @type {import('playwright-core').ConsoleMessage} */ message) =>
    !message.location().url.startsWith(site);
  page.on('console', (message) => {
    if (message.type() === 'error' && !foreign(message)) errors.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  try {
    if (host.site) await standInFor(page, site, server.url);
    await page.goto(new URL(host.page ?? '', site).href);
    if (host.slides) await page.keyboard.press('ArrowRight');
    let frame = await labIn(page, host);
    const costs = await costsOf(frame);
    const { height, theme } = await frame.evaluate(() => {
      const element = /** @type {HTMLElement} */ (document.querySelector('init-lab'));
      return {
        height: element.offsetHeight,
        theme: element.shadowRoot?.querySelector('.lab')?.getAttribute('data-theme'),
      };
    });
    let link = '';
    if (!host.slides) {
      await frame.click('#share');
      await frame.waitForSelector('#share-dialog[open]');
      link = (await frame.inputValue('#share-link')).replace(site, '/');
      await page.keyboard.press('Escape');
    }
    const way = await awayAndBack(page, host);
    frame = await labIn(page, host);
    const iteration = await frame.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).iteration);
    const again = await costsOf(frame);
    return {
      bits: costs === expected ? 'equal' : 'DIFFER',
      console: errors.length ? `${errors.length}: ${errors[0]}` : 'clean',
      height,
      theme,
      link: !link ? 'none' : link.startsWith('#') ? 'its end' : `\`${link.split('#')[0]}\``,
      back: `${again === expected ? 'equal' : 'DIFFER'}, by ${way}, ${iteration > 0 ? 'goes on' : 'anew'}`,
      isGood: costs === expected && again === expected && errors.length === 0,
    };
  } finally {
    await page.close();
    await server.close();
  }
}
