/** The Settings button, which tells their state, and its drawer: sections, test points, and the way back to the preset. */
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { late } from '../late.js';
import { icon } from '../icons.js';
import { isEditor } from '../parts.js';
import { shortState, stateOf } from '../../export/settings-state.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {'data' | 'network' | 'training' | 'runs'} Section */

/** @type {{ name: Section, title: string }[]} */
const SECTIONS = [
  { name: 'data', title: 'Data' },
  { name: 'network', title: 'Network' },
  { name: 'training', title: 'Training' },
  { name: 'runs', title: 'Runs' },
];

/** Parts of the drawer, by their names in `hide`. */
const PARTS = [...SECTIONS.map(({ name }) => name), 'test-points'];

/** Whether there is anything to set. @param {View} view */
export const hasSettings = (view) => PARTS.some(view.shows);

/** @param {View} view */
export function settingsButton(view) {
  const { model, act, settingsOpen } = view;
  if (!hasSettings(view)) return nothing;
  return html`<button
    type="button"
    id="settings"
    aria-expanded=${settingsOpen}
    aria-controls="drawer"
    title=${model.experiment ? `Settings: ${shortState(model)}` : nothing}
    @click=${() => act.openSettings(!settingsOpen)}
    @pointerenter=${() => act.fetch('setup')}
    @focus=${() => act.fetch('setup')}
    @keydown=${(/** @type {KeyboardEvent} */ e) => closeByKey(e, view)}
  >
    <span class="state"><span>Settings</span><span>: ${model.experiment ? shortState(model) : ''}</span></span>
    ${icon(settingsOpen ? 'up' : 'down')}
  </button>`;
}

/** @param {View} view */
export function drawer(view) {
  if (!hasSettings(view)) return nothing;
  const { shows, settingsOpen } = view;
  return html`<div
    class="drawer"
    id="drawer"
    role="group"
    aria-label="Settings"
    ?hidden=${!settingsOpen}
    @keydown=${(/** @type {KeyboardEvent} */ e) => closeByKey(e, view)}
  >
    <div class="drawer-row">
      ${setup(view)}
      <div class="beside">
        ${shows('test-points') ? testPoints(view) : nothing} ${shows('preset') ? resetButton(view) : nothing}
      </div>
    </div>
    ${section(view)}
  </div>`;
}

/** @param {View} view */
export const resetButton = ({ act }) =>
  html`<button type="button" class="quiet" id="reset" @click=${act.reset}>Reset to preset</button>`;

/** @param {View} view */
const sectionsOf = (view) => SECTIONS.filter(({ name }) => view.shows(name));

/** A button for each section. @param {View} view */
function setup(view) {
  const sections = sectionsOf(view);
  if (!sections.length) return nothing;
  const { act, model } = view;
  const states = model.experiment ? stateOf(model) : null;
  return html`<div class="setup" part="setup" role="group" aria-label="Sections">
    ${sections.map(
      ({ name, title }) =>
        html`<button
          type="button"
          id="open-${name}"
          aria-expanded=${name === view.section}
          aria-controls="section"
          @click=${() => act.openSection(name === view.section ? '' : name)}
        >
          <span class="caption">${title}</span> <span class="state">${states?.[name] ?? ''}</span>${icon('down')}
        </button>`,
    )}
  </div>`;
}

/** The open section. @param {View} view */
function section(view) {
  const { parts, act } = view;
  const open = view.model.experiment ? sectionsOf(view).find(({ name }) => name === view.section) : undefined;
  const body = (/** @type {{ name: Section, title: string }} */ { name, title }) =>
    parts.setup.part && isEditor(view)
      ? parts.setup.part.sections[name](view)
      : late(parts.setup, title, () => act.fetch('setup', `open-${name}`));
  return html`<section
    role="group"
    class="section"
    id="section"
    data-name=${view.section || nothing}
    aria-label=${open?.title ?? 'Set-up'}
    ?hidden=${!open}
  >
    ${open ? body(open) : nothing}
  </section>`;
}

/** @param {View} view */
const testPoints = (view) =>
  html`<label class="check"
    ><input
      type="checkbox"
      id="show-test"
      .checked=${live(view.showTest)}
      @change=${(/** @type {Event} */ e) => view.act.showTest(/** @type {HTMLInputElement} */ (e.target).checked)}
    />
    Show test points</label
  >`;

/** Closes the section, or the drawer if none is open. @param {KeyboardEvent} event @param {View} view */
function closeByKey(event, { section, settingsOpen, act }) {
  if (event.key !== 'Escape' || event.defaultPrevented || !settingsOpen) return;
  event.preventDefault();
  if (section) act.openSection('');
  else act.openSettings(false);
  act.focus(section ? `open-${section}` : 'settings');
}
