/** The element from another server, held to its hash (docs/embedding.md). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { distFolder } from '../../scripts/paths.js';
import { openSite, settled } from './harness.js';

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite({});
});
after(() => site.close());

const HASHES = JSON.parse(readFileSync(path.join(distFolder, 'integrity.json'), 'utf8'));

/** A course's page with a script. @param {string} script @param {string} integrity */
const open = (script, integrity) =>
  site.open({
    path: 'course.html',
    prepare: (page) =>
      page.route('**/course.html', (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: `<!doctype html><title>A course</title><link rel="icon" href="data:,"><init-lab></init-lab>
<script type="module" src="${script}" integrity="${integrity}" crossorigin="anonymous"></script>`,
        }),
      ),
  });

describe('integrity.json', () => {
  for (const script of Object.keys(HASHES).filter((name) => name !== 'init-lab.js'))
    it(`lets a page run ${script}, and no other text`, async () => {
      const { page } = await open(script, HASHES[script]);
      await settled(page);
      await page.close();
      const { page: other, complaints } = await open(script, HASHES['init-lab.js']);
      assert.equal(await other.evaluate(() => customElements.get('init-lab')), undefined);
      assert.ok(complaints.some((text) => /integrity/.test(text)));
      await other.close();
    });

  it('has the headless API, too', () => assert.match(HASHES['init-lab.js'], /^sha384-[\w+/]{64}$/));
});
