/**
 * Files and texts as people bring them, changed anywhere: read, or refused in words. What is read is data, and points
 * that are read are those that are written. weights-fuzz.test.js does the same with files of weights.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc, { cases } from './seeds.js';
import { LARGEST, toCsv } from '../../www/data/csv.js';
import { PointsError } from '../../www/data/points-error.js';
import { firstRows, readPoints } from '../../www/data/read-points.js';
import { readSignals } from '../../www/data/model/read-signals.js';
import { readQuery } from '../../www/embed/query.js';
import { withTexts } from '../../www/export/png.js';
import { pngTexts, svgMetadata } from '../../www/export/provenance.js';
import { fromFile } from '../../www/share/importing.js';
import { isWeightsJson } from '../../www/views/weights-files.js';
import { byteChange, changedBytes, changedTexts } from './mutations.js';

const text = (/** @type {string} */ file) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const BLOCK = '<script type="application/json" id="init-lab-experiment">';

/** @type {any} */
const EXPERIMENT = {
  seed: 3,
  dataset: { name: 'custom', points: [[0.5, -1, 0], [1e-7, 2, 1]], classNames: ['a “b”', '<c>&'] }, // prettier-ignore
  network: { hidden: [3, 2] },
  runs: [
    { initializer: 'he', label: 'é 😀' },
    { initializer: 'random_normal', stddev: 0.5 },
  ],
};
const JSON_TEXT = JSON.stringify(EXPERIMENT);
const LINK = 'https://course.example/?utm_source=x#preset=notebook&hidden=8,4&runs=he,random_normal:stddev=0.5&seed=3';
const PROVENANCE = { experiment: EXPERIMENT, iteration: 7, permalink: LINK, title: 'Title', description: 'π' };

/** Texts of points in the notations that people have. */
const TABLES = [
  text('tests/fixtures/points/exam-marks.csv').slice(0, 400),
  text('tests/fixtures/points/up-to-1e6.csv').slice(0, 300),
  'x,y,label\n0.5,-1.5,0\n1000,2,1\n',
  'sep=;\nx;y;Klasse\n0,5;-1,5;"ja"\n1000;2;"nein"\n',
  '1.000\t2,5\ta b\n3.000\t4,25\t#c\n',
  '# x y label\n  0.5  -1.5 0 # first\n1000 2.0 1\n',
  '% MATLAB\nA = [0.5, -1.5, 0; ...\n 1000 2 1];',
  '[[0.5, -1.5, 0],\n [1e3, 2.0, 1]]',
  'np.array([[ 0.5, -1.5,  0. ], [ 1.e+03,  2.e+00,  1. ]], dtype=float64)',
  '| x | y | label |\n|---|--:|:-:|\n| 0.5 | -1.5 | yes |\n| 1000 | 2 | no |\n',
  "@relation r\n@attribute x numeric\n@attribute 'y %' real\n@attribute class {yes,'no, no'}\n@data\n0.5,-1.5,yes\n1,2,'no, no' % c\n",
  '"","Sepal.Length","Petal.Length","Species"\n"1",5.1,1.4,"setosa"\n"2",7,4.7,"versicolor"\n"3",6.3,6,"virginica"\n',
  ',x,y,target\n0,0.5,1 000,-1\n1,2.5,−3,+1\n',
];
const TABLE_PIECES = [...',;\t |"\'#%[](){}-−+.0159eaxy\n\r\0', '\r\n', '""', '1,5', '1.000', 'NaN', '?', '\u00a0', 'x,y,label\n', '@data\n', 'label', '1e999', '-0']; // prettier-ignore

/** Files that hold an experiment, as the lab and the documentation write them. @type {[name: string, text: string][]} */
const FILES = [
  ['a.json', JSON_TEXT],
  ['a.json', `{"init-lab":"parameters","experiment":${JSON_TEXT},"runs":[{"weights":[[1,2]],"biases":[0]}]}`],
  ['a.ipynb', `{"cells":[{"source":["Opened from\\n","${LINK}"]},{}],"metadata":{}}`],
  ['a.ipynb', text('docs/examples/jupyter.ipynb').slice(0, 4000)],
  ['a.ipynb', `{"cells":[],"metadata":{"init_lab":{"experiment":${JSON_TEXT}}}}`],
  ['a.html', text('docs/examples/iframe.html')],
  ['a.html', text('docs/examples/plain.html')],
  [
    'a.html',
    `<!doctype html><init-lab theme="dark"></init-lab>${BLOCK}${JSON_TEXT.replaceAll('<', '\\u003c')}</script>`,
  ],
  ['a.htm', `<init-lab preset="moons" hidden-layers="8, 4" experiment='{"seed":4}' learningrate=0.1></init-lab>`],
  ['a.txt', `Look at ${LINK}.`],
  ['a.py', `# From ${LINK}\nimport numpy as np\n`],
  ['a.svg', `<svg xmlns="http://www.w3.org/2000/svg"><metadata>${svgMetadata(PROVENANCE)}</metadata></svg>`],
  [
    'a.svg',
    `<a:svg xmlns:lab="urn:init-lab"><lab:experiment id="x"> <![CDATA[${JSON_TEXT}]]> </lab:experiment></a:svg>`,
  ],
];
const FILE_PIECES = [...'<>&;"\'=#?{}[]:,/\\ \n\0', '<![CDATA[', ']]>', '</', '&#', '&amp;', '__proto__', '"constructor":1,', 'http://', BLOCK, '</script>', '<svg ', 'null', '1e999', '[['.repeat(2000), '%ff', '\ud800']; // prettier-ignore

/** A picture with texts; its pixels do not matter. */
const PNG = withTexts(
  new Uint8Array(readFileSync(new URL('../fixtures/pictures/notebook-cost.png', import.meta.url))).subarray(0, 3000),
  pngTexts(PROVENANCE),
  3780,
);

/** Checks that a refusal names what and why, for a reader. @param {unknown} error */
function assertWords(error) {
  const { message, stack } = /** @type {Error} */ (error);
  assert.ok(error instanceof RangeError, stack);
  assert.ok(message.length > 15 && message.length < 2500, stack);
  assert.doesNotMatch(message, /undefined|\[object|call stack|Invalid array|is not a function/, stack);
}

/** Whether a value is plain data without inherited names. @param {any} value */
function assertData(value) {
  const waiting = [value];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (typeof one !== 'object' || one === null) continue;
    assert.ok([Object.prototype, Array.prototype].includes(Object.getPrototypeOf(one)));
    for (const [name, part] of Object.entries(one)) {
      assert.ok(Array.isArray(one) || !(name in Object.prototype), name);
      waiting.push(part);
    }
  }
}

/** @param {File} file @returns {Promise<boolean>} whether it is read */
async function opened(file) {
  await isWeightsJson(file);
  try {
    const { experiment, from, notes } = await fromFile(file);
    assert.ok(typeof experiment === 'object' && experiment !== null && !Array.isArray(experiment));
    assert.ok(from.includes(file.name) && notes.every((note) => note.length > 10));
    assertData(experiment);
    return true;
  } catch (error) {
    assertWords(error);
    return false;
  }
}

/** Reads points as an editor does: answers each question with its first values. @param {string | Uint8Array} source */
function readAnswering(source) {
  /** @type {any} */
  const answers = {};
  for (let round = 0; round < 6; round += 1) {
    try {
      return readPoints(source, answers);
    } catch (error) {
      assert.ok(error instanceof PointsError, /** @type {Error} */ (error).stack);
      assertWords(error);
      if (!error.choices) return null;
      assert.ok(firstRows(source, answers).rows.length <= 3);
      for (const { option, question, values, pick } of error.choices) {
        assert.ok(!(option in answers), `${option} is asked again: ${question}`);
        assert.ok(question.length > 10 && values.length >= pick);
        answers[option] = pick === 1 ? values[0].value : values.slice(0, pick).map(({ value }) => value);
      }
    }
  }
  return assert.fail('the sixth question');
}

describe('changed files', () => {
  it('of points are read or refused, and read again as they are written', () => {
    let [taken, tried] = [0, 0];
    const bytes = fc
      .tuple(
        fc.constantFrom(...TABLES),
        fc.constantFrom('utf8', 'utf16le', 'latin1'),
        fc.array(byteChange, { maxLength: 4 }),
      )
      .map(([table, encoding, changes]) => changedBytes(Buffer.from(table, /** @type {any} */ (encoding)), changes));
    fc.assert(
      fc.property(fc.oneof(changedTexts(TABLES, TABLE_PIECES), bytes), (source) => {
        tried += 1;
        const read = readAnswering(source);
        if (!read) return;
        taken += 1;
        for (const [x, y, label] of read.points)
          assert.ok(Math.abs(x) <= LARGEST && Math.abs(y) <= LARGEST && (label === 0 || label === 1));
        assert.deepEqual(
          readPoints(toCsv(read.points)).points,
          read.points.map(([x, y, label]) => [x + 0, y + 0, label]),
        );
      }),
      cases(500),
    );
    assert.ok(taken > tried / 10, `${taken} of ${tried} were read`);
  });

  it('of experiments are read or refused', async () => {
    let [taken, tried] = [0, 0];
    const changed = fc.nat(FILES.length - 1).chain((k) =>
      fc.tuple(
        fc.constant(FILES[k][0]),
        fc.oneof(
          changedTexts([FILES[k][1]], FILE_PIECES),
          fc.array(byteChange, { maxLength: 3 }).map((changes) => changedBytes(Buffer.from(FILES[k][1]), changes)),
        ),
      ),
    );
    await fc.assert(
      fc.asyncProperty(changed, async ([name, content]) => {
        tried += 1;
        taken += Number(await opened(new File([/** @type {BlobPart} */ (content)], name)));
      }),
      cases(1000),
    );
    assert.ok(taken > tried / 10, `${taken} of ${tried} were read`);
  });

  it('of experiments are refused with a name that every object inherits, in whichever file', async () => {
    const hostile = JSON_TEXT.replace('{', '{"constructor":1,');
    const svg = FILES.find(([name, content]) => name === 'a.svg' && content.includes('CDATA'))?.[1] ?? '';
    const block = FILES.find(([, content]) => content.includes(BLOCK))?.[1] ?? '';
    const safe = JSON_TEXT.replaceAll('<', '\\u003c');
    for (const [name, content] of [
      ['a.json', hostile],
      ['a.svg', svg.replace(JSON_TEXT, hostile)],
      ['a.html', block.replace(safe, safe.replace('{', '{"constructor":1,'))],
      ['a.ipynb', `{"cells":[],"metadata":{"init_lab":{"experiment":${hostile}}}}`],
    ])
      await assert.rejects(fromFile(new File([content], name)), /constructor is no name of a field/, name);
  });

  it('of pictures are read or refused', async () => {
    let [taken, tried] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(byteChange, { maxLength: 3 }), async (changes) => {
        const bytes = changedBytes(PNG, changes);
        tried += 1;
        taken += Number(await opened(new File([/** @type {BlobPart} */ (bytes)], 'a.png')));
      }),
      cases(500),
    );
    assert.ok(taken > tried / 10, `${taken} of ${tried} were read`);
  });

  it('of measured signals are read or refused', () => {
    const layer =
      '{"name":"dense","shape":[10,256],"signal":0.6,"errorSignal":0.31,"gradient":0.07,"dead":0.25,"update":0.008}';
    const given = `{"format":"init-lab signals 1","framework":"keras 3.15.1","layers":[${layer},${layer}]}`;
    const pieces = [...'{}[]:,"0.-e', 'NaN', 'Infinity', 'null', '1e999', '-1', '__proto__', 'true', '"x"'];
    fc.assert(
      fc.property(changedTexts([given], pieces), (source) => {
        try {
          const { layers, framework } = readSignals(source);
          assert.ok(typeof framework === 'string' && layers.length > 0);
          for (const { shape, signal, dead } of layers)
            assert.ok(shape.every(Number.isInteger) && signal >= 0 && (dead === null || dead <= 1));
        } catch (error) {
          assertWords(error);
        }
      }),
      cases(500),
    );
  });

  it('and addresses of embed.html give an experiment and problems in words', () => {
    const addresses = [
      `?preset=moons&hidden=8,4&theme=dark&views=data,cost&hide=inside&autoplay=slide&origins=https://a.example`,
      `?experiment=${encodeURIComponent(JSON_TEXT)}&learningrate=0.1&loading=lazy&alt=Text`,
    ];
    fc.assert(
      fc.property(
        changedTexts(addresses, [...'?&=%#,;:+ ', '%22', '%ff', '[[', '__proto__', 'origins=*', 'views=x', '']),
        (search) => {
          const { base, problems, origins } = readQuery(search);
          assert.ok(typeof base === 'object' && base !== null);
          assertData(base);
          for (const origin of origins) assert.match(origin, /^https?:\/\//);
          for (const problem of problems) {
            assert.ok(problem.length > 15 && problem.length < 1500, problem);
            assert.doesNotMatch(problem, /undefined|\[object/, problem);
          }
        },
      ),
      cases(1000),
    );
  });
});
