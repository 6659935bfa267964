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
const PACKED = 2_250_000;

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
