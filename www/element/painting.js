/** Paints an element's canvases when they are stale, as a reactive controller: size, sight, colours of the page, print. */
import { asPixels } from '../charts/canvas.js';
import { themes } from '../charts/colours.js';
import { ChartPainter } from '../views/chart-painter.js';
import { ownTheme } from '../views/own-theme.js';
import { PanelPainter } from '../views/panel-painter.js';
import { isEditor } from '../views/parts.js';
import { themeNamed } from './visibility.js';

/** @typedef {import('../views/view.js').View} View */
/**
 * @typedef {object} Host  the element, as far as it is needed here
 * @property {InstanceType<import('./methods.js').WithProperties>} element
 * @property {import('../player/player.js').Player} player
 * @property {import('./late-features.js').LateFeatures} features
 * @property {() => View} view
 * @property {() => import('../views/panel-painter.js').Painted} painted
 * @property {(visible: boolean) => void} seen  it has come into sight, or left it
 * @property {(part: Partial<Pick<View, 'reading' | 'cut'>>) => void} read  what the chart reads at the cursor, and where its axis is cut
 */

/** The mark in the performance timeline that each element sets when its first picture is drawn. */
const FIRST_PICTURE = 'init-lab:first-picture';
/** Samples per side of a picture at rest, at most. */
const MOST_SAMPLES = 320;

export class Painting {
  #host;
  #element;
  #panels = new PanelPainter();
  #chart;
  /** The theme with the page's own colours; null: to be read anew. @type {import('../charts/colours.js').Theme | null} */
  #themed = null;
  #stale = { picture: true, chart: true };
  /** Whether the browser has laid it out: to measure it before would have it laid out in between. */
  #laidOut = false;
  /** Whether its first picture has been drawn. */
  #pictured = false;
  /** Paper is light, whatever the screen is. */
  #printing = false;
  #sizes = new ResizeObserver(() => {
    this.#laidOut = true;
    this.repaint();
  });
  #sight = new IntersectionObserver((entries) => this.#host.seen(entries[entries.length - 1].isIntersecting));
  #darkQuery = matchMedia('(prefers-color-scheme: dark)');
  #onDark = () => this.repaint();
  #onPrint = (/** @type {Event} */ { type }) => {
    this.#printing = type === 'beforeprint';
    this.repaint();
    /** @type {any} */ (this.#element).performUpdate(); // the browser takes its picture now
    if (this.#printing) asPixels(this.#root);
  };

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
    this.#element = host.element;
    this.#chart = new ChartPainter(host.read);
  }

  get #root() {
    return /** @type {ShadowRoot} */ (this.#element.renderRoot);
  }

  hostConnected() {
    this.observe();
    this.#darkQuery.addEventListener('change', this.#onDark);
    addEventListener('beforeprint', this.#onPrint);
    addEventListener('afterprint', this.#onPrint);
  }

  hostDisconnected() {
    this.#sight.disconnect();
    this.#sizes.disconnect();
    this.#darkQuery.removeEventListener('change', this.#onDark);
    removeEventListener('beforeprint', this.#onPrint);
    removeEventListener('afterprint', this.#onPrint);
    this.#host.player.setVisible(false);
  }

  /** The page may make the element itself anything, so what is watched is inside it. */
  observe() {
    const frame = this.#element.renderRoot?.querySelector('.frame');
    if (!frame) return;
    this.#sight.observe(frame);
    this.#sizes.observe(frame);
  }

  get themeName() {
    if (this.#printing) return 'light';
    const { word } = themeNamed(this.#element.theme);
    if (word !== 'auto') return word;
    return this.#darkQuery.matches ? 'dark' : 'light';
  }

  get theme() {
    if (this.#printing) return themes.light;
    return (this.#themed ??= ownTheme(this.themeName, getComputedStyle(this.#element)));
  }

  /** Nothing painted can be relied on any more. */
  renew() {
    this.#stale = { picture: true, chart: true };
    this.#themed = null;
    this.#panels.renew();
  }

  repaint() {
    this.renew();
    this.#element.requestUpdate();
  }

  /** Other points are to be seen. */
  repoint() {
    this.#stale.picture = true;
  }

  /** A frame that was measured has come. */
  renewFrame() {
    this.#stale = { picture: true, chart: true };
  }

  /** Paints what a frame changes that was not measured. */
  paintFrame() {
    this.#panels.paintFrame(this.#host.painted());
  }

  /** What reads costs at the cursor. */
  get reader() {
    return this.#chart.reader;
  }

  /** Paints what is stale, in the template's canvases as they are now. */
  paint() {
    const { player, features, view } = this.#host;
    if (!(this.#laidOut || this.#printing || player.model.frame)) return;
    const shown = view();
    const first = this.#paintPictures(shown);
    if (isEditor(shown) && shown.own.drawing) features.parts.setup.part?.paintSheets(this.#root, shown);
    if (features.insidePainter?.paint(this.#root, shown)) this.#element.requestUpdate();
    if (!this.#stale.chart || !shown.model.frame) return;
    this.#stale.chart = false;
    // Paper does not wait; behind the first picture the chart does.
    if ((shown.model.mode === 'rest' && !first) || this.#printing) this.#chart.draw(this.#root, shown);
    else this.#chart.drawSoon(this.#root, view);
  }

  /** @param {View} view @returns {boolean} whether that was the first picture */
  #paintPictures(view) {
    if (!this.#stale.picture) return false;
    this.#stale.picture = false;
    const plot = this.#panels.paint(this.#root, this.#host.painted());
    if (!plot) return false;
    const [fine, span] = [Math.min(MOST_SAMPLES, Math.round(plot.span * plot.ratio)), Math.round(plot.span)];
    this.#host.player.show({ size: { fine, span } });
    if (view.model.frame === null || this.#pictured) return false;
    this.#pictured = true;
    performance.mark(FIRST_PICTURE);
    return true;
  }
}
