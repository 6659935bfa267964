/** Links that mail programs, chats, course systems and people have passed on. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fields } from '../../www/experiment/catalogue.js';
import { linked } from '../../www/experiment/lenient.js';
import { isLink } from '../../www/experiment/link.js';
import { fromLink } from '../../www/experiment/read-link.js';

const read = (/** @type {string} */ text) => {
  const { experiment, rest, problems } = fromLink(text, fields);
  assert.deepEqual([rest, problems], [[], []], text);
  assert.ok(isLink(text, fields), text);
  return experiment;
};

describe('a link that was passed on', () => {
  it('opens the same lab when its ampersands, its whole or its capitals were changed', () => {
    for (const text of [
      'preset=moons&seed=7',
      '#preset=moons&amp;seed=7',
      '#preset=moons&amp;amp;seed=7',
      '#preset=moons&amp%3Bseed=7',
      '#preset%3Dmoons%26seed%3D7',
      '%23preset%3Dmoons%26seed%3D7',
      '#preset%253Dmoons%2526seed%253D7',
      '#Preset=moons&Seed=7',
      'PRESET=Moons&SEED=7',
      '##preset=moons&seed=7',
      '#preset=moons%20&seed=+7',
      '#preset=moons&%20seed=7%20',
      ' #preset=moons&seed=7\n',
    ])
      assert.deepEqual(read(text), { preset: 'moons', seed: 7 }, text);
  });

  it('opens the same lab with a sentence’s punctuation behind it', () => {
    for (const end of [
      '.',
      ',',
      ';',
      ':',
      '!',
      '?',
      '...',
      ')',
      ').',
      ')).',
      '>',
      '>.',
      ']',
      '”',
      '’.',
      '»',
      '"',
      '",',
    ])
      for (const link of ['preset=moons&seed=7', 'seed=7&preset=moons'])
        assert.deepEqual(read(`#${link}${end}`), { preset: 'moons', seed: 7 }, link + end);
    assert.deepEqual(read('preset=moons&activation=tanh).').network, { activation: 'tanh' });
    for (const end of ['.', ')', ').', '>;', ','])
      assert.deepEqual(read(`initializers=he,zeros${end}`).runs, [{ initializer: 'he' }, { initializer: 'zeros' }]);
  });

  it('keeps what belongs to it', () => {
    const runs = (/** @type {string} */ text) => read(text).runs;
    assert.deepEqual(runs('initializers=he:label=Dr.'), [{ initializer: 'he', label: 'Dr.' }]);
    assert.deepEqual(runs('initializers=he:label=Why?!'), [{ initializer: 'he', label: 'Why?!' }]);
    assert.deepEqual(runs('initializers=he:label=He+(mine)'), [{ initializer: 'he', label: 'He (mine)' }]);
    assert.deepEqual(runs('initializers=he:label=A%26amp;B'), [{ initializer: 'he', label: 'A&amp;B' }]);
    assert.deepEqual(runs('initializers=he:label=100%25+3D'), [{ initializer: 'he', label: '100% 3D' }]);
    assert.deepEqual(runs('initializers=[{"initializer":"he"}]'), [{ initializer: 'he' }]);
    assert.deepEqual(read('points=[[0,1,0],[1,0,1]]&dataset=custom').dataset.points[1], [1, 0, 1]);
  });

  it('never drops a part without a word', () => {
    const { problems, refused } = linked('preset=moons&iteration=200&utm_source=mail&seed=seven&batch=', {});
    assert.deepEqual(refused, []);
    assert.deepEqual(problems, [
      'seed: “seven” is not allowed; must be a whole number from 0 to 4294967295',
      '“iteration” is not allowed as a name; did you mean iterations?',
    ]);
  });
});
