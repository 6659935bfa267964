import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exclusively } from './exclusive.js';
import { inlineScripts, styles } from './inline.js';
import { notFoundPage } from './not-found.js';
import { oneFilePage } from './one-file.js';
import { distFolder, generatedFolder, inRoot, root } from './paths.js';
import { step } from './report.js';
import { packageProgram, runOrFail } from './run.js';
import { siteAddress } from './site.js';

/** HTML exports of notebooks take a file called anywidget.js beside them for the package of that name. */
const WIDGET = 'init-lab-widget.js';
const typesFolder = path.join(distFolder, 'types');

/** Builds the page and the package's modules, with their worker and WebAssembly. */
async function bundle() {
  const { build } = await import('vite');
  await build({ root, configFile: inRoot('vite.config.js'), logLevel: 'warn' });
  writeFileSync(path.join(distFolder, '404.html'), notFoundPage(siteAddress()));
}

/** Draws the lesson's pictures for paper, in a process of its own, which has canvases but no page. */
const drawLesson = () =>
  runOrFail(process.execPath, [inRoot('scripts', 'lesson-pictures.js')], {
    failure: 'The pictures of the lesson could not be drawn.',
  });

/** Writes a script with a hash in its name. @param {string} name @param {string} text */
function asset(name, text) {
  const file = `assets/${name}-${createHash('sha256').update(text).digest('base64url').slice(0, 8)}.js`;
  writeFileSync(path.join(distFolder, file), text);
  return `./${file}`;
}

/** Scripts that another site's page may name; an address of each stays the same from build to build. */
const NAMED = ['element.js', 'init-lab.js', WIDGET];

/** Writes what a page can hold those scripts to, as the attribute `integrity` has it. */
function writeIntegrity() {
  const hashOf = (/** @type {string} */ name) =>
    `sha384-${createHash('sha384')
      .update(readFileSync(path.join(distFolder, name)))
      .digest('base64')}`;
  const hashes = Object.fromEntries(NAMED.map((name) => [name, hashOf(name)]));
  writeFileSync(path.join(distFolder, 'integrity.json'), `${JSON.stringify(hashes, null, 2)}\n`);
}

/** Builds the self-contained scripts and pages. */
async function bundleInline() {
  const script = await inlineScripts();
  const [page, widget, fallback, boot, css] = await Promise.all([
    script('standalone/one-file-page.js'),
    script('standalone/init-lab-widget.js', 'es'),
    script('standalone/fallback.js'),
    script('standalone/boot.js'),
    styles('styles/embed.css'),
  ]);
  writeFileSync(path.join(distFolder, WIDGET), widget);
  // The released name, for pages that load it by its address.
  writeFileSync(path.join(distFolder, 'anywidget.js'), `export { default } from './${WIDGET}';\n`);
  const embed = path.join(distFolder, 'embed.html');
  const tag = `<script src="${asset('fallback', fallback)}" data-inline="${asset('inline', page)}"></script>`;
  // In a sandboxed frame, a style sheet requested with CORS would not load either.
  const text = readFileSync(embed, 'utf8').replace('<link rel="stylesheet" crossorigin', '<link rel="stylesheet"');
  writeFileSync(embed, text.replace('<script type="module"', `${tag}\n    $&`));
  writeFileSync(path.join(distFolder, 'init-lab.html'), await oneFilePage({ script: page, boot, styles: css }));
}

/** Copies the React component, which the user's bundler joins with React. */
function writeReact() {
  const component = readFileSync(inRoot('www', 'react', 'init-lab-react.js'), 'utf8');
  const text = component.replace('../element/init-lab-element.js', 'init-lab/element');
  if (text === component) throw new Error('The React component does not import the element.');
  writeFileSync(path.join(distFolder, 'react.js'), text);
}

async function writeTypes() {
  const [program, parameters] = packageProgram('typescript', 'tsc', ['-p', 'tsconfig.declarations.json']);
  await runOrFail(program, parameters, { failure: 'tsc could not write the types of the package.' });
  // tsc does not copy hand-written declarations.
  cpSync(inRoot('www', 'element', 'public'), path.join(typesFolder, 'element', 'public'), { recursive: true });
  cpSync(inRoot('www', 'react'), path.join(typesFolder, 'react'), {
    recursive: true,
    filter: (file) => !file.endsWith('.js'),
  });
  const bindingsFolder = path.join(typesFolder, 'engine', 'generated');
  mkdirSync(bindingsFolder, { recursive: true });
  for (const file of readdirSync(generatedFolder).filter((file) => file.endsWith('.d.ts'))) {
    // Symbol.dispose is too new for the compile targets of some users.
    const text = readFileSync(path.join(generatedFolder, file), 'utf8').replace(/^ *\[Symbol\.dispose\].*\n/gm, '');
    writeFileSync(path.join(bindingsFolder, file), text);
  }
}

/** Writes the static site and the package to dist/. Needs node_modules/ and the WebAssembly. */
export async function buildDist() {
  await exclusively('dist', () =>
    step('building dist/', async () => {
      await drawLesson();
      await bundle();
      await bundleInline();
      writeIntegrity();
      writeReact();
      await writeTypes();
    }),
  );
}
