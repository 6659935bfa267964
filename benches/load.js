/**
 * The downloads and the start-up time of the first view: `node benches/load.js [--quick] [--explain]`, after `npm run
 * build`. Sizes are those of gzip -9 of every response, so repeated requests count each time. Times are from navigation
 * to the first drawn panel, each in a fresh context without cache.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { ensureBrowser } from '../scripts/browser.js';
import { distFolder } from '../scripts/paths.js';
import { say } from '../scripts/report.js';
import { serveStatic } from '../scripts/serve-static.js';
import { lighthouse } from './load/lighthouse.js';
import { median, quartiles } from './measure.js';

/** @typedef {{ name: string, value?: number, text?: string, unit?: string, target?: string }} Row  a value or a text */
/** @typedef {import('../www/element/init-lab-element.js').InitLab} InitLab */

const MARK = 'init-lab:first-picture';
/** The text of the lesson below the lab, which is asked for after the first picture. */
const LESSON = '/lesson.html';

/** @param {string} pathname of a file of the site */
function compressedSize(pathname) {
  const file = path.join(distFolder, pathname === '/' ? 'index.html' : decodeURIComponent(pathname));
  return gzipSync(readFileSync(file), { level: 9 }).length;
}

/**
 * Opens the page in a fresh context until it settles.
 * @param {import('playwright-core').Browser} browser @param {string} url
 * @returns {Promise<{ picture: number, shift: number }>} picture: milliseconds from navigation; shift: the cumulative layout shift since
 */
async function coldLoad(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
  try {
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForFunction(() => /** @type {InitLab} */ (document.querySelector('init-lab'))?.settled);
    return await page.evaluate(async (mark) => {
      /** @type {number} */
      const shift = await new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += /** @type {any} */ (entry).value;
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 100);
      });
      return { picture: performance.getEntriesByName(mark)[0].startTime, shift };
    }, MARK);
  } finally {
    await context.close();
  }
}

/** @param {Map<string, number>} requests number of requests by path @returns {Row[]} */
function sizes(requests) {
  const files = [...requests].map(([name, count]) => ({ name, size: (count * compressedSize(name)) / 1000 }));
  const total = (/** @type {(name: string) => boolean} */ counts) =>
    files.reduce((sum, { name, size }) => sum + (counts(name) ? size : 0), 0);
  return [
    ...files.map(({ name, size }) => ({ name: `  ${name}`, value: size, unit: 'KB' })),
    { name: 'all that the first view loads, gzipped', value: total(() => true), unit: 'KB', target: '≤ 250' },
    { name: 'after it: the text of the lesson', value: compressedSize(LESSON) / 1000, unit: 'KB' },
    { name: 'of which WebAssembly', value: total((name) => name.endsWith('.wasm')), unit: 'KB' },
    { name: 'all beside WebAssembly', value: total((name) => !name.endsWith('.wasm')), unit: 'KB' },
  ];
}

/** @param {string} url @param {boolean} explain @returns {Promise<Row[]>} */
async function scores(url, explain) {
  /** @type {Row[]} */
  const rows = [];
  for (const device of /** @type {const} */ (['mobile', 'desktop'])) {
    try {
      const runs = [];
      for (let k = 0; k < 3; k += 1) runs.push(await lighthouse(url, device));
      for (const name of Object.keys(runs[0].scores)) {
        const value = median(runs.map((run) => run.scores[name]));
        rows.push({
          name: `Lighthouse, ${device}: ${name}`,
          value,
          ...(name === 'performance' ? { target: '≥ 95' } : {}),
        });
      }
      if (explain) for (const line of runs[0].failed) say(`  ${device}: ${line}`);
    } catch (error) {
      const [reason] = /** @type {Error} */ (error).message.split('\n');
      say(`Lighthouse (${device}) takes no part: ${reason}`);
    }
  }
  return rows;
}

/** @param {{ quick?: boolean, explain?: boolean }} [how] @returns {Promise<Row[]>} */
export async function load({ quick = false, explain = false } = {}) {
  /** @type {string[]} */
  const asked = [];
  const onRequest = (/** @type {string} */ address) => asked.push(new URL(address, 'http://localhost').pathname);
  const server = await serveStatic(distFolder, { strictCsp: true, compress: true, onRequest });
  try {
    const browser = await chromium.launch(await ensureBrowser());
    try {
      const first = await coldLoad(browser, server.url);
      /** @type {Map<string, number>} */
      const requests = new Map();
      for (const name of asked.filter((each) => each !== LESSON)) requests.set(name, (requests.get(name) ?? 0) + 1);
      const loads = [];
      for (let k = 0; k < (quick ? 5 : 10); k += 1) loads.push(await coldLoad(browser, server.url));
      const pictures = loads.map(({ picture }) => picture);
      const [low, high] = quartiles(pictures);
      const rows = sizes(requests);
      rows.push(
        { name: 'first panel drawn, from navigation', value: median(pictures), unit: 'ms', target: '≤ 500' },
        { name: '  lower quartile', value: low, unit: 'ms' },
        { name: '  upper quartile', value: high, unit: 'ms' },
        { name: 'layout shift', value: Math.max(first.shift, ...loads.map(({ shift }) => shift)), target: '≤ 0' },
      );
      await browser.close();
      // Lighthouse takes a fifth of the quick benchmark's time limit.
      const unlooked = { name: 'Lighthouse: performance', text: 'long benchmark only', target: '≥ 95' };
      rows.push(...(quick ? [unlooked] : await scores(server.url, explain)));
      return rows;
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { quick: { type: 'boolean' }, explain: { type: 'boolean' } } });
  for (const { name, value, text, unit = '', target = '' } of await load(values)) {
    say(`${name.padEnd(50)}${(text ?? value?.toFixed(2) ?? '').padStart(12)} ${unit.padEnd(4)} ${target}`);
  }
}
