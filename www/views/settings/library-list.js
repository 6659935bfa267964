/** The measured defaults of libraries, with a search: each starts a run. */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { libraries } from '../../experiment/libraries.js';
import { addRun } from '../../player/run-edits.js';

/** @typedef {import('../../experiment/libraries.js').Library} Library */
/** @typedef {(edit: import('../../player/edits.js').Edit) => Promise<boolean>} Apply  whether it was accepted */

/** Words for the signs of a formula, so that they can be searched for. @type {[sign: RegExp, word: string][]} */
const WORDS = [
  [/U\(/, 'uniform'],
  [/N\(/, 'normal'],
  [/U\(0/, 'positive'],
];

/** A text as it is compared: lower case, without punctuation. @param {string} text */
const plain = (text) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}±√\s]/gu, '');

/** What can be searched for in an entry. @param {Library} entry */
export function searchable({ names, library, version, layer, formulaText, outputText, biases, seed, note }) {
  const words = WORDS.filter(([sign]) => sign.test(formulaText)).map(([, word]) => word);
  return plain([...names, library, version, layer, formulaText, outputText, biases, seed, note, ...words].join(' '));
}

/** Whether an entry has every word of a query. @param {string} text  searchable @param {string} query */
export const matches = (text, query) =>
  plain(query)
    .split(/\s+/)
    .every((word) => text.includes(word));

/** The searchable texts of all entries, in their order. */
const TEXTS = libraries.map(searchable);

/** How many entries there are, in words. @param {number} found @param {string} query */
export function told(found, query) {
  if (query.trim() === '') return `${libraries.length} layers of libraries.`;
  if (found === 0) return `No library has “${query.trim()}”. Try a package’s name, or a word such as “uniform”.`;
  return found === 1 ? '1 found.' : `${found} found.`;
}

/** The list with its search. @param {Apply} apply  an edit of the runs */
export function libraryList(apply) {
  return html`<div class="search">
      <label for="library-search">Search</label>
      <input
        type="search"
        id="library-search"
        placeholder="h2o, sklearn, uniform"
        autocomplete="off"
        spellcheck="false"
        aria-controls="library-list"
        aria-describedby="library-count"
        @input=${(/** @type {Event} */ { target }) => filter(/** @type {HTMLInputElement} */ (target))}
        @keydown=${onKey}
      />
      <span class="help" id="library-count" role="status">${told(libraries.length, '')}</span>
    </div>
    <ul id="library-list" aria-label="Libraries">
      ${libraries.map((entry) => item(entry, apply))}
    </ul>
    <p class="help" id="library-added" role="status"></p>`;
}

/** @param {Library} entry @param {Apply} apply */
const item = (entry, apply) =>
  html`<li>
    <button
      type="button"
      title="Adds the run library/${entry.names[0]}"
      @click=${(/** @type {Event} */ event) => add(entry, apply, event)}
    >
      <b>${entry.library}</b> ${entry.layer}
    </button>
    <span class="help version">${entry.version}</span>
    <span class="formula" title=${entry.formulaText}>${unsafeHTML(entry.formula)}</span>
    <span class="help"
      >Biases: ${entry.biases}. Drawn by:
      ${entry.seed}.${entry.outputText ? html` Output: ${entry.outputText}.` : nothing} ${entry.note}</span
    >
  </li>`;

/** @param {Library} entry @param {Apply} apply @param {Event} event */
async function add(entry, apply, { currentTarget }) {
  const root = /** @type {ShadowRoot} */ (/** @type {Element} */ (currentTarget).getRootNode());
  const place = root.getElementById('library-added');
  if (place) place.textContent = '';
  const accepted = await apply(addRun({ initializer: `library/${entry.names[0]}` }));
  if (place) place.textContent = accepted ? `Added: ${entry.library}, ${entry.layer}.` : 'Not added.';
}

/** Shows the entries that match. @param {HTMLInputElement} input */
function filter(input) {
  const root = /** @type {ShadowRoot} */ (input.getRootNode());
  const items = root.querySelectorAll('#library-list > li');
  let found = 0;
  items.forEach((each, k) => {
    const fits = matches(TEXTS[k], input.value);
    each.toggleAttribute('hidden', !fits);
    found += Number(fits);
  });
  const count = root.getElementById('library-count');
  if (count) count.textContent = told(found, input.value);
}

/** Enter goes to the first entry found; Escape empties the search before it closes the section. @param {KeyboardEvent} event */
function onKey(event) {
  const input = /** @type {HTMLInputElement} */ (event.currentTarget);
  if (event.key === 'Enter') {
    const root = /** @type {ShadowRoot} */ (input.getRootNode());
    const first = /** @type {HTMLElement | null} */ (root.querySelector('#library-list > li:not([hidden]) button'));
    event.preventDefault();
    first?.focus();
  } else if (event.key === 'Escape' && input.value !== '') {
    event.preventDefault();
    input.value = '';
    filter(input);
  }
}
