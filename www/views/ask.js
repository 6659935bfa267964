/** The form that asks what a text of points, or a file of weights, leaves open. */
import { html, nothing } from 'lit';
import { ref } from 'lit/directives/ref.js';

/** @typedef {import('./view.js').EditorView} View */
/** @typedef {import('../data/points-error.js').Choice} Choice */
/** @typedef {import('../data/weights/weights-error.js').WeightsChoice} WeightsChoice */
/** @typedef {import('../data/text-import.js').Asking} Asking */
/** @typedef {import('../data/weights/weights-import.js').WeightsImport} WeightsImport */
/** @typedef {import('../data/text-import.js').TextImport} TextImport */

/** More values than these are a list instead of radio buttons. */
const MOST_RADIOS = 6;
/** The two columns, in the order of the option. */
const AXES = ['x, from left to right', 'y, from bottom to top'];

/** Forms that were shown, so that each takes the focus once. @type {WeakSet<object>} */
const shown = new WeakSet();

/**
 * @param {View} view @param {import('../data/editor.js').Place} place  the place of the form
 */
export function ask({ own }, place) {
  const importing = [own.imports, own.weights].find((each) => each?.asking?.place === place);
  if (!importing?.asking) return nothing;
  const { asking } = importing;
  const { choices, source } = asking;
  const title = `${source || 'This text'} can be read in more than one way`;
  return html`<form
    class="ask"
    aria-labelledby="ask-title"
    ${ref((form) => form && focus(form, asking))}
    @submit=${(/** @type {SubmitEvent} */ e) => submit(e, importing, choices)}
    @keydown=${(/** @type {KeyboardEvent} */ e) => escape(e, importing)}
  >
    <p id="ask-title"><b>${title}</b></p>
    ${'first' in asking ? preview(asking.first) : nothing} ${choices.map((choice) => question(choice))}
    <div class="row">
      <button type="submit" class="primary" id="ask-use">
        ${'first' in asking ? 'Use these points' : 'Use these weights'}
      </button>
      <button type="button" id="ask-cancel" @click=${(/** @type {Event} */ e) => cancel(e, importing)}>Cancel</button>
    </div>
  </form>`;
}

/** Columns that are shown of a wide table. */
const MOST_COLUMNS = 8;

/** The first lines, so that the questions can be answered. @param {Asking['first']} first */
function preview({ names, rows }) {
  const count = Math.max(names.length, ...rows.map(({ length }) => length));
  const columns = Array.from({ length: Math.min(count, MOST_COLUMNS) }, (_, k) => k);
  const more = count > MOST_COLUMNS ? html`<td>…</td>` : nothing;
  return html`<div class="first-lines" tabindex="0" role="region" aria-label="The first lines">
    <table translate="no">
      <thead>
        <tr>
          ${columns.map((k) => html`<th scope="col">${names[k] || `Column ${k + 1}`}</th>`)} ${more}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (fields) =>
            html`<tr>
              ${columns.map((k) => html`<td>${fields[k] ?? ''}</td>`)} ${more}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** @param {Choice | WeightsChoice} choice */
const question = (choice) =>
  html`<fieldset class="question" data-option=${choice.option}>
    <legend>${choice.question}</legend>
    ${choice.pick === 2 ? pair(choice) : choice.values.length > MOST_RADIOS ? list(choice) : radios(choice)}
  </fieldset>`;

/** @param {Choice | WeightsChoice} choice */
const radios = ({ option, values }) =>
  values.map(
    ({ value, gives }, k) =>
      html`<label class="radio"
        ><input type="radio" name=${option} value=${k} required /><span
          >${said(option, value)}<span class="gives">${gives}</span></span
        ></label
      >`,
  );

/** @param {Choice | WeightsChoice} choice */
const list = ({ option, question: label, values }) =>
  html`<select name=${option} aria-label=${label} required>
    <option value="">Choose…</option>
    ${values.map(({ value, gives }, k) => html`<option value=${k}>${said(option, value)}: ${gives}</option>`)}
  </select>`;

/** @param {Choice | WeightsChoice} choice */
const pair = ({ option, values }) =>
  html`<div class="pair">
    ${AXES.map(
      (axis, place) =>
        html`<label
          ><span>${axis}</span
          ><select name="${option}-${place}">
            ${values.map(
              ({ value, gives }, k) =>
                html`<option value=${k} ?selected=${k === place}>${said(option, value)}: ${gives}</option>`,
            )}
          </select></label
        >`,
    )}
  </div>`;

/** A value in words. @param {(Choice | WeightsChoice)['option']} option @param {string | number | boolean | string[]} value */
function said(option, value) {
  if (option === 'decimal') return value === '.' ? 'The point is the decimal mark.' : 'The comma is the decimal mark.';
  if (option === 'convention') return value === 'out_in' ? 'A row for each unit.' : 'A column for each unit.';
  if (option === 'order') return [value].flat().join(', ');
  if (option === 'header') return value ? 'Yes.' : 'No.';
  return typeof value === 'number' ? `Column ${value + 1}` : String(value);
}

/** Moves the focus to a form that was not there before. @param {Element} form @param {object} asking */
function focus(form, asking) {
  if (shown.has(asking)) return;
  shown.add(asking);
  requestAnimationFrame(() => {
    /** @type {HTMLElement | null} */ (form.querySelector('input, select'))?.focus({ preventScroll: true });
    form.scrollIntoView({ block: 'nearest' });
  });
}

/** @param {SubmitEvent} event @param {TextImport | WeightsImport} importing @param {(Choice | WeightsChoice)[]} choices */
function submit(event, importing, choices) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  const given = new FormData(form);
  const picked = choices.map(({ option, values, pick }) => {
    const places = pick === 2 ? [given.get(`${option}-0`), given.get(`${option}-1`)] : [given.get(option)];
    const chosen = places.map((k) => values[Number(k)].value);
    return [option, pick === 2 ? chosen : chosen[0]];
  });
  const same = picked.find(([, value]) => Array.isArray(value) && value[0] === value[1]);
  const second = same && /** @type {HTMLSelectElement} */ (form.elements.namedItem(`${same[0]}-1`));
  if (second) {
    second.setCustomValidity('Choose another column than for x.');
    second.reportValidity();
    second.addEventListener('change', () => second.setCustomValidity(''), { once: true });
    return;
  }
  leave(form, () => importing.answer(Object.fromEntries(picked)));
}

/** @param {KeyboardEvent} event @param {TextImport | WeightsImport} importing */
function escape(event, importing) {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  event.preventDefault();
  cancel(event, importing);
}

/** @param {Event} event @param {TextImport | WeightsImport} importing */
const cancel = ({ currentTarget }, importing) =>
  leave(/** @type {Element} */ (currentTarget), () => importing.cancel());

/**
 * Acts, and gives the focus to where the text came from if no further form takes it.
 * @param {Element} from @param {() => unknown} act
 */
async function leave(from, act) {
  const root = /** @type {ShadowRoot} */ (from.getRootNode());
  await act();
  requestAnimationFrame(() => {
    if (root.querySelector('form.ask') || (root.activeElement && root.activeElement.isConnected)) return;
    /** @type {HTMLElement | null} */ (root.getElementById('own-text') ?? root.getElementById('open-data'))?.focus();
  });
}
