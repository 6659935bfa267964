/** The one-file page: opened as a file, offline, in an LMS's frame. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { distFolder } from '../../scripts/paths.js';
import { withExperiment } from '../../www/export/one-file-text.js';
import { assertQuiet, figures, iteration, openSettings, openSite, reach, settled, state } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

const file = path.join(distFolder, 'init-lab.html');
const address = pathToFileURL(file).href;
const text = readFileSync(file, 'utf8');

const folder = mkdtempSync(path.join(tmpdir(), 'init-lab-one-file-'));
/** A copy with this experiment. @param {string} name @param {unknown} experiment */
function copy(name, experiment) {
  const place = path.join(folder, name);
  writeFileSync(place, withExperiment(text, experiment));
  return pathToFileURL(place).href;
}

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite({});
});
after(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A page's requests, except for itself and its own blobs. @param {Page} page */
function requestsOf(page) {
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => {
    if (!/^(blob|data):/.test(request.url()) && !request.isNavigationRequest()) asked.push(request.url());
  });
  return asked;
}

/** The notebook's result, which is the same everywhere. @param {Page} page */
async function assertTrains(page) {
  await page.click('#run-to-end');
  await reach(page, 15_000);
  await settled(page);
  const accuracies = (await figures(page)).map(({ numbers }) => numbers[0]);
  assert.deepEqual(accuracies, ['50.00 %', '83.00 %', '99.33 %']);
}

describe('the page of one file', () => {
  it('trains when it is opened as a file, offline, and asks for nothing', async () => {
    /** @type {string[]} */
    let asked = [];
    const { page, complaints } = await site.open({
      url: address,
      prepare: async (page) => {
        await page.context().setOffline(true);
        asked = requestsOf(page);
      },
    });
    await settled(page);
    await assertTrains(page);
    assert.deepEqual(asked, []);
    await page.close();
    assertQuiet(complaints);
  });

  it('is the fallback of embed.html opened as a file, if the browser allows it', async () => {
    const { page } = await site.open({ url: pathToFileURL(path.join(distFolder, 'embed.html')).href });
    await settled(page);
    await page.close();
  });

  it('contains the features that the ordinary page loads on demand', async () => {
    const { page, complaints } = await site.open({
      url: address,
      prepare: (page) => page.context().setOffline(true),
    });
    await settled(page);
    await page.click('#open-inside');
    await page.locator('#inside .diagram').first().waitFor();
    await openSettings(page);
    for (const section of ['data', 'network', 'training', 'runs']) {
      await page.click(`#open-${section}`);
      await page.locator(`#section[data-name=${section}]`).locator('input, select, button').first().waitFor();
    }
    // Points from a file, whose reader is a separate chunk elsewhere.
    await page.locator('[part=panels]').evaluate((panels) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['0,0,0\n1,1,1\n0,1,0\n1,0,1\n'], 'four.csv', { type: 'text/csv' }));
      panels.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    });
    await page.locator('.bench .said', { hasText: /^four\.csv: 3 training \+ 1 test point/ }).waitFor();
    await settled(page);
    await page.close();
    assertQuiet(complaints);
  });

  it('opens the experiment that lies in it', async () => {
    const label = '</script><img src=x onerror="document.title=1">';
    const { page, complaints } = await site.open({
      url: copy('deep.html', { preset: 'deep_relu', seed: 12, runs: [{ initializer: 'he', label }] }),
    });
    await settled(page);
    const { seed, network, runs } = await state(page);
    assert.equal(seed, 12);
    assert.ok(network.hidden.length > 5);
    assert.equal(runs[0].label, label);
    assert.equal(await page.locator('img').count(), 0);
    await page.close();
    assertQuiet(complaints);
  });

  it('hands itself out, with the experiment that is open', async () => {
    const { page, complaints } = await site.open({
      url: `${address}#preset=moons&seed=9`,
      prepare: (page) => page.context().setOffline(true),
    });
    await settled(page);
    await page.click('#share');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save-page')]);
    const saved = path.join(folder, download.suggestedFilename());
    await download.saveAs(saved);
    assert.equal(await page.locator('#share-iframe, #share-element').count(), 0, 'nothing that a file cannot be');
    await page.close();
    assertQuiet(complaints);
    const again = await site.open({ url: pathToFileURL(saved).href });
    await settled(again.page);
    const { seed, dataset } = await state(again.page);
    assert.deepEqual([seed, dataset.name], [9, 'moons']);
    assert.equal(await again.page.locator('#preset').inputValue(), 'moons');
    await again.page.close();
    assertQuiet(again.complaints);
  });

  it('shares without an address as far as possible, and says so', async () => {
    const { page, complaints } = await site.open({
      path: 'host.html',
      prepare: (page) =>
        page.route('**/host.html', (route) =>
          route.fulfill({
            contentType: 'text/html',
            body: '<iframe width="860" height="700" sandbox="allow-scripts"></iframe>',
          }),
        ),
    });
    await page.evaluate((html) => {
      /** @type {HTMLIFrameElement} */ (document.querySelector('iframe')).srcdoc = html;
    }, text);
    const frame = page.frameLocator('iframe');
    await frame.locator('#share').click();
    await frame.locator('#share-nowhere').waitFor();
    assert.equal(await frame.locator('#share-link').inputValue(), '#preset=notebook');
    assert.equal(await frame.locator('#share-iframe, #share-element, .qr').count(), 0);
    assert.equal(await frame.locator('.message').count(), 0);
    await frame.locator('#tab-export').click();
    await frame.locator('#share-page img').first().waitFor();
    await page.close();
    assertQuiet(complaints);
  });

  it('reports errors in an experiment written into it by hand', async () => {
    for (const [broken, words] of /** @type {const} */ ([
      ['{"preset":"notebook","seed":-1}', /seed.*-1.*must be/],
      ['{"preset":', /must be an object as JSON/],
      ['[3]', /must be an object as JSON/],
    ])) {
      const place = path.join(folder, 'broken.html');
      writeFileSync(place, text.replace('{"preset":"notebook"}', broken));
      const { page } = await site.open({ url: pathToFileURL(place).href });
      await settled(page);
      await page.locator('init-lab').getByText(words).first().waitFor();
      await page.close();
    }
  });

  it('prefers the experiment of its address to its own', async () => {
    const own = copy('own.html', { preset: 'moons', seed: 8 });
    for (const [link, name, seed] of /** @type {const} */ ([
      ['', 'moons', 8],
      ['#seed=5', 'moons', 5],
      ['?seed=6&theme=dark', 'moons', 6],
      ['#preset=notebook', 'circles', 3],
    ])) {
      const { page, complaints } = await site.open({ url: own + link });
      await settled(page);
      const { dataset, seed: shown } = await state(page);
      assert.deepEqual([dataset.name, shown], [name, seed], link);
      await page.close();
      assertQuiet(complaints);
    }
  });

  it('trains in a sandboxed frame, from a server and as text', async () => {
    for (const source of ['src', 'srcdoc', 'embed']) {
      const { page, complaints } = await site.open({
        path: 'host',
        prepare: (page) =>
          page.route('**/host', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><p>Host' })),
      });
      const value = source === 'srcdoc' ? text : `${site.url}${source === 'src' ? 'init-lab' : 'embed'}.html`;
      await page.evaluate(
        ([name, value]) => {
          const frame = document.createElement('iframe');
          frame.setAttribute('sandbox', 'allow-scripts');
          frame.setAttribute(name, value);
          frame.style.cssText = 'width: 900px; height: 900px';
          document.body.append(frame);
        },
        [source === 'srcdoc' ? source : 'src', value],
      );
      const frame = page.frameLocator('iframe');
      await frame.locator('#more-controls').click(); // folded at this width
      await frame.locator('#run-to-end').click();
      await frame.locator('figure.panel .figures b', { hasText: '99.33 %' }).waitFor();
      await page.close();
      // The browser reports that embed.html's module was not loaded; a self-contained script was.
      assertQuiet(complaints.filter((text) => !(source === 'embed' && /CORS|ERR_FAILED/.test(text))));
    }
  });

  it('spreads heavy training over several workers, as elsewhere', async () => {
    const { page, complaints } = await site.open({
      url: copy('heavy.html', {
        network: { hidden: [16, 16, 16] },
        training: { iterations: 100_000 },
        runs: [{ initializer: 'he' }, { initializer: 'xavier' }],
      }),
      prepare: (page) =>
        page.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 2 })),
    });
    await settled(page);
    assert.equal(page.workers().length, 1);
    await page.click('#run-to-end');
    while (page.workers().length < 2) await page.waitForTimeout(20);
    const reached = await iteration(page);
    await reach(page, reached + 1000);
    await page.close();
    assertQuiet(complaints);
  });

  it('says so where the browser’s WebAssembly has no SIMD', async () => {
    const { page } = await site.open({
      url: address,
      prepare: (page) =>
        page.addInitScript(() => {
          // The worker is made from text; this one's WebAssembly has no SIMD.
          const { Blob } = self;
          self.Blob = class extends Blob {
            /** @param {any[]} parts @param {any} [how] */
            constructor(parts = [], how) {
              super(how?.type === 'text/javascript' ? ['WebAssembly.validate = () => false;', ...parts] : parts, how);
            }
          };
        }),
    });
    const message = page.locator('.message[data-reason=compile]');
    await message.waitFor();
    assert.match((await message.textContent()) ?? '', /SIMD.*from a web server/);
  });

  it('says so where the browser cannot unpack it', async () => {
    const { page } = await site.open({
      url: address,
      prepare: (page) => page.addInitScript(() => Reflect.deleteProperty(globalThis, 'DecompressionStream')),
    });
    await page.getByText(/could not be unpacked.*update the browser/s).waitFor();
  });
});
