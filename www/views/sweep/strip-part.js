/** The strip of final values of a sweep without axes: reads a seed by pointer and keyboard, and opens its lab. */
import { html } from 'lit';
import * as format from '../../charts/format.js';
import { exactMeasure, kindOf, measureText } from '../../charts/measure-scale.js';
import { stripData, stripMeasure } from '../../charts/seeds-figure.js';
import { dotAt, paintStrip, seedAt, stripLayout } from '../../charts/strip.js';
import { swatch } from '../parts.js';
import { PictureSurface, ring } from './picture-surface.js';

/** @typedef {import('../../charts/sweep-model.js').ShownSweep} ShownSweep */
/** @typedef {import('./sweep-view.js').PictureLook} PictureLook */
/** @typedef {import('./sweep-view.js').SweepCallbacks} SweepCallbacks */
/** @typedef {import('../../charts/strip.js').Seed} Seed */

/** Steps of the arrow keys through the seeds of a row, in the order of their values. @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10, Home: -Infinity, End: Infinity };
const ROWS = /** @type {Record<string, number>} */ ({ ArrowUp: -1, ArrowDown: 1 });
const RING = 6;

export class StripPart {
  #surface = new PictureSurface({
    role: 'application',
    described: 'strip of seeds',
    hint: 'A dot is a seed. Click it to open its lab; or use the arrow keys and Enter.',
  });
  #open;
  /** @type {ShownSweep | null} */
  #shown = null;
  /** @type {PictureLook | null} */
  #look = null;
  /** @type {{ data: import('../../charts/strip.js').StripData, at: import('../../charts/strip.js').StripLayout } | null} */
  #drawn = null;
  /** @type {Seed | null} */
  #cursor = null;
  #painted = '';

  /** @param {SweepCallbacks['open']} open */
  constructor(open) {
    this.#open = open;
    const { host } = this.#surface;
    const under = (/** @type {MouseEvent} */ event) => {
      const { x, y } = this.#surface.pointOf(event);
      return this.#drawn && seedAt(this.#drawn.data, this.#drawn.at, x, y);
    };
    host.addEventListener('pointermove', (event) => this.#moveTo(under(event)));
    host.addEventListener('pointerleave', () => this.#moveTo(null));
    host.addEventListener('blur', () => this.#moveTo(null));
    host.addEventListener('click', (event) => this.#go(under(event)));
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
    const key = surface.keyOf(theme, shown.revision, shown.measure.name);
    if (key !== this.#painted || !this.#drawn || now) {
      this.#painted = key;
      const data = stripData(shown);
      const at = stripLayout(data, { width, font }, surface.measure, theme.weight);
      this.#drawn = { data, at };
      // Another sweep may have fewer runs or seeds.
      const { row = 0, seed = 0 } = this.#cursor ?? {};
      if (row >= shown.runs.length || seed >= shown.seeds.length) this.#cursor = null;
      surface.reserve(this.#words(shown, { row: 0, seed: 0 }));
      paintStrip(surface.clear(at.height), data, at, theme, font);
      surface.host.setAttribute('aria-label', stripLabel(shown, data));
    }
    this.#moveTo(this.#cursor);
  }

  /** @param {Seed | null} cursor */
  #moveTo(cursor) {
    this.#cursor = cursor;
    const [shown, look, drawn] = [this.#shown, this.#look, this.#drawn];
    if (!shown || !look || !drawn) return;
    const { place } = shown;
    const ctx = this.#surface.clearOver(Boolean(place ?? cursor));
    if (place) ring(ctx, dotAt(drawn.data, drawn.at, { row: place.run, seed: place.seed }), look.theme, RING);
    if (cursor) ring(ctx, dotAt(drawn.data, drawn.at, cursor), look.theme, RING + 1);
    if (cursor) this.#surface.read(this.#words(shown, cursor));
    else this.#surface.rest(stripTitle(shown));
  }

  /** @param {ShownSweep} shown @param {Seed} cursor */
  #words(shown, cursor) {
    const { runs, series, seeds, shape, results } = shown;
    const measure = stripMeasure(shown);
    const kind = kindOf(measure.name);
    const index = cursor.row * shape[3] + cursor.seed;
    const value = /** @type {Float64Array} */ (results[measure.property])[index];
    const cost = results.cost[index];
    return html`<span class="value">${swatch(series[cursor.row])}<bdi>${format.spelled(runs[cursor.row])}</bdi></span>
      <span>seed <b translate="no">${seeds[cursor.seed]}</b></span>
      <span><b translate="no" title=${exactMeasure(kind, value)}>${measureText(kind, value)}</b></span>
      ${Number.isNaN(cost) ? '' : html`<span>cost <b translate="no" title=${format.exactCost(cost)}>${format.cost(cost)}</b></span>`}
      ${results.diverged[index] === 1 ? html`<span>diverged</span>` : ''}`;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const drawn = this.#drawn;
    if (!drawn || event.ctrlKey || event.altKey || event.metaKey) return;
    const { rows } = drawn.data;
    if (event.key in STEPS || event.key in ROWS) {
      const row = Math.max(0, Math.min(rows.length - 1, (this.#cursor?.row ?? 0) + (ROWS[event.key] ?? 0)));
      const order = inOrder(rows[row].values);
      if (!order.length) return;
      const now = this.#cursor ? nearRank(order, rows[row].values, rows[this.#cursor.row].values[this.#cursor.seed], this.#cursor) : -1; // prettier-ignore
      const step = this.#cursor ? (STEPS[event.key] ?? 0) : 1;
      const rank = Math.max(0, Math.min(order.length - 1, now + step));
      this.#moveTo({ row, seed: order[rank] });
      this.#say();
    } else if (event.key === 'Enter') this.#go(this.#cursor);
    else if (event.key === 'Escape' && this.#cursor) this.#moveTo(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #say() {
    const [shown, cursor] = [this.#shown, this.#cursor];
    if (!shown || !cursor) return;
    const measure = stripMeasure(shown);
    const index = cursor.row * shown.shape[3] + cursor.seed;
    const value = /** @type {Float64Array} */ (shown.results[measure.property])[index];
    this.#surface.say(
      `${shown.runs[cursor.row]}, seed ${shown.seeds[cursor.seed]}: ${measureText(kindOf(measure.name), value)}`,
    );
  }

  /** @param {Seed | null} seed */
  #go(seed) {
    if (seed) this.#open({ run: seed.row, x: 0, y: 0, seed: seed.seed });
  }
}

/** @param {ShownSweep} shown */
const stripTitle = (shown) =>
  kindOf(stripMeasure(shown).name) === 'share' ? 'Final accuracy of each seed' : 'Value of each seed';

/** The picture in a sentence. It does not change while the sweep runs, or a screen reader would read it again and again. @param {ShownSweep} shown @param {import('../../charts/strip.js').StripData} data */
function stripLabel({ done, total }, { rows, title }) {
  const told = rows.map(({ label, words }) => `${label}: ${words || 'no seed is done'}`).join('. ');
  const state = done < total ? 'Not all seeds are trained yet' : told;
  return `One dot for each seed, by ${title}. ${state}. Arrow keys go from seed to seed, Enter opens its lab.`;
}

/** The seeds that are done, in the order of their values. @param {Float64Array} values */
const inOrder = (values) =>
  Array.from(values.keys())
    .filter((k) => !Number.isNaN(values[k]))
    .sort((a, b) => values[a] - values[b] || a - b);

/** The rank of the cursor's seed, or in another row that of the nearest value. @param {number[]} order @param {Float64Array} values @param {number} wanted @param {Seed} cursor */
function nearRank(order, values, wanted, cursor) {
  const own = order.indexOf(cursor.seed);
  if (own >= 0 && values[cursor.seed] === wanted) return own;
  let best = 0;
  order.forEach((seed, rank) => {
    if (Math.abs(values[seed] - wanted) < Math.abs(values[order[best]] - wanted)) best = rank;
  });
  return best;
}
