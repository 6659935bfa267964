/** Host pages: each HTML text at an address of its own server, with the site at another. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBrowser } from '../../scripts/browser.js';
import { distFolder } from '../../scripts/paths.js';
import { serveStatic } from '../../scripts/serve-static.js';

/** @typedef {import('../../scripts/serve-static.js').StaticServerOptions} Options */

/** A time limit for hanging tests, not a measurement. */
const PATIENCE = 90_000;

/** @param {{ site?: Options, host?: Options }} [options]  of the two servers */
export async function openHosts({ site = { headers: { 'Access-Control-Allow-Origin': '*' } }, host = {} } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'init-lab-hosts-'));
  const [dist, pages] = await Promise.all([serveStatic(distFolder, site), serveStatic(folder, host)]);
  const browser = await chromium.launch(await ensureBrowser());
  let count = 0;

  /**
   * Opens a page.
   * @param {string} body @param {{ head?: string, html?: string, size?: { width: number, height: number }, prepare?: (page: import('playwright-core').Page) => Promise<unknown> }} [how]
   *   html: attributes of the root
   */
  async function open(body, { head = '', html = 'lang="en"', size = { width: 1000, height: 900 }, prepare } = {}) {
    const name = `page-${(count += 1)}.html`;
    await writeFile(
      path.join(folder, name),
      `<!doctype html><html ${html}><head><meta charset="utf-8"><title>A host</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`,
    );
    const page = await browser.newPage({ viewport: size });
    page.setDefaultTimeout(PATIENCE);
    /** @type {string[]} */
    const complaints = [];
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await prepare?.(page);
    await page.goto(pages.url + name);
    return { page, complaints };
  }

  async function close() {
    await browser.close();
    await Promise.all([dist.close(), pages.close()]);
    await rm(folder, { recursive: true, force: true });
  }

  /** The tag that a teacher copies. */
  const script = `<script type="module" src="${dist.url}element.js"></script>`;
  return { url: dist.url, script, open, close };
}
