/** What the Share dialog hands out in pages of others: no address that does not lead to a page of init-lab. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { distFolder } from '../../scripts/paths.js';
import { assertQuiet, settled } from './harness.js';
import { openHosts } from './host-pages.js';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof openHosts>>} */
let hosts;
before(async () => {
  hosts = await openHosts();
});
after(() => hosts.close());

/** What the dialog hands out. @param {Page} page */
async function shared(page) {
  await settled(page);
  await page.click('#share');
  await page.waitForSelector('#share-dialog[open]');
  const link = await page.inputValue('#share-link');
  const nowhere = await page.locator('#share-nowhere').count();
  await page.click('#tab-embed');
  await page.waitForSelector('.builder, #no-embed');
  const places = await page.locator('.formats button').evaluateAll((all) => all.map(({ id }) => id));
  return { link, nowhere, places };
}

/** What is true without an address. */
const END = { link: '#preset=notebook', nowhere: 1, places: [] };

describe('links of an element in a page of another name', () => {
  it('lead to the page beside its script, which the element has asked for', async () => {
    const { page, complaints } = await hosts.open(`<init-lab></init-lab>${hosts.script}`);
    const { link, nowhere, places } = await shared(page);
    assert.deepEqual([link, nowhere], [`${hosts.url}index.html#preset=notebook`, 0]);
    assert.equal(places.length, 6);
    await page.close();
    assertQuiet(complaints);
  });

  it('are their end alone where its server answers every address with a page of its own', async () => {
    const { page, complaints } = await hosts.open(`<init-lab></init-lab>${hosts.script}`, {
      prepare: (page) =>
        page.route('**/embed.html', (route) =>
          route.fulfill({
            contentType: 'text/html',
            headers: { 'Access-Control-Allow-Origin': '*' },
            body: '<!doctype html><title>An app</title><init-lab></init-lab>',
          }),
        ),
    });
    assert.deepEqual(await shared(page), END);
    assert.match((await page.locator('#no-embed').textContent()) ?? '', /set home on <init-lab>/);
    await page.close();
    assertQuiet(complaints);
  });

  it('are their end alone where only its scripts were copied', async () => {
    const { page } = await hosts.open(`<init-lab></init-lab>${hosts.script}`, {
      prepare: (page) => page.route('**/embed.html', (route) => route.fulfill({ status: 404, body: 'None' })),
    });
    assert.deepEqual(await shared(page), END);
    await page.close();
  });

  it('are their end alone for a script that contains everything', async () => {
    const widget = readFileSync(path.join(distFolder, 'init-lab-widget.js'), 'utf8');
    const { page, complaints } = await hosts.open('<init-lab></init-lab><script type="module" src="all.js"></script>', {
      prepare: (page) =>
        page.route('**/all.js', (route) => route.fulfill({ contentType: 'text/javascript', body: widget })),
    });
    assert.deepEqual(await shared(page), END);
    await page.close();
    assertQuiet(complaints);
  });

  it('lead to its home, if its author gives one', async () => {
    const { page, complaints } = await hosts.open(
      `<init-lab home="https://course.example/init-lab/"></init-lab>${hosts.script}`,
    );
    const { link, nowhere } = await shared(page);
    assert.deepEqual([link, nowhere], ['https://course.example/init-lab/#preset=notebook', 0]);
    await page.close();
    assertQuiet(complaints);
  });
});
