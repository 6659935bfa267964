/** The exercise in which readers compare their own code’s draws with the lab’s. Their code is not run: its print is read. */
import { html, nothing, render } from 'lit';
import { compareDraws } from './compare-draws.js';
import { PrintedError, printedMatrices } from './printed-matrices.js';

/** @typedef {import('./compare-draws.js').Comparison} Comparison */

/** The rules that the exercise asks for, as runs of the course notebook’s network. */
export const RULES = [
  { word: 'zeros', run: { initializer: 'zeros' } },
  { word: 'large', run: { initializer: 'random_normal', stddev: 10 } },
  { word: 'he', run: { initializer: 'he' } },
];

/** The network’s weights before training. @param {number} rule  index into RULES */
async function drawn(rule) {
  const { createLab } = await import('../../engine/lab.js');
  const lab = await createLab({ preset: 'notebook', runs: [/** @type {any} */ (RULES[rule].run)] });
  try {
    return lab.parameters(0);
  } finally {
    lab.free();
  }
}

/**
 * What is said of a text.
 * @param {string} text @param {number} rule  index into RULES
 * @returns {Promise<Comparison>}
 */
export async function judged(text, rule) {
  try {
    return compareDraws(printedMatrices(text), await drawn(rule));
  } catch (error) {
    if (error instanceof PrintedError) return { right: false, sentences: [error.message] };
    return { right: false, sentences: [`The lab could not be opened: ${/** @type {Error} */ (error).message}`] };
  }
}

/** @param {HTMLElement} place */
export function connectOwnDraws(place) {
  let rule = 0;
  /** @type {Comparison | null} */
  let said = null;
  const right = new Set();

  const show = () =>
    render(
      html`<fieldset>
          <legend>Which initializer printed it?</legend>
          ${RULES.map(
            ({ word }, k) =>
              html`<label
                ><input type="radio" name="own-draws" ?checked=${k === rule} @change=${() => choose(k)} />
                <span><code>"${word}"</code>${right.has(k) ? html` <b>right</b>` : nothing}</span></label
              >`,
          )}
        </fieldset>
        <label for="own-draws-text">What your code printed</label>
        <textarea
          id="own-draws-text"
          rows="7"
          spellcheck="false"
          autocapitalize="off"
          autocomplete="off"
          aria-describedby="own-draws-said"
        ></textarea>
        <p class="asking">
          <button type="button" @click=${compare}>Compare</button>
          <span class="outcome" id="own-draws-said" role="status" data-kind=${said?.right ? 'right' : 'wrong'}
            >${said ? said.sentences.join(' ') : nothing}</span
          >
        </p>`,
      place,
    );

  /** @param {number} chosen */
  function choose(chosen) {
    rule = chosen;
    said = null;
    show();
  }

  async function compare() {
    const text = /** @type {HTMLTextAreaElement} */ (place.querySelector('textarea')).value;
    const asked = rule;
    const answer = await judged(text, asked);
    if (asked !== rule) return; // another initializer was chosen meanwhile
    if (answer.right) right.add(asked);
    said = answer;
    show();
  }

  show();
}
