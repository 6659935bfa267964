/** What the lab is set up with: four buttons that say it, each of which opens a section to change it. */
import { html, nothing } from 'lit';
import { icon } from '../parts.js';
import { dataSection } from './data.js';
import { networkSection } from './network.js';
import { runsSection } from './runs.js';
import { stateOf } from './state.js';
import { trainingSection } from './training.js';

/** @typedef {import('../parts.js').View} View */
/** @typedef {'data' | 'network' | 'training' | 'runs'} Section */

/** @type {{ name: Section, title: string, body: (view: View) => unknown }[]} */
const SECTIONS = [
  { name: 'data', title: 'Data', body: dataSection },
  { name: 'network', title: 'Network', body: networkSection },
  { name: 'training', title: 'Training', body: trainingSection },
  { name: 'runs', title: 'Runs', body: runsSection },
];

/** @param {View} view */
export function setup(view) {
  const { model, section, act } = view;
  const states = model.experiment ? stateOf(model) : null;
  const open = states ? SECTIONS.find(({ name }) => name === section) : undefined;
  return html`<div
      class="setup"
      role="group"
      aria-label="Set-up"
      @keydown=${(/** @type {KeyboardEvent} */ e) => closeByKey(e, view)}
    >
      ${SECTIONS.map(
        ({ name, title }) =>
          html`<button
            type="button"
            id="open-${name}"
            aria-expanded=${name === section}
            aria-controls="section"
            @click=${() => act.openSection(name === section ? '' : name)}
          >
            <span class="caption">${title}</span> <span class="state">${states?.[name] ?? ''}</span>${icon('down')}
          </button>`,
      )}
    </div>
    <section
      class="section"
      id="section"
      data-name=${section || nothing}
      aria-label=${open?.title ?? 'Set-up'}
      ?hidden=${!open}
      @keydown=${(/** @type {KeyboardEvent} */ e) => closeByKey(e, view)}
    >
      ${open?.body(view) ?? nothing}
    </section>`;
}

/** @param {KeyboardEvent} event @param {View} view */
function closeByKey(event, { section, act }) {
  if (event.key !== 'Escape' || event.defaultPrevented || !section) return;
  event.preventDefault();
  act.openSection('');
  act.focus(`open-${section}`);
}
