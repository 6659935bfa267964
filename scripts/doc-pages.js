/**
 * The documents of docs/ as plain pages of the site, so that a reader of the page finds them: docs/*.md, the examples,
 * the changelog, the files of the package, the licences. They need no script.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Marked } from 'marked';
import { policyText } from './content-security-policy.js';
import { inRoot } from './paths.js';
import { SOURCE_PAGE, sourceAddress } from './site.js';

const FOLDER = 'docs/';
const STYLES = 'docs.css';
const EXAMPLES = 'examples/';
const LICENCES = 'licence.html';
const CHANGELOG = 'changelog.html';
const SOURCE = SOURCE_PAGE.slice(FOLDER.length);
/** Files that the build puts beside the page, and what each is. */
const PACKAGE = [
  ['init-lab.js', 'the headless API: <code>createLab</code>, <code>createSweep</code>'],
  ['element.js', 'the element <code>&lt;init-lab&gt;</code>'],
  ['embed.html', 'a lab alone, for an iframe'],
  ['init-lab-widget.js', 'the widget of notebooks, in one file'],
  ['init-lab.html', 'a page in one file, which works without a network'],
];
const POLICY = policyText({
  'default-src': "'none'",
  'style-src': "'self'",
  'img-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
});

/** @param {string} text */
const escaped = (text) =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);

/** The id of a heading, as code hosts give it. @param {string} heading  in Markdown */
export const slug = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** The page that a link between documents leads to. @param {string} href */
export function pageOf(href) {
  if (/^[a-z]+:/i.test(href)) return href;
  if (href.startsWith(EXAMPLES)) return `${href}.html`;
  return href.replace(/(^|\/)README\.md(?=#|$)/, '$1index.html').replace(/\.md(?=#|$)/, '.html');
}

/** @param {string} title @param {string} content  HTML @param {string} [up]  the way from the page to docs/ */
const page = (title, content, up = '') => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escaped(title)} · init-lab</title>
    <link rel="stylesheet" href="${up}${STYLES}" />
  </head>
  <body>
    <nav aria-label="Site"><a href="${up}../">init-lab</a> <a href="${up}./">Documentation</a></nav>
    <main>
${content}
    </main>
  </body>
</html>
`;

/** @param {string} markdown */
function rendered(markdown) {
  const taken = new Set();
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        let id = slug(text);
        for (let k = 1; taken.has(id); k += 1) id = `${slug(text)}-${k}`;
        taken.add(id);
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        return `<a href="${escaped(pageOf(href))}">${this.parser.parseInline(tokens)}</a>`;
      },
      table(token) {
        const row = (/** @type {import('marked').Tokens.TableCell[]} */ cells, /** @type {string} */ tag) =>
          `<tr>${cells.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join('')}</tr>`;
        return `<div class="scroll"><table><thead>${row(token.header, 'th')}</thead><tbody>${token.rows.map((cells) => row(cells, 'td')).join('\n')}</tbody></table></div>\n`;
      },
    },
  });
  return /** @type {string} */ (marked.parse(markdown));
}

/** @param {string} file  below the project */
const read = (file) => readFileSync(inRoot(file), 'utf8');

/** The title of a document. @param {string} markdown */
const titleOf = (markdown) => /^# (.+)$/m.exec(markdown)?.[1].replaceAll('`', '') ?? 'init-lab';

/** @param {string} folder  of docs/, with a final slash */
const filesIn = (folder) =>
  readdirSync(inRoot('docs', folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => `${folder}${name}`)
    .sort();

/** The documents that a user of the page needs come first. */
const FIRST = ['embedding.md', 'experiment.md', 'presets.md', 'initializers.md', 'lesson.md', 'export.md'];

/** @param {string} a @param {string} b */
const inOrder = (a, b) =>
  (FIRST.indexOf(b) + 1 && 100 - FIRST.indexOf(b)) - (FIRST.indexOf(a) + 1 && 100 - FIRST.indexOf(a));

/** Where the source is, as far as the build was told, and what the site has of the package. */
function sourcePage() {
  const address = sourceAddress();
  const where = address
    ? `<a href="${escaped(address)}">${escaped(address)}</a> has the source.`
    : 'Nobody has given this build a public address of its source. Whoever publishes the site names one: <code>SOURCE_URL=https://… npm run build</code>.';
  const files = PACKAGE.map(([file, what]) => `<li><a href="../${file}">${file}</a>: ${what}</li>`);
  return `<h1>Source code</h1>
<p>${where}</p>
<p>A Rust core trains, and a JavaScript front end draws. <a href="architecture.html">Architecture</a> says which file does
what, <a href="decisions/index.html">Decisions</a> why.</p>
<h2 id="package">The package on this site</h2>
<ul>
${files.join('\n')}
</ul>
<p>They are under the same <a href="${LICENCES}">licences</a> as the source.</p>`;
}

/**
 * All pages and their style sheet, by their paths in the site.
 * @returns {Map<string, string>}
 */
export function docPages() {
  const documents = filesIn('')
    .filter((file) => file.endsWith('.md'))
    .sort(inOrder);
  const decisions = filesIn('decisions/').filter((file) => file.endsWith('.md'));
  /** @type {Map<string, string>} */
  const pages = new Map([[STYLES, read('www/styles/docs.css')]]);
  const list = documents.map((file) => ({ file, title: titleOf(read(`docs/${file}`)) }));
  pages.set(
    'index.html',
    page(
      'Documentation',
      `<h1>Documentation</h1>\n<ul>\n${list.map(({ file, title }) => `<li><a href="${pageOf(file)}">${escaped(title)}</a></li>`).join('\n')}\n<li><a href="${CHANGELOG}">Changelog</a></li>\n<li><a href="${SOURCE}">Source code</a></li>\n<li><a href="${LICENCES}">Licences</a></li>\n</ul>`,
    ),
  );
  for (const file of [...documents, ...decisions]) {
    const markdown = read(`docs/${file}`);
    pages.set(pageOf(file), page(titleOf(markdown), rendered(markdown), '../'.repeat(file.split('/').length - 1)));
  }
  for (const file of filesIn(EXAMPLES)) {
    const text = read(`docs/${file}`);
    const name = path.posix.basename(file);
    pages.set(pageOf(file), page(name, `<h1>${escaped(name)}</h1>\n<pre><code>${escaped(text)}</code></pre>`, '../'));
  }
  pages.set(CHANGELOG, page('Changelog', rendered(read('CHANGELOG.md'))));
  pages.set(SOURCE, page('Source code', sourcePage()));
  const licence = (/** @type {string} */ file) => `<pre>${escaped(read(file))}</pre>`;
  pages.set(
    LICENCES,
    page(
      'Licences',
      `<h1>Licences</h1>
<p>init-lab is under the MIT licence or the Apache licence 2.0, at your option. The text of the lesson is under
<a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>.</p>
<h2 id="mit">MIT</h2>${licence('LICENSE-MIT')}<h2 id="apache">Apache 2.0</h2>${licence('LICENSE-APACHE')}`,
    ),
  );
  return new Map([...pages].map(([name, text]) => [FOLDER + name, text]));
}

/**
 * Adds the pages to the build, and serves them while developing.
 * @returns {import('vite').Plugin}
 */
export const documents = () => ({
  name: 'documents',
  generateBundle() {
    for (const [fileName, source] of docPages()) this.emitFile({ type: 'asset', fileName, source });
  },
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const name = (request.url ?? '').replace(/[?#].*$/, '').replace(/^\//, '');
      const text = name.startsWith(FOLDER)
        ? docPages().get(name.endsWith('/') ? `${name}index.html` : name)
        : undefined;
      if (text === undefined) return next();
      response.setHeader('Content-Type', name.endsWith('.css') ? 'text/css' : 'text/html; charset=utf-8');
      return response.end(text);
    });
  },
});
