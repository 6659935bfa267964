/** What npm run hosts does on the page of a host: trains its lab, looks at it, and comes back to it from another page. */
/* global window */
import { standInForCourse } from './hosts-cdn.js';
import { faultsOf, lookOf, saidOf, systemOf } from './hosts-look.js';
import { serveStatic } from './serve-static.js';

/** @typedef {import('./hosts-table.js').Host} Host */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */
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

/** The lab of a page, or of a frame in it, once it is there. @param {Page} page @param {Host} host @param {boolean} [isFramed] */
async function labOf(page, host, isFramed = Boolean(host.slides)) {
  const frame = host.slides ? '.present iframe[src]' : 'iframe';
  const lab = (isFramed ? page.frameLocator(frame) : page).locator('init-lab').first();
  /** Its iteration; NaN: not yet there. A lab on slides may play. */
  const reached = () =>
    lab.evaluate(
      (/** @type {InitLab} */ element, { seed, plays }) => {
        const state = (element.settled || plays) && element.getState();
        return state && (!seed || state.seed === seed) ? element.iteration : NaN;
      },
      { seed: isFramed === Boolean(host.slides) ? host.experiment?.seed : undefined, plays: Boolean(host.slides) },
      { timeout: 60_000 },
    );
  // A lab that follows its host's model rests for a moment before it goes to the iteration of that.
  const end = Date.now() + 60_000;
  for (let before = NaN; Date.now() < end; await page.waitForTimeout(300)) {
    const now = await reached();
    if (host.slides ? now >= 0 : now === before) return lab;
    before = now;
  }
  throw new Error('no lab came to rest');
}

/** Costs of a lab after the same iterations, from the start. @param {Locator} lab */
const costsOf = (lab) =>
  lab.evaluate(async (/** @type {InitLab} */ element, count) => {
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
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: systemOf(host) });
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
    await standInForCourse(page);
    if (host.site) await standInFor(page, site, server.url);
    await page.goto(new URL(host.page ?? '', site).href);
    if (host.slides) await page.keyboard.press('ArrowRight');
    let lab = await labOf(page, host);
    const costs = await costsOf(lab);
    if (host.hasFrame) await labOf(page, host, true);
    const { height, theme } = await lookOf(lab);
    let link = '';
    if (!host.slides) {
      await lab.locator('#share').click();
      const field = lab.locator('#share-dialog[open] #share-link');
      await field.waitFor();
      link = await field.inputValue();
      await page.keyboard.press('Escape');
    }
    const faults = faultsOf(host, { height, theme, link });
    const way = await awayAndBack(page, host);
    lab = await labOf(page, host);
    const iteration = await lab.evaluate((/** @type {InitLab} */ element) => element.iteration);
    const again = await costsOf(lab);
    return {
      bits: costs === expected ? 'equal' : 'DIFFER',
      console: errors.length ? `${errors.length}: ${errors[0]}` : 'clean',
      height,
      theme,
      link: saidOf(link),
      faults,
      back: `${again === expected ? 'equal' : 'DIFFER'}, by ${way}, ${iteration > 0 ? 'goes on' : 'anew'}`,
      isGood: costs === expected && again === expected && errors.length === 0 && faults.length === 0,
    };
  } finally {
    await page.close();
    await server.close();
  }
}
