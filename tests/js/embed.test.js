import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from './seeds.js';
import { readQuery } from '../../www/embed/query.js';
import { pageOf } from '../../www/share/link-target.js';
import { elementSnippet, frameAddress, iframeSnippet, mystSnippet } from '../../www/share/page-snippets.js';
import { fields } from '../../www/experiment/catalogue.js';
import { catalogue, createLab } from '../../www/engine/lab.js';
import { parse, properties, set } from '../../www/experiment/fields.js';
import { toLink } from '../../www/experiment/link.js';
import { fromLink } from '../../www/experiment/read-link.js';
import { experiments } from './experiments.js';
import { hostileStrings } from './hostile.js';

/** @type {import('../../www/engine/lab.js').Catalogue} */
let engine;
before(async () => {
  engine = await catalogue();
});

/** @param {any} input @returns {Promise<any>} */
async function complete(input) {
  const lab = await createLab(input);
  const { experiment } = lab;
  lab.free();
  return experiment;
}

/** The attributes of a tag, as a browser reads them. @param {string} html @param {string} tag */
function attributesOf(html, tag) {
  const [, text] = new RegExp(`<${tag}((?: [a-z0-9-]+="[^"<>]*")*)>`).exec(html) ?? [];
  assert.notEqual(text, undefined, html);
  /** @type {Record<string, string>} */
  const names = { amp: '&', lt: '<', gt: '>', quot: '"' };
  const plain = (/** @type {string} */ value) =>
    value.replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) => (code ? String.fromCodePoint(Number(code)) : names[name]));
  return new Map(
    Array.from(String(text).matchAll(/ ([a-z0-9-]+)="([^"]*)"/g), ([, name, value]) => [name, plain(value)]),
  );
}

describe('the address of embed.html', () => {
  it('gives the experiment, its looks, and the allowed origins', () => {
    const query = readQuery(
      '?preset=moons&learning-rate=0.1&views=panels&hide=seed&theme=dark&origins=https://a.example,http://b.example:8080&autoplay=slide',
    );
    assert.deepEqual(query, {
      looks: new Map([
        ['views', 'panels'],
        ['hide', 'seed'],
        ['theme', 'dark'],
      ]),
      base: { preset: 'moons', training: { learningRate: 0.1 } },
      origins: ['https://a.example', 'http://b.example:8080'],
      autoplay: true,
      problems: [],
    });
    assert.deepEqual(readQuery('').base, { preset: 'notebook' });
  });

  it('lays single fields over an experiment, and that over a preset', () => {
    const text = encodeURIComponent('{"preset":"moons","seed":5,"training":{"learningRate":1,"iterations":10}}');
    assert.deepEqual(readQuery(`?experiment=${text}&learningRate=2&preset=deep_relu`).base, {
      preset: 'deep_relu',
      seed: 5,
      training: { learningRate: 2, iterations: 10 },
    });
  });

  it('names no preset for an experiment that names none, and the default for single fields', () => {
    const text = encodeURIComponent('{"network":{"hidden":[12,6]}}');
    assert.deepEqual(readQuery(`?experiment=${text}&seed=5`).base, { network: { hidden: [12, 6] }, seed: 5 });
    assert.deepEqual(readQuery('?seed=5').base, { preset: 'notebook', seed: 5 });
    assert.deepEqual(readQuery('?seed=5', { network: { hidden: [12, 6] } }).base, {
      network: { hidden: [12, 6] },
      seed: 5,
    });
    assert.deepEqual(readQuery('?preset=moons', { network: { hidden: [12, 6] } }).base, { preset: 'moons' });
  });

  it('takes the first of repeated parameters, and reports the others', () => {
    const { looks, base, problems } = readQuery(
      '?views=panels&views=chart&experiment={"seed":5}&experiment={"seed":6}&utm_a=1&utm_a=2&seed=7&seed=8',
    );
    assert.deepEqual([looks.get('views'), base], ['panels', { seed: 7 }]);
    assert.deepEqual(problems, [
      'seed: “8” is not allowed a second time; must be given once',
      'views: “chart” is not allowed a second time; must be given once',
      'experiment: “{"seed":6}” is not allowed a second time; must be given once',
    ]);
  });

  it('passes over what Jupyter adds to the address of a local file', () => {
    const { base, problems } = readQuery('?_xsrf=2%7C1f&1795948321347&preset=moons&seed=4');
    assert.deepEqual([base, problems], [{ preset: 'moons', seed: 4 }, []]);
    assert.equal(readQuery('?1795948321347a').problems.length, 1);
  });

  it('hands on nothing that was added to its address: no token, no name of a campaign', () => {
    const page = 'http://localhost:8888/files/init-lab.html';
    const added = '_xsrf=2%7C1f&1795948321347&utm_source=mail&fbclid=x&mc_cid=1';
    assert.equal(pageOf(`${page}?${added}&preset=moons&seed=4#seed=5`), page);
    assert.equal(pageOf(`${page}?hide=seed&${added}&theme=dark`), `${page}?hide=seed&theme=dark`);
    assert.equal(pageOf(`${page}?course=3&week=1`), `${page}?course=3&week=1`);
  });

  it('quotes unusable parameters as typed, and keeps the valid part of looks', () => {
    const { looks, problems } = readQuery(
      '?learning-rate=fast&hidden=0&dataset.seed=-1&theme=pink&loading=soon&views=panels,tables&hide=controls+all&sed=1&Learnig-Rate=1&colour=red',
    );
    assert.deepEqual(
      problems.map((problem) => problem.slice(0, problem.indexOf(';'))),
      [
        'learning-rate: “fast” is not allowed',
        'hidden: “0” is not allowed',
        'dataset.seed: “-1” is not allowed',
        '“sed” is not allowed as a name',
        '“Learnig-Rate” is not allowed as a name',
        '“colour” is not allowed as a name',
        'theme: “pink” is not allowed',
        'loading: “soon” is not allowed',
        'views: “tables” is not allowed',
        'hide: “all” is not allowed',
      ],
    );
    assert.match(problems[3], /; did you mean seed\?$/);
    assert.match(problems[4], /; did you mean learningRate\?$/);
    assert.match(problems[5], /; must be one of preset, experiment, dataset, /);
    assert.deepEqual(
      [...looks],
      [
        ['views', 'panels'],
        ['hide', 'controls'],
      ],
    );
  });

  it('names no origin that is none', () => {
    for (const origin of [
      '*',
      'null',
      'https://a.example/',
      'https://a.example/x',
      'a.example',
      'file://',
      'https://A.example',
      'javascript:1',
      '',
    ]) {
      const { origins, problems } = readQuery(`?origins=${encodeURIComponent(origin)}`);
      assert.deepEqual(origins, [], origin);
      assert.match(problems[0], /^origins: “.*” is not allowed; must be origins such as/);
    }
  });

  it('names a meaningless parameter once, however long and often it is there', () => {
    const name = '{"a":'.repeat(3000);
    const { problems } = readQuery(`?${name}=1&${name}=2&views=panels&views=chart`);
    assert.equal(problems.length, 2, 'one for each name');
    assert.ok(problems.every((problem) => problem.length < 1000));
    assert.match(problems[1], /^views: .*given once/);
  });

  it('is read without an error whatever it is', () => {
    fc.assert(
      fc.property(hostileStrings(engine), (text) => {
        const { base, origins, problems } = readQuery(`?${text}`);
        assert.equal(typeof base, 'object');
        assert.ok(!('polluted' in base));
        assert.ok(origins.every((origin) => new URL(origin).origin === origin));
        assert.ok(problems.every((problem) => problem.length < 1000));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a snippet', () => {
  const home = 'https://course.example/lab/index.html?x=1#old';

  it('of an iframe leads to the same experiment, from any preset', async () => {
    await fc.assert(
      fc.asyncProperty(
        experiments(engine),
        fc.constantFrom(...engine.presets.map(({ name }) => name)),
        async (input, preset) => {
          const experiment = await complete(input);
          const html = iframeSnippet({ home, link: toLink(experiment, engine, preset) });
          const attributes = attributesOf(html.replace(/ style="border: 0"/, ''), 'iframe');
          const url = new URL(attributes.get('src') ?? '');
          assert.equal(url.origin + url.pathname, 'https://course.example/lab/embed.html');
          const { base, problems } = readQuery(url.search);
          assert.deepEqual(problems, []);
          const read = url.hash ? fromLink(url.hash, fields).experiment : base;
          assert.deepStrictEqual(await complete(read), experiment);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('of the element leads to the same experiment, from any preset', async () => {
    const table = properties(fields);
    await fc.assert(
      fc.asyncProperty(
        experiments(engine),
        fc.constantFrom(...engine.presets.map(({ name }) => name)),
        async (input, preset) => {
          const experiment = await complete(input);
          const html = elementSnippet({ home, link: toLink(experiment, engine, preset) });
          let read = {};
          for (const [name, text] of attributesOf(html, 'init-lab')) {
            const property = table.find(({ attribute }) => attribute === name);
            read = property ? set(read, property.path, parse(property, text)) : { ...read, [name]: text };
          }
          assert.deepStrictEqual(await complete(read), experiment);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is as a person would write it', async () => {
    const experiment = await complete({
      preset: 'moons',
      training: { learningRate: 0.1 },
      network: { hidden: [8, 8] },
    });
    const given = { home, link: toLink(experiment, engine, 'moons'), look: { theme: 'dark', hide: '' } };
    assert.equal(
      iframeSnippet({ ...given, title: 'Moons, with ε in the loss', height: 700 }),
      '<iframe src="https://course.example/lab/embed.html?preset=moons&amp;hidden=8,8&amp;learningRate=0.1&amp;theme=dark" title="Moons, with &#949; in the loss" width="100%" height="700" loading="lazy" allow="clipboard-write; fullscreen" style="border: 0"></iframe>',
    );
    assert.equal(
      elementSnippet(given),
      '<script type="module" src="https://course.example/lab/element.js"></script>\n<init-lab preset="moons" hidden-units="8,8" learning-rate="0.1" theme="dark"></init-lab>',
    );
  });

  it('holds no markup but its own', async () => {
    const label = '"><script>alert(1)</script><img src=x onerror=alert(1)>&lt;';
    const experiment = await complete({ runs: [{ initializer: 'he', label }] });
    const title = `${label}\n`;
    const link = toLink(experiment, engine);
    const look = { alt: title };
    for (const html of [
      iframeSnippet({ home, link, title }),
      iframeSnippet({ home, link, look }),
      elementSnippet({ home, link, look }),
    ]) {
      assert.equal(html.match(/</g)?.length, html.startsWith('<iframe') ? 2 : 4, html);
      assert.ok(!html.includes('onerror=alert(1)>'));
    }
    assert.equal(attributesOf(elementSnippet({ home, link, look }), 'init-lab').get('alt'), title);
  });

  it('of a page that is one file has that page in the frame', async () => {
    const experiment = await complete({ seed: 9 });
    const html = iframeSnippet({ home: 'https://course.example/init-lab.html', link: toLink(experiment, engine) });
    assert.match(html, /^<iframe src="https:\/\/course.example\/init-lab.html#preset=notebook&amp;seed=9"/);
  });

  it('of a page that is one file shows what was chosen, in place of the page’s own looks', () => {
    const look = { hide: 'controls', theme: null, autoplay: 'seen' };
    const home = 'https://course.example/init-lab.html?theme=dark&seed=4';
    assert.equal(
      frameAddress({ home, link: 'preset=moons', look }),
      'https://course.example/init-lab.html?seed=4&hide=controls&autoplay=seen#preset=moons',
    );
    const { looks, problems } = readQuery('?hide=controls&autoplay=seen');
    assert.deepEqual([Object.fromEntries(looks), problems], [{ hide: 'controls', autoplay: 'seen' }, []]);
  });

  it('of a widget carries that it plays once, and loads it from beside the element’s script', () => {
    const [first, json] = mystSnippet({
      home: 'https://course.example/lesson.html',
      script: 'https://cdn.example/init-lab/element.js',
      link: 'preset=moons',
      look: { autoplay: 'seen' },
    }).split('\n');
    assert.equal(first, ':::{anywidget} https://cdn.example/init-lab/init-lab-widget.js');
    assert.deepEqual(JSON.parse(json), { preset: 'moons', autoplay: 'seen' });
  });
});
