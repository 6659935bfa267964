import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { distFolder } from '../../scripts/paths.js';
import { writeSingleFile } from '../../scripts/single-file.js';
import { isOneFile, withExperiment, withLook } from '../../www/export/one-file-text.js';

const folder = mkdtempSync(path.join(tmpdir(), 'init-lab-single-file-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const page = readFileSync(path.join(distFolder, 'init-lab.html'), 'utf8');
const HOSTILE = '</script><script>alert(1)</script><!--<script>';

/** @param {string} name @param {string} text */
function file(name, text) {
  const place = path.join(folder, name);
  writeFileSync(place, text);
  return place;
}

/** The experiment stored in a page. @param {string} text */
const inside = (text) => JSON.parse(/<script [^>]*id="init-lab-experiment">(.*?)<\/script>/s.exec(text)?.[1] ?? '');

describe('the page of one file', () => {
  it('is smaller than 550 KB, and holds the notebook', () => {
    assert.ok(Buffer.byteLength(page) < 550_000, `${Buffer.byteLength(page)} bytes`);
    assert.deepEqual(inside(page), { preset: 'notebook' });
  });

  it('takes another experiment as data, whatever is written in it', () => {
    const experiment = { preset: 'notebook', runs: [{ initializer: 'he', label: `${HOSTILE}$&$1\u2028` }] };
    const other = withExperiment(page, experiment);
    assert.deepEqual(inside(other), experiment);
    assert.equal(other.split(/<script/i).length, page.split(/<script/i).length, 'no element more than before');
    assert.deepEqual(inside(withExperiment(other, { seed: 4 })), { seed: 4 });
    assert.ok(isOneFile(other));
    assert.throws(() => withExperiment('<!doctype html><p>Not found', {}), /no one-file page/);
  });

  it('takes other looks as attributes, whatever is written in them, in place of those that it had', () => {
    const tag = (/** @type {string} */ text) => /<init-lab[^>]*>/.exec(text.slice(text.indexOf('<body')))?.[0];
    const looked = withLook(page, { hide: 'controls', theme: null, alt: `"${HOSTILE}$&` });
    assert.equal(looked.split(/<script/i).length, page.split(/<script/i).length, 'no element more than before');
    assert.match(tag(looked) ?? '', /^<init-lab hide="controls" alt="&quot;&lt;\/script&gt;[^"<>]*">$/);
    assert.equal(tag(withLook(looked, { theme: 'dark' })), '<init-lab theme="dark">');
    assert.equal(withLook(looked, {}), page);
  });

  it('is written with an experiment that the core has accepted, or with a preset', async () => {
    const given = { preset: 'deep_relu', seed: 12 };
    const written = await writeSingleFile({
      experiment: file('mine.json', JSON.stringify(given)),
      output: path.join(folder, 'mine.html'),
    });
    assert.deepEqual(inside(readFileSync(written, 'utf8')), given);
    const preset = await writeSingleFile({ preset: 'moons', output: path.join(folder, 'moons.html') });
    assert.deepEqual(inside(readFileSync(preset, 'utf8')), { preset: 'moons' });
  });

  it('reports problems with a file, a preset or a location', async () => {
    const output = path.join(folder, 'never.html');
    for (const [options, words] of /** @type {const} */ ([
      [{}, /--experiment/],
      [{ experiment: path.join(folder, 'none.json') }, /none\.json could not be read/],
      [{ experiment: file('broken.json', '{"seed": ') }, /broken\.json is not JSON/],
      [{ experiment: file('list.json', '[1]') }, /list\.json holds no experiment/],
      [{ experiment: file('high.json', '{"seed": -1}') }, /high\.json is refused.*seed.*-1/s],
      [{ experiment: file('large.json', ' '.repeat(1_000_001)) }, /1000001 bytes; allowed: at most 1000000/],
      [{ preset: 'nope' }, /“nope” is refused.*notebook, /s],
      [{ preset: 'moons', output: path.join(folder, 'no', 'such', 'place.html') }, /place\.html could not be written/],
    ])) {
      await assert.rejects(writeSingleFile({ output, ...options }), words);
    }
  });
});
