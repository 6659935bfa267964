/** What npm run hosts tries is what docs/embedding.md says to write. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { PYTHON_HOSTS } from '../../scripts/hosts-python-table.js';
import { HOSTS } from '../../scripts/hosts-table.js';
import { inRoot } from '../../scripts/paths.js';

const text = readFileSync(inRoot('docs', 'embedding.md'), 'utf8');

for (const { name, files, recipe } of HOSTS.filter(({ recipe }) => recipe))
  it(`the recipe of ${name} is that of the documents`, () => {
    for (const part of recipe ?? []) {
      assert.ok(text.includes(part), `${part} in docs/embedding.md`);
      assert.ok(
        Object.values(files).some((file) => file.includes(part)),
        `${part} in the files of ${name}`,
      );
    }
  });

it('the documents have a row for every host, with its version', () => {
  for (const { title } of [...HOSTS, ...PYTHON_HOSTS]) assert.ok(text.includes(`\n| ${title} |`), title);
});
