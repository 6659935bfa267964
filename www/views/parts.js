/** Small pieces that several views share. */
import { html, svg } from 'lit';
import { sameRun } from '../experiment.js';
import { seriesDash } from '../charts/colours.js';

/** @typedef {import('../player.js').Model} Model */
/**
 * @typedef {object} View  all that a view draws from
 * @property {Model} model
 * @property {import('../charts/colours.js').Theme} theme
 * @property {boolean} showTest
 * @property {boolean} logarithmic
 * @property {import('../charts/cost-chart.js').Reading} reading
 * @property {{ at: number, largest: number } | null} cut
 * @property {number | null} draggedRate   the slider's value while it is being dragged
 * @property {Record<string, string>} problems  what was refused, by control
 * @property {boolean} tableOpen
 * @property {string} status
 * @property {(run: any) => string} labelOf
 * @property {(run: any) => number} slotOf
 * @property {Actions} act
 */
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
 * @property {() => void} restart
 * @property {() => void} forgetRates
 * @property {(show: boolean) => void} showTest
 * @property {(logarithmic: boolean) => void} setLogarithmic
 * @property {(steps: number | 'first' | 'last') => void} moveReading
 * @property {() => void} accept       what stands in a field already was entered: nothing to do but to drop a complaint
 * @property {() => void} stopReading
 * @property {(open: boolean) => void} openTable
 */

/** A short piece of a run's line, in its colour and dash (the colour comes from data-series). @param {number} slot */
export const swatch = (slot) =>
  html`<svg class="swatch" viewBox="0 0 28 8" width="28" height="8" aria-hidden="true" data-series=${slot}>
    <line x1="1" y1="4" x2="27" y2="4" stroke-dasharray=${seriesDash(slot, 0.8).join(' ') || 'none'}></line>
  </svg>`;

const shapes = {
  play: svg`<path d="M3 1.5v13l11-6.5z"/>`,
  pause: svg`<path d="M3 2h3.5v12H3zM9.5 2H13v12H9.5z"/>`,
  replay: svg`<path d="M8 2.5V0L3.5 3.5 8 7V4.5A4.5 4.5 0 1 1 3.5 9h-2A6.5 6.5 0 1 0 8 2.5z"/>`,
  rewind: svg`<path d="M2 2h2v12H2zM14 2v12L5 8z"/>`,
  dice: svg`<path fill-rule="evenodd" d="M3 1h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2zm1.8 2.4a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8zM8 6.6a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8zm3.2 3.2a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8z"/>`,
};

/** @param {keyof typeof shapes} name */
export const icon = (name) =>
  html`<svg class="icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">${shapes[name]}</svg>`;

/** The frame's entry for a run, if it is on. @param {Model} model @param {any} run */
export function runState(model, run) {
  const index =
    model.experiment?.runs.findIndex((/** @type {any} */ other) => sameRun(other, run, model.catalogue.initializers)) ??
    -1;
  return index < 0 ? null : (model.frame?.runs[index] ?? null);
}
