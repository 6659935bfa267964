/** The bands on the cost chart of a sweep without axes, with a cursor along the iterations. */
import { html, nothing } from 'lit';
import { emptyBand, fillBand, sketchBands } from '../../charts/bands.js';
import * as format from '../../charts/format.js';
import { paintPlot } from '../../charts/plot.js';
import { seriesColour } from '../../charts/series.js';
import { bandData, bandsOf, doneSeeds } from '../../charts/seeds-figure.js';
import { swatch } from '../parts.js';
import { PictureSurface } from './picture-surface.js';

/** @typedef {import('../../charts/sweep-model.js').ShownSweep} ShownSweep */
/** @typedef {import('./sweep-view.js').PictureLook} PictureLook */
/** @typedef {import('../../charts/bands.js').Band} Band */
/** @typedef {{ shown: ShownSweep, bands: Band[], done: number[][], run: number, row: number }} Filling  bands under way, and the next row to sum up */

/** Iterations of a run that are summed up between two looks at the clock. */
const ROWS = 16;
const PAGE = 20;

/** @type {Record<string, (at: number, last: number) => number>} */
const KEYS = {
  ArrowLeft: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  PageDown: (at) => at - PAGE,
  PageUp: (at) => at + PAGE,
  Home: () => 0,
  End: (_, last) => last,
};

export class BandsPart {
  #surface = new PictureSurface({
    role: 'slider',
    described: 'chart',
  });
  /** @type {ShownSweep | null} */
  #shown = null;
  /** @type {PictureLook | null} */
  #look = null;
  /** The bands that are shown, and the revision that they are of. @type {{ bands: Band[], revision: number } | null} */
  #known = null;
  /** @type {Filling | null} */
  #filling = null;
  /** @type {import('../../charts/plot.js').Placed | null} */
  #at = null;
  /** The row of the first run's iterations under the cursor. @type {number | null} */
  #row = null;
  #painted = '';

  constructor() {
    const { host } = this.#surface;
    host.setAttribute('aria-orientation', 'horizontal');
    host.addEventListener('pointermove', (event) => this.#moveTo(this.#rowAt(this.#surface.pointOf(event).x)));
    host.addEventListener('pointerleave', () => this.#moveTo(null));
    host.addEventListener('blur', () => this.#moveTo(null));
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
    if (this.#shown && shown.curves !== this.#shown.curves && shown.results !== this.#shown.results)
      [this.#known, this.#filling, this.#painted] = [null, null, ''];
    this.#shown = shown;
    this.#look = look;
    this.element.hidden = !bandData(shown, [emptyBand(new Float64Array(1))], true);
    if (this.element.hidden) return;
    if (look.now) {
      this.#known = { bands: bandsOf(shown), revision: shown.revision };
      this.#filling = null;
      this.#paint();
    } else this.#surface.soon((late) => this.#work(late));
  }

  /** Sums up and paints within a frame's time. @param {() => boolean} late */
  #work(late) {
    const shown = /** @type {ShownSweep} */ (this.#shown);
    if (!shown.curves) return;
    if (this.#known?.revision !== shown.revision)
      this.#filling ??= {
        shown,
        bands: shown.curves.map(({ iterations }) => emptyBand(iterations)),
        done: shown.curves.map((_, run) => doneSeeds(shown, run)),
        run: 0,
        row: 0,
      };
    while (this.#filling && !late()) this.#fill(this.#filling);
    if (this.#known) this.#paint();
    if (this.#filling || this.#known?.revision !== shown.revision) this.#surface.soon((again) => this.#work(again));
  }

  /** @param {Filling} filling */
  #fill(filling) {
    const { shown, bands, done, run, row } = filling;
    const curves = /** @type {NonNullable<ShownSweep['curves']>} */ (shown.curves)[run];
    const to = Math.min(curves.iterations.length, row + ROWS);
    fillBand(bands[run], curves, done[run], shown.quantiles, row, to);
    filling.row = to;
    if (to < curves.iterations.length) return;
    [filling.run, filling.row] = [run + 1, 0];
    if (run + 1 < bands.length) return;
    this.#known = { bands, revision: shown.revision };
    this.#filling = null;
  }

  #paint() {
    const surface = this.#surface;
    if (!this.#known || !this.#shown || !this.#look || !surface.look()) return;
    const { theme, logarithmic, now } = this.#look;
    const data = bandData(this.#shown, this.#known.bands, logarithmic);
    if (!data) return;
    const { width, font, ratio } = surface;
    const height = bandsHeight(width, parseFloat(font), now ? Infinity : surface.room);
    const key = surface.keyOf(theme, this.#known.revision, height, logarithmic);
    if (key === this.#painted && !now) return;
    this.#painted = key;
    const ctx = surface.clear(height);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    const { sketch } = sketchBands(data, theme, { width, height, font }, surface.measure);
    const { below } = sketch;
    sketch.below = (context, at) => {
      this.#at = at;
      below(context, at);
    };
    paintPlot(ctx, sketch, theme, { width, height, font }, ratio);
    this.#moveTo(this.#row);
  }

  /** @param {number} px  CSS pixels from the left edge */
  #rowAt(px) {
    const iterations = this.#known?.bands[0].iterations;
    if (!iterations || !this.#at) return null;
    const { left, width, ratio } = this.#at;
    const share = (px * ratio - left) / width;
    const wanted = share * iterations[iterations.length - 1];
    let best = 0;
    iterations.forEach((iteration, k) => {
      if (Math.abs(iteration - wanted) < Math.abs(iterations[best] - wanted)) best = k;
    });
    return best;
  }

  /** @param {number | null} row */
  #moveTo(row) {
    this.#row = row;
    const { theme } = this.#look ?? {};
    if (!this.#known || !this.#shown || !this.#at || !theme) return;
    const { bands } = this.#known;
    const { iterations } = bands[0];
    // Another sweep may have fewer iterations.
    const at = Math.min(row ?? Infinity, iterations.length - 1);
    const { runs, series } = this.#shown;
    const ctx = this.#surface.clearOver(row !== null);
    const values = bands.map((band) =>
      [band.median, band.low, band.high].map((part) => part[nearRow(band, iterations[at])]),
    );
    if (row !== null) {
      const { x, y, top, height, ratio } = this.#at;
      const [px, pt, pb] = [x(iterations[at]) / ratio, top / ratio, (top + height) / ratio];
      ctx.strokeStyle = theme.soft;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(Math.round(px) + 0.5, pt);
      ctx.lineTo(Math.round(px) + 0.5, pb);
      ctx.stroke();
      values.forEach(([median], run) => {
        const py = y(median) / ratio;
        if (!(py >= pt && py <= pb)) return;
        ctx.fillStyle = seriesColour(theme, series[run]);
        ctx.beginPath();
        ctx.arc(px, py, 3.5 * theme.weight, 0, 2 * Math.PI);
        ctx.fill();
      });
    }
    this.#surface.read(html`<span>iteration <b translate="no">${format.integer(iterations[at])}</b></span>
      ${values.map(([median, low, high], run) => html`<span class="value">${swatch(series[run])}<bdi>${format.spelled(runs[run])}</bdi>
        <b translate="no">${costText(median)}</b>${Number.isNaN(low) ? nothing : html`<span translate="no">(10–90 %: ${costText(low)} – ${costText(high)})</span>`}</span>`)}`); // prettier-ignore
    const { host } = this.#surface;
    const words = values.map(([median, low, high], run) => `${runs[run]}: median ${costText(median)}, from ${costText(low)} to ${costText(high)}`); // prettier-ignore
    host.setAttribute('aria-label', 'Cost over the iterations: the median of the seeds, and the band from 10 % to 90 %, for each run. Arrow keys read it by iteration.'); // prettier-ignore
    host.setAttribute('aria-valuemin', '0');
    host.setAttribute('aria-valuemax', String(iterations[iterations.length - 1]));
    host.setAttribute('aria-valuenow', String(iterations[at]));
    host.setAttribute('aria-valuetext', `iteration ${iterations[at]}. ${words.join('. ')}`);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const move = KEYS[event.key];
    const last = (this.#known?.bands[0].iterations.length ?? 1) - 1;
    if (event.key === 'Escape' && this.#row !== null) this.#moveTo(null);
    else if (!move || event.ctrlKey || event.altKey || event.metaKey) return;
    else this.#moveTo(Math.max(0, Math.min(last, move(this.#row ?? last, last))));
    event.preventDefault();
    event.stopPropagation();
  }
}

/** The row of a band at an iteration, or the last before it. @param {Band} band @param {number} iteration */
const nearRow = ({ iterations }, iteration) =>
  Math.max(
    0,
    iterations.findLastIndex((each) => each <= iteration),
  );

/** @param {number} cost  Infinity: so many have diverged */
const costText = (cost) => (cost === Infinity ? 'diverged' : Number.isNaN(cost) ? '–' : format.cost(cost));

/** Height of the chart. @param {number} width @param {number} size  of the text, both in CSS pixels @param {number} room */
export const bandsHeight = (width, size, room) =>
  Math.round(Math.max(11 * size, Math.min(room, 32 * size, Math.max(19 * size, 0.34 * width))));
