/** Experiments that are dropped, pasted, chosen or typed: opening, refusals with messages, and undo. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertQuiet, iteration, openSite, reach, settled, state } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */
/** @typedef {{ name: string, text: string, type?: string }} Brought */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const SMALL = { dataset: { name: 'xor', samples: 40 }, training: { iterations: 500 }, runs: [{ initializer: 'he' }] };

/** @param {Parameters<typeof site.open>[0]} [how] */
async function openLab(how) {
  const opened = await site.open(how);
  await settled(opened.page);
  return opened;
}

/**
 * Drops files, or pastes them or a text.
 * @param {Page} page @param {string} selector @param {{ event: 'drop' | 'paste', files?: Brought[], text?: string, link?: string }} what
 */
const bring = (page, selector, what) =>
  page.evaluate(([where, { event, files = [], text, link }]) => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
    const target = /** @type {Element} */ (root.querySelector(where));
    const data = new DataTransfer();
    for (const { name, text: content, type = '' } of files) data.items.add(new File([content], name, { type }));
    if (text !== undefined) data.setData('text/plain', text);
    if (link !== undefined) data.setData('text/uri-list', link);
    const how = { bubbles: true, composed: true, cancelable: true };
    const events =
      event === 'paste'
        ? [new ClipboardEvent('paste', { ...how, clipboardData: data })]
        : ['dragover', 'drop'].map((name) => new DragEvent(name, { ...how, dataTransfer: data }));
    return events.map((one) => {
      target.dispatchEvent(one);
      return one.defaultPrevented;
    });
  }, /** @type {const} */ ([selector, what]));

/** Waits for the message over the lab. @param {Page} page */
async function told(page) {
  await page.waitForSelector('.brought[data-on] .told');
  return (await page.locator('.told p').allTextContents()).join('').trim();
}

/** @param {Page} page */
const forget = (page) => page.click('#share-forget');

/** @param {Page} page @param {string} dataset */
const opens = (page, dataset) =>
  page.waitForFunction(
    (name) => /** @type {InitLab} */ (document.querySelector('init-lab')).getState().dataset.name === name,
    dataset,
  );

describe('opening a shared experiment', () => {
  it('opens a file dropped anywhere, reports it, and undoes it', async () => {
    const { page, complaints } = await openLab();
    await page.click('#thousand');
    await reach(page, 1000);
    await settled(page);
    const before = await state(page);
    assert.deepEqual(
      await bring(page, '.controls', { event: 'drop', files: [{ name: 'xor.json', text: JSON.stringify(SMALL) }] }),
      [true, true],
    );
    await opens(page, 'xor');
    assert.equal(await told(page), '“xor.json” is open now.');
    await settled(page);
    assert.equal((await state(page)).training.iterations, 500);
    assert.equal(await iteration(page), 0);
    await page.click('#share-back');
    await opens(page, 'circles');
    await reach(page, 1000);
    await settled(page);
    assert.deepEqual(await state(page), before);
    assert.equal(await iteration(page), 1000);
    assert.equal(await page.locator('.brought[data-on]').count(), 0);
    await page.close();
    assertQuiet(complaints);
  });

  it('names an experiment by its nearest preset, and a restored one by its own', async () => {
    const { page, complaints } = await openLab({ path: '#preset=deep_relu&seed=8' });
    const moons = await page.evaluate(async () => {
      const other = document.createElement('init-lab');
      other.setAttribute('preset', 'moons');
      document.body.append(other);
      await new Promise((resolve) => other.addEventListener('load', resolve));
      other.remove();
      return JSON.stringify({ ...other.getState(), seed: 12 });
    });
    await bring(page, '.controls', { event: 'drop', files: [{ name: 'moons.json', text: moons }] });
    await page.waitForFunction(() => document.querySelector('init-lab')?.getState()?.seed === 12);
    const link = () => page.evaluate(() => document.querySelector('init-lab')?.getLink());
    assert.equal(await link(), 'preset=moons&seed=12');
    assert.equal(await page.locator('#preset').inputValue(), 'moons');
    await page.click('#share-back');
    await page.waitForFunction(() => document.querySelector('init-lab')?.getState()?.seed === 8);
    assert.equal(await link(), 'preset=deep_relu&seed=8');
    // A change far from the preset is restored under the preset's name too.
    const far = 'preset=moons&dataset=circles&samples=300&noise=0.05&hidden=10,5&loss=cross_entropy&initializers=he';
    await page.evaluate((text) => document.querySelector('init-lab')?.openLink(text), far);
    await bring(page, '.controls', { event: 'drop', files: [{ name: 'moons.json', text: moons }] });
    await page.waitForFunction(() => document.querySelector('init-lab')?.getState()?.seed === 12);
    await page.click('#share-back');
    await opens(page, 'circles');
    assert.match(String(await link()), /^preset=moons&/);
    await page.close();
    assertQuiet(complaints);
  });

  it('opens pasted experiments, but leaves typed and other text alone', async () => {
    const { page, complaints } = await openLab();
    assert.deepEqual(await bring(page, '#play', { event: 'paste', text: 'no. 1 of 2' }), [false]);
    assert.deepEqual(await bring(page, '#seed', { event: 'paste', text: JSON.stringify(SMALL) }), [false]);
    assert.equal(await page.locator('.brought[data-on]').count(), 0);
    assert.deepEqual(await bring(page, '#play', { event: 'paste', text: ` ${JSON.stringify(SMALL)}\n` }), [true]);
    await opens(page, 'xor');
    assert.equal(await told(page), 'The pasted text is open now.');
    await bring(page, '.panels', {
      event: 'paste',
      text: 'https://example.org/lab/?a=1#preset=notebook&dataset=moons',
    });
    await opens(page, 'moons');
    await bring(page, '.panels', {
      event: 'drop',
      link: 'https://example.org/embed.html?preset=notebook&dataset=blobs',
    });
    await opens(page, 'blobs');
    await bring(page, '.panels', {
      event: 'paste',
      text: '<iframe src="https://example.org/embed.html?preset=notebook&amp;dataset=spiral" onload="alert(1)"></iframe>',
    });
    await opens(page, 'spiral');
    await bring(page, '.panels', {
      event: 'paste',
      text: '<init-lab preset="notebook" dataset="stripes" learning-rate="0.5" initializers="he,zeros"></init-lab>',
    });
    await opens(page, 'stripes');
    const opened = await state(page);
    assert.equal(opened.training.learningRate, 0.5);
    assert.deepEqual(opened.runs, [{ initializer: 'he' }, { initializer: 'zeros' }]);
    await page.close();
    assertQuiet(complaints);
  });

  it('opens the query or fragment of a link, and a link to a file', async () => {
    const { page, complaints } = await openLab();
    for (const [text, dataset] of [
      ['#preset=moons', 'moons'],
      ['preset=notebook&dataset=xor&seed=4', 'xor'],
      ['file:///home/me/init-lab.html#preset=deep_linear', 'stripes'],
    ]) {
      assert.deepEqual(await bring(page, '.panels', { event: 'paste', text }), [true]);
      await opens(page, dataset);
    }
    await page.close();
    assertQuiet(complaints);
  });

  it('takes the first experiment of several files, and still accepts points', async () => {
    const { page, complaints } = await openLab();
    await bring(page, '.results', {
      event: 'drop',
      files: [
        { name: 'four.csv', text: '1,1,0\n2,2,1\n3,3,0\n4,4,1\n' },
        { name: 'first.json', text: JSON.stringify(SMALL) },
        { name: 'second.json', text: '{}' },
      ],
    });
    await opens(page, 'xor');
    assert.equal(await told(page), '“first.json” is open now. The other 2 files were ignored.');
    await bring(page, '.results', { event: 'drop', files: [{ name: 'bad.json', text: '{' }] });
    await page.getByText('is not complete JSON').waitFor();
    await bring(page, '.results', {
      event: 'drop',
      files: [{ name: 'four.csv', text: '1,1,0\n2,2,1\n3,3,0\n4,4,1\n' }],
    });
    await opens(page, 'custom');
    await page.locator('.brought[data-on]').waitFor({ state: 'detached' });
    await page.close();
    assertQuiet(complaints);
  });

  it('reports why a text is no experiment, and keeps the open one', async () => {
    const { page, complaints } = await openLab();
    const before = await state(page);
    const deep = (/** @type {number} */ levels) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    /** @type {[Brought, RegExp][]} */
    const refused = [
      [{ name: 'empty.json', text: '' }, /^“empty\.json” is empty; must be /],
      [{ name: 'cut.json', text: '{"dataset": {"name": "x' }, /^“cut\.json” is not complete JSON: /],
      [{ name: 'list.json', text: '[1, 2]' }, /is JSON, but not an object/],
      [{ name: 'other.json', text: '{"name": "pkg", "version": "1"}' }, /refuses.*(name|version)/s],
      [{ name: 'proto.json', text: '{"__proto__": {"seed": 7}}' }, /not complete JSON|refuses/],
      [{ name: 'ctor.json', text: '{"training": {"constructor": 1}}' }, /not complete JSON|refuses/],
      [{ name: 'deep.json', text: deep(100) }, /refuses|too deep/],
      [{ name: 'deeper.json', text: deep(100_000) }, /too deep|refuses/],
      [
        { name: 'value.json', text: '{"dataset": {"samples": 1}}' },
        /refuses: dataset\.samples: 1 is not allowed; must be a whole number/,
      ],
      [{ name: 'rubbish.json', text: '\u0000\u0001\ufffd' }, /is not text/],
      [{ name: 'big.json', text: ' '.repeat(1_000_001) }, /^“big\.json” has 1\.0 MB; must be at most 1 MB/],
      [{ name: 'words.py', text: 'print("hello")' }, /contains no experiment/],
      [
        { name: 'plain.html', text: '<!doctype html><script>top.hacked = 1</script><p>hello' },
        /is HTML without an experiment/,
      ],
      [{ name: 'cat.png', text: 'x', type: 'image/png' }, /is not a picture saved by the lab/],
      [{ name: 'other.ipynb', text: '{"cells": [], "nbformat": 4}' }, /is a notebook that the lab did not save/],
      [
        { name: '<img src=x onerror=alert(1)>.json', text: '{' },
        /^“<img src=x onerror=alert\(1\)>\.json” is not complete JSON/,
      ],
    ];
    for (const [file, words] of refused) {
      await bring(page, '.panels', { event: 'drop', files: [file] });
      const said = await told(page);
      assert.match(said, words, file.name);
      assert.match(said, / The experiment that was open stays\.$/);
      await forget(page);
    }
    for (const [text, words] of /** @type {[string, RegExp][]} */ ([
      ['https://example.org/#chapter-2', /has no experiment in it/],
      ['https://example.org/', /has no experiment in it/],
      ['https://example.org/#learningRate=fast', /“fast” is not allowed/],
      ['https://example.org/#preset=nothing', /refuses.*nothing/s],
    ])) {
      await bring(page, '.panels', { event: 'paste', text });
      assert.match(await told(page), words);
      await forget(page);
    }
    assert.deepEqual(await state(page), before);
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).hacked), undefined);
    assert.equal(
      await page.evaluate(
        () => document.querySelector('init-lab')?.shadowRoot?.querySelectorAll('img, script, iframe').length,
      ),
      0,
    );
    await page.close();
    assertQuiet(complaints);
  });

  it('opens from the dialog by text and by file, and reports refusals there', async () => {
    const { page, complaints } = await openLab();
    await page.click('#share');
    await page.click('#tab-open');
    await page.fill('#open-text', '{"seed": -1}');
    await page.click('#open-use');
    await page.waitForFunction(
      () => document.querySelector('init-lab')?.shadowRoot?.querySelector('#open-problem')?.textContent !== '',
    );
    assert.match(
      (await page.textContent('#open-problem')) ?? '',
      /seed: -1 is not allowed.* The experiment that was open stays\.$/s,
    );
    assert.equal(await page.inputValue('#open-text'), '{"seed": -1}', 'to be corrected');
    await page.fill('#open-text', '#preset=notebook&dataset=moons');
    await page.click('#open-use');
    await opens(page, 'moons');
    await page.waitForFunction(() => !document.querySelector('init-lab')?.shadowRoot?.querySelector('dialog')?.open);
    await page.click('#share');
    await page.setInputFiles('#open-file', {
      name: 'xor.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(SMALL)),
    });
    await opens(page, 'xor');
    assert.equal(await told(page), '“xor.json” is open now.');
    await page.close();
    assertQuiet(complaints);
  });
});
