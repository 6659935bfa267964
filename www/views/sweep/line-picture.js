/** The picture of a sweep with one axis: reads a value of the axis by pointer and keyboard, and opens a lab there. */
import { html } from 'lit';
import * as format from '../../charts/format.js';
import { lineData, lineSummary } from '../../charts/line-figure.js';
import { exactMeasure, kindOf, measureText } from '../../charts/measure-scale.js';
import { lineLayout, paintSweepLine, valueAt } from '../../charts/sweep-line.js';
import { swatch } from '../parts.js';
import { typicalSeed } from './typical-seed.js';
import { PictureSurface, ring } from './picture-surface.js';

/** @typedef {import('../../charts/sweep-model.js').ShownSweep} ShownSweep */
/** @typedef {import('./sweep-view.js').PictureLook} PictureLook */
/** @typedef {import('./sweep-view.js').SweepCallbacks} SweepCallbacks */
/** @typedef {{ run: number, x: number }} Cursor */

/** @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10, Home: -Infinity, End: Infinity };
const RUNS = /** @type {Record<string, number>} */ ({ ArrowUp: -1, ArrowDown: 1 });
const RING = 6;

class LinePicture {
  #surface = new PictureSurface({
    role: 'slider',
    described: 'chart',
    hint: 'Click a line to open that lab; or use the arrow keys and Enter.',
  });
  #open;
  /** @type {ShownSweep | null} */
  #shown = null;
  /** @type {PictureLook | null} */
  #look = null;
  /** @type {{ data: import('../../charts/sweep-line.js').LineData, at: import('../../charts/sweep-line.js').LineLayout } | null} */
  #drawn = null;
  /** @type {Cursor | null} */
  #cursor = null;
  #painted = '';

  /** @param {SweepCallbacks['open']} open */
  constructor(open) {
    this.#open = open;
    const { host } = this.#surface;
    host.setAttribute('aria-orientation', 'horizontal');
    host.addEventListener('pointermove', (event) => this.#moveTo(this.#under(event)));
    host.addEventListener('pointerleave', () => this.#moveTo(null));
    host.addEventListener('blur', () => this.#moveTo(null));
    host.addEventListener('click', (event) => this.#go(this.#under(event)));
    host.addEventListener('keydown', (event) => this.#key(event));
  }

  get element() {
    return this.#surface.element;
  }

  free() {
    this.#surface.free();
  }

  /** @param {ShownSweep} shown @param {PictureLook} look */
  show(shown, look) {
    this.#shown = shown;
    this.#look = look;
    if (look.now) this.#paint();
    else this.#surface.soon(() => this.#paint());
  }

  #paint() {
    const surface = this.#surface;
    const [shown, look] = [this.#shown, this.#look];
    if (!shown || !look || !surface.look()) return;
    const { width, font } = surface;
    const { theme, now } = look;
    const height = lineHeight(width, parseFloat(font), now ? Infinity : surface.room);
    const key = surface.keyOf(theme, shown.revision, shown.measure.name, height);
    if (key !== this.#painted || !this.#drawn || now) {
      this.#painted = key;
      const data = lineData(shown);
      const box = { width, height, font };
      const at = lineLayout(data, box, surface.measure);
      this.#drawn = { data, at };
      // Another sweep may have fewer runs or values.
      const { run = 0, x = 0 } = this.#cursor ?? {};
      if (run >= data.lines.length || x >= data.axis.values.length) this.#cursor = null;
      surface.reserve(this.#readout(data, { run: 0, x: 0 }));
      paintSweepLine(surface.clear(box.height), data, at, theme, box);
      surface.host.setAttribute('aria-label', `${lineSummary(shown, shown.measure.title)} Arrow keys read it, Enter opens a lab.`); // prettier-ignore
    }
    this.#moveTo(this.#cursor);
  }

  /** The value of the axis, and the line that is nearest there. @param {MouseEvent} event @returns {Cursor | null} */
  #under(event) {
    if (!this.#drawn) return null;
    const { data, at } = this.#drawn;
    const point = this.#surface.pointOf(event);
    const x = valueAt(data, at, point.x);
    let [run, least] = [0, Infinity];
    data.lines.forEach(({ median }, k) => {
      const away = Number.isNaN(median[x]) ? Infinity : Math.abs(at.y(median[x]) - point.y);
      if (away < least) [run, least] = [k, away];
    });
    return { run, x };
  }

  /** @param {Cursor | null} cursor */
  #moveTo(cursor) {
    this.#cursor = cursor;
    const [shown, look, drawn] = [this.#shown, this.#look, this.#drawn];
    if (!shown || !look || !drawn) return;
    const { data, at } = drawn;
    const ctx = this.#surface.clearOver(Boolean(shown.place ?? cursor));
    const point = (/** @type {Cursor} */ { run, x }) => {
      const value = data.lines[run].median[x];
      return Number.isNaN(value) ? null : { x: at.x(x), y: at.y(value) };
    };
    if (shown.place) ring(ctx, point(shown.place), look.theme, RING);
    if (cursor) {
      const px = Math.round(at.x(cursor.x)) + 0.5;
      ctx.strokeStyle = look.theme.soft;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(px, at.never ?? at.top);
      ctx.lineTo(px, at.bottom);
      ctx.stroke();
      ring(ctx, point(cursor), look.theme, RING);
    }
    if (cursor) this.#surface.read(this.#readout(data, cursor));
    else this.#surface.rest(`${shown.measure.title} over ${data.axis.title}`);
    this.#tell(data, cursor);
  }

  /** @param {import('../../charts/sweep-line.js').LineData} data @param {Cursor} cursor */
  #readout(data, { x }) {
    const kind = kindOf(data.measure);
    return html`<span>${data.axis.title} <b translate="no" title=${format.exact(data.axis.values[x])}>${format.cost(data.axis.values[x])}</b></span>
      ${data.lines.map(
        ({ label, slot, median, low, high, diverged }) =>
          html`<span class="value"
            >${swatch(slot)}<bdi>${format.spelled(label)}</bdi>
            <b translate="no" title=${exactMeasure(kind, median[x])}>${partText(kind, median[x])}</b>${kind !== 'part' && data.seeds > 1 && !Number.isNaN(median[x]) ? html` <span translate="no">(10–90 %: ${measureText(kind, low[x])} – ${measureText(kind, high[x])})</span>` : ''}${diverged[x] > 0 && data.measure !== 'diverged' ? html` <span>${measureText('share', diverged[x])} diverged</span>` : ''}</span
          >`,
      )}`; // prettier-ignore
  }

  /** What a screen reader says of the slider. @param {import('../../charts/sweep-line.js').LineData} data @param {Cursor | null} cursor */
  #tell({ axis, lines, measure }, cursor) {
    const { host } = this.#surface;
    const kind = kindOf(measure);
    const [run, x] = [cursor?.run ?? 0, cursor?.x ?? 0];
    host.setAttribute('aria-valuemin', '1');
    host.setAttribute('aria-valuemax', String(axis.values.length));
    host.setAttribute('aria-valuenow', String(x + 1));
    host.setAttribute('aria-valuetext', `${axis.title} ${format.cost(axis.values[x])}, ${lines[run].label}: ${partText(kind, lines[run].median[x])}`); // prettier-ignore
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const drawn = this.#drawn;
    if (!drawn || event.ctrlKey || event.altKey || event.metaKey) return;
    const { lines, axis } = drawn.data;
    const fit = (/** @type {number} */ at, /** @type {number} */ count) => Math.max(0, Math.min(count - 1, at));
    if (event.key in STEPS || event.key in RUNS)
      this.#moveTo({
        run: fit((this.#cursor?.run ?? 0) + (RUNS[event.key] ?? 0), lines.length),
        x: this.#cursor ? fit(this.#cursor.x + (STEPS[event.key] ?? 0), axis.values.length) : 0,
      });
    else if (event.key === 'Enter') this.#go(this.#cursor);
    else if (event.key === 'Escape' && this.#cursor) this.#moveTo(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {Cursor | null} cursor */
  #go(cursor) {
    if (!cursor || !this.#shown) return;
    const seed = typicalSeed(this.#shown, { ...cursor, y: 0 });
    if (seed >= 0) this.#open({ ...cursor, y: 0, seed });
  }
}

/** @param {import('../../charts/measure-scale.js').Kind} kind @param {number} value */
const partText = (kind, value) =>
  Number.isNaN(value) ? 'not trained yet' : kind === 'part' ? measureText('share', value) : measureText(kind, value);

/** Height of the chart. @param {number} width @param {number} size  of the text, both in CSS pixels @param {number} room */
export const lineHeight = (width, size, room) =>
  Math.round(Math.max(16 * size, Math.min(room, 38 * size, Math.max(23 * size, 0.42 * width))));

/** @type {import('./sweep-view.js').MakePicture} */
export const linePicture = ({ open }) => new LinePicture(open);
