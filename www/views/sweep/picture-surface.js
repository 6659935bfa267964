/** What all pictures of a sweep have: a canvas below and one above for the cursor, a readout, and words for screen readers. */
import { html, render } from 'lit';
import { scaled } from '../../charts/plot.js';

/** @typedef {import('../../charts/colours.js').Theme} Theme */
/** @typedef {import('lit').TemplateResult | string} Content */

/** Texts for screen readers wait until the keys have rested this long, in milliseconds. */
const REST = 400;
/** Time that a picture's work may take of a frame, in milliseconds. */
const SLICE = 2.5;
/** Widths in sizes of the text from which a stage is to fit on one screen. */
const WIDE = 52;
/** Below the picture, in CSS pixels; and the most of a screen that lies above a lab that is to fit on it. */
const BELOW = 8;
const MOST_ABOVE = 0.1;
/** The largest resolution of a canvas. */
const MOST_RATIO = 3;

export class PictureSurface {
  element = block('sweep-picture');
  #hint;
  #readout = block('readout');
  #live = block('unseen');
  #canvas = document.createElement('canvas');
  #over = document.createElement('canvas');
  #frame = 0;
  #rest = 0;
  /** Notices a taller readout after the layout, which reading its height would force each time. */
  #growth = new ResizeObserver(() => this.#keepHeight());
  /** Whether there is something on the upper canvas. */
  #isMarked = false;
  /** The readout's greatest height, and the width that room was made for. */
  #kept = 0;
  #reserved = 0;
  /** Has the keyboard's focus and the pointer. */
  host = block('surface');
  /** In CSS pixels; the font of the canvas. */
  width = 0;
  font = '12px sans-serif';
  ratio = 1;

  /** @param {{ role: string, described: string, hint?: string }} how  described: the kind of picture, in words; hint: what it answers to */
  constructor({ role, described, hint = '' }) {
    this.host.tabIndex = 0;
    this.host.setAttribute('role', role);
    if (role === 'application') this.host.setAttribute('aria-roledescription', described);
    this.#hint = hint;
    this.#readout.setAttribute('aria-hidden', 'true');
    this.#live.setAttribute('aria-live', 'polite');
    this.#canvas.setAttribute('aria-hidden', 'true');
    this.#over.setAttribute('aria-hidden', 'true');
    this.host.append(this.#canvas, this.#over);
    this.element.append(this.#readout, this.host, this.#live);
    this.#growth.observe(this.#readout);
  }

  get context() {
    return /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext('2d'));
  }

  get over() {
    return /** @type {CanvasRenderingContext2D} */ (this.#over.getContext('2d'));
  }

  /** Reads the size and the font of the page. @returns {boolean} whether there is room to paint */
  look() {
    const style = getComputedStyle(this.host);
    const font = `${Math.round(parseFloat(style.fontSize))}px ${style.fontFamily}`;
    const width = this.host.clientWidth;
    if (width !== this.width || font !== this.font) {
      // The readout may need fewer lines than before.
      this.#kept = this.#reserved = 0;
      this.#readout.style.minHeight = '';
    }
    [this.width, this.font] = [width, font];
    this.ratio = Math.min(MOST_RATIO, Math.max(1, devicePixelRatio || 1));
    return this.width >= 80;
  }

  /**
   * What a picture is painted for, as a key: the size, font and resolution read by `look`, the theme's colours, and what is shown.
   * @param {Theme} theme @param {...unknown} shown
   */
  keyOf(theme, ...shown) {
    return JSON.stringify([this.width, this.font, this.ratio, theme.paper, theme.weight, ...shown]);
  }

  /**
   * The height with which the stage is on one screen, down to the end of its pictures. Infinity where it scrolls in any
   * case: on narrow screens, in labs that are further down their page, and in frames, whose height follows their page.
   */
  get room() {
    const pictures = this.host.closest('.sweep-place')?.firstElementChild;
    const lab = /** @type {ShadowRoot} */ (this.host.getRootNode()).host;
    if (!pictures || !lab || window !== parent || this.width < WIDE * parseFloat(this.font)) return Infinity;
    if (lab.getBoundingClientRect().top + scrollY > MOST_ABOVE * innerHeight) return Infinity;
    const others = pictures.getBoundingClientRect().bottom + scrollY - this.host.offsetHeight;
    return Math.floor(innerHeight - others - BELOW);
  }

  /** Width of a text in CSS pixels. @param {string} text */
  measure = (text) => {
    const ctx = this.context;
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.font = this.font;
    const { width } = ctx.measureText(text);
    ctx.restore();
    return width;
  };

  /** Gives the canvases this height, and clears the lower one. A unit of both is a CSS pixel. @param {number} height */
  clear(height) {
    this.host.style.height = `${height}px`;
    const [columns, rows] = [this.width, height].map((length) => Math.round(length * this.ratio));
    for (const canvas of [this.#canvas, this.#over]) {
      if (canvas.width !== columns || canvas.height !== rows) [canvas.width, canvas.height] = [columns, rows];
      Object.assign(canvas.style, { width: `${this.width}px`, height: `${height}px` });
    }
    this.#wipe(this.context);
    return this.context;
  }

  /** Gives a canvas that is not shown the pixels of the lower one, and clears it. @param {HTMLCanvasElement} canvas */
  alike(canvas) {
    const { width, height } = this.#canvas;
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    this.#wipe(ctx);
    return ctx;
  }

  /** Lays a canvas that is `alike` over the lower one. @param {HTMLCanvasElement} canvas */
  lay(canvas) {
    const ctx = this.context;
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(canvas, 0, 0);
    ctx.restore();
  }

  /** Clears the upper canvas. @param {boolean} isMarked  whether something is painted on it then */
  clearOver(isMarked) {
    if (isMarked || this.#isMarked) this.#wipe(this.over);
    this.#isMarked = isMarked;
    return this.over;
  }

  /** @param {CanvasRenderingContext2D} ctx */
  #wipe(ctx) {
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
  }

  /** The font in the pixels of the canvas. */
  get fontInPixels() {
    return scaled(this.font, this.ratio);
  }

  /** The point of an event, in CSS pixels of the picture. @param {MouseEvent} event */
  pointOf(event) {
    const { left, top } = this.host.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  /** Calls in the next frame; once, if it is asked for several times. @param {(late: () => boolean) => void} work  late: whether its time of the frame is used up */
  soon(work) {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      work(this.slice());
    });
  }

  /** A clock for one frame. @returns {() => boolean} whether the time is used up */
  slice() {
    const end = performance.now() + SLICE;
    return () => performance.now() > end;
  }

  /** Writes the readout. It keeps the greatest height that it had, so that the picture does not move below the pointer. @param {Content} content */
  read(content) {
    render(content, this.#readout);
  }

  /** Writes what is seen, and how to read it. @param {string} title */
  rest(title) {
    this.read(html`<span>${title}.</span><span class="hint">${this.#hint}</span>`);
  }

  /** Makes room for the longest readout. @param {Content} content  an example of it */
  reserve(content) {
    if (this.#reserved === this.width) return;
    this.#reserved = this.width;
    this.#readout.style.minHeight = '';
    this.#kept = 0;
    render(content, this.#readout);
    this.#keepHeight();
  }

  #keepHeight() {
    const { offsetHeight } = this.#readout;
    if (offsetHeight > this.#kept) this.#readout.style.minHeight = `${(this.#kept = offsetHeight)}px`;
  }

  /** Tells screen readers, once the keys have rested. @param {string} text */
  say(text) {
    clearTimeout(this.#rest);
    this.#rest = window.setTimeout(() => {
      this.#live.textContent = text;
    }, REST);
  }

  free() {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#rest);
    this.#growth.disconnect();
    this.#frame = 0;
    this.element.remove();
  }
}

/** @param {string} name  of its class */
function block(name) {
  const element = document.createElement('div');
  element.className = name;
  return element;
}

/**
 * A ring around a point: the place of the cursor, or the place last opened.
 * @param {CanvasRenderingContext2D} ctx @param {{ x: number, y: number } | null} point @param {Theme} theme @param {number} radius
 */
export function ring(ctx, point, theme, radius) {
  if (!point) return;
  ctx.beginPath();
  ctx.arc(point.x, point.y, radius, 0, 2 * Math.PI);
  ctx.strokeStyle = theme.paper;
  ctx.lineWidth = 4;
  ctx.stroke();
  ctx.strokeStyle = theme.ink;
  ctx.lineWidth = 1.75;
  ctx.stroke();
}
