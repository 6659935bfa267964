/** Custom data: pasted, dropped, from a file, or drawn. */
import { html, nothing } from 'lit';
import { MOST_POINTS, toCsv } from '../data/csv.js';
import { balanceOf, counts } from '../data/own-state.js';
import { ask } from './ask.js';
import { useFiles } from './draw.js';
import { dropTarget } from './drop.js';
import { icon } from './more-icons.js';
import { field } from './settings/setting-field.js';

/** @typedef {import('./view.js').EditorView} View */

const SHARE = {
  path: 'testShare',
  type: 'integer',
  min: 0,
  max: 50,
  allowed: 'a whole number from 0 to 50',
  help: 'Set aside when points are pasted or split.',
};
const SEED = {
  path: 'splitSeed',
  type: 'integer',
  min: 0,
  max: 4_294_967_295,
  allowed: 'a whole number from 0 to 4294967295',
  help: 'Chooses the test points.',
};
const EXAMPLE = `x,y,label
0.5,-0.25,0
-0.1,0.75,1`;

/** The part of the data section for custom data. @param {View} view */
export function ownData(view) {
  const drop = dropTarget(view, 'section');
  return html`<div class="own-data" @dragover=${drop.over} @dragleave=${drop.leave} @drop=${drop.drop}>
    <div class="hand">${hand(view)} ${split(view)}</div>
    ${text(view)}
  </div>`;
}

/** Drawing, and actions on the present points. @param {View} view */
function hand({ own }) {
  const { said, state } = own;
  return html`<div class="row">
      <button
        type="button"
        class=${own.drawing ? 'on' : 'primary'}
        id="draw-points"
        @click=${(/** @type {Event} */ e) => (own.drawing ? own.stop() : draw(e, own))}
      >
        ${icon('pencil')}<span>${own.drawing ? 'Stop drawing' : 'Draw points'}</span>
      </button>
      <button
        type="button"
        id="own-undo"
        aria-disabled=${!own.undoes}
        title=${own.undoes ? `Undo ${own.undoes.does}` : nothing}
        @click=${() => own.undo()}
      >
        ${icon('undo')}<span>Undo</span>
      </button>
      <button
        type="button"
        id="own-redo"
        aria-disabled=${!own.redoes}
        title=${own.redoes ? `Redo ${own.redoes.does}` : nothing}
        @click=${() => own.redo()}
      >
        ${icon('redo')}<span>Redo</span>
      </button>
      <button
        type="button"
        id="own-clear"
        aria-disabled=${state.all.length === 0}
        title="Take all points away, and draw others"
        @click=${(/** @type {Event} */ e) => clear(e, own)}
      >
        ${icon('cross')}<span>Clear</span>
      </button>
      <button
        type="button"
        id="own-copy"
        title="All points as x, y, label, to be pasted elsewhere"
        @click=${(/** @type {Event} */ e) => copy(e, own)}
      >
        ${icon('copy')}<span>Copy as CSV</span>
      </button>
    </div>
    <p class="counts">
      <b>${counts(state)}</b
      >${state.test.length && own.drawing ? '. Drawn points are training points; test points stay as they are' : ''}.
    </p>
    <p class="balance">${balanceOf(state)}</p>
    <p class="said" role="status" id="own-said">${said.place === 'section' && !said.problem ? said.text : ''}</p>`;
}

/** The choice of test points. @param {View} view */
function split(view) {
  const { own } = view;
  return html`<div class="split">
    ${setting(view, 'Test points', SHARE, own.share, '%', (value) => {
      own.share = value;
    })}
    ${setting(view, 'Split seed', SEED, own.seed, '', (value) => {
      own.seed = value;
    })}
    <button
      type="button"
      id="split"
      title="Set other points aside to test with, from all the points"
      @click=${() => own.split('section')}
    >
      Split again
    </button>
  </div>`;
}

/** Pasting, and a file. @param {View} view */
function text(view) {
  const { own } = view;
  const wrong = own.said.place === 'section' && own.said.problem ? own.said.text : '';
  return html`<div class="paste">
    <label for="own-text">Points, one a line: x, y, label</label>
    <textarea
      id="own-text"
      rows="5"
      spellcheck="false"
      autocomplete="off"
      autocapitalize="off"
      placeholder=${EXAMPLE}
      aria-describedby="own-help own-problem"
      aria-invalid=${wrong ? 'true' : nothing}
    ></textarea>
    <div class="row">
      <button
        type="button"
        id="own-use"
        @click=${(/** @type {Event} */ e) => own.useText(textArea(e).value, 'section')}
      >
        Use these points
      </button>
      <label class="button"
        ><input
          type="file"
          class="unseen"
          id="own-file"
          accept=".csv,.tsv,.txt,.dat,.arff,.data,text/csv,text/plain"
          @change=${(/** @type {Event} */ e) => open(e, view)}
        />Open a file…</label
      >
    </div>
    <p class="said" role="alert" id="own-problem" data-problem>${wrong}</p>
    ${ask(view, 'section')}
    <p class="help" id="own-help">
      From a spreadsheet, data frame, NumPy, R, MATLAB or Weka. If there are more columns or classes, or numbers that
      can be read in two ways, you choose. Up to ${MOST_POINTS.toLocaleString('en-US')} points. A file can also be
      dropped here or on the pictures.
    </p>
  </div>`;
}

/** @param {View} view @param {string} label @param {typeof SHARE} spec @param {number} value @param {string} unit @param {(value: number) => void} set */
const setting = (view, label, spec, value, unit, set) =>
  field(view, {
    label,
    unit,
    spec,
    value,
    use: async (typed) => set(typed),
  });

/** @param {Event} event */
const rootOf = ({ currentTarget }) => /** @type {ShadowRoot} */ (/** @type {Element} */ (currentTarget).getRootNode());

/** @param {Event} event */
const textArea = (event) => /** @type {HTMLTextAreaElement} */ (rootOf(event).getElementById('own-text'));

/** Starts drawing, with the pictures in view. @param {Event} event @param {View['own']} own */
function draw(event, own) {
  own.start();
  show(rootOf(event));
}

/** @param {Event} event @param {View['own']} own */
function clear(event, own) {
  if (own.state.all.length === 0) return;
  own.clear();
  show(rootOf(event));
}

/** @param {ShadowRoot} root */
function show(root) {
  requestAnimationFrame(() => root.querySelector('.panel')?.scrollIntoView({ block: 'nearest' }));
}

/** @param {Event} event @param {View} view */
async function open({ target }, view) {
  const input = /** @type {HTMLInputElement} */ (target);
  const files = Array.from(input.files ?? []);
  input.value = ''; // so that the same file can be chosen again after a correction
  await useFiles(view, files, 'section');
}

/**
 * Copies to the clipboard; if that is forbidden, selects the text in the text area.
 * @param {Event} event @param {View['own']} own
 */
async function copy(event, own) {
  const csv = toCsv(own.state.all, own.state.names);
  const area = textArea(event);
  const many = own.state.all.length.toLocaleString('en-US');
  try {
    await navigator.clipboard.writeText(csv);
    own.say('section', `${many} points copied.`);
  } catch {
    area.value = csv;
    area.focus();
    area.select();
    own.say(
      'section',
      'This page cannot write to the clipboard. The points are selected below: press Ctrl+C to copy them.',
    );
  }
}
