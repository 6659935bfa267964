import { createHash } from 'node:crypto';

/** JSON with sorted keys, and −0 kept. @param {any} value @returns {string} */
function canonical(value) {
  if (Object.is(value, -0)) return '-0';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

/**
 * A 32-bit hash of each part of an experiment, short enough for a fixture.
 * @param {Record<string, any>} experiment @returns {Record<string, string>}
 */
export function digests(experiment) {
  const hash = (/** @type {any} */ part) => createHash('sha256').update(canonical(part)).digest('hex').slice(0, 8);
  return Object.fromEntries(Object.entries(experiment).map(([name, part]) => [name, hash(part)]));
}
