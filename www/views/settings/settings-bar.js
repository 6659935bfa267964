/** The settings bar: four buttons that summarize the settings; each opens a section to change them. */
import { html, nothing } from 'lit';
import { late } from '../late.js';
import { icon } from '../icons.js';
import { isEditor } from '../parts.js';
import { stateOf } from '../../export/settings-state.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {'data' | 'network' | 'training' | 'runs'} Section */

/** @type {{ name: Section, title: string }[]} */
const SECTIONS = [
  { name: 'data', title: 'Data' },
  { name: 'network', title: 'Network' },
  { name: 'training', title: 'Training' },
  { name: 'runs', title: 'Runs' },
];

/** @param {View} view */
export function setup(view) {
  const { model, section, act, parts } = view;
  const sections = SECTIONS.filter(({ name }) => view.shows(name));
  if (!sections.length) return nothing;
  const states = model.experiment ? stateOf(model) : null;
  const open = states ? sections.find(({ name }) => name === section) : undefined;
  const body = (/** @type {{ name: Section, title: string }} */ { name, title }) =>
    parts.setup.part && isEditor(view)
      ? parts.setup.part.sections[name](view)
      : late(parts.setup, title, () => act.fetch('setup', `open-${name}`));
  return html`<div
      class="setup"
      part="setup"
      role="group"
      aria-label="Set-up"
      @keydown=${(/** @type {KeyboardEvent} */ e) => closeByKey(e, view)}
    >
      ${sections.map(
        ({ name, title }) =>
          html`<button
            type="button"
            id="open-${name}"
            aria-expanded=${name === section}
            aria-controls="section"
            @click=${() => act.openSection(name === section ? '' : name)}
            @pointerenter=${() => act.fetch('setup')}
            @focus=${() => act.fetch('setup')}
          >
            <span class="caption">${title}</span> <span class="state">${states?.[name] ?? ''}</span>${icon('down')}
          </button>`,
      )}
    </div>
    <section
      role="group"
      class="section"
      id="section"
      data-name=${section || nothing}
      aria-label=${open?.title ?? 'Set-up'}
      ?hidden=${!open}
      @keydown=${(/** @type {KeyboardEvent} */ e) => closeByKey(e, view)}
    >
      ${open ? body(open) : nothing}
    </section>`;
}

/** @param {KeyboardEvent} event @param {View} view */
function closeByKey(event, { section, act }) {
  if (event.key !== 'Escape' || event.defaultPrevented || !section) return;
  event.preventDefault();
  act.openSection('');
  act.focus(`open-${section}`);
}
