/**
 * The picture of a sweep with two axes: heat maps that are refined as the sweep goes on, read by pointer and keyboard,
 * zoomed, and opened cell by cell.
 */
import { partOf } from '../../charts/field-axis.js';
import { boxOf, cellAt, fillPixels, flattened, mapLayout, paintAround, paintCells } from '../../charts/heat-map.js';
import { MapGrid } from '../../charts/map-grid.js';
import { keyContent } from '../../charts/map-key.js';
import { cellReadout, cellSentence, mapLabel, mapTitle } from './map-words.js';
import { asked, between, wheelFactor, wholePart, zoomed } from './map-zoom.js';
import { PictureSurface, ring } from './picture-surface.js';
import { typicalSeed } from './typical-seed.js';

/** @typedef {import('../../charts/sweep-model.js').ShownSweep} ShownSweep */
/** @typedef {import('./sweep-view.js').PictureLook} PictureLook */
/** @typedef {import('./sweep-view.js').SweepCallbacks} SweepCallbacks */
/** @typedef {{ run: number, x: number, y: number }} Cell */
/** @typedef {import('./map-zoom.js').Part} Part */

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
const FAR = 10;
/** A pointer that moves less than this, in CSS pixels, has clicked. */
const CLICK = 6;
/** The wheel has stopped when it rested this long, in milliseconds. */
const WHEEL_REST = 350;
/** Rows of pixels filled between two looks at the clock. */
const ROWS = 32;
/** Cells wider than this have a frame around the cursor, smaller ones a ring. */
const FRAMED = 5;
/** The least height of a map on a low screen, in sizes of the text. */
const LEAST_TALL = 11;

class MapPicture {
  #surface = new PictureSurface({
    role: 'application',
    described: 'heat map',
    hint: 'Click a cell to open its lab. Drag, pinch, or Ctrl + wheel to look closer. Keys: arrows, Enter, +; Escape goes back.',
  });
  #calls;
  /** @type {ShownSweep | null} */
  #shown = null;
  /** @type {PictureLook | null} */
  #look = null;
  /** @type {MapGrid | null} */
  #grid = null;
  /** @type {import('../../charts/heat-map.js').MapLayout | null} */
  #at = null;
  /** The maps, one pixel a cell. @type {{ canvas: HTMLCanvasElement, image: ImageData }[]} */
  #images = [];
  /** Axes and key, which are painted again only when they change. */
  #around = document.createElement('canvas');
  /** What they were painted for. */
  #aroundOf = { content: '', theme: /** @type {unknown} */ (null) };
  /** Rows of pixels that are still to fill: from, and to. */
  #rows = { from: 0, to: 0 };
  /** @type {Cell | null} */
  #cursor = null;
  /** The part that is being chosen, and the factor of it so far. @type {{ part: Part, factor: number } | null} */
  #choice = null;
  /** Pointers that are down. @type {Map<number, { x: number, y: number }>} */
  #down = new Map();
  /** Where a drag began. @type {{ x: number, y: number, cell: Cell } | null} */
  #begun = null;
  #spread = 0;
  #wheel = 0;
  #painted = '';

  /** @param {SweepCallbacks} calls */
  constructor(calls) {
    this.#calls = calls;
    const { host } = this.#surface;
    host.addEventListener('pointerdown', (event) => this.#press(event));
    host.addEventListener('pointermove', (event) => this.#move(event));
    host.addEventListener('pointerup', (event) => this.#release(event));
    host.addEventListener('pointercancel', () => this.#giveUp());
    host.addEventListener('pointerleave', () => this.#begun || this.#moveTo(null));
    host.addEventListener('blur', () => this.#moveTo(null));
    host.addEventListener('keydown', (event) => this.#key(event));
    host.addEventListener('wheel', (event) => this.#turn(event), { passive: false });
  }

  get element() {
    return this.#surface.element;
  }

  free() {
    clearTimeout(this.#wheel);
    this.#surface.free();
  }

  /** @param {ShownSweep} shown @param {PictureLook} look */
  show(shown, look) {
    if (!this.#grid?.isOf(shown)) this.#begin(shown);
    if (look.theme !== this.#look?.theme) this.#rows = { from: 0, to: shown.shape[1] };
    this.#shown = shown;
    this.#look = look;
    if (look.now) this.#work(() => false);
    else this.#surface.soon((late) => this.#work(late));
  }

  /** @param {ShownSweep} shown */
  #begin(shown) {
    const [, height, width] = shown.shape;
    this.#grid = new MapGrid(shown);
    this.#cursor = this.#choice = this.#begun = null;
    this.#aroundOf = { content: '', theme: null };
    this.#down.clear();
    this.#images = shown.runs.map(() => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [width, height];
      return { canvas, image: new ImageData(width, height) };
    });
  }

  /** Takes over what is done, and paints it, within a frame's time. @param {() => boolean} late */
  #work(late) {
    const [shown, grid] = [this.#shown, this.#grid];
    if (!shown || !grid || !this.#surface.look()) return;
    const left = grid.update(shown, late);
    const { dirty } = grid;
    if (dirty.to > dirty.from) {
      const { from, to } = this.#rows;
      this.#rows = to > from ? { from: Math.min(from, dirty.from), to: Math.max(to, dirty.to) } : dirty;
      grid.dirty = { from: 0, to: 0 };
    }
    do this.#fill(grid, shown);
    while (this.#rows.to > this.#rows.from && !late());
    this.#paint(shown, grid);
    if (left || this.#rows.to > this.#rows.from) this.#surface.soon((again) => this.#work(again));
  }

  /** Fills the next rows of pixels. @param {MapGrid} grid @param {ShownSweep} shown */
  #fill(grid, { shape: [, height, width] }) {
    const { from, to } = this.#rows;
    const end = Math.min(to, from + ROWS);
    const { data } = grid;
    const { theme } = /** @type {PictureLook} */ (this.#look);
    if (end > from)
      this.#images.forEach(({ canvas, image }, run) => {
        fillPixels(new Uint32Array(image.data.buffer), data.runs[run], data, theme, { width, height, from, to: end });
        canvas.getContext('2d')?.putImageData(image, 0, 0, 0, height - end, width, end - from);
      });
    this.#rows = { from: end, to };
  }

  /** @param {ShownSweep} shown @param {MapGrid} grid */
  #paint(shown, grid) {
    const { width, font, ratio, measure } = this.#surface;
    const { theme, now } = /** @type {PictureLook} */ (this.#look);
    const { data } = grid;
    const room = now ? Infinity : this.#surface.room;
    const content = JSON.stringify([width, font, ratio, room, keyContent(data)]);
    const isSame = this.#aroundOf.content === content && this.#aroundOf.theme === theme;
    const at =
      (isSame && this.#at) || flattened(mapLayout(data, { width, font }, measure), room, LEAST_TALL * parseFloat(font));
    this.#at = at;
    const ctx = this.#surface.clear(at.height);
    // Cells smaller than a pixel are averaged, larger ones keep their edges.
    ctx.imageSmoothingEnabled = shown.shape[2] > at.width * ratio;
    paintCells(ctx, data, at, theme, font, (run) => this.#images[run].canvas);
    if (!isSame) {
      paintAround(this.#surface.alike(this.#around), data, at, theme, font);
      this.#aroundOf = { content, theme };
    }
    this.#surface.lay(this.#around);
    const label = mapLabel(shown);
    if (label !== this.#painted) this.#surface.host.setAttribute('aria-label', (this.#painted = label));
    this.#surface.reserve(cellReadout(shown, { run: 0, x: 0, y: 0 }));
    this.#mark();
  }

  /** Paints the cursor, the place last opened and the part that is being chosen; writes the readout. */
  #mark() {
    const [shown, look, grid, at] = [this.#shown, this.#look, this.#grid, this.#at];
    if (!shown || !look || !grid || !at) return;
    if (this.#cursor) this.#surface.read(cellReadout(shown, this.#cursor));
    else this.#surface.rest(mapTitle(shown));
    const { theme } = look;
    const { data } = grid;
    const ctx = this.#surface.clearOver(Boolean(shown.place ?? this.#choice ?? this.#cursor));
    const middle = (/** @type {Cell} */ cell) => {
      const { left, top, width, height } = boxOf(data, at, cell);
      return { x: left + width / 2, y: top + height / 2 };
    };
    if (shown.place) ring(ctx, middle(shown.place), theme, 6);
    if (this.#choice) this.#markPart(ctx, this.#choice.part, theme);
    else if (this.#cursor)
      for (let run = 0; run < shown.runs.length; run += 1) {
        const cell = { ...this.#cursor, run };
        const { left, top, width, height } = boxOf(data, at, cell);
        const own = run === this.#cursor.run;
        if (Math.min(width, height) >= FRAMED) frame(ctx, { left, top, width, height }, theme, own ? 2 : 1);
        else ring(ctx, middle(cell), theme, own ? 5 : 3);
      }
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Part} part @param {import('../../charts/colours.js').Theme} theme */
  #markPart(ctx, { left, right, bottom, top }, theme) {
    const [at, { columns, rows }] = [this.#at, this.#size()];
    at?.maps.forEach((map) => {
      const x = (/** @type {number} */ place) => map.left + ((place + 0.5) / columns) * at.width;
      const y = (/** @type {number} */ place) => map.top + at.tall - ((place + 0.5) / rows) * at.tall;
      frame(ctx, { left: x(left), top: y(top), width: x(right) - x(left), height: y(bottom) - y(top) }, theme, 2);
    });
  }

  #size() {
    const [, rows, columns] = /** @type {ShownSweep} */ (this.#shown).shape;
    return { columns, rows };
  }

  /** @param {Cell | null} cursor */
  #moveTo(cursor) {
    this.#cursor = cursor;
    this.#mark();
  }

  /** The cell at a point, and the point in places among the axes' values. @param {{ x: number, y: number }} point @param {number} [run]  that the point is counted in, even outside */
  #under({ x, y }, run) {
    const [grid, at] = [this.#grid, this.#at];
    if (!grid || !at) return null;
    const cell = cellAt(grid.data, at, x, y);
    const map = at.maps[run ?? cell?.run ?? -1];
    if (!map) return null;
    const { columns, rows } = this.#size();
    const place = {
      x: Math.max(-0.5, Math.min(columns - 0.501, ((x - map.left) / at.width) * columns - 0.5)),
      y: Math.max(-0.5, Math.min(rows - 0.501, ((map.top + at.tall - y) / at.tall) * rows - 0.5)),
    };
    return { cell, place };
  }

  /** @param {PointerEvent} event */
  #press(event) {
    if (event.button !== 0) return;
    const point = this.#surface.pointOf(event);
    this.#down.set(event.pointerId, point);
    const { cell } = this.#under(point) ?? {};
    this.#begun = this.#down.size === 1 && cell ? { ...point, cell } : null;
    if (event.pointerType !== 'touch' && cell) this.#surface.host.setPointerCapture(event.pointerId);
    if (this.#down.size === 2) this.#spread = this.#apart();
  }

  /** Distance of the two fingers. */
  #apart() {
    const [one, other] = this.#down.values();
    return Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const point = this.#surface.pointOf(event);
    if (this.#down.has(event.pointerId)) this.#down.set(event.pointerId, point);
    if (this.#down.size === 2) return this.#pinch();
    if (this.#begun && event.pointerType !== 'touch' && apart(point, this.#begun) >= CLICK) {
      const { run } = this.#begun.cell;
      const [from, to] = [this.#under(this.#begun, run), this.#under(point, run)];
      if (from && to) this.#choice = { part: between(from.place, to.place), factor: 0 };
    }
    this.#moveTo(this.#under(point)?.cell ?? null);
  }

  #pinch() {
    const [one, other] = this.#down.values();
    const middle = this.#under({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });
    if (!middle) return;
    const factor = this.#spread / this.#apart();
    this.#choice = { part: zoomed(wholePart(this.#size()), Math.min(1, factor), middle.place, this.#size()), factor };
    this.#mark();
  }

  /** @param {PointerEvent} event */
  #release(event) {
    if (!this.#down.delete(event.pointerId)) return;
    const { cell } = this.#under(this.#surface.pointOf(event)) ?? {};
    const begun = this.#begun;
    this.#begun = null;
    if (this.#choice) this.#choose();
    else if (begun && cell && !this.#down.size) this.#go(cell);
  }

  #giveUp() {
    this.#down.clear();
    this.#begun = this.#choice = null;
    this.#mark();
  }

  /** @param {WheelEvent} event */
  #turn(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const under = this.#under(this.#surface.pointOf(event));
    if (!under) return;
    const { part, factor } = this.#choice ?? { part: wholePart(this.#size()), factor: 1 };
    const turn = wheelFactor(event);
    this.#choice = { part: zoomed(part, turn, under.place, this.#size()), factor: factor * turn };
    this.#mark();
    clearTimeout(this.#wheel);
    this.#wheel = window.setTimeout(() => this.#choose(), WHEEL_REST);
  }

  /** Asks for the part that was chosen. */
  #choose() {
    const [choice, shown] = [this.#choice, this.#shown];
    this.#choice = null;
    this.#mark();
    if (!choice || !shown) return;
    const wish = asked(choice.part, choice.factor, this.#size());
    if (wish === 'out') this.#back();
    if (wish !== 'in') return;
    const { left, right, bottom, top } = choice.part;
    const [x, y] = shown.axes;
    // The ends are the middles of the outer cells, or the edges of a single one.
    const inset = (/** @type {number} */ from, /** @type {number} */ to) => (to - from > 1.5 ? [from + 0.5, to - 0.5] : [from, to]); // prettier-ignore
    const [a, b] = inset(left, right);
    const [c, d] = inset(bottom, top);
    this.#calls.zoom([partOf(x, a, b), partOf(y, c, d)]);
  }

  #back() {
    if (this.#shown?.zoomed) this.#calls.zoomBack();
  }

  /** @param {Cell | null} cell */
  #go(cell) {
    if (!cell || !this.#shown) return;
    const seed = typicalSeed(this.#shown, cell);
    if (seed >= 0) this.#calls.open({ ...cell, seed });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const shown = this.#shown;
    if (!shown || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!this.#act(event, shown)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {KeyboardEvent} event @param {ShownSweep} shown @returns {boolean} whether the key means something here */
  #act({ key, shiftKey }, shown) {
    const { columns, rows } = this.#size();
    const cell = this.#cursor ?? { run: 0, x: Math.floor(columns / 2), y: Math.floor(rows / 2) };
    const fit = (/** @type {number} */ at, /** @type {number} */ count) => Math.max(0, Math.min(count - 1, at));
    if (key in ARROWS || key === 'Home' || key === 'End' || key === 'PageUp' || key === 'PageDown') {
      const [dx, dy] = ARROWS[key] ?? [0, 0];
      const step = this.#cursor ? (shiftKey ? FAR : 1) : 0;
      const run = fit(cell.run + (key === 'PageDown' ? 1 : key === 'PageUp' ? -1 : 0), shown.runs.length);
      const x = key === 'Home' ? 0 : key === 'End' ? columns - 1 : fit(cell.x + dx * step, columns);
      const next = { run, x, y: fit(cell.y + dy * step, rows) };
      this.#moveTo(next);
      this.#surface.say(cellSentence(shown, next));
    } else if (key === '+' || key === '=') {
      this.#choice = { part: zoomed(wholePart(this.#size()), 0.5, cell, this.#size()), factor: 0.5 };
      this.#choose();
    } else if (key === 'Enter') this.#go(this.#cursor);
    else if (key === 'Escape' && (this.#begun || this.#choice)) this.#giveUp();
    else if (key === '-' || key === '−' || key === 'Escape' || key === 'Backspace') {
      if (!shown.zoomed) return false;
      this.#back();
    } else return false;
    return true;
  }
}

/** @param {{ x: number, y: number }} one @param {{ x: number, y: number }} other */
const apart = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);

/** A frame that is seen on every colour. @param {CanvasRenderingContext2D} ctx @param {{ left: number, top: number, width: number, height: number }} box @param {import('../../charts/colours.js').Theme} theme @param {number} weight */
function frame(ctx, { left, top, width, height }, theme, weight) {
  for (const [colour, line] of /** @type {const} */ ([
    [theme.paper, weight + 2],
    [theme.ink, weight],
  ])) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = line;
    ctx.strokeRect(left, top, width, height);
  }
}

/** @type {import('./sweep-view.js').MakePicture} */
export const mapPicture = (callbacks) => new MapPicture(callbacks);
