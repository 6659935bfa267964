/**
 * The lesson of index.html, put together from www/lesson/text/: TeX becomes MathML, the catalogue's table is written from the catalogue,
 * and the contents from the headings. What comes out is plain HTML without styles or scripts of its own, which reads without JavaScript.
 */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import temml from 'temml';
import { catalogueFolder, inRoot } from './paths.js';

/** The sections, in the order of the page. */
export const SECTIONS = [
  'start',
  'zeros',
  'large',
  'small',
  'variance',
  'catalogue',
  'comparison',
  'teachers',
  'glossary',
  'references',
];

const PLACE = '<!-- lesson -->';
const CATALOGUE = '<!-- catalogue -->';

/** @typedef {{ name: string, title: string, formula: string, summary: string, defaultOf: string }} Entry  of the catalogue */

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What HTML has written for characters that TeX needs. @param {string} text */
const unescaped = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/**
 * TeX as MathML, without the styles that a strict Content-Security-Policy forbids inline, and what MathML Core has no use for.
 * @param {string} tex @param {boolean} displayMode
 */
const mathml = (tex, displayMode) =>
  temml
    .renderToString(unescaped(tex).trim(), { displayMode, throwOnError: true, xml: false })
    .replaceAll(/ (style|class|fence|separator)="[^"]*"/g, '');

/** `\( … \)` in a line, `\[ … \]` on one of its own. @param {string} html */
export const withFormulas = (html) =>
  html
    .replaceAll(/\\\[([\s\S]+?)\\\]/g, (_, tex) => mathml(tex, true))
    .replaceAll(/\\\(([\s\S]+?)\\\)/g, (_, tex) => mathml(tex, false));

/** @param {Entry} entry */
const catalogueRow = ({ name, title, formula, summary, defaultOf }) => `<tr>
  <th scope="row"><button type="button" class="try" data-try="${escaped(name)}" hidden>${escaped(title)}</button><span class="untried">${escaped(title)}</span></th>
  <td>${formula}</td>
  <td>${escaped(summary)}${defaultOf ? ` <span class="default">Default: ${escaped(defaultOf)}</span>` : ''}</td>
</tr>`;

/** Every initializer that there is, with a button that tries it in the figure beside the table. @param {Entry[]} entries */
const catalogueTable = (
  entries,
) => `<div class="scroll" tabindex="0" role="region" aria-label="All initializers" id="all-initializers" data-tries="figure-try">
<table class="catalogue">
  <thead><tr><th scope="col">initializer</th><th scope="col">weights</th><th scope="col">what it does</th></tr></thead>
  <tbody>${entries.map(catalogueRow).join('\n')}</tbody>
</table>
</div>`;

/** Figures are numbered in the text itself, so that they have a name also where there are no styles. @param {string} html */
function numbered(html) {
  let number = 0;
  return html.replaceAll('<figcaption>', () => `<figcaption><b>Figure ${(number += 1)}.</b> `);
}

/** The words of an answer are one thing beside its button, formulas and all. @param {string} html */
const withWords = (html) =>
  html.replaceAll(
    /<label\s*>\s*(<input[^>]*>)([\s\S]*?)<\/label\s*>/g,
    (_, input, words) => `<label>${input} <span>${words.trim()}</span></label>`,
  );

/** Links to the sections, in two columns where there is room. @param {string} html */
function contents(html) {
  const sections = [...html.matchAll(/<section id="([\w-]+)">\s*<h2>([\s\S]+?)<\/h2>/g)];
  return `<nav class="contents" aria-label="Sections of the lesson"><ol>
${sections.map(([, id, title]) => `<li><a href="#${id}">${title}</a></li>`).join('\n')}
</ol></nav>`;
}

/** @param {Entry[]} initializers  of the catalogue */
export function lessonHtml(initializers) {
  const text = SECTIONS.map((name) => readFileSync(inRoot('www', 'lesson', 'text', `${name}.html`), 'utf8')).join('\n');
  const html = withWords(numbered(withFormulas(text))).replace(CATALOGUE, () => catalogueTable(initializers));
  return `<article class="lesson" aria-labelledby="lesson">
<header>
<h2 id="lesson" class="title">What the starting weights do: a lesson</h2>
<p class="lead">Seven short sections, each with figures that train in your browser, something to guess before you press Play, and something to remember.
What a derivative is you should know; the rest is explained. Reading takes a quarter of an hour, and running every figure twice that.</p>
${contents(html)}
</header>
${html}
</article>`;
}

/** The entries of the catalogue that the build has written. @returns {Promise<Entry[]>} */
export async function catalogueEntries() {
  const file = path.join(catalogueFolder, 'catalogue.js');
  // Node keeps what an address had when it was first imported, and a development server sees the catalogue change.
  const { default: catalogue } = await import(`${pathToFileURL(file).href}?${statSync(file).mtimeMs}`);
  return catalogue.initializers;
}

/** Without the names of numbers' sources, which only tests read. @param {string} html */
const withoutSources = (html) =>
  html.replace(/<span data-fact="[^"]*">([^<]*)<\/span>/g, '$1').replace(/ data-fact="[^"]*"/g, '');

/**
 * Forms that are none yet, each with a name of its own for its answers: the lesson makes forms of them when it comes alive. Chromium looks for
 * forms to fill in when a page has loaded, and lays out each section with one for that, out of view or not, one after the other.
 * @param {string} html
 */
function withoutForms(html) {
  let number = 0;
  return html.replace(/<form (class="prediction"[^>]*)>([\s\S]*?)<\/form>/g, (_, attributes, content) => {
    number += 1;
    return `<div ${attributes}>${content.replaceAll('name="answer"', `name="answer-${number}"`)}</div>`;
  });
}

/**
 * Puts the lesson into the page that has a place for it.
 * @returns {import('vite').Plugin}
 */
export const lesson = () => ({
  name: 'lesson',
  transformIndexHtml: {
    order: 'pre',
    handler: async (html) => {
      if (!html.includes(PLACE)) return html;
      const text = withoutForms(withoutSources(lessonHtml(await catalogueEntries())));
      return html.replace(PLACE, () => text);
    },
  },
});
