/** Every snippet in the docs and every file of docs/examples/, opened with dist/ at the address they name. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { distFolder, inRoot } from '../../scripts/paths.js';
import { findProgram } from '../../scripts/run.js';
import { openSite } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */

const folder = mkdtempSync(path.join(tmpdir(), 'init-lab-examples-'));
/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  cpSync(distFolder, path.join(folder, 'init-lab'), { recursive: true });
  site = await openSite({}, folder);
});
after(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Code in docs/ and README in fences of these languages. @param {string[]} languages */
const snippets = (languages) =>
  ['README.md', ...readdirSync(inRoot('docs')).map((name) => `docs/${name}`)]
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) => {
      const text = readFileSync(inRoot(name), 'utf8');
      return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
        .filter(([, language]) => languages.includes(language))
        .map(({ 1: language, 2: code, index }) => ({
          language,
          code,
          where: `${name}:${text.slice(0, index).split('\n').length}`,
        }));
    });

const example = (/** @type {string} */ name) => readFileSync(inRoot('docs', 'examples', name), 'utf8');

/** Wraps a fragment of HTML into a page. @param {string} text */
const whole = (text) =>
  /<html/i.test(text)
    ? text
    : `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,"></head><body>${text}</body></html>`;

let count = 0;
/** Opens a page with dist/ at the address in its text. @param {string} html */
async function open(html) {
  const name = `page-${(count += 1)}.html`;
  const here = html.replaceAll('https://course.example/', site.url).replaceAll('"/init-lab/', '"init-lab/');
  writeFileSync(path.join(folder, name), whole(here));
  return site.open({ path: name, size: { width: 1280, height: 2000 } });
}

/** Waits for a lab on the page, or in its frames, that has settled. @param {Page} page */
async function assertLab(page) {
  const found = async () => {
    for (const frame of page.frames()) {
      const shown = await frame
        .evaluate(() => [...document.querySelectorAll('init-lab')].some((lab) => lab.settled && lab.getState()))
        .catch(() => false);
      if (shown) return true;
    }
    return false;
  };
  for (const end = Date.now() + 60_000; Date.now() < end; await page.waitForTimeout(50)) if (await found()) return;
  assert.fail('no lab came to rest');
}

/** @param {string} html */
async function assertOpens(html) {
  const { page, complaints } = await open(html);
  await assertLab(page);
  assert.deepEqual(
    complaints.filter((text) => /^(error|\w*Error)/.test(text)),
    [],
  );
  return page;
}

describe('snippets in the docs', () => {
  const found = snippets(['html', 'js']);
  it('are found', () => assert.ok(found.length >= 4, String(found.length)));

  for (const { language, code, where } of found) {
    it(`${where} (${language}) leads to a working lab`, async () => {
      if (language === 'html') {
        // A snippet without an element of its own is about an existing one.
        const has = /<init-lab|<iframe/.test(code);
        const rest = '<script type="module" src="init-lab/element.js"></script><init-lab></init-lab>';
        const page = await assertOpens(has && /<script|<iframe/.test(code) ? code : `${code}${rest}`);
        await page.close();
        return;
      }
      const imports = { 'init-lab': './init-lab/init-lab.js', 'init-lab/element': './init-lab/element.js' };
      const page = await assertOpens(
        `<script type="importmap">${JSON.stringify({ imports })}</script>
        <script type="module" src="init-lab/element.js"></script><init-lab></init-lab>
        <iframe src="init-lab/embed.html"></iframe>
        <script type="module">${code}</script>`,
      );
      await page.close();
    });
  }
});

/**
 * Each file of docs/examples/ that shows a lab, and its HTML in its host.
 * @type {Record<string, (text: string) => string>}
 */
const EXAMPLES = {
  'plain.html': (text) => text,
  'iframe.html': (text) => text,
  // A course's text is about 980 pixels wide.
  'canvas.html': (text) => `<div style="width: 984px">${text}</div>`,
  // reveal.js sets a slide's frame address shortly before the slide appears.
  'reveal.html': (text) => whole(/<iframe.*<\/iframe>/s.exec(text)?.[0].replace('data-src', 'src') ?? ''),
  'quarto.qmd': (text) => /```\{=html\}\n(.*?)```/s.exec(text)?.[1] ?? '',
  'docusaurus.mdx': (text) =>
    text
      .replace(/^---.*?---$/ms, '')
      .replace(/^import .*$/gm, '')
      .replace(/\{useBaseUrl\('\/(.*?)'\)\}/, '"$1"')
      .replace(/<\/?Head>/g, ''),
  'next.jsx': (text) =>
    `<script type="module" src="init-lab/element.js"></script><init-lab ${/<InitLab (.*) \{\.\.\.props\} \/>/.exec(text)?.[1]}></init-lab>`,
  // Height is three fifths of the width, whatever the content.
  'myst.md': (text) => `<iframe src="${/\{iframe\} (\S+)/.exec(text)?.[1]}" width="800" height="480"></iframe>`,
  'jupyter.ipynb': (text) =>
    `<iframe src="${/IFrame\(\\"([^\\]+)\\"/.exec(text)?.[1]}" width="900" height="${/height=(\d+)/.exec(text)?.[1]}"></iframe>`,
};

/** Programs, and recipes for hosts that npm run hosts installs. */
const IN_PYTHON = [
  ...['gradio_app.py', 'marimo_app.py', 'panel_app.py', 'shiny_app.py', 'streamlit_app.py'],
  ...['init_lab_widget.py', 'signals_keras.py', 'signals_torch.py', 'sweep_dask.py'],
];

describe('docs/examples', () => {
  it('has no file that is not opened here', () => {
    assert.deepEqual(readdirSync(inRoot('docs', 'examples')).sort(), [...Object.keys(EXAMPLES), ...IN_PYTHON].sort());
  });

  for (const [name, html] of Object.entries(EXAMPLES)) {
    it(`${name} leads to a working lab`, async () => {
      const page = await assertOpens(html(example(name)));
      await page.close();
    });
  }

  for (const [name, html] of Object.entries(EXAMPLES))
    if (/<iframe|\{iframe|IFrame\(/.test(example(name)) && name !== 'iframe.html')
      it(`${name} has a frame as high as its content, from the first iteration to the last`, async () => {
        const page = await assertOpens(html(example(name)));
        const frame = /** @type {import('playwright-core').Frame} */ (page.frames().at(-1));
        for (const end of [false, true]) {
          const [shown, room] = await frame.evaluate(async (end) => {
            const lab = /** @type {import('../../www/element/init-lab-element.js').InitLab} */ (
              document.querySelector('init-lab')
            );
            if (end) await lab.runToEnd();
            return [document.documentElement.scrollHeight, document.documentElement.clientHeight];
          }, end);
          assert.equal(shown, room, `${shown} pixels in a frame of ${room}`);
        }
        await page.close();
      });

  it('iframe.html makes its frame as high as the lab', async () => {
    const page = await assertOpens(example('iframe.html'));
    await page.waitForFunction(() => document.querySelector('iframe')?.height !== '720');
    await page.close();
  });

  it('myst.md names a module that shows what it is given', async () => {
    const [, address, options] = /\{anywidget\} (\S+)\n(.*?)\n:::/s.exec(example('myst.md')) ?? [];
    const page = await assertOpens(`<div id="place"></div><script type="module">
      import widget from '${address}';
      const traits = ${options};
      const model = { get: (name) => traits[name], set: (name, value) => (traits[name] = value), save_changes() {}, on() {}, off() {} };
      widget.render({ model, el: document.getElementById('place') });
    </script>`);
    assert.equal(await page.evaluate(() => document.querySelector('init-lab')?.getState()?.dataset.name), 'moons');
    await page.close();
  });

  const python = findProgram('python3');
  it('and the docs have Python that compiles', { skip: python ? false : 'no Python here' }, () => {
    const notebook = JSON.parse(example('jupyter.ipynb')).cells.filter(
      (/** @type {any} */ cell) => cell.cell_type === 'code',
    );
    const texts = [
      example('init_lab_widget.py'),
      ...notebook.map((/** @type {any} */ { source }) => source),
      ...snippets(['python', 'py']).map(({ code }) => code),
    ];
    for (const text of texts) {
      const { status, stderr } = spawnSync(
        String(python),
        ['-c', 'import sys; compile(sys.stdin.read(), "snippet", "exec")'],
        {
          input: text,
          encoding: 'utf8',
        },
      );
      assert.equal(status, 0, `${text}\n${stderr}`);
    }
  });
});
