/** The output of `npm run build` in dist/, as other code and servers use it. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { CONTENT_SECURITY_POLICY, EMBED_POLICY } from '../../scripts/content-security-policy.js';
import { distFolder, inRoot } from '../../scripts/paths.js';

/** Resolved through the package's own exports; computed, because dist/ may be missing during type checks. */
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

test('the package reads points', async () => {
  const { readPoints } = await import(PACKAGE);
  assert.deepEqual(readPoints('0,5 1,2 no\n0,7 -0,2 yes').points[1], [0.7, -0.2, 1]);
});

test('the element can be imported in Node, as frameworks do that render pages there, and does nothing', async () => {
  const { InitLab } = await import(`${PACKAGE}/element`);
  assert.equal(typeof InitLab, 'function');
  assert.equal(Reflect.get(globalThis, 'customElements'), undefined);
});

test('the package has every file that its exports name', () => {
  const { exports } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  for (const target of Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? [entry] : Object.values(entry),
  )) {
    if (target.startsWith?.('./')) assert.ok(existsSync(inRoot(target)), `${target} is missing`);
  }
});

test('the WebAssembly stays in files of its own', () => {
  const names = distFiles().filter((file) => file.endsWith('.wasm'));
  for (const build of ['simd', 'scalar'])
    assert.equal(names.filter((name) => name.includes(`init_lab_${build}`)).length, 1, build);
  assert.equal(names.length, 2);
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

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} Real */
/** @typedef {import('../../www/element/public/element.js').InitLab} Public */
/** @typedef {'suspend' | 'connectedCallback' | 'disconnectedCallback' | 'adoptedCallback' | 'firstUpdated' | 'willUpdate' | 'render' | 'updated' | 'createRenderRoot'} Internal */

test('the types of the element name its members', async () => {
  // tsc refuses a wrong type or a missing name there.
  const typed = (/** @type {Omit<Real, 'addEventListener'>} */ lab) =>
    /** @type {Pick<Public, Exclude<keyof Public, 'addEventListener' | keyof import('../../www/element/public/element.js').InitLabFields>>} */ (
      lab
    );
  /** @typedef {Exclude<keyof Real, keyof Public | keyof import('lit').LitElement | Internal>} Missing */
  const missing = /** @type {[Missing] extends [never] ? 'nothing' : Missing} */ ('nothing');
  assert.equal(typeof typed, 'function');
  assert.equal(missing, 'nothing');
  const { SINGLE } = await import('../../www/element/attributes.js');
  const text = readFileSync(inRoot('www', 'element', 'public', 'element.d.ts'), 'utf8');
  const fields = [...(/interface InitLabFields \{(.*?)\n\}/s.exec(text)?.[1].matchAll(/^ {2}(\w+)\?:/gm) ?? [])];
  assert.deepEqual(fields.map(([, name]) => name).sort(), SINGLE.map(({ key }) => key).sort());
});

test('the docs name the exact policies', () => {
  const text = readFileSync(inRoot('docs', 'embedding.md'), 'utf8').replace(/\s+/g, ' ');
  assert.ok(text.includes(CONTENT_SECURITY_POLICY));
  for (const [page, policy] of [
    ['index.html', CONTENT_SECURITY_POLICY],
    ['embed.html', EMBED_POLICY],
  ])
    assert.ok(readDist(page).replaceAll('&#39;', "'").includes(`content="${policy}"`), page);
  const named = /\| embed\.html \| `([^`]+)`/.exec(text)?.[1] ?? '';
  const own = EMBED_POLICY.split('; ').filter((directive) => !CONTENT_SECURITY_POLICY.split('; ').includes(directive));
  assert.equal(named, own.join('; '));
});

test('the page of one file allows its own two scripts and its style, and nothing else', () => {
  const page = readDist('init-lab.html');
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
  assert.match(
    policy,
    /^default-src 'none'; script-src 'sha256-[\w+/=]+' 'sha256-[\w+/=]+' 'wasm-unsafe-eval'; style-src 'sha256-[\w+/=]+'; worker-src blob:; img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'$/,
  );
  const icon = /<link rel="icon" href="data:image\/svg\+xml,[^"]+" type="image\/svg\+xml" \/>/;
  assert.match(page, icon);
  assert.doesNotMatch(page.replace(icon, ''), /\s(src|href)=/);
});
