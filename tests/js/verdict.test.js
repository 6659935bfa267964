/** What the core judges in numbers, in words: docs/verdicts.md. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { inRoot } from '../../scripts/paths.js';
import { verdictOf } from '../../www/engine/verdict.js';

/** @param {string} file @param {string} begin  of the item, which ends with the first brace at the beginning of a line */
function itemOf(file, begin) {
  const source = readFileSync(inRoot('src', file), 'utf8');
  return source.slice(source.indexOf(begin)).split('\n}')[0];
}

/** The evidence of a kind, by its name in the core. @param {string} name @param {number} [first] @param {number} [second] */
function sentence(name, first = 0, second = 0) {
  const kind = itemOf('wasm/core.rs', 'fn numbers_of').match(new RegExp(`Evidence::${name}\\b.* => \\((\\d+),`))?.[1];
  return verdictOf(0, Number(kind), first, second).evidence;
}

describe('verdicts', () => {
  it('have the words of the core, in its order', () => {
    const words = [...itemOf('diagnosis.rs', 'pub enum Word').matchAll(/^ {4}(\w+),$/gm)].map(([, word]) => word);
    assert.equal(words.length, 9);
    words.forEach((word, k) => assert.equal(verdictOf(k, 4, 0, 0).verdict, word.toLowerCase()));
  });

  it('have a sentence for each kind of evidence', () => {
    const kinds = [...itemOf('diagnosis.rs', 'pub enum Evidence').matchAll(/^ {4}(\w+)[(,]/gm)].map(([, kind]) => kind);
    const sentences = kinds.map((kind) => sentence(kind, 0.25, 0.5));
    assert.ok(
      sentences.every((text) => /^[A-Z0-9].*\.$/.test(text)),
      sentences.join('\n'),
    );
    assert.equal(new Set(sentences).size, kinds.length);
    assert.match(sentence('DeadLayer', 1), /hidden layer 2 /);
    assert.match(sentence('SureAndWrong', 0.5), /^50\u00a0% of the outputs/);
    assert.match(sentence('GradientRatio', 3.21e-6), / 3\.2e-6 times /);
    assert.match(sentence('GradientRatio', Infinity), / ∞ times /);
    assert.match(sentence('EndedPoor', 0.5), /^Training ended, and only 50\.0\u00a0%/);
  });

  it('read as a person would write them', () => {
    const iterations = [0, 999, 12_000, 1_000_000].map((k) => /iteration (\S+) /.exec(sentence('Exploded', k))?.[1]);
    assert.deepEqual(iterations, ['0', '999', '12,000', '1,000,000']);
    const changes = [0.0132, -0.5, -0.0001].map((fall) => sentence('Fall', 1000, fall));
    assert.deepEqual(
      changes.map((text) => text.replace('Since iteration 1,000 the cost ', '')),
      ['fell by 1.3\u00a0%.', 'rose by 50.0\u00a0%.', 'has not changed by as much as 0.1\u00a0%.'],
    );
  });

  it('never round to none or to all what is neither', () => {
    assert.match(sentence('Fall', 1000, 0.9997), / fell by more than 99\.9\u00a0%\.$/);
    assert.match(sentence('Fall', 1000, -1), / rose by 100\.0\u00a0%\.$/);
    assert.match(sentence('Fall', 1000, -1.00001), / rose by 100\.0\u00a0%\.$/);
    assert.match(sentence('SureAndWrong', 0.004), /^Less than 1\u00a0% of the outputs/);
    assert.match(sentence('EndedPoor', 0.0001), / and only less than 0\.1\u00a0% of /);
    assert.match(sentence('EndedPoor', 0), / and only 0\.0\u00a0% of /);
  });
});
