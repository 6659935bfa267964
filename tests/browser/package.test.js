/** The package as npm packs it, installed and used in a separate project. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { after, before, describe, it } from 'node:test';
import { inRoot } from '../../scripts/paths.js';
import { npmCommand, packageProgram } from '../../scripts/run.js';
import { assertQuiet, openSite, reach, settled, unfold } from './harness.js';

/** Maximum bytes. The self-contained scripts, which contain everything again, are half of it. */
const PACKED = 2_400_000;

/** The project that uses the package. */
const project = mkdtempSync(path.join(tmpdir(), 'init-lab-consumer-'));
/** Costs after 1,000 iterations in Node. @type {string} */
let costs;

/** @param {string} program @param {string[]} parameters @param {string} [cwd] */
const call = (program, parameters, cwd = project) =>
  execFileSync(program, parameters, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

before(() => {
  cpSync(inRoot('tests', 'consumer'), project, { recursive: true });
  writeFileSync(path.join(project, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }');
  const [npm, start] = npmCommand([]);
  const [{ filename, size }] = JSON.parse(
    call(npm, [...start, 'pack', '--json', '--ignore-scripts', '--pack-destination', project], inRoot()),
  );
  assert.ok(size < PACKED, `${size} bytes packed`);
  // Nothing else is needed, so nothing else is requested.
  call(npm, [...start, 'install', '--offline', '--no-audit', '--no-fund', `./${filename}`]);
  costs = call(process.execPath, ['node.js']);
});
after(() => rmSync(project, { recursive: true, force: true }));

/**
 * Modules that a bundler reads, by path: what the entries import, at once or later.
 * @param {string} dist
 */
function modulesOf(dist) {
  /** @type {Map<string, string>} */
  const found = new Map();
  const files = ['init-lab.js', 'element.js'];
  for (const file of files) {
    const text = readFileSync(path.join(dist, file), 'utf8');
    found.set(file, text);
    for (const [, name] of text.matchAll(/(?:from|import)\s*\(?["'`](\.[^"'`]+\.js)["'`]/g)) {
      const next = path.join(path.dirname(file), name);
      if (!files.includes(next)) files.push(next);
    }
  }
  return found;
}

/**
 * Opens the build, with the element and a lab of the page's own.
 * @param {string} folder  below the project
 * @param {string} [home]  of links, below the site; by default none is known
 */
async function assertWorks(folder, home) {
  const site = await openSite({}, path.join(project, folder));
  try {
    const { page, complaints } = await site.open();
    await settled(page);
    await unfold(page);
    await page.click('#thousand');
    await reach(page, 1000);
    await page.waitForFunction((title) => document.title === title, costs);
    await page.click('#open-inside');
    await page.locator('#inside .diagram').first().waitFor();
    await page.click('#share');
    await page.waitForSelector('#share-dialog[open]');
    assert.equal(
      await page.inputValue('#share-link'),
      `${home === undefined ? '' : `${site.url}${home}`}#preset=notebook`,
    );
    await page.close();
    assertQuiet(complaints);
  } finally {
    await site.close();
  }
}

describe('the package, installed in another project', () => {
  it('needs no other package, and contains all its files', () => {
    assert.deepEqual(
      readdirSync(path.join(project, 'node_modules')).filter((name) => !name.startsWith('.')),
      ['init-lab'],
    );
    const own = path.join(project, 'node_modules', 'init-lab');
    for (const name of ['README.md', 'LICENSE-MIT', 'LICENSE-APACHE', 'CHANGELOG.md', 'dist/init-lab.html'])
      assert.ok(statSync(path.join(own, name)).isFile(), name);
  });

  it('contains the targets of its documents’ links, except the picture, which has a text alternative', () => {
    const own = path.join(project, 'node_modules', 'init-lab');
    const documents = ['README.md', ...readdirSync(path.join(own, 'docs')).map((name) => `docs/${name}`)];
    for (const name of documents.filter((name) => name.endsWith('.md')))
      for (const [, target] of readFileSync(path.join(own, name), 'utf8').matchAll(
        /(?<!!\[[^\]]*)\]\(([^)\s#]+)[^)]*\)/g,
      ))
        if (!/^\w+:/.test(target)) assert.ok(existsSync(path.join(own, name, '..', target)), `${target} in ${name}`);
  });

  it('starts workers of one file each, by calls that any bundler can follow', () => {
    const dist = path.join(project, 'node_modules', 'init-lab', 'dist');
    /** @type {string[]} */
    const workers = [];
    for (const [file, text] of modulesOf(dist))
      for (const [call] of text.matchAll(/new Worker\(new URL\([^)]*import\.meta\.url\)[^)]*\)/g)) {
        const [, name] =
          /^new Worker\(new URL\("([\w-]+\.js)",import\.meta\.url\),\{type:"module"\}\)$/.exec(call) ?? [];
        assert.ok(name, `${call} in ${file}`);
        workers.push(path.join(path.dirname(file), name));
      }
    assert.deepEqual([...new Set(workers)].map((file) => path.basename(file).replace(/-.{8}\.js$/, '')).sort(), [
      'sweep-worker',
      'worker',
    ]);
    // Vite up to 7 makes a classic script of a worker, which has to be one file.
    for (const file of workers)
      assert.doesNotMatch(readFileSync(path.join(dist, file), 'utf8'), /\bimport\(|\b(?:im|ex)port *[{*"`]/, file);
  });

  it('trains in Node', () => {
    const numbers = JSON.parse(costs);
    assert.equal(numbers.length, 3);
    assert.ok(numbers.every((/** @type {unknown} */ cost) => Number.isFinite(cost)));
  });

  it('is typed, without any other package’s types', () => {
    const { status, stdout } = spawnSync(...packageProgram('typescript', 'tsc', ['-p', '.']), {
      cwd: project,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stdout);
  });

  it('works in a page without a bundler', async () => {
    const page = readFileSync(path.join(project, 'index.html'), 'utf8');
    const imports = JSON.stringify({
      imports: {
        'init-lab': './node_modules/init-lab/dist/init-lab.js',
        'init-lab/element': './node_modules/init-lab/dist/element.js',
      },
    });
    cpSync(path.join(project, 'node_modules'), path.join(project, 'plain', 'node_modules'), { recursive: true });
    cpSync(path.join(project, 'page.js'), path.join(project, 'plain', 'page.js'));
    writeFileSync(
      path.join(project, 'plain', 'index.html'),
      page.replace('<script', `<script type="importmap">${imports}</script><script`),
    );
    await assertWorks('plain', 'node_modules/init-lab/dist/index.html');
  });

  it('works built by Vite', async () => {
    const { build } = await import('vite');
    await build({
      root: project,
      configFile: false,
      logLevel: 'warn',
      build: { outDir: 'vite', target: 'es2022' },
    });
    await assertWorks('vite');
  });

  it('works built by webpack', async () => {
    const { default: webpack } = await import('webpack');
    const compiler = webpack({
      mode: 'production',
      context: project,
      entry: './page.js',
      output: { path: path.join(project, 'webpack'), publicPath: 'auto' },
      performance: false,
    });
    const stats = await promisify(compiler.run.bind(compiler))();
    const { errors, warnings } = stats?.toJson({ errors: true, warnings: true }) ?? {};
    assert.deepEqual([errors, warnings], [[], []]);
    const page = readFileSync(path.join(project, 'index.html'), 'utf8');
    writeFileSync(
      path.join(project, 'webpack', 'index.html'),
      page.replace('type="module" src="./page.js"', 'defer src="main.js"'),
    );
    await assertWorks('webpack');
  });
});

/** Where the packages of React are, by version. */
const REACT = {
  19: { react: 'react', 'react-dom': 'react-dom', scheduler: 'scheduler' },
  18: { react: 'react-18', 'react-dom': 'react-dom-18', scheduler: 'react-dom-18/node_modules/scheduler' },
};

for (const [version, packages] of Object.entries(REACT))
  describe(`the component in React ${version}`, () => {
    before(async () => {
      const types = ['@types/react', '@types/react-dom', 'csstype'].map((name) => [name, name]);
      for (const [name, folder] of [...Object.entries(packages), ...types]) {
        const place = path.join(project, 'node_modules', name);
        rmSync(place, { recursive: true, force: true });
        cpSync(inRoot('node_modules', folder), place, { recursive: true });
      }
      const react = readFileSync(path.join(project, 'node_modules', 'react', 'package.json'), 'utf8');
      assert.equal(JSON.parse(react).version.split('.')[0], version);
      const page = (/** @type {string} */ text) =>
        readFileSync(path.join(project, 'index.html'), 'utf8')
          .replace('./page.js', './react-page.js')
          .replace(/<init-lab.*<\/init-lab>/, `<div id="root">${text}</div>`);
      writeFileSync(path.join(project, 'client.html'), page(''));
      writeFileSync(path.join(project, 'server.html'), page(call(process.execPath, ['react-server.js'])));
      const { build } = await import('vite');
      await build({
        root: project,
        configFile: false,
        logLevel: 'warn',
        build: {
          outDir: `react-${version}`,
          target: 'es2022',
          rolldownOptions: { input: ['client.html', 'server.html'].map((name) => path.join(project, name)) },
        },
      });
    });

    it('is typed, as is the element in JSX', () => {
      const { status, stdout } = spawnSync(...packageProgram('typescript', 'tsc', ['-p', 'tsconfig.react.json']), {
        cwd: project,
        encoding: 'utf8',
      });
      assert.equal(status, 0, stdout);
    });

    it('has the same properties after hydration and after a rendering in the browser, and gives them back', async () => {
      const site = await openSite({}, path.join(project, `react-${version}`));
      try {
        for (const name of ['server.html', 'client.html']) {
          const { page, complaints } = await site.open({ path: name });
          const states = () =>
            page.evaluate(() => {
              const labs = /** @type {NodeListOf<import('../../www/element/init-lab-element.js').InitLab>} */ (
                document.querySelectorAll('init-lab')
              );
              return [...labs].map((lab) => lab.getState());
            });
          await settled(page);
          await settled(page, 1);
          const [lab, bare] = await states();
          assert.deepEqual(
            [
              lab.seed,
              lab.training.learningRate,
              lab.dataset.name,
              lab.runs.map((/** @type {any} */ run) => run.initializer),
            ],
            [9, 0.05, 'circles', ['he', 'zeros']],
            name,
          );
          // HTML makes "learningrate" of the name.
          assert.equal(bare.training.learningRate, 0.05, name);
          assert.equal(await page.locator('.lab').first().getAttribute('data-theme'), 'dark');
          const element = page.locator('init-lab').first();
          assert.deepEqual(
            [await element.getAttribute('class'), await element.isVisible(), await page.title()],
            ['wide', true, 'init-lab'],
          );
          await page.evaluate(() =>
            /** @type {import('../../www/element/init-lab-element.js').InitLab} */ (
              document.querySelector('init-lab')
            ).runToEnd(),
          );
          await page.locator('output', { hasText: String(lab.training.iterations) }).waitFor();
          await page.click('#change');
          await page.locator('.lab[data-theme="light"]').first().waitFor();
          await settled(page);
          assert.deepEqual((await states())[0].seed, (await states())[1].seed);
          assert.equal((await states())[0].dataset.name, 'moons');
          await page.close();
          assertQuiet(complaints);
        }
      } finally {
        await site.close();
      }
    });
  });

describe('the standalone element', () => {
  it('trains from its one file alone in a folder', async () => {
    const folder = path.join(project, 'alone');
    const { exports } = JSON.parse(
      readFileSync(path.join(project, 'node_modules', 'init-lab', 'package.json'), 'utf8'),
    );
    const file = exports['./standalone'].default;
    cpSync(path.join(project, 'node_modules', 'init-lab', file), path.join(folder, 'lab.js'));
    writeFileSync(
      path.join(folder, 'index.html'),
      `<!doctype html><html lang="en"><title>Alone</title><link rel="icon" href="data:,">
      <init-lab></init-lab><script type="module" src="lab.js"></script></html>`,
    );
    /** @type {string[]} */
    const asked = [];
    const site = await openSite({ onRequest: (url) => asked.push(url) }, folder);
    try {
      const { page, complaints } = await site.open();
      await settled(page);
      await page.evaluate(() =>
        /** @type {import('../../www/element/init-lab-element.js').InitLab} */ (
          document.querySelector('init-lab')
        ).advance(1000),
      );
      const reached = await page.evaluate(() =>
        /** @type {import('../../www/element/init-lab-element.js').InitLab} */ (
          document.querySelector('init-lab')
        ).inspect(),
      );
      assert.deepEqual([reached.iteration, JSON.stringify(reached.runs.map(({ cost }) => cost))], [1000, costs]);
      assert.deepEqual(asked, ['/', '/lab.js']);
      await page.close();
      assertQuiet(complaints);
    } finally {
      await site.close();
    }
  });
});
