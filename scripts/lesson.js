/**
 * Builds the articles of lesson.html, papers.html and libraries.html from www/lesson/text/, and the start of the lesson on
 * index.html: converts TeX to MathML, and generates the table of the catalogue and the contents. The result is plain HTML
 * without styles or scripts of its own, readable without JavaScript.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import temml from 'temml';
import { withTexts } from '../www/experiment/full-catalogue.js';
import { lossesTable } from './library-losses.js';
import { withTables } from './papers-experiments.js';
import { catalogueFolder, inRoot, picturesFolder } from './paths.js';

/** The sections in page order. */
export const SECTIONS = [
  'start',
  'zeros',
  'large',
  'small',
  'variance',
  'catalogue',
  'write',
  'comparison',
  'teachers',
  'glossary',
  'references',
];

/** The entries of the page of papers, in page order. */
export const PAPERS = [
  'he-2015',
  'glorot-2010',
  'saxe-2014',
  'mishkin-2016',
  'poole-2016',
  'schoenholz-2017',
  'hanin-2018',
  'lu-2019',
  'sqrt-5',
  'sources',
];

/** The sections of the page of initializers and libraries, in page order. */
export const LIBRARIES = ['initializers', 'defaults', 'losses'];

const CATALOGUE = '<!-- catalogue -->';
const LOSSES = '<!-- losses -->';
const LIBRARIES_TABLE = '<!-- libraries-table -->';

/** @typedef {import('../www/experiment/full-catalogue.js').FullCatalogue} Catalogue */
/** @typedef {{ name: string, title: string, formula: string, summary: string, defaultOf: string }} Entry  of the catalogue */

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Decodes the HTML entities in a formula. @param {string} text */
const unescaped = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/**
 * Converts TeX to MathML. Removes inline styles, which a strict Content-Security-Policy forbids, and parts unknown to
 * MathML Core.
 * @param {string} tex @param {boolean} displayMode
 */
const mathml = (tex, displayMode) =>
  temml
    .renderToString(unescaped(tex).trim(), { displayMode, throwOnError: true, xml: false })
    .replaceAll(/ (style|class|fence|separator)="[^"]*"/g, '');

/** Replaces `\( … \)` in a line and `\[ … \]` on a line of its own by MathML. @param {string} html */
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

/**
 * The table of all initializers. Each has a button that tries it in the figure beside the table.
 * @param {Entry[]} entries
 */
const catalogueTable = (
  entries,
) => `<div class="scroll" tabindex="0" role="region" aria-label="All initializers" id="all-initializers" data-tries="figure-try">
<table class="catalogue">
  <thead><tr><th scope="col">initializer</th><th scope="col">weights</th><th scope="col">what it does</th></tr></thead>
  <tbody>${entries.map(catalogueRow).join('\n')}</tbody>
</table>
</div>`;

/** @typedef {import('../www/experiment/libraries.js').Library} Library */

/** @param {Library} entry */
const libraryRow = ({ names: [name], library, version, layer, formula, outputText, biases, seed, note }) => `<tr>
  <th scope="row"><button type="button" class="try" data-try="library/${escaped(name)}" hidden>${escaped(library)}</button><span class="untried">${escaped(library)}</span> <span class="default">${escaped(layer)}, ${escaped(version)}</span></th>
  <td>${formula}${outputText ? `<br><span class="default">Output: ${escaped(outputText)}</span>` : ''}<br><span class="default">Biases: ${escaped(biases)}.</span></td>
  <td>Decided by ${escaped(seed)}.${note ? ` <span class="default">${escaped(note)}</span>` : ''}</td>
</tr>`;

/**
 * The table of libraries' defaults. Each has a button that tries it in the figure above, at the depth that is chosen.
 * @param {Library[]} libraries
 */
const librariesTable = (
  libraries,
) => `<div class="scroll" tabindex="0" role="region" aria-label="Defaults of libraries" id="all-libraries" data-tries="figure-library" data-depth="library-depth">
<table class="catalogue defaults">
  <thead><tr><th scope="col">library, layer, version</th><th scope="col">hidden layers</th><th scope="col">what decides the draw</th></tr></thead>
  <tbody>${libraries.map(libraryRow).join('\n')}</tbody>
</table>
</div>`;

/** Numbers the figures in the text itself, so that the numbers do not depend on styles. @param {string} html */
function numbered(html) {
  let number = 0;
  return html.replaceAll('<figcaption>', () => `<figcaption><b>Figure ${(number += 1)}.</b> `);
}

/** Wraps the text of an answer, including formulas, in one element beside its radio button. @param {string} html */
const withWords = (html) =>
  html.replaceAll(
    /<label\s*>\s*(<input[^>]*>)([\s\S]*?)<\/label\s*>/g,
    (_, input, words) => `<label>${input} <span>${words.trim()}</span></label>`,
  );

/** Keeps a number and its per cent sign on one line. @param {string} html */
export const withUnbrokenPercents = (html) => html.replaceAll(/(\d(?:<\/span>)?)\s+%/g, '$1&nbsp;%');

/** Links to the sections. @param {string} html */
function contents(html) {
  const sections = [...html.matchAll(/<section id="([\w-]+)">\s*<h2>([\s\S]+?)<\/h2>/g)];
  return `<nav class="contents" aria-label="Sections of the lesson">
<button type="button" aria-expanded="false" aria-controls="sections">Sections</button>
<ol id="sections">
${sections.map(([, id, title]) => `<li><a href="#${id}">${title}</a></li>`).join('\n')}
</ol></nav>`;
}

/** The sections of a page, with their formulas and the numbers of their figures. @param {string[]} names  of files */
const sectionsHtml = (names) =>
  withUnbrokenPercents(
    withWords(
      numbered(
        withFormulas(
          names.map((name) => readFileSync(inRoot('www', 'lesson', 'text', `${name}.html`), 'utf8')).join('\n'),
        ),
      ),
    ),
  );

/** The article of the page of papers. */
export function papersHtml() {
  const html = sectionsHtml(PAPERS.map((name) => `papers/${name}`));
  return `<article class="lesson papers" aria-labelledby="papers">
<header>
<h2 id="papers" class="title">One claim of each paper, with its number</h2>
<p class="lead">Each entry takes one claim of one paper, draws it live with this lab, and sets a reference beside what the lab measures.
Everything here is small: two inputs, one output, points in the plane. What a figure does not show is said below it.</p>
</header>
${contents(html)}
${html}
</article>`;
}

/** The article of the page of initializers and libraries. @param {Catalogue & { libraries: Library[] }} catalogue */
export function librariesHtml(catalogue) {
  const html = sectionsHtml(LIBRARIES.map((name) => `libraries/${name}`))
    .replace(CATALOGUE, () => catalogueTable(catalogue.initializers))
    .replace(LIBRARIES_TABLE, () => librariesTable(catalogue.libraries))
    .replace(LOSSES, () => lossesTable(catalogue));
  return `<article class="lesson libraries" aria-labelledby="libraries">
<header>
<h2 id="libraries" class="title">What a layer starts from</h2>
</header>
${contents(html)}
${html}
</article>`;
}

/** The head of the lesson, with the links to its sections. @param {string} html  the sections @param {string} [more] */
const lessonStart = (html, more = '') => `<header>
<h2 id="lesson" class="title">What the starting weights do: a lesson</h2>
<p class="lead">Seven short sections, each with figures that train in your browser, questions to answer before you press Play, and a key point; and an exercise in NumPy.
You need to know what a derivative is; the rest is explained. Reading takes less than half an hour. With every figure run, it takes half an hour more.</p>${more}
</header>
${contents(html)}`;

/** The lesson. Its links to experiments lead to the lab above it. */
export function lessonHtml() {
  const html = sectionsHtml(SECTIONS);
  return `<article class="lesson" aria-labelledby="lesson">
${lessonStart(html)}
${html}
</article>`;
}

/** The lesson on a page without a lab: its links to experiments lead to the page that has one. */
const lessonAlone = () => lessonHtml().replaceAll(/href="(#[^"]*=)/g, 'href="./$1');

/** The start of the lesson below the lab. www/site/lesson-below.js adds the sections from the lesson's own page. */
const lessonBelow = () => {
  const start = lessonStart(
    sectionsHtml(SECTIONS),
    `\n<p class="screen alone"><a href="lesson.html">The lesson on a page of its own</a></p>
<p class="missing">This is only the start of the lesson: the rest had not been loaded when it was printed. All of it is on the page lesson.html.</p>`,
  );
  return `<article class="lesson" data-rest="lesson.html" aria-labelledby="lesson">
${start.replaceAll('href="#', 'href="lesson.html#')}
</article>`;
};

/** The generated catalogue, with what libraries start from. @returns {Promise<Catalogue & { libraries: Library[] }>} */
export async function wholeCatalogue() {
  // Node caches imports by address. The query makes the development server read a changed catalogue.
  const files = ['catalogue.js', 'catalogue-texts.js', 'libraries.js'].map((name) => path.join(catalogueFolder, name));
  const [catalogue, texts, libraries] = await Promise.all(
    files.map((file) => import(`${pathToFileURL(file).href}?${statSync(file).mtimeMs}`)),
  );
  return { ...withTexts(catalogue.default, texts.default), libraries: libraries.default.libraries };
}

/** Removes the names of the numbers' sources, which only tests read. @param {string} html */
const withoutSources = (html) =>
  html.replace(/<span data-fact="[^"]*">([^<]*)<\/span>/g, '$1').replace(/ data-fact="[^"]*"/g, '');

/**
 * Replaces forms by plain elements with distinct names for their answers. The lesson's script turns them into forms.
 * Chromium looks for forms to autofill after loading, which would force the layout of each section that has one, even
 * off-screen.
 * @param {string} html
 */
function withoutForms(html) {
  let number = 0;
  return html.replace(/<form (class="prediction"[^>]*)>([\s\S]*?)<\/form>/g, (_, attributes, content) => {
    number += 1;
    return `<div ${attributes}>${content.replaceAll('name="answer"', `name="answer-${number}"`)}</div>`;
  });
}

/** The list of the printed pictures and answers, in picturesFolder. */
export const LIST = 'printed.json';

/**
 * @typedef {object} Printed
 * @property {Record<string, { words: string, beside: boolean, pictures: { name: string, alt: string, width: number, height: number }[] }>} figures  by id
 * @property {{ figure: string, option: string, text: string }[]} answers  in page order, of all pages
 */

/**
 * Adds what paper shows in place of live figures and predictions: each figure's pictures (lesson-pictures.js), and each
 * question's answer. Pictures are lazy, so a screen does not load them.
 * @param {string} html @param {Printed} printed
 */
export function withPrinted(html, { figures, answers }) {
  // A figure may be asked about more than once, in page order.
  const left = new Set(answers);
  let asked = '';
  return html
    .replaceAll(/(<figure class="live[^>]* id="([\w-]+)"[\s\S]*?<\/init-lab>)/g, (_, before, id) => {
      if (!(id in figures)) return before; // newer than the pictures, as while developing
      const { words, beside, pictures } = figures[id];
      const images = pictures.map(
        ({ name, alt, width, height }) =>
          `<img loading="lazy" src="./www/lesson/generated/${name}" width="${width}" height="${height}" alt="${alt.replaceAll('"', '&quot;')}">`,
      );
      return `${before}<div class="printed"><div${beside ? ' class="beside"' : ''}>${images.join('')}</div><p>${words}</p></div>`;
    })
    .replaceAll(/class="prediction" data-figure="([\w-]+)"|<p class="because">/g, (found, id) => {
      if (id) {
        asked = id;
        return found;
      }
      const answer = [...left].find(({ figure }) => figure === asked);
      if (!answer) return found; // newer than the answers
      left.delete(answer);
      return `<p class="answer"><b>Answer: ${escaped(answer.option)}.</b> ${escaped(answer.text)}</p>${found}`;
    });
}

/** The page as the build found it last; without pictures if there are none yet, as while developing. @param {string} html */
function withPrintedOfBuild(html) {
  const list = path.join(picturesFolder, LIST);
  return existsSync(list) ? withPrinted(html, JSON.parse(readFileSync(list, 'utf8'))) : html;
}

/** Each article, by the comment that stands in its place. @type {Record<string, () => string | Promise<string>>} */
const ARTICLES = {
  '<!-- lesson-below -->': lessonBelow,
  '<!-- lesson -->': lessonAlone,
  '<!-- papers -->': () => withTables(papersHtml()),
  '<!-- libraries -->': async () => librariesHtml(await wholeCatalogue()),
};

/**
 * Inserts a page's article at its place.
 * @returns {import('vite').Plugin}
 */
export const lesson = () => ({
  name: 'lesson',
  transformIndexHtml: {
    order: 'pre',
    handler: async (html) => {
      const place = Object.keys(ARTICLES).find((each) => html.includes(each));
      if (!place) return html;
      const article = await ARTICLES[place]();
      const text = withPrintedOfBuild(withoutForms(withoutSources(article)));
      return html.replace(place, () => text);
    },
  },
});
