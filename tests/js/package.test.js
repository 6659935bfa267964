/** What `npm run build` writes to dist/, as other people's code and servers meet it. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { CONTENT_SECURITY_POLICY } from '../../scripts/content-security-policy.js';
import { distFolder, inRoot } from '../../scripts/paths.js';

/** Resolved through the package's own exports; not a literal, because dist/ may be missing when types are checked. */
const PACKAGE = 'init-lab';

const distFiles = () => readdirSync(distFolder, { recursive: true, encoding: 'utf8' });
const readDist = (/** @type {string} */ file) => readFileSync(inRoot('dist', file), 'utf8');

test('the package trains the notebook in Node', async () => {
  const { createLab } = await import(PACKAGE);
  const lab = await createLab({ preset: 'notebook' });
  assert.equal(lab.advance(15_000), 15_000);
  const [zeros, random, he] = lab.snapshot().runs;
  assert.deepEqual([zeros.trainAccuracy, zeros.testAccuracy], [0.5, 0.5]);
  assert.deepEqual([random.trainAccuracy, random.testAccuracy], [0.83, 0.86]);
  assert.deepEqual([he.trainAccuracy, he.testAccuracy], [298 / 300, 0.96]);
  lab.free();
});

test('the package has every file that its exports name', () => {
  const { exports } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  for (const target of Object.values(exports).flatMap((entry) => Object.values(entry))) {
    if (target.startsWith?.('./')) assert.ok(existsSync(inRoot(target)), `${target} is missing`);
  }
});

test('the WebAssembly stays in two files of its own', () => {
  const names = distFiles().filter((file) => file.endsWith('.wasm'));
  assert.equal(names.length, 2);
  assert.ok(names.some((name) => name.includes('simd')) && names.some((name) => name.includes('scalar')));
  for (const script of distFiles().filter((file) => file.endsWith('.js'))) {
    assert.doesNotMatch(readDist(script), /data:application\/wasm|AGFzbQ/, `${script} has WebAssembly inside`);
  }
});

test('the built page has its policy, and nothing inline that it would refuse', () => {
  const page = readDist('index.html');
  assert.ok(page.replaceAll('&#39;', "'").includes(`content="${CONTENT_SECURITY_POLICY}"`));
  assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/i);
});

test('the built page asks no other server for anything', () => {
  const page = readDist('index.html');
  for (const [, address] of page.matchAll(/<(?:script|link|img)[^>]*\s(?:src|href)="([^"]+)"/g)) {
    assert.match(address, /^\.\//);
  }
});
