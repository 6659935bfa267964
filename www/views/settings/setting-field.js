/** The control behind every setting: a label, an input or a choice, its unit, help, and refusals. */
import { html, noChange, nothing } from 'lit';
import { Directive, directive } from 'lit/directive.js';
import { live } from 'lit/directives/live.js';
import * as format from '../../charts/format.js';
import { format as textOf } from '../../experiment/fields.js';
import { inForce } from '../in-force.js';
import { entered, problem, again } from '../parts.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {{ name: string, title: string }} Option */
/** @typedef {{ title: string, options: Option[] }} Group  without a title its options are ungrouped */
/**
 * @typedef {object} Entry  a control's setting
 * @property {string} label
 * @property {import('../../experiment/fields.js').FieldSpec} spec
 * @property {any} value            the value in force
 * @property {(value: any) => Promise<any>} use
 * @property {string} [unit]
 * @property {unknown} [help]       in place of the field's own
 * @property {string} [placeholder] meaning of an empty field
 * @property {string} [text]        the value as the control shows it
 * @property {Group[]} [groups]     options by group
 * @property {boolean} [wide]       needs more width
 * @property {unknown} [after]      content beside it
 * @property {string} [id]
 * @property {'line' | 'bare'} [layout]  line: on one line; bare: without label and help, which stand elsewhere
 */

/** @param {string} path */
export const idOf = (path) => path.replace(/[^A-Za-z0-9]+/g, '-');

/** The range of a number: "2 to 20,000", on one line. @param {import('../../experiment/fields.js').FieldSpec} spec */
export const rangeOf = ({ min, max }) =>
  typeof min === 'number' && typeof max === 'number'
    ? format
        .grouped(`${min} to ${max}`)
        .replaceAll(/(?<![\w.])-/g, '−')
        .replaceAll(' ', '\u00a0')
    : '';

/** @param {View} view @param {Entry} entry */
export function field(view, entry) {
  const { label, spec, unit, layout } = entry;
  const id = entry.id ?? idOf(spec.path);
  const choice = spec.type === 'choice';
  const help = entry.help ?? spec.help;
  const control = choice ? select(view, entry, id) : input(view, entry, id);
  return html`<div class="field" data-layout=${layout ?? nothing} data-type=${spec.type} ?data-wide=${entry.wide}>
    <label for=${id} class=${layout === 'bare' ? 'unseen' : nothing}>${label}</label>
    <span class="entry"
      >${control}${unit ? html`<span class="unit">${unit}</span>` : nothing}${entry.after ?? nothing}</span
    >
    ${
      layout === 'bare'
        ? nothing
        : html`<p
            class=${layout === 'line' ? 'unseen' : 'help'}
            id="${id}-help"
            ?hidden=${layout !== 'line' && view.problems[id]}
          >
            ${help}
          </p>`
    }
    ${problem(view, id)}
  </div>`;
}

/** Boxes whose choice has not been applied yet: a frame that comes before leaves them as they are. @type {WeakSet<Element>} */
const waiting = new WeakSet();

class UnlessWaiting extends Directive {
  /** @param {boolean} value */
  render(value) {
    return value;
  }

  /** @param {import('lit/directive.js').ElementPart} part @param {[boolean]} values @override */
  update({ element }, [value]) {
    if (!waiting.has(element)) /** @type {HTMLInputElement} */ (element).checked = value;
    return noChange;
  }
}

const unlessWaiting = directive(UnlessWaiting);

/** A setting that is on or off. @param {View} view @param {Entry} entry */
export function toggle(view, entry) {
  const { label, spec, value, help } = entry;
  const id = idOf(spec.path);
  const change = (/** @type {Event} */ { target }) => {
    const box = /** @type {HTMLInputElement} */ (target);
    const use = (/** @type {boolean} */ chosen) => entry.use(chosen).finally(() => waiting.delete(box));
    waiting.add(box);
    view.act.enter({ ...entry, id, use }, String(box.checked));
  };
  return html`<div class="field" data-type=${spec.type}>
    <label class="check"
      ><input
        type="checkbox"
        id=${id}
        aria-describedby="${id}-help ${id}-problem"
        .checked=${unlessWaiting(value)}
        @change=${change}
      />
      ${label}</label
    >
    <p class="help" id="${id}-help" ?hidden=${view.problems[id]}>${help ?? spec.help}</p>
    ${problem(view, id)}
  </div>`;
}

/** What a number means, and its range. @param {import('../../experiment/fields.js').FieldSpec} spec */
function told(spec) {
  const range = rangeOf(spec);
  return [spec.help, range && `Allowed: ${range}.`].filter(Boolean).join(' ');
}

/** @param {View} view @param {Entry} entry @param {string} id */
function input(view, entry, id) {
  const { spec, value, placeholder } = entry;
  const text = entry.text ?? textOf(spec, value);
  const use = (/** @type {string} */ typed) => view.act.enter({ ...entry, id }, typed);
  return html`<input
    type="text"
    id=${id}
    inputmode=${spec.type === 'integer' ? 'numeric' : spec.type === 'number' && !((spec.min ?? 0) < 0) ? 'decimal' : 'text'}
    autocomplete="off"
    spellcheck="false"
    placeholder=${placeholder ?? nothing}
    title=${told(spec) || nothing}
    aria-describedby="${id}-help ${id}-problem"
    aria-invalid=${view.problems[id] ? 'true' : nothing}
    .value=${inForce(text)}
    @change=${entered(use, text, view.act.accept)}
    @keydown=${again(text, view.act.accept)}
  />`;
}

/** @param {View} view @param {Entry} entry @param {string} id */
function select(view, entry, id) {
  const { spec, value, layout } = entry;
  const groups = entry.groups ?? [{ title: '', options: named(spec.values ?? []) }];
  const chosen = textOf(spec, value);
  const options = (/** @type {Option[]} */ list) =>
    list.map(({ name, title }) => html`<option value=${name} .selected=${live(name === chosen)}>${title}</option>`);
  return html`<select
    id=${id}
    title=${layout ? (spec.help ?? nothing) : nothing}
    aria-describedby="${id}-help ${id}-problem"
    aria-invalid=${view.problems[id] ? 'true' : nothing}
    @change=${(/** @type {Event} */ e) => view.act.enter({ ...entry, id }, /** @type {HTMLSelectElement} */ (e.target).value)}
  >
    ${groups.map(({ title, options: list }) =>
      title ? html`<optgroup label=${title}>${options(list)}</optgroup>` : options(list),
    )}
  </select>`;
}

/** @param {string[]} names @returns {Option[]} */
const named = (names) => names.map((name) => ({ name, title: name }));
