/**
 * A reactive controller that repaints an element's stale canvases after changes of size, visibility, page colours or
 * print mode.
 */
import { asPixels } from '../charts/canvas.js';
import { themes } from '../charts/colours.js';
import { ChartPainter } from '../views/chart-painter.js';
import { ownTheme } from '../views/own-theme.js';
import { PanelPainter } from '../views/panel-painter.js';
import { isEditor } from '../views/parts.js';
import { followHost, hostTheme } from './host-theme.js';
import { unwatchRatio, watchRatio } from './pixel-ratio.js';
import { themeNamed } from './visibility.js';

/** @typedef {import('../views/view.js').View} View */
/**
 * @typedef {object} Host  the parts of the element that this class uses
 * @property {InstanceType<import('./methods.js').WithProperties>} element
 * @property {import('../player/player.js').Player} player
 * @property {import('./late-features.js').LateFeatures} features
 * @property {() => View} view
 * @property {() => import('../views/panel-painter.js').Painted} painted
 * @property {(visible: boolean) => void} seen  called when the element enters or leaves the viewport
 * @property {(part: Partial<Pick<View, 'reading' | 'cut'>>) => void} read  receives the values at the chart's cursor, and where its axis is cut
 */

/** The mark that each element sets in the performance timeline when its first picture is drawn. */
const FIRST_PICTURE = 'init-lab:first-picture';
/** Maximum samples per side of a picture at rest. */
const MOST_SAMPLES = 320;

export class Painting {
  #host;
  #element;
  #panels = new PanelPainter();
  #chart;
  /** The theme with the page's own colours. Null: read it again. @type {import('../charts/colours.js').Theme | null} */
  #themed = null;
  /** Its name. Null: find it again. @type {keyof typeof themes | null} */
  #named = null;
  #stale = { picture: true, chart: true };
  /** Whether the browser has laid out the element. Measuring it earlier would force a layout. */
  #laidOut = false;
  /** Whether the first picture has been drawn. */
  #pictured = false;
  /** Whether the page is being printed. Prints use light colours, whatever the screen's theme. */
  #printing = false;
  #sizes = new ResizeObserver(() => {
    this.#laidOut = true;
    this.repaint();
  });
  /** Which of the observed boxes are in view. @type {Map<Element, boolean>} */
  #inView = new Map();
  #sight = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) this.#inView.set(target, isIntersecting);
    this.#host.seen([...this.#inView.values()].some(Boolean));
  });
  #onChange = () => this.repaint();
  /** Ends following the page's theme. @type {(() => void) | undefined} */
  #leaveHost;
  #onPrint = (/** @type {Event} */ { type }) => {
    this.#printing = type === 'beforeprint';
    this.repaint();
    /** @type {any} */ (this.#element).performUpdate(); // the browser takes its snapshot for printing now
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
    this.renew();
    watchRatio(this.#onChange);
    this.#leaveHost = followHost(this.#onChange);
    addEventListener('beforeprint', this.#onPrint);
    addEventListener('afterprint', this.#onPrint);
  }

  hostDisconnected() {
    this.#sight.disconnect();
    this.#inView.clear();
    this.#sizes.disconnect();
    unwatchRatio(this.#onChange);
    this.#leaveHost?.();
    removeEventListener('beforeprint', this.#onPrint);
    removeEventListener('afterprint', this.#onPrint);
    this.#host.player.setVisible(false);
  }

  /** The page may style the element itself freely, so the observers watch a child. */
  observe() {
    const frame = this.#element.renderRoot?.querySelector('.frame');
    if (!frame) return;
    // A page may reserve more height than the frame has yet, so the lab is also in view where only that is.
    this.#sight.observe(frame);
    this.#sight.observe(this.#element);
    this.#sizes.observe(frame);
  }

  get themeName() {
    if (this.#printing) return 'light';
    const { word } = themeNamed(this.#element.theme);
    return (this.#named ??= word === 'auto' ? hostTheme(this.#element) : word);
  }

  get theme() {
    if (this.#printing) return themes.light;
    return (this.#themed ??= ownTheme(this.themeName, getComputedStyle(this.#element)));
  }

  /** Marks everything painted as stale. */
  renew() {
    this.#stale = { picture: true, chart: true };
    this.#themed = null;
    this.#named = null;
    this.#panels.renew();
  }

  repaint() {
    this.renew();
    this.#element.requestUpdate();
  }

  /** The points to be drawn have changed. */
  repoint() {
    this.#stale.picture = true;
  }

  /** A frame with measurements has arrived. */
  renewFrame() {
    this.#stale = { picture: true, chart: true };
  }

  /** Paints the changes of a frame without measurements. */
  paintFrame() {
    this.#panels.paintFrame(this.#host.painted());
  }

  /** Lets the cost chart be read. @param {typeof import('../charts/reader.js').ChartReader} Reader */
  readWith(Reader) {
    this.#chart.readWith(Reader);
  }

  /** The reader of costs at the chart's cursor. */
  get reader() {
    return this.#chart.reader;
  }

  /** Paints stale canvases of the current template. */
  paint() {
    const { player, features, view } = this.#host;
    if (!(this.#laidOut || this.#printing || player.model.frame)) return;
    const shown = view();
    const first = this.#paintPictures(shown);
    if (isEditor(shown) && shown.own.drawing) features.parts.setup.part?.paintSheets(this.#root, shown);
    features.stage?.paint(this.#root, shown, this.#printing);
    if (features.insidePainter?.paint(this.#root, shown)) this.#element.requestUpdate();
    if (!this.#stale.chart || !shown.model.frame) return;
    this.#stale.chart = false;
    // Print cannot wait. Otherwise the chart is painted after the first picture.
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
