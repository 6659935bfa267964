/** Links of an earlier version keep their meaning: see tests/fixtures/make_links.js. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { inRoot } from '../../scripts/paths.js';
import { createLab } from '../../www/engine/lab.js';
import { fields } from '../../www/experiment/catalogue.js';
import { fromLink } from '../../www/experiment/read-link.js';
import { digests } from './digest.js';

const [{ version }, ...links] = gunzipSync(readFileSync(inRoot('tests', 'fixtures', 'links.jsonl.gz')))
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

/** Differences from the link's original experiment. @param {{ link: string, digests: Record<string, string> }} entry */
async function differences({ link, digests: expected }) {
  const { experiment, rest, problems } = fromLink(link, fields);
  if (rest.length > 0 || problems.length > 0) return `not read: ${problems.join('; ')} ${rest.join('; ')}`;
  try {
    const lab = await createLab(experiment);
    const found = digests(lab.experiment);
    lab.free();
    const parts = new Set([...Object.keys(expected), ...Object.keys(found)]);
    return [...parts].filter((part) => found[part] !== expected[part]).join(', ');
  } catch (error) {
    return `refused: ${error}`;
  }
}

describe(`links that version ${version.slice(0, 7)} wrote`, () => {
  for (const [kind, count] of /** @type {const} */ ([
    ['preset', 20],
    ['random', 1000],
  ]))
    it(`lead to the same experiments, to the last bit: ${count} of kind "${kind}"`, async () => {
      const chosen = links.filter(({ name }) => name.startsWith(`${kind} `));
      assert.equal(chosen.length, count);
      /** @type {string[]} */
      const wrong = [];
      for (const entry of chosen) {
        const difference = await differences(entry);
        if (difference) wrong.push(`${entry.name} (${entry.link}): ${difference}`);
      }
      assert.deepEqual(wrong, []);
    });
});
