/** Pictures without a browser: SVG output, text in a PNG, formulas, captions, layout. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crc32 as zlibCrc32, deflateSync, inflateSync } from 'node:zlib';
import fc, { cases } from './seeds.js';
import { themes } from '../../www/charts/colours.js';
import { paintPoints } from '../../www/charts/surface.js';
import { catalogue as named } from '../../www/engine/lab.js';
import { frameOf } from '../../www/export/figure-layout.js';
import { formulaPieces } from '../../www/export/formula.js';
import { MOST_TEXT, crc32, isPng, textIn, withTexts } from '../../www/export/png.js';
import { experimentIn, pngTexts } from '../../www/export/provenance.js';
import { SvgContext, escapeXml } from '../../www/export/svg.js';
import { wrap } from '../../www/export/typesetting.js';

/** @type {any} */
const catalogue = await named();

/** A font whose letters are half as wide as it is high. */
const ruler = {
  width: (/** @type {string} */ text, /** @type {string} */ font) =>
    [...text].length * 0.5 * Number(/([\d.]+)px/.exec(font)?.[1]),
  drop: (/** @type {string} */ _, /** @type {CanvasTextBaseline} */ baseline) => (baseline === 'top' ? 10 : 0),
};
const newContext = () => new SvgContext('t', 'sans', ruler);
/** @param {SvgContext} ctx */
const written = (ctx) => ctx.toString({ width: 100, height: 50, title: 't', description: 'd', metadata: '' });

/**
 * Whether a text is well-formed XML: tags nest, attributes are quoted and unique, entities are known, no forbidden
 * characters. Covers this project's output only; a browser's parser checks it in tests/browser.
 * @param {string} xml
 */
function assertWellFormed(xml) {
  /** @type {string[]} */
  const stack = [];
  let end = 0;
  for (const match of xml.matchAll(/<(\/?)([A-Za-z:]+)((?: [A-Za-z][\w:-]*="[^"<]*")*)(\/?)>|<[^]?/g)) {
    const [all, closes, name, attributes, empty] = match;
    assert.ok(name, `a tag at ${match.index}: ${xml.slice(match.index, match.index + 80)}`);
    const between = xml.slice(end, match.index);
    assert.doesNotMatch(between.replace(/&(amp|lt|gt|quot|#\d+);/g, ''), /[&<]/);
    const names = [...attributes.matchAll(/ ([\w:-]+)="/g)].map(([, attribute]) => attribute);
    assert.equal(new Set(names).size, names.length, `an attribute twice: ${all}`);
    assert.doesNotMatch(attributes.replace(/&(amp|lt|gt|quot|#\d+);/g, ''), /&/);
    if (closes) assert.equal(stack.pop(), name);
    else if (!empty) stack.push(name);
    end = match.index + all.length;
  }
  assert.deepEqual(stack, []);
  // eslint-disable-next-line no-control-regex
  assert.doesNotMatch(xml, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  assert.doesNotMatch(xml, /\p{Cs}/u);
}

describe('SVG', () => {
  it('keeps lines and areas as transparent as they are painted', () => {
    const ctx = newContext();
    ctx.globalAlpha = 0.25;
    ctx.fillRect(0, 0, 5, 5);
    ctx.strokeRect(1, 1, 5, 5);
    ctx.globalAlpha = 1;
    ctx.fillRect(2, 2, 5, 5);
    const painted = [...written(ctx).matchAll(/<path [^>]*>/g)].map(([path]) => /opacity="([^"]+)"/.exec(path)?.[1]);
    assert.deepEqual(painted, ['0.25', '0.25', undefined]);
  });

  it('is well-formed whatever the texts are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const ctx = newContext();
        ctx.fillText(a, 1, 2);
        ctx.strokeText(b, 1, 2);
        ctx.font = `12px ${b.replaceAll('\n', '')}`;
        ctx.fillPieces([{ text: a + b, font: '12px serif', rise: 2 }], 0, 0);
        assertWellFormed(
          ctx.toString({ width: 10, height: 10, title: a, description: b, metadata: `<a>${escapeXml(a)}</a>` }),
        );
      }),
    );
    const ctx = newContext();
    ctx.fillText('<script>alert(1)</script>&\ud800\u0000', 0, 0);
    assert.match(written(ctx), /&lt;script&gt;alert\(1\)&lt;\/script&gt;&amp;\ufffd\ufffd/);
  });

  it('writes a path that is painted twice once, and short ones as they are', () => {
    const ctx = newContext();
    for (const count of [1, 40]) {
      ctx.beginPath();
      for (let k = 0; k < count; k += 1) {
        ctx.moveTo(k, 0);
        ctx.lineTo(k, 10.123);
      }
      ctx.stroke();
      ctx.fill();
    }
    const svg = written(ctx);
    assert.equal(svg.match(/M39 0L39 10.12/g)?.length, 1);
    assert.equal(svg.match(/M0 0L0 10.12"/g)?.length, 2);
    assert.equal(svg.match(/<use /g)?.length, 2);
    assertWellFormed(svg);
  });

  it('places translated and rotated content, and closes each clip where it was opened', () => {
    const ctx = newContext();
    ctx.save();
    ctx.translate(10, 20);
    ctx.beginPath();
    ctx.rect(0, 0, 5, 5);
    ctx.clip();
    ctx.beginPath();
    ctx.moveTo(1, 1);
    ctx.lineTo(2, NaN);
    ctx.lineTo(2, 2);
    ctx.stroke();
    ctx.save();
    ctx.rotate(-Math.PI / 2);
    ctx.textBaseline = 'top';
    ctx.textAlign = 'center';
    ctx.fillText('up', 1, 0);
    ctx.restore();
    ctx.restore();
    ctx.fillRect(0, 0, 1, 1);
    const svg = written(ctx);
    assertWellFormed(svg);
    assert.match(svg, /<clipPath id="t-1"><path d="M10 20L15 20L15 25L10 25Z"\/>/);
    assert.match(svg, /<g clip-path="url\(#t-1\)">\n<path d="M11 21L12 22"/);
    assert.match(svg, /x="20" y="19" transform="rotate\(-90 20 19\)" text-anchor="middle"/);
    assert.match(svg, /<\/g>\n<path d="M0 0L1 0L1 1L0 1Z"/);
  });

  it('has 30,000 points of every panel once, in less than 2 MB', () => {
    const count = 30_000;
    const points = Float64Array.from({ length: 2 * count }, (_, k) => ((k * 7919) % 10_007) / 10_007);
    const labels = Uint8Array.from({ length: count }, (_, k) => k % 2);
    const scales = { x: (/** @type {number} */ v) => 300 * v, y: (/** @type {number} */ v) => 300 * v, width: 300, height: 300 }; // prettier-ignore
    const ctx = newContext();
    for (let panel = 0; panel < 8; panel += 1) {
      ctx.save();
      ctx.translate(330 * panel, 0);
      ctx.repeat('points', () =>
        paintPoints(
          /** @type {CanvasRenderingContext2D} */ (/** @type {unknown} */ (ctx)),
          { points, labels },
          scales,
          themes.light,
          { hollow: false },
        ),
      );
      ctx.restore();
    }
    const svg = written(ctx);
    assert.ok(svg.length < 2e6, `${svg.length} letters`);
    assert.equal(svg.match(/A/g)?.length, count, 'two arcs for each circle');
    assert.equal(svg.match(/<use xlink:href="#t-1" x="\d+" y="0"/g)?.length, 8);
  });
});

/** A PNG of one pixel. */
function smallPng() {
  const chunk = (/** @type {string} */ type, /** @type {Uint8Array} */ data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  return {
    chunk,
    bytes: Buffer.concat([
      Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
      chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
      chunk('IDAT', deflateSync(Buffer.from([0, 0]))),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  };
}

/** @param {Uint8Array[]} parts */
const blobOf = (...parts) => new Blob(parts.map((part) => new Uint8Array(part)));

const EXPERIMENT = { format: 1, seed: 3, runs: [{ initializer: 'he', label: 'שלום 🙂 \ud800 <b>' }] };
const PROVENANCE = { experiment: EXPERIMENT, iteration: 7, permalink: 'https://a/#b', title: 'T', description: 'Dä' };

describe('PNG', () => {
  it('has checksums as zlib has them', () => {
    assert.equal(crc32(Buffer.from('IEND')), 0xae426082);
    if (zlibCrc32) fc.assert(fc.property(fc.uint8Array(), (bytes) => crc32(bytes) === zlibCrc32(bytes)));
  });

  it('keeps texts, and its size on paper, and every chunk it had', async () => {
    const { bytes } = smallPng();
    const png = withTexts(bytes, [['A', 'plain'], ['B', 'über 🙂']], 7559); // prettier-ignore
    assert.ok(isPng(png));
    assert.equal(await textIn(png, 'A'), 'plain');
    assert.equal(await textIn(png, 'B'), 'über 🙂');
    assert.equal(await textIn(png, 'C'), null);
    const twice = withTexts(png, [], 100);
    const types = (/** @type {Uint8Array} */ from) => Buffer.from(from).toString('latin1').match(/pHYs|tEXt|iTXt|IDAT|IEND/g); // prettier-ignore
    assert.deepEqual(types(png), ['pHYs', 'tEXt', 'iTXt', 'IDAT', 'IEND']);
    assert.deepEqual(types(twice), ['pHYs', 'tEXt', 'iTXt', 'IDAT', 'IEND']);
    assert.equal(inflateSync(bytes.subarray(bytes.indexOf('IDAT') + 4)).length, 2);
  });

  it('leads back to the experiment', async () => {
    const png = withTexts(smallPng().bytes, pngTexts(PROVENANCE), 1);
    assert.deepEqual(await experimentIn(blobOf(png)), EXPERIMENT);
    assert.equal(await textIn(png, 'init-lab permalink'), 'https://a/#b');
  });

  it('leads back also where a tool has packed the texts', async () => {
    const { bytes, chunk } = smallPng();
    const packed = deflateSync(Buffer.from(JSON.stringify({ seed: 5 })));
    for (const [type, head] of /** @type {const} */ ([
      ['zTXt', '\0\0'],
      ['iTXt', '\0\u0001\0en\0\0'],
    ])) {
      // prettier-ignore
      const text = chunk(type, Buffer.concat([Buffer.from(`init-lab experiment${head}`), packed]));
      const png = Buffer.concat([bytes.subarray(0, 33), text, bytes.subarray(33)]);
      assert.deepEqual(await experimentIn(blobOf(png)), { seed: 5 });
    }
  });

  it('gives null or an error for files that are no picture of a lab, and never reads more than 1 MB', async () => {
    const { bytes, chunk } = smallPng();
    assert.equal(await experimentIn(blobOf(bytes)), null);
    assert.equal(await experimentIn(new Blob([])), null);
    assert.equal(await experimentIn(new Blob(['hello'])), null);
    const having = (/** @type {string} */ text) => withTexts(bytes, [['init-lab experiment', text]], 1);
    await assert.rejects(experimentIn(blobOf(having('{"a":'))), /not JSON/);
    await assert.rejects(experimentIn(blobOf(having('[1]'))), /not a JSON object/);
    await assert.rejects(experimentIn(blobOf(having('null'))), /not a JSON object/);
    await assert.rejects(experimentIn(blobOf(having(`{"a":"${'x'.repeat(MOST_TEXT)}"}`))), /longer than 1 MB/);
    // A compressed text that expands to 100 MB.
    const bomb = chunk('zTXt', Buffer.concat([Buffer.from('init-lab experiment\0\0'), deflateSync(Buffer.alloc(1e8, 32))])); // prettier-ignore
    await assert.rejects(experimentIn(blobOf(bytes.subarray(0, 33), bomb, bytes.subarray(33))), /longer than 1 MB/);
    const broken = chunk('zTXt', Buffer.from('init-lab experiment\0\0broken'));
    await assert.rejects(experimentIn(blobOf(bytes.subarray(0, 33), broken, bytes.subarray(33))), /damaged/);
    await assert.rejects(experimentIn(/** @type {any} */ ('x')), TypeError);
  });

  it('that is cut or changed anywhere never fails but in words', async () => {
    const png = withTexts(smallPng().bytes, pngTexts(PROVENANCE), 1);
    await fc.assert(
      fc.asyncProperty(fc.nat(png.length - 1), fc.nat(255), fc.boolean(), async (at, value, cut) => {
        const changed = cut ? png.slice(0, at) : png.with(at, value);
        try {
          const found = await experimentIn(blobOf(changed));
          if (found !== null) assert.deepEqual(found, EXPERIMENT);
        } catch (error) {
          assert.ok(error instanceof RangeError && /picture/.test(error.message), String(error));
        }
      }),
      cases(300),
    );
  });
});

describe('text', () => {
  const FONT = '10px sans';
  it('is wrapped to lines that fit, without losing a letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 10, max: 200 }), (text, room) => {
        const lines = wrap(ruler, text, FONT, room);
        const all = (/** @type {string} */ of) => of.replace(/[ \n\t]+/g, '');
        assert.equal(all(lines.join('')), all(text));
        // A letter wider than the available width stands on a line of its own.
        for (const line of lines)
          assert.ok(ruler.width(line, FONT) <= room || [...new Intl.Segmenter().segment(line)].length === 1, line);
      }),
    );
  });

  it('ends in an ellipsis where there are too many lines', () => {
    const lines = wrap(ruler, 'one two three four five six', FONT, 40, { most: 2 });
    assert.deepEqual(lines, ['one two', 'three f…']);
    assert.deepEqual(wrap(ruler, 'one two', FONT, 40, { most: 1 }), ['one two']);
    assert.deepEqual(wrap(ruler, 'one two', FONT, 40, { indent: 20 }), ['one', 'two']);
    assert.deepEqual(wrap(ruler, 'abcdefghijkl', FONT, 40), ['abcdefgh', 'ijkl']);
  });
});

describe('formulas', () => {
  it('are set from the core’s markup, all of it', () => {
    for (const { name, formula, formulaText } of catalogue.initializers) {
      const pieces = formulaPieces(formula);
      const plain = pieces.map(({ text, rise }) => (rise < 0 ? `_${text}` : text)).join('');
      const letters = (/** @type {string} */ text) => text.replace(/[\s()]/g, '').replace('²', '2');
      assert.equal(letters(plain), letters(formulaText), name);
      assert.doesNotMatch(plain, /[<>]|&[a-z]/);
    }
  });

  it('have letters in italics, subscripts, superscripts, and radicals', () => {
    const of = (/** @type {string} */ name) =>
      formulaPieces(catalogue.initializers.find((/** @type {any} */ entry) => entry.name === name)?.formula ?? '');
    assert.deepEqual(
      of('he').map(({ text, italic, rise }) => [text.trim(), italic, rise]),
      [['W', true, 0], ['∼', false, 0], ['N', true, 0], ['(0,\u20092/', false, 0], ['n', true, 0], ['in', false, -1], [')', false, 0]], // prettier-ignore
    );
    assert.deepEqual(
      of('random_normal').flatMap(({ text, rise }) => (rise > 0 ? [text] : [])),
      ['2'],
    );
    const rooted = of('he_uniform').flatMap(({ text, root }) => (root ? [text] : []));
    assert.equal(rooted.join(''), '6/nin');
  });
});

describe('layout', () => {
  it('has plots of a size to look at, within the width, for every count and width', () => {
    for (const what of /** @type {const} */ (['figure', 'panel', 'chart']))
      for (let count = 1; count <= 8; count += 1)
        for (const left of [31, 70])
          for (const width of [undefined, 240, 320, 500, 740, 960, 1400, 4000]) {
            const frame = frameOf(what, count, { left, right: 2 }, width);
            assert.equal(frame.width, width ?? frame.width);
            if (what === 'chart') continue;
            assert.ok(
              frame.side >= 140 - (left - 31) && frame.side * frame.columns < frame.width,
              JSON.stringify({ count, ...frame }),
            );
          }
  });
});
