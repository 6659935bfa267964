/** Small pieces that several views share. */
import { html, svg } from 'lit';
import { seriesDash } from '../charts/colours.js';

/** @typedef {import('../player/player.js').Model} Model */
/**
 * @typedef {object} View  all that a view draws from
 * @property {Model} model
 * @property {import('../charts/colours.js').Theme} theme
 * @property {number} expected   how many runs there will be, about, before that is known
 * @property {boolean} showTest
 * @property {boolean} logarithmic
 * @property {import('../charts/reader.js').Reading} reading
 * @property {{ at: number, largest: number } | null} cut
 * @property {number | null} draggedRate   the slider's value while it is being dragged
 * @property {string[]} notes  what could not be used of what was to be opened
 * @property {Record<string, string>} problems  what was refused, by control
 * @property {'' | import('./settings/settings-bar.js').Section} section  of the set-up that is open
 * @property {any} more  the run, of those offered, that the section of the runs tells more about
 * @property {boolean} tableOpen
 * @property {string} status
 * @property {(run: any) => string} labelOf
 * @property {(run: any) => number} slotOf
 * @property {import('./inside/inside-look.js').InsideLook} look  inside the networks
 * @property {number} insideStride  every how many-th layer the diagrams show
 * @property {import('../data/editor.js').DataEditor | null} own  the user's own points, while they are edited; there with the set-up's part
 * @property {import('../element/late-parts.js').LateParts} parts  what comes late
 * @property {File[] | null} dropped  files that wait for what reads them
 * @property {import('../element/actions/sharing-actions.js').ShareLook} share
 * @property {(name: string) => boolean} shows  a view or a part, by its name in shown.js
 * @property {Actions & { openInside: (open: boolean) => void } & ReturnType<typeof import('../element/actions/looking-inside.js').insideActions> & ReturnType<typeof import('../element/actions/sharing-actions.js').shareActions>} act
 */
/** @typedef {View & { own: import('../data/editor.js').DataEditor }} EditorView  once points can be edited */
/**
 * @typedef {object} Actions
 * @property {() => void} playOrPause
 * @property {(count: number) => void} advance
 * @property {() => void} runToEnd
 * @property {() => void} rewind
 * @property {() => void} newSeed
 * @property {(text: string) => void} setSeed
 * @property {(text: string) => void} setIterations
 * @property {(text: string) => void} setLearningRate
 * @property {(rate: number | null) => void} dragRate
 * @property {(speed: number) => void} setSpeed
 * @property {(run: any) => void} toggle
 * @property {() => void} reset
 * @property {() => void} dismissNotes
 * @property {() => void} restart
 * @property {() => void} fetchPart  asks again for a part of the engine that did not come
 * @property {() => void} forgetRates
 * @property {(show: boolean) => void} showTest
 * @property {(logarithmic: boolean) => void} setLogarithmic
 * @property {(steps: number | 'first' | 'last') => void} moveReading
 * @property {() => void} accept       what stands in a field already was entered: nothing to do but to drop a complaint
 * @property {() => void} stopReading
 * @property {(open: boolean) => void} openTable
 * @property {(name: string) => void} openPreset
 * @property {(section: View['section']) => void} openSection
 * @property {(run: any) => void} openMore
 * @property {(id: string) => Promise<void>} focus  on a control, once what was asked for is drawn
 * @property {(part: keyof import('../element/late-parts.js').LateParts, id?: string) => void} fetch  of what comes late; id: what has the focus then
 * @property {(files: File[], where: import('../data/editor.js').Place) => Promise<void>} useFiles
 * @property {(id: string) => string} read  what stands in a control that changes nothing by itself
 * @property {(control: string, work: () => Promise<any>) => void} change  does it, and says beside the control what is refused
 * @property {(entry: import('./settings/setting-field.js').Entry & { id: string }, text: string) => void} enter
 * @property {() => void} newData
 * @property {(name: string) => Promise<any>} useDataset
 * @property {() => any} [useOwnData]
 * @property {(path: string, value: any) => Promise<any>} setProperty
 * @property {(run: any, value: any) => Promise<any>} setRun  of the four, runs are among those offered; see the player
 * @property {(value: any, behind?: any) => Promise<any>} addRun
 * @property {(run: any) => Promise<any>} removeRun
 * @property {(run: any, by: number) => Promise<number>} moveRun
 */

/** Whether points can be edited: once what does it has come. @param {View} view @returns {view is EditorView} */
export const isEditor = (view) => view.own !== null;

/** A short piece of a run's line, in its colour and dash (the colour comes from data-series). @param {number} slot */
export const swatch = (slot) =>
  html`<svg class="swatch" viewBox="0 0 28 8" width="28" height="8" aria-hidden="true" data-series=${slot}>
    <line x1="1" y1="4" x2="27" y2="4" stroke-dasharray=${seriesDash(slot, 0.8).join(' ') || 'none'}></line>
  </svg>`;

/** Those of the first view; all others: icons.js. */
export const shapes = {
  play: svg`<path d="M3 1.5v13l11-6.5z"/>`,
  pause: svg`<path d="M3 2h3.5v12H3zM9.5 2H13v12H9.5z"/>`,
  replay: svg`<path d="M8 2.5V0L3.5 3.5 8 7V4.5A4.5 4.5 0 1 1 3.5 9h-2A6.5 6.5 0 1 0 8 2.5z"/>`,
  rewind: svg`<path d="M2 2h2v12H2zM14 2v12L5 8z"/>`,
  dice: svg`<path fill-rule="evenodd" d="M3 1h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2zm1.8 2.4a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8zM8 6.6a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8zm3.2 3.2a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8z"/>`,
  up: svg`<path d="M8 4.5 14 10.5 12.6 12 8 7.4 3.4 12 2 10.5z"/>`,
  down: svg`<path d="M8 11.5 2 5.5 3.4 4 8 8.6 12.6 4 14 5.5z"/>`,
  share: svg`<path d="M8 0 12.5 4.5 11.1 5.9 9 3.8V11H7V3.8L4.9 5.9 3.5 4.5zM2 8h2v6h8V8h2v8H2z"/>`,
};

/** @param {unknown} shape */
export const drawn = (shape) =>
  html`<svg class="icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">${shape}</svg>`;

/** @param {keyof typeof shapes} name */
export const icon = (name) => drawn(shapes[name]);

/** A class as the pictures show it. @param {0 | 1} label */
export const mark = (label) =>
  label === 0
    ? html`<svg class="dot zero" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <circle cx="6" cy="6" r="4"></circle>
      </svg>`
    : html`<svg class="dot one" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <path d="M6 1.5 10.7 9.5H1.3z"></path>
      </svg>`;

/** The place in the experiment of a run that is on; -1 for another. @param {Model} model @param {any} run  one of those offered */
export const indexOf = (model, run) => model.chosen.indexOf(model.offered.indexOf(run));

/** The frame's entry for a run, if it is on. @param {Model} model @param {any} run  one of those offered */
export function runState(model, run) {
  const index = indexOf(model, run);
  return index < 0 ? null : (model.frame?.runs[index] ?? null);
}

/** @param {View} view @param {string} control */
export function problem(view, control) {
  const message = view.problems[control];
  return html`<p class="problem" id="${control}-problem" role="alert" ?hidden=${!message}>${message ?? ''}</p>`;
}

/**
 * What was typed is used or refused; either way the field then shows what is in force, and not before: while someone types, a lab that
 * trains must leave the text alone.
 * @param {(text: string) => void} use @param {string} kept @param {() => void} accept
 */
export const entered = (use, kept, accept) => (/** @type {Event} */ event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  const text = input.value;
  input.value = kept;
  if (text === kept) accept();
  else use(text);
};

/** Enter on what is in force changes nothing, so that no change event tells of it. @param {string} kept @param {() => void} accept */
export const again = (kept, accept) => (/** @type {KeyboardEvent} */ event) => {
  if (event.key === 'Enter' && /** @type {HTMLInputElement} */ (event.target).value === kept) accept();
};
