/** Pictures made in a browser: their size, their provenance, and that SVG, PNG and the lab show the same. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { assertQuiet, openSite, settled, state } from './harness.js';
import { openSources } from './sources.js';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof openSources>>} */
let sources;
before(async () => {
  sources = await openSources();
});
after(() => sources.close());

const PERMALINK = 'https://example.org/lab/#preset=notebook&initializers=zeros,he';

/**
 * A page with `lab(experiment, advance)`, which returns the input of pictures, and helpers to examine them.
 * @param {{ cores?: number }} [how]
 */
async function open({ cores = 1 } = {}) {
  const page = await sources.open(cores);
  await page.evaluate(async (permalink) => {
    const [{ Player }, { LabClient }, { themes }, { assignSlots }, { toBlob, experimentIn }, png] = await Promise.all(
      ['player/player', 'engine/client', 'charts/colours', 'charts/series', 'export/image', 'export/png'].map(
        (name) => import(/* @vite-ignore */ `${location.origin}/www/${name}.js`),
      ),
    );
    const sourceOf = (/** @type {any} */ player, /** @type {any} */ look = {}) => {
      const { model } = player;
      return {
        view: {
          model,
          theme: themes[look.theme ?? 'light'],
          showTest: look.showTest ?? false,
          logarithmic: look.logarithmic ?? true,
          slotOf: (/** @type {any} */ run) =>
            assignSlots(model.experiment.runs, model.catalogue)[model.experiment.runs.indexOf(run)],
        },
        permalink,
        read: (/** @type {any[]} */ ...values) => player.read(...values),
      };
    };
    const newPlayer = () => {
      const player = new Player(
        () => {},
        (/** @type {any} */ died) => new LabClient(died),
      );
      player.setVisible(true);
      return player;
    };
    const lab = async (/** @type {any} */ experiment, advance = 0, /** @type {any} */ look = {}) => {
      const player = newPlayer();
      await player.load(experiment);
      if (advance) {
        player.advance(advance);
        while (!player.model.settled) await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return { player, source: sourceOf(player, look) };
    };
    /**
     * A picture's pixels, on a canvas of its own or a given size.
     * @param {Blob} blob @param {number} [width] @param {number} [height]
     */
    const drawn = async (blob, width, height) => {
      const image = new Image();
      image.src = URL.createObjectURL(blob);
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [width ?? image.width, height ?? image.height];
      const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      ctx.drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(image.src);
      return ctx.getImageData(0, 0, canvas.width, canvas.height);
    };
    const message = (/** @type {Promise<any>} */ promise) =>
      promise.then(
        () => 'nothing was refused',
        ({ name, message }) => `${name}: ${message}`,
      );
    Object.assign(window, { lab, drawn, message, toBlob, experimentIn, png, newPlayer, sourceOf, themes });
  }, PERMALINK);
  return page;
}

/**
 * Runs code in the page with the helpers from `open`.
 * @param {Page} page @param {string} code @returns {Promise<any>}
 */
const inPage = (page, code) =>
  page.evaluate(
    `(async () => { const { lab, drawn, message, toBlob, experimentIn, png, newPlayer, sourceOf, themes } = window; ${code} })()`,
  );

const runsOf = (/** @type {number} */ count) =>
  ['he', 'zeros', 'xavier', 'ones', 'lecun_uniform', 'glorot_uniform', 'orthogonal', 'lsuv']
    .slice(0, count)
    .map((initializer) => ({ initializer }));

/** The mean and worst difference of two pictures, in blocks of 8 × 8, of 255. */
const APART = `
  const apart = (a, b) => {
    let [sum, worst] = [0, 0];
    for (let top = 0; top < a.height; top += 8)
      for (let left = 0; left < a.width; left += 8) {
        const mean = ({ data, width, height }, channel) => {
          let [total, count] = [0, 0];
          for (let y = top; y < Math.min(height, top + 8); y += 1)
            for (let x = left; x < Math.min(width, left + 8); x += 1) {
              total += data[4 * (y * width + x) + channel];
              count += 1;
            }
          return total / count;
        };
        const block = Math.max(...[0, 1, 2].map((c) => Math.abs(mean(a, c) - mean(b, c))));
        sum += block;
        worst = Math.max(worst, block);
      }
    return { mean: sum / (Math.ceil(a.height / 8) * Math.ceil(a.width / 8)), worst };
  };`;

describe('a PNG', () => {
  it('has the size that is asked for, and leads back to the lab', async () => {
    const page = await open();
    const found = await inPage(
      page,
      `const { player, source } = await lab({ preset: 'notebook' }, 100);
       const out = [];
       for (const options of [{}, { scale: 1 }, { scale: 3.5, width: 800 }, { what: 'panel', run: 2 }, { what: 'chart', width: 500, scale: 4 }]) {
         const blob = await toBlob(source, options);
         const { width, height } = await createImageBitmap(blob);
         const bytes = new Uint8Array(await blob.arrayBuffer());
         const pHYs = 8 + 25 + 8;
         out.push({ options, type: blob.type, width, height, density: new DataView(bytes.buffer).getUint32(pHYs),
           experiment: await experimentIn(blob), permalink: await png.textIn(bytes, 'init-lab permalink'),
           iteration: await png.textIn(bytes, 'init-lab iteration'), description: await png.textIn(bytes, 'Description') });
       }
       return { out, experiment: player.model.experiment };`,
    );
    const widths = [null, null, 800, null, 500];
    found.out.forEach((/** @type {any} */ { options, width, height, density, ...rest }, /** @type {number} */ k) => {
      const scale = options.scale ?? 2;
      assert.deepEqual(rest.experiment, found.experiment);
      assert.equal(rest.permalink, PERMALINK);
      assert.equal(rest.iteration, '100');
      assert.equal(rest.type, 'image/png');
      assert.equal(density, Math.round((96 / 0.0254) * scale));
      if (widths[k]) assert.equal(width, (widths[k] ?? 0) * scale);
      assert.ok(height > 100);
    });
    const [at2, at1] = found.out;
    assert.deepEqual([at2.width, at2.height], [2 * at1.width, 2 * at1.height]);
    assert.match(
      at2.description,
      /Zeros, Random × 10 and He.*circles, 300 training.*rate 0\.01.*iteration 100 of 15,000/s,
    );
    assert.match(
      at2.description,
      /Zeros: p\s=\s0\.5 everywhere, 50\.00 % of the training points correct, cost 0\.6931/,
    );
    await page.close();
  });

  it('of eight runs can be four times as fine', async () => {
    const page = await open();
    const { width, height, full } = await inPage(
      page,
      `const { source } = await lab({ preset: 'notebook', runs: ${JSON.stringify(runsOf(8))} });
       const blob = await toBlob(source, { scale: 4 });
       const bitmap = await createImageBitmap(blob);
       const { data } = await drawn(blob, 100, 100);
       return { width: bitmap.width, height: bitmap.height, full: data.every((value, k) => k % 4 !== 3 || value === 255) };`,
    );
    assert.ok(width > 4000 && height > 4000, `${width} × ${height}`);
    assert.ok(full, 'painted to its last corner');
    await page.close();
  });

  it('shows each run on the same scales, its classes in their colours', async () => {
    const page = await open();
    const counts = await inPage(
      page,
      `const { player, source } = await lab({ preset: 'notebook' }, 15000);
       const { data } = await drawn(await toBlob(source, { what: 'panel', run: 2 }));
       const count = (hex) => {
         const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
         let found = 0;
         for (let k = 0; k < data.length; k += 4) if (data[k] === r && data[k + 1] === g && data[k + 2] === b) found += 1;
         return found;
       };
       return Object.fromEntries(['zero', 'one', 'contour', 'paper'].map((name) => [name, count(themes.light[name])]));`,
    );
    // 150 discs of radius 2.8 and 150 triangles, at twice the size: partly hidden by each other and by the boundary.
    assert.ok(counts.zero > 150 * 40 && counts.zero < 150 * 110, JSON.stringify(counts));
    assert.ok(counts.one > 150 * 30 && counts.one < 150 * 110, JSON.stringify(counts));
    assert.ok(counts.contour > 2000, JSON.stringify(counts));
    await page.close();
  });
});

describe('an SVG', () => {
  const LABS = [
    { name: 'the notebook', experiment: { preset: 'notebook' }, advance: 2000, look: {} },
    { name: 'test points in the dark', experiment: { preset: 'moons' }, advance: 300, look: { theme: 'dark', showTest: true, logarithmic: false } }, // prettier-ignore
    { name: 'a single run on a projector', experiment: { preset: 'notebook', runs: [{ initializer: 'random_normal', stddev: 10 }] }, advance: 500, look: { theme: 'projector' } }, // prettier-ignore
    { name: 'eight runs at the start', experiment: { preset: 'notebook', runs: runsOf(8) }, advance: 0, look: {} },
  ];
  for (const { name, experiment, advance, look } of LABS)
    it(`of ${name} looks like the PNG`, async () => {
      const page = await open();
      const found = await inPage(
        page,
        `${APART}
         const { source } = await lab(${JSON.stringify(experiment)}, ${advance}, ${JSON.stringify(look)});
         const out = [];
         for (const what of ['figure', 'panel', 'chart']) {
           const one = await drawn(await toBlob(source, { what }));
           const other = await drawn(await toBlob(source, { what, type: 'image/svg+xml' }), one.width, one.height);
           const blank = { ...one, data: new Uint8ClampedArray(one.data.length).fill(one.data[0]), width: one.width, height: one.height };
           out.push({ what, ...apart(one, other), blank: apart(one, blank).worst });
         }
         return out;`,
      );
      for (const { what, mean, worst, blank } of found) {
        // Text and hairlines are antialiased differently in an enlarged SVG; a missing letter or point exceeds this.
        assert.ok(mean < 2 && worst < 60, `${what}: ${mean.toFixed(2)} on average, ${worst.toFixed(1)} at worst`);
        assert.ok(blank > 60, `${what}: a blank picture would be ${blank.toFixed(1)} away`);
      }
      await page.close();
    });

  it('has the boundary as a path, where the network has it', async () => {
    const page = await open();
    const { drawnTo, expected } = await inPage(
      page,
      `const { player, source } = await lab({ preset: 'notebook' }, 5000);
       let answer;
       const watched = { ...source, read: async (...values) => (answer = await source.read(...values)) };
       const text = await (await toBlob(watched, { what: 'panel', run: 2, type: 'image/svg+xml' })).text();
       const svg = new DOMParser().parseFromString(text, 'image/svg+xml');
       const image = svg.querySelector('image');
       const [left, top, side] = ['x', 'y', 'width'].map((name) => Number(image.getAttribute(name)));
       const { bounds } = player.model;
       const expected = Array.from(answer[2].field.boundary, (value, k) => k % 2
         ? top + (bounds.yMax - value) / (bounds.yMax - bounds.yMin) * side
         : left + (value - bounds.xMin) / (bounds.xMax - bounds.xMin) * side);
       const paths = [...svg.querySelectorAll('g[clip-path] > path')].filter((path) => path.getAttribute('stroke') === themes.light.contour);
       return { drawnTo: paths.map((path) => path.getAttribute('d')), expected };`,
    );
    assert.equal(drawnTo.length, 1);
    const points = [...drawnTo[0].matchAll(/([ML])(-?[\d.]+) (-?[\d.]+)/g)].map(([, c, x, y]) => [
      c,
      Number(x),
      Number(y),
    ]);
    /** Each segment's two ends, from a path that joins consecutive segments. */
    const ends = [];
    for (let k = 1; k < points.length; k += 1) if (points[k][0] === 'L') ends.push(points[k - 1], points[k]);
    assert.ok(expected.length >= 40, `${expected.length / 4} pieces`);
    assert.equal(2 * ends.length, expected.length);
    ends.forEach(([, x, y], k) => {
      assert.ok(Math.abs(Number(x) - expected[2 * k]) < 0.0051, `x of point ${k}`);
      assert.ok(Math.abs(Number(y) - expected[2 * k + 1]) < 0.0051, `y of point ${k}`);
    });
    await page.close();
  });

  it('is XML that refers to nothing outside, whatever a run is called, and shares no id with another', async () => {
    const page = await open();
    const label = `</text><script>document.title='x'</script>&amp;"' 🙂 שלום ]]>`;
    const found = await inPage(
      page,
      `const { player, source } = await lab({ preset: 'notebook', runs: [{ initializer: 'he', label: ${JSON.stringify(label)} }, { initializer: 'lecun_uniform' }] }, 50);
       const blobs = [await toBlob(source, { type: 'image/svg+xml', caption: '<img src=x onerror=1>' }), await toBlob(source, { type: 'image/svg+xml' })];
       const texts = await Promise.all(blobs.map((blob) => blob.text()));
       const [one, other] = texts.map((text) => new DOMParser().parseFromString(text, 'image/svg+xml'));
       // As it is when it stands in a page.
       document.body.innerHTML = texts.map((text) => text.replace(/<\\?xml.*?\\?>/, '')).join('');
       const all = [...document.body.querySelectorAll('*')];
       const ids = all.map(({ id }) => id).filter(Boolean);
       const used = texts.flatMap((text) => [...text.matchAll(/(?:href="|url\\()#([\\w-]+)/g)].map(([, id]) => id));
       return {
         errors: one.querySelectorAll('parsererror').length + other.querySelectorAll('parsererror').length,
         names: [...new Set(all.map(({ localName }) => localName))].sort(),
         attributes: [...new Set(all.flatMap((element) => element.getAttributeNames()))],
         links: [...new Set(all.flatMap((element) => [element.getAttribute('href'), element.getAttribute('xlink:href')]).filter((link) => link && !link.startsWith('data:image/png;base64,')))],
         ids, used, title: document.title,
         labels: [...one.querySelectorAll('text')].map(({ textContent }) => textContent),
         back: await experimentIn(blobs[0]), experiment: player.model.experiment,
         heading: one.querySelector('title').textContent, root: one.documentElement.getAttribute('aria-labelledby'),
       };`,
    );
    assert.equal(found.errors, 0);
    assert.equal(found.title, 'sources');
    assert.deepEqual(
      found.names.filter((/** @type {string} */ name) => !name.startsWith('lab:')),
      ['clipPath', 'defs', 'desc', 'g', 'image', 'linearGradient', 'metadata', 'path', 'stop', 'svg', 'text', 'title', 'tspan', 'use'], // prettier-ignore
    );
    assert.ok(
      !found.attributes.some((/** @type {string} */ name) => /^on|^style$/.test(name)),
      found.attributes.join(),
    );
    assert.equal(new Set(found.ids).size, found.ids.length);
    for (const link of found.links) assert.match(link, /^#lab-/);
    for (const id of found.used) assert.ok(found.ids.includes(id), id);
    assert.ok(found.labels.some((/** @type {string} */ text) => text.includes(label.slice(0, 16))));
    assert.ok(found.labels.includes('<img src=x onerror=1>'));
    assert.deepEqual(found.back, found.experiment);
    assert.ok(found.heading.includes(label));
    assert.equal(found.root.split(' ').length, 2);
    await page.close();
  });

  it('of 280 pixels names its lines, and prints its link and no JSON', async () => {
    const page = await open();
    const { texts, labels } = await inPage(
      page,
      `const { source } = await lab({ preset: 'framework_defaults', training: { iterations: 20 } }, 20);
       const two = await lab({ preset: 'notebook', training: { iterations: 10 }, runs: [{ initializer: 'he' }, { initializer: 'random_normal', stddev: 10 }] }, 10);
       const textsOf = async (source, what) => {
         const svg = new DOMParser().parseFromString(await (await toBlob(source, { type: 'image/svg+xml', what, width: 280 })).text(), 'image/svg+xml');
         return [...svg.querySelectorAll('text')].map(({ textContent }) => textContent);
       };
       return { texts: await textsOf(source, 'figure'), labels: await textsOf(two.source, 'chart') };`,
    );
    const printed = texts.join('');
    assert.ok(printed.includes(PERMALINK), printed);
    assert.doesNotMatch(printed, /[{}]|"initializer"/);
    for (const name of ['He', 'Random × 10']) assert.ok(labels.includes(name), `${name}: ${labels}`);
    await page.close();
  });

  it('spells out characters in a run’s name that would change the text direction around it', async () => {
    const page = await open();
    const label = 'Mine \u202eturned \u2066';
    const found = await inPage(
      page,
      `const of = (label) => lab({ preset: 'notebook', runs: [{ initializer: 'he', label }, { initializer: 'zeros' }] });
       const [turned, plain] = await Promise.all([${JSON.stringify(label)}, 'Mine \\\\u202eturned \\\\u2066'].map(of));
       const svg = await toBlob(turned.source, { type: 'image/svg+xml' });
       const [a, b] = await Promise.all([turned, plain].map(async ({ source }) => drawn(await toBlob(source, { what: 'panel', scale: 1 }))));
       const caption = await toBlob(turned.source, { type: 'image/svg+xml', caption: 'A \u202eB' });
       return {
         text: await svg.text(), caption: await caption.text(), label: (await experimentIn(svg)).runs[0].label,
         same: a.width === b.width && a.data.every((value, k) => value === b.data[k]),
       };`,
    );
    for (const text of [found.text, found.caption]) assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069]/);
    assert.match(found.text, /initializations: Mine \\u202eturned \\u2066 and Zeros/);
    assert.equal(found.label, label);
    assert.ok(found.same, 'a PNG shows the same');
    await page.close();
  });

  it('of 30,000 points, which has them once, stays below 6 MB', async () => {
    const page = await open();
    const found = await inPage(
      page,
      `const { player, source } = await lab({ preset: 'notebook', dataset: { name: 'moons', samples: 30000, noise: 0.1, testSamples: 100 }, runs: ${JSON.stringify(runsOf(8))} });
       const blob = await toBlob(source, { type: 'image/svg+xml' });
       return { size: blob.size, errors: new DOMParser().parseFromString(await blob.text(), 'image/svg+xml').querySelectorAll('parsererror').length };`,
    );
    assert.equal(found.errors, 0);
    assert.ok(found.size < 6e6, `${found.size} bytes`);
    await page.close();
  });
});

describe('a slide', () => {
  it('has exactly the size of a slide, as PNG and SVG, and fills it without scaling', async () => {
    const page = await open();
    const found = await inPage(
      page,
      `const { source } = await lab({ preset: 'notebook' }, 200);
       const out = [];
       for (const shape of ['16:9', '4:3'])
         for (const what of ['figure', 'panels', 'chart', 'panel'])
           for (const scale of [1, 2]) {
             const blob = await toBlob(source, { shape, what, scale });
             const { width, height } = await createImageBitmap(blob);
             const bytes = new Uint8Array(await blob.arrayBuffer());
             out.push({ shape, scale, width, height, density: new DataView(bytes.buffer).getUint32(8 + 25 + 8) });
           }
       const svg = await (await toBlob(source, { shape: '16:9', type: 'image/svg+xml' })).text();
       return { out, svg: /<svg[^>]*>/.exec(svg)[0] };`,
    );
    for (const { shape, scale, width, height, density } of found.out) {
      assert.deepEqual([width, height], shape === '16:9' ? [960 * scale, 540 * scale] : [720 * scale, 540 * scale]);
      // Presentation programs place it at 13.33 × 7.5 or 10 × 7.5 inches, the sizes of their slides.
      assert.equal((height / density / 0.0254).toFixed(2), '7.50');
    }
    assert.match(found.svg, /width="960pt" height="540pt" viewBox="0 0 960 540"/);
    await page.close();
  });

  it('has title, caption and link on request only, never the experiment, which is in its metadata', async () => {
    const page = await open();
    const found = await inPage(
      page,
      `const { player, source } = await lab({ preset: 'notebook' }, 200);
       const textsOf = async (options) => {
         const blob = await toBlob(source, { shape: '16:9', type: 'image/svg+xml', ...options });
         const svg = new DOMParser().parseFromString(await blob.text(), 'image/svg+xml');
         return { words: [...svg.querySelectorAll('text')].map(({ textContent }) => textContent).join(' '), back: await experimentIn(blob) };
       };
       return { bare: await textsOf({}), full: await textsOf({ title: true, caption: true, link: true }), own: await textsOf({ title: 'Mine', what: 'panels' }), experiment: player.model.experiment };`,
    );
    const [title, caption] = ['Zeros, Random × 10 and He compared', 'The same network'];
    for (const text of [title, caption, PERMALINK]) {
      assert.ok(!found.bare.words.includes(text), text);
      assert.ok(found.full.words.includes(text), text);
    }
    assert.match(found.own.words, /^Mine /);
    assert.doesNotMatch(found.own.words, /\biteration\b/, 'no chart');
    assert.match(found.bare.words, /\biteration\b/);
    for (const { words, back } of [found.bare, found.full, found.own]) {
      assert.doesNotMatch(words, /[{}]/);
      assert.deepEqual(back, found.experiment);
    }
    await page.close();
  });

  it('keeps everything inside its margins and apart, for one to eight runs', async () => {
    const page = await open();
    const found = await inPage(
      page,
      `const out = [];
       for (let count = 1; count <= 8; count += 1) {
         const runs = ${JSON.stringify(runsOf(8))}.slice(0, count);
         const { source } = await lab({ preset: 'notebook', runs }, 20);
         for (const shape of ['16:9', '4:3'])
           for (const what of ['figure', 'panels']) {
             const text = await (await toBlob(source, { shape, what, title: true, link: true, type: 'image/svg+xml' })).text();
             document.body.innerHTML = text.replace(/<\\?xml.*?\\?>/, '');
             const svg = document.querySelector('svg');
             const outer = svg.getBoundingClientRect();
             const boxes = [...svg.querySelectorAll('text')].filter((text) => text.getAttribute('fill') !== 'none').map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
             const inside = boxes.filter(({ box }) => box.left < outer.left - 1 || box.right > outer.right + 1 || box.top < outer.top - 1 || box.bottom > outer.bottom + 1).map(({ text }) => text);
             const images = [...svg.querySelectorAll('image')].map((image) => image.getBoundingClientRect());
             const overlapping = images.filter((one, k) => images.some((other, j) => j > k && one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1)).length;
             out.push({ count, shape, what, inside, overlapping, images: images.length, side: Math.min(...images.map(({ width }) => (width / outer.width) * (shape === '16:9' ? 960 : 720))) });
           }
       }
       return out;`,
    );
    for (const { count, shape, what, inside, overlapping, images, side } of found) {
      const where = `${count} runs, ${what}, ${shape}`;
      assert.equal(images, count, where);
      assert.deepEqual(inside, [], where);
      assert.equal(overlapping, 0, where);
      assert.ok(side >= 55, `${where}: ${side}`);
    }
    await page.close();
  });
});

describe('toBlob', () => {
  it('makes pictures of unusual labs', async () => {
    const page = await open();
    const points = (/** @type {number} */ label) => Array.from({ length: 20 }, (_, k) => [k / 20, (k % 7) / 7, label]);
    const experiments = [
      { preset: 'notebook', dataset: { name: 'custom', points: points(1) } },
      { preset: 'notebook', dataset: { name: 'custom', points: [[0, 0, 0]], testPoints: [] } },
      { preset: 'notebook', network: { hidden: [] }, runs: [{ initializer: 'zeros' }] },
      { preset: 'notebook', training: { learningRate: 10 }, network: { activation: 'identity', hidden: [10, 10] }, runs: [{ initializer: 'random_normal', stddev: 5 }, { initializer: 'he', label: 'He!', training: { learningRate: 0.01, optimizer: 'adam' } }] }, // prettier-ignore
    ];
    for (const experiment of experiments) {
      const { sizes, diverged, text } = await inPage(
        page,
        `const { player, source } = await lab(${JSON.stringify(experiment)}, 30);
         const sizes = [];
         for (const type of ['image/png', 'image/svg+xml'])
           for (const what of ['figure', 'panel', 'chart']) sizes.push((await drawn(await toBlob(source, { what, type }))).width);
         const text = await (await toBlob(source, { type: 'image/svg+xml' })).text();
         return { sizes, diverged: player.model.frame.runs[0].divergedAt, text };`,
      );
      assert.equal(sizes.length, 6);
      assert.doesNotMatch(text.replace(/<metadata>.*<\/metadata>/s, ''), /NaN|undefined|Infinity|\[object/);
      if (experiment === experiments[3]) {
        assert.equal(typeof diverged, 'number');
        assert.match(text, new RegExp(`diverged at iteration ${diverged}<`));
        assert.match(
          text,
          /Random × 5 and He! Data: .*seed 3; He! with learning rate 0\.01 and optimizer adam; iteration 30 of/,
        );
      }
      if (experiment.dataset) assert.match(text, /Data: the author’s own/);
    }
    await page.close();
  });

  it('refuses invalid options with a message', async () => {
    const page = await open();
    const cases = /** @type {[any, RegExp][]} */ ([
      [{ what: 'all' }, /^RangeError: toBlob: what is "all"; allowed: figure, panels, chart, panel$/],
      [{ shape: '1:1' }, /^RangeError: toBlob: shape is "1:1"; allowed: page, 16:9, 4:3$/],
      [{ shape: '16:9', width: 800 }, /^RangeError: toBlob: width is 800; allowed: none with the shape 16:9$/],
      [{ link: 1 }, /^RangeError: toBlob: link is 1; allowed: true, false$/],
      [{ type: 'image/jpeg' }, /^RangeError: toBlob: type is "image\/jpeg"; allowed: image\/png, image\/svg\+xml$/],
      [{ scale: 5 }, /^RangeError: toBlob: scale is 5; allowed: a number from 1 to 4$/],
      [{ scale: '2' }, /^RangeError: toBlob: scale is "2"; allowed/],
      [{ width: 100 }, /^RangeError: toBlob: width is 100; allowed: a number from 240 to 4000$/],
      [{ theme: 'toString' }, /^RangeError: toBlob: theme is "toString"; allowed: light, dark, projector$/],
      [{ caption: 5 }, /^RangeError: toBlob: caption is 5; allowed: true, false, or a text/],
      [{ what: 'panel', run: 3 }, /^RangeError: toBlob: run is 3; allowed: 0 to 2/],
      [{ run: -1 }, /^RangeError: toBlob: run is -1; allowed/],
      [{ format: 'png' }, /^TypeError: toBlob: no option format; allowed: what, run/],
      [null, /^TypeError: toBlob: options are null; allowed/],
      ['image/png', /^TypeError: toBlob: options are image\/png; allowed/],
    ]);
    const found = await inPage(
      page,
      `const { source } = await lab({ preset: 'notebook' });
       const out = [];
       for (const options of ${JSON.stringify(cases.map(([options]) => options))}) out.push(await message(toBlob(source, options)));
       return out;`,
    );
    cases.forEach(([, words], k) => assert.match(found[k], words));
    await page.close();
  });

  it('waits for a lab that opens, and says why there is none', async () => {
    const page = await open();
    const found = await inPage(
      page,
      `const player = newPlayer();
       const source = sourceOf(player);
       player.load({ preset: 'notebook' });
       const early = await experimentIn(await toBlob(source));
       const during = player.load({ preset: 'moons' });
       const later = await experimentIn(await toBlob(source));
       const bad = newPlayer();
       bad.load({ preset: 'nothing' }).catch(() => {});
       const failing = await message(toBlob(sourceOf(bad)));
       const failed = await message(toBlob(sourceOf(bad)));
       return { early: early.dataset.name, later: later.dataset.name, failing, failed };`,
    );
    assert.deepEqual([found.early, found.later], ['circles', 'moons']);
    assert.match(found.failing, /^Error: .*lab/);
    assert.match(found.failed, /^Error: There is no lab to make a picture of: .*nothing/);
    await page.close();
  });

  it('shows each run where several workers train them', async () => {
    const page = await open({ cores: 3 });
    const experiment = {
      network: { hidden: [16, 16, 16] },
      dataset: { name: 'moons', samples: 300, noise: 0.1 },
      training: { iterations: 100_000, learningRate: 0.1 },
      runs: runsOf(3),
    };
    await inPage(page, `window.ours = await lab(${JSON.stringify(experiment)}, 20)`);
    while (page.workers().length !== 3) await page.waitForTimeout(20);
    const step = `const { player, source } = window.ours;
      player.advance(5);
      while (!player.model.settled) await new Promise((resolve) => setTimeout(resolve, 10));`;
    for (let k = 0; k < 8; k += 1) await inPage(page, step);
    const words = await inPage(
      page,
      `const bytes = new Uint8Array(await (await toBlob(window.ours.source)).arrayBuffer());
       return png.textIn(bytes, 'Description');`,
    );
    const { createLab } = await import('../../www/engine/lab.js');
    const { cost } = await import('../../www/charts/format.js');
    const lab = await createLab(experiment);
    lab.advance(60);
    for (const run of lab.snapshot().runs)
      assert.match(words, new RegExp(`${run.label}: [^;]*cost ${cost(run.cost).replace('.', '\\.')};`));
    lab.free();
    await page.close();
  });

  it('shows one iteration, while the lab goes on', async () => {
    const page = await open();
    const found = await inPage(
      page,
      `const { player, source } = await lab({ preset: 'notebook' });
       player.runToEnd();
       const out = [];
       while (out.length < 3) {
         const bytes = new Uint8Array(await (await toBlob(source)).arrayBuffer());
         out.push({ at: Number(await png.textIn(bytes, 'init-lab iteration')), words: await png.textIn(bytes, 'Description') });
       }
       player.pause();
       return out;`,
    );
    const { createLab } = await import('../../www/engine/lab.js');
    const { cost } = await import('../../www/charts/format.js');
    const lab = await createLab({ preset: 'notebook' });
    for (const { at, words } of found) {
      lab.rewind();
      lab.advance(at);
      for (const { label, cost: value } of lab.snapshot().runs) assert.ok(words.includes(`${label}: `) && words.includes(`cost ${cost(value)};`), `${label} at ${at}: ${words}`); // prettier-ignore
    }
    lab.free();
    await page.close();
  });
});

describe('experimentIn', () => {
  it('gives null or words for a hostile SVG, and runs nothing', async () => {
    const page = await open();
    const lol = `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">${'bcdefghij'
      .split('')
      .map((name, k) => `<!ENTITY ${name} "${`&${'abcdefghij'[k]};`.repeat(10)}">`)
      .join('')}]>`;
    const holding = (/** @type {string} */ text, before = '') =>
      `${before}<svg xmlns="http://www.w3.org/2000/svg"><metadata><l:experiment xmlns:l="urn:init-lab">${text}</l:experiment></metadata></svg>`;
    const files = {
      none: '<svg xmlns="http://www.w3.org/2000/svg"/>',
      unclosed: holding('{}').replace('</svg>', ''),
      list: holding('[1]'),
      text: holding('hello'),
      large: holding(`{"a":"${'x'.repeat(1_000_001)}"}`),
      entities: holding('&j;', lol),
      script: holding('{"seed": 4}').replace('<metadata>', '<script>document.title = "x"</script><metadata>'),
      other: holding('{"seed": 4}').replace('urn:init-lab', 'urn:init-lab2'),
      handler: holding('{"seed": 5}').replace('<svg ', '<svg onload="document.title = 1" '),
      again: `<?xml version='1.0'?><svg:svg xmlns:svg="http://www.w3.org/2000/svg" xmlns:ns0='urn:init-lab'><svg:metadata>
        <ns0:experiment>\n {&quot;runs&quot;: [{&#34;label&#x22;: "a &lt; b &amp;amp; c"}]}\n </ns0:experiment></svg:metadata></svg:svg>`,
    };
    const found = await inPage(
      page,
      `const out = {};
       for (const [name, text] of Object.entries(${JSON.stringify(files)}))
         out[name] = await experimentIn(new Blob([text])).then((value) => JSON.stringify(value), (error) => error.name + ': ' + error.message);
       return { ...out, title: document.title };`,
    );
    assert.equal(found.none, 'null');
    assert.equal(found.other, 'null');
    assert.equal(found.script, '{"seed":4}');
    assert.equal(found.handler, '{"seed":5}');
    assert.equal(found.again, '{"runs":[{"label":"a < b &amp; c"}]}', 'saved by another program');
    assert.equal(found.title, 'sources');
    assert.match(found.list, /^RangeError: .*not a JSON object/);
    assert.match(found.text, /^RangeError: .*not JSON/);
    assert.match(found.large, /^RangeError: .*larger than 1 MB/);
    for (const name of ['unclosed', 'entities']) assert.match(found[name], /^null$|^\{\}$|^RangeError: /, name);
    await page.close();
  });
});

describe('a picture that is saved from the page', () => {
  it('opens its lab when it is chosen on another page, under a strict policy', async () => {
    const site = await openSite();
    const sheet = async (/** @type {Page} */ page, /** @type {RegExp} */ tab) => {
      await page.locator('#share').click();
      await page.getByRole('tab', { name: tab }).click();
    };
    try {
      const { page, complaints } = await site.open();
      await settled(page);
      const saved = await state(page);
      await sheet(page, /export/i);
      for (const format of ['PNG', 'SVG']) {
        await page.getByRole('button', { name: format, exact: true }).click();
        const save = page.locator('#share-dialog').getByRole('button', { name: /^Save/ });
        const [file] = await Promise.all([page.waitForEvent('download'), save.click()]);
        assert.match(file.suggestedFilename(), new RegExp(`^init-lab.*\\.${format.toLowerCase()}$`));
        const bytes = readFileSync(await file.path());

        const { page: other, complaints: others } = await site.open({ path: '#preset=moons' });
        await settled(other);
        assert.equal((await state(other)).dataset.name, 'moons');
        await sheet(other, /open/i);
        const mimeType = format === 'PNG' ? 'image/png' : 'image/svg+xml';
        await other
          .locator('#share-dialog input[type=file]')
          .setInputFiles({ name: file.suggestedFilename(), mimeType, buffer: bytes });
        await other.waitForFunction(
          () =>
            /** @type {import('../../www/element/init-lab-element.js').InitLab} */ (
              document.querySelector('init-lab')
            ).getState().dataset.name === 'circles',
        );
        assert.deepEqual(await state(other), saved);
        assertQuiet(others);
        await other.close();
      }
      assertQuiet(complaints);
    } finally {
      await site.close();
    }
  });
});
