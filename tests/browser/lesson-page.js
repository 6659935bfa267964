/** index.html with a small lesson for tests below its lab: three figures, predictions, the measured derivation. */
import { readFileSync } from 'node:fs';
import { inRoot } from '../../scripts/paths.js';

/** @typedef {import('playwright-core').Page} Page */

/** @param {string} data @param {string} legend @param {[value: string, text: string][]} answers */
export const prediction = (data, legend, answers) => `
  <form class="prediction" ${data}>
    <fieldset>
      <legend>${legend}</legend>
      ${answers.map(([value, text]) => `<label><input type="radio" name="answer" value="${value}" /> ${text}</label>`).join('\n')}
    </fieldset>
    <p class="because">Every unit of a layer starts equal, and gets the same gradient: the layer stays one unit, however long it trains.</p>
  </form>`;

/** @param {string} id @param {string} attributes @param {string} caption */
export const figure = (id, attributes, caption) => `
  <figure class="live" id="${id}">
    <init-lab loading="lazy" hide="controls" ${attributes}></init-lab>
    <figcaption><b>${caption.split('. ')[0]}.</b> ${caption.split('. ')[1]}</figcaption>
  </figure>`;

export const ARTICLE = `
  <h2>Zeros</h2>
  <p>If all weights begin at zero, all units of a layer compute the same, and stay equal.</p>
  ${prediction(
    'id="ask-zeros" data-figure="figure-zeros" data-asks="trainAccuracy" data-run="0"',
    'What will the zeros network get right after 15,000 updates?',
    [
      ['0.45 to 0.55', 'About half: as good as a coin'],
      ['0.75 to 0.9', 'Four in five: as good as a straight line'],
      ['0.95 to 1', 'Nearly everything, but late'],
    ],
  )}
  ${figure('figure-zeros', 'preset="notebook" initializers="zeros,he" views="panels chart" alt="Zeros beside He"', 'Figure 1. The same network from zeros, and from He’s weights.')}
  <h2>Large</h2>
  ${figure('figure-large', 'preset="notebook" initializers="random_normal:stddev=10,he" views="panels" alt="Large random weights beside He"', 'Figure 2. Large random weights.')}
  ${prediction(
    'id="ask-large" data-figure="figure-large" data-asks="startCost" data-run="0"',
    'What does large random cost before the first update?',
    [
      ['0 to 0.6', 'Less than a coin'],
      ['0.6 to 0.8', 'As much as a coin'],
      ['100 to Infinity', 'More than a hundred times that'],
    ],
  )}
  <h2>How the signal passes</h2>
  ${figure('figure-variance', 'preset="deep_relu" initializers="he,xavier" hidden-units="64,64,64,64,64,64,64,64" views="inside" alt="The signal, layer by layer"', 'Figure 3. Eight layers of ReLU.')}
  ${prediction(
    'id="ask-signal" data-figure="figure-variance" data-asks="signal" data-run="1" data-until="0"',
    'How much of Xavier’s signal is left in the last hidden layer?',
    [
      ['0.5 to 2', 'All of it'],
      ['0.01 to 0.3', 'Between a third and a hundredth'],
      ['0 to 0.01', 'Next to nothing'],
    ],
  )}
  <div class="variance" data-figure="figure-variance"></div>
  <p>And so on.</p>`;

/** @param {string} article */
export const withLesson = (article) => {
  const page = readFileSync(inRoot('dist', 'index.html'), 'utf8')
    .replace(/<article[^>]*\blesson\b[\s\S]*<\/article>/, '')
    .replace('</main>', `<article class="lesson">${article}</article></main>`);
  return page.includes('lesson.css')
    ? page
    : page.replace('</head>', '<link rel="stylesheet" href="./lesson.css"></head>');
};

/** Styles that the article's own style sheet would provide. */
const OWN = 'article.lesson figure { margin-inline: 0; }';

/** Serves it in place of the site's page. @param {Page} page @param {string} [article] */
export async function serveLesson(page, article = ARTICLE) {
  await page.route('**/lesson.css', (route) =>
    route.fulfill({
      contentType: 'text/css',
      body: `${OWN}${readFileSync(inRoot('www', 'styles', 'lesson.css'), 'utf8')}`,
    }),
  );
  await page.route(
    (url) => /\/(index\.html)?$/.test(url.pathname),
    async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: withLesson(article) });
    },
  );
}
