import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Folders of www/ by layer, top first: a script imports from its own folder and from layers below. */
const LAYERS = [
  ['site', 'standalone', 'react'],
  ['lesson', 'embed'],
  ['element'],
  ['share'],
  ['views'],
  ['export'],
  ['player', 'sweep'],
  ['engine'],
  ['data', 'charts'],
  ['experiment'],
];
/** Folders without a layer: style sheets and generated files. */
const BESIDE = ['styles', 'generated'];
const MOST_LINES = 420;

/** @param {string} file  for example www/views/cost.js */
const folderOf = (file) => file.split('/')[1];
/** @param {string} file */
const layerOf = (file) => LAYERS.findIndex((folders) => folders.includes(folderOf(file)));

const files = readdirSync(path.join(root, 'www'), { recursive: true, encoding: 'utf8' })
  .map((name) => `www/${name.replaceAll(path.sep, '/')}`)
  .filter((name) => /\.(js|ts)$/.test(name) && !name.split('/').some((part) => BESIDE.includes(part)));
const texts = new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));

/**
 * A script's imports from www/: static, dynamic, and of types.
 * @param {string} file @returns {{ target: string, isType: boolean }[]}
 */
function importsOf(file) {
  const imports = texts
    .get(file)
    ?.matchAll(/(import type [^;]*?from|from|import\(|import)\s*['"](\.[^'"?]+)[^'"]*['"]/g);
  const lineOf = (/** @type {number} */ at) => texts.get(file)?.slice(texts.get(file)?.lastIndexOf('\n', at), at) ?? '';
  return Array.from(imports ?? [], (match) => ({
    target: path.posix.normalize(path.posix.join(path.posix.dirname(file), match[2])),
    isType: file.endsWith('.ts') || /^\s*(\*|\/\*\*)|\/\*\*/.test(lineOf(match.index)),
  })).filter(({ target }) => !target.split('/').some((part) => BESIDE.includes(part)));
}

describe('the house', () => {
  it('has every script in a folder of a layer', () => {
    assert.deepEqual(
      files.filter((file) => layerOf(file) < 0),
      [],
    );
    assert.ok(files.length > 100);
  });

  it('has arrows that go down only, those of types included', () => {
    const upward = files.flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => folderOf(target) !== folderOf(file) && !(layerOf(target) > layerOf(file)))
        .map(({ target }) => `${file} imports ${target}`),
    );
    assert.deepEqual(upward, []);
  });

  it('has no circle of scripts that import each other', () => {
    /** @type {Map<string, 'open' | 'done'>} */
    const seen = new Map();
    /** @type {string[]} */
    const circles = [];
    const visit = (/** @type {string} */ file, /** @type {string[]} */ way) => {
      if (seen.get(file) === 'open') circles.push([...way.slice(way.indexOf(file)), file].join(' → '));
      if (seen.has(file)) return;
      seen.set(file, 'open');
      for (const { target, isType } of importsOf(file)) if (!isType) visit(target, [...way, file]);
      seen.set(file, 'done');
    };
    for (const file of files) visit(file, []);
    assert.deepEqual(circles, []);
  });

  it('has no two scripts of one name, but for index.js', () => {
    const names = files.filter((file) => file.endsWith('.js')).map((file) => path.posix.basename(file));
    const twice = names.filter((name, k) => name !== 'index.js' && names.indexOf(name) !== k);
    assert.deepEqual(twice, []);
  });

  it('has no long script', () => {
    const lines = (/** @type {string} */ file) => (texts.get(file)?.match(/\n/g) ?? []).length;
    assert.deepEqual(
      files.filter((file) => lines(file) > MOST_LINES),
      [],
    );
  });
});
