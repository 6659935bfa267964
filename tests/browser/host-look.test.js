/** Colours and sizes in pages of others: `theme="auto"` follows the page, and sizes do not depend on its root. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertQuiet, settled } from './harness.js';
import { openHosts } from './host-pages.js';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof openHosts>>} */
let hosts;
before(async () => {
  hosts = await openHosts();
});
after(() => hosts.close());

/** @param {Page} page @param {string} name */
const becomes = (page, name) => page.locator(`.lab[data-theme="${name}"]`).waitFor();

/** Whether the first picture's ground is dark: canvases follow, too. @param {Page} page */
const paper = (page) =>
  page.evaluate(() => {
    const lab = /** @type {any} */ (document.querySelector('init-lab')).shadowRoot.querySelector('.lab');
    return getComputedStyle(lab).backgroundColor;
  });

const [WHITE, BLACK] = ['rgb(255, 255, 255)', 'rgb(21, 23, 26)'];

describe('theme auto follows the page', () => {
  /** Each with the reader's preference the other way, and a change to light. */
  for (const [name, how, toLight] of /** @type {const} */ ([
    [
      'color-scheme of the root, by a class',
      { html: 'class="dark"', head: '<style>:root { color-scheme: light } .dark { color-scheme: dark }</style>' },
      "document.documentElement.className = ''",
    ],
    [
      'color-scheme of a box around it',
      { box: 'style="color-scheme: dark"' },
      "document.getElementById('box').style.colorScheme = 'light'",
    ],
    ['data-theme of the root', { html: 'data-theme="dark"' }, "document.documentElement.dataset.theme = 'light'"],
    [
      'data-bs-theme of a box',
      { box: 'data-bs-theme="dark"' },
      "document.getElementById('box').dataset.bsTheme = 'light'",
    ],
    [
      'bright text of a page that says nothing else',
      { html: 'class="night"', head: '<style>.night { background: #111; color: #eee }</style>' },
      "document.documentElement.className = ''; document.documentElement.dataset.theme = 'light'",
    ],
    [
      'data-jp-theme-light of the body',
      { prepare: "document.body.dataset.jpThemeLight = 'false'" },
      "document.body.dataset.jpThemeLight = 'true'",
    ],
  ]))
    it(name, async () => {
      const { html, head, box = '', prepare = '' } = /** @type {Record<string, string>} */ (how);
      const { page, complaints } = await hosts.open(
        `<script>${prepare}</script><div id="box" ${box}><init-lab></init-lab></div>${hosts.script}`,
        { html, head, prepare: (page) => page.emulateMedia({ colorScheme: 'light' }) },
      );
      await settled(page);
      await becomes(page, 'dark');
      assert.equal(await paper(page), BLACK);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.evaluate(toLight);
      await becomes(page, 'light');
      assert.equal(await paper(page), WHITE);
      await page.close();
      assertQuiet(complaints);
    });

  it('a class of the root that makes text bright, and back', async () => {
    const { page, complaints } = await hosts.open(`<init-lab></init-lab>${hosts.script}`, {
      head: '<style>.night { color: #eee }</style>',
      prepare: (page) => page.emulateMedia({ colorScheme: 'light' }),
    });
    await settled(page);
    for (const [name, theme] of [
      ['night', 'dark'],
      ['', 'light'],
    ]) {
      await page.evaluate((given) => (document.body.className = given), name);
      await becomes(page, theme);
    }
    await page.close();
    assertQuiet(complaints);
  });

  it('the reader’s preference, until the page or the author says more', async () => {
    const { page, complaints } = await hosts.open(`<init-lab></init-lab>${hosts.script}`, {
      html: 'data-theme="auto" style="color-scheme: light dark"',
      prepare: (page) => page.emulateMedia({ colorScheme: 'dark' }),
    });
    await settled(page);
    await becomes(page, 'dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await becomes(page, 'light');
    await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
    await becomes(page, 'dark');
    await page.evaluate(() => document.querySelector('init-lab')?.setAttribute('theme', 'light'));
    await becomes(page, 'light');
    await page.close();
    assertQuiet(complaints);
  });
});

describe('a colour scheme of the page', () => {
  it('counts more than an attribute, and an attribute more than the reader’s preference', async () => {
    for (const [html, theme] of [
      ['data-theme="dark" style="color-scheme: light"', 'light'],
      ['data-theme="light" style="color-scheme: only dark"', 'dark'],
      ['data-theme="github-dark"', 'dark'],
      ['data-theme="highlight"', 'light'],
      ['style="color: #ddd"', 'dark'],
      ['style="color: rgba(255, 255, 255, 0.8)"', 'dark'],
      ['style="color: #ddd; color-scheme: light"', 'light'],
      ['data-theme="light" style="color: #ddd"', 'light'],
      ['style="color: #667"', 'light'],
    ]) {
      const { page } = await hosts.open(`<init-lab></init-lab>${hosts.script}`, {
        html,
        prepare: (page) => page.emulateMedia({ colorScheme: 'light' }),
      });
      await settled(page);
      await becomes(page, theme);
      await page.close();
    }
  });
});

describe('sizes', () => {
  /** @param {string} head */
  async function heightWith(head) {
    const { page } = await hosts.open(`<init-lab></init-lab>${hosts.script}`, { head });
    await settled(page);
    const size = await page.evaluate(() => {
      const lab = /** @type {any} */ (document.querySelector('init-lab'));
      const { fontSize } = getComputedStyle(lab.shadowRoot.querySelector('.lab'));
      return [lab.offsetHeight, fontSize];
    });
    await page.close();
    return size;
  }

  it('do not depend on the root’s font size', async () => {
    const usual = await heightWith('');
    assert.equal(usual[1], '14px');
    for (const size of [10, 16, 20, 24])
      assert.deepEqual(await heightWith(`<style>html { font-size: ${size}px } body { margin: 8px }</style>`), usual);
  });

  it('follow --init-lab-font-size, in any unit and beyond the usual limits', async () => {
    for (const [given, text] of [
      ['20px', '17.5px'],
      ['12px', '10.5px'],
      ['32px', '28px'],
      ['1.5em', '26.25px'],
      ['150%', '26.25px'],
      ['1rem', '17.5px'],
      ['large', '15.75px'],
    ]) {
      const [, size] = await heightWith(
        `<style>html { font-size: 20px } init-lab { --init-lab-font-size: ${given} }</style>`,
      );
      assert.equal(size, text, given);
    }
  });
});
