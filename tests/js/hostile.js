/** Hostile strings, which must be read without an error, a change of anything else, or an element. */
import fc from './seeds.js';
import { toLink } from '../../www/experiment/link.js';
import { experiments } from './experiments.js';

/** @typedef {import('../../www/engine/lab.js').Catalogue} Catalogue */

const nasty = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '__defineGetter__',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  'javascript:alert(1)',
  '<svg/onload=alert(1)>',
  '${alert(1)}',
  '{{constructor.constructor("alert(1)")()}}',
  '%',
  '%%',
  '%0',
  '%zz',
  '%ff',
  '%c0%ae',
  '%ud800',
  '\ud800',
  '\udfff\ud800',
  '1e999',
  '-1e999',
  '9'.repeat(400),
  '0x10',
  'NaN',
  'Infinity',
  '-0',
  '1_000',
  '١٢٣',
  '\0',
  '\u202e',
  '\ufeff',
  '\r\n',
  '['.repeat(5000),
  '{"a":'.repeat(5000),
  `${'['.repeat(50)}${']'.repeat(50)}`,
  '[{"__proto__":{"polluted":1}}]',
  '[{"constructor":{"prototype":{"polluted":1}}}]',
  'he:__proto__=1',
  'he:training.__proto__=1',
  'he:outputInitializer.constructor=1',
  'null',
  'true',
  '""',
  '[]',
  '{}',
  ',',
  ':',
  ';',
  '@',
  '&',
  '=',
);

/**
 * Any text; links with hostile names and values; valid links with pieces cut out, doubled, or inserted.
 * @param {Catalogue} engine @returns {fc.Arbitrary<string>}
 */
export function hostileStrings(engine) {
  const { fields } = engine;
  const names = fields.flatMap(({ path }) => [path, path.slice(path.lastIndexOf('.') + 1)]);
  const value = fc.oneof(
    nasty,
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.double().map(String),
    fc.json(),
    fc.array(nasty, { maxLength: 4 }).map((parts) => parts.join('')),
  );
  const name = fc.oneof(fc.constantFrom('preset', 'initializers', 'hidden', 'dataset', ...names), nasty, fc.string());
  const pairs = fc
    .array(fc.tuple(name, value, fc.boolean()), { maxLength: 8 })
    .map((list) =>
      list
        .map(([key, text, raw]) =>
          raw ? `${key}=${text}` : `${key}=${encodeURIComponent(text.replace(/\p{Surrogate}/gu, ''))}`,
        )
        .join('&'),
    );
  /** A valid link with pieces cut out, doubled, or inserted. */
  const mutated = fc
    .tuple(experiments(engine), fc.array(fc.tuple(fc.nat(), fc.nat(8), nasty), { minLength: 1, maxLength: 4 }))
    .map(([{ preset, ...experiment }, cuts]) => {
      const whole = { ...engine.presets[0].experiment, ...experiment };
      const link = toLink(
        { ...whole, dataset: { ...engine.presets[0].experiment.dataset, ...whole.dataset } },
        engine,
        preset,
      );
      return cuts.reduce((text, [at, length, piece]) => {
        const start = at % (text.length + 1);
        return text.slice(0, start) + piece + text.slice(start + length);
      }, link);
    });

  return fc.oneof(pairs, mutated, value);
}
