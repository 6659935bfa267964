import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertQuiet, reach, settled } from './harness.js';
import { openHosts } from './host-pages.js';

/** @typedef {import('../../www/element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openHosts>>} */
let hosts;
before(async () => {
  hosts = await openHosts();
});
after(() => hosts.close());

/** @param {import('playwright-core').Page} page @param {string} reason */
async function messageOf(page, reason) {
  const message = page.locator(`.message[data-reason="${reason}"]`);
  await message.waitFor();
  return (await message.textContent()) ?? '';
}

describe('a script from another origin', () => {
  it('trains in a page that links to it', async () => {
    const { page, complaints } = await hosts.open(`<init-lab></init-lab>${hosts.script}`);
    await settled(page);
    await page.click('#thousand');
    await reach(page, 1000);
    assert.equal(page.workers().length, 1);
    await page.close();
    assertQuiet(complaints);
  });

  it('names the directive, where a policy forbids the worker', async () => {
    const policy = `default-src 'none'; script-src ${hosts.url} 'wasm-unsafe-eval'; connect-src ${hosts.url}; style-src 'self'`;
    const { page } = await hosts.open(`<init-lab></init-lab>${hosts.script}`, {
      head: `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    });
    const said = await messageOf(page, 'worker-load');
    assert.ok(said.includes(`worker-src blob: ${new URL(hosts.url).origin}`), said);
    await page.close();
  });

  it('trains under the policy that the message asks for', async () => {
    const policy = `default-src 'none'; script-src ${hosts.url} 'wasm-unsafe-eval'; worker-src blob: ${hosts.url}; connect-src ${hosts.url}`;
    const { page, complaints } = await hosts.open(`<init-lab></init-lab>${hosts.script}`, {
      head: `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    });
    await settled(page);
    await page.click('#step');
    await reach(page, 1);
    await page.close();
    assertQuiet(complaints);
  });

  it('shows what stands in the element, where its server does not allow it to other origins', async () => {
    const closed = await openHosts({ site: {} });
    try {
      const { page } = await closed.open(`<init-lab><p>A picture of the lab</p></init-lab>${closed.script}`);
      await page.waitForLoadState('networkidle');
      assert.ok(await page.getByText('A picture of the lab').isVisible());
    } finally {
      await closed.close();
    }
  });
});
