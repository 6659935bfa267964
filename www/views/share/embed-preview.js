/** The live preview of the embed builder: the same element at the chosen width, scaled to fit, which tells its height. */
import { html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { ref } from 'lit/directives/ref.js';
import * as format from '../../charts/format.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./share-dialog.js').ShareDialog} Sharing */
/** @typedef {HTMLElement & { runToEnd: () => Promise<number>, iteration: number, getResults: () => { iterations: number } | null }} Lab */

/** Body margins of embed.html at both sides, in pixels. */
const MARGINS = 16;
/** Height of the preview in pixels. */
const TALLEST = 440;
/** Updates that a preview is trained for: heavier labs are measured at their start, with room for a line. */
const MOST_PRODUCTS = 3e9;

/** @param {any} experiment  complete */
const products = ({ network, training, runs, dataset }) => {
  const units = [2, ...network.hidden, 1];
  const weights = units.slice(1).reduce((sum, count, k) => sum + count * units[k], 0);
  return weights * (dataset.samples ?? dataset.points?.length ?? 0) * training.iterations * runs.length;
};

/** Follows a preview's height. One at a time. */
class Measuring {
  /** @type {ResizeObserver | null} */
  #sizes = null;
  /** @type {Lab | null} */
  #lab = null;

  /**
   * @param {Element | undefined} lab
   * @param {{ width: number, trains: boolean, tell: (height: number, ended: boolean) => void }} how
   */
  follow(lab, { width, trains, tell }) {
    if (lab === this.#lab) return;
    this.#sizes?.disconnect();
    this.#lab = /** @type {Lab | null} */ (lab ?? null);
    if (!this.#lab) return;
    const preview = this.#lab;
    // Set here, since a Content-Security-Policy forbids style attributes.
    if (preview.parentElement) preview.parentElement.style.width = `${width}px`;
    let ended = false;
    const measure = () => {
      const { parentElement: box } = preview;
      if (!box || !preview.isConnected) return;
      fit(box);
      if (preview.getResults()) tell(Math.ceil(preview.offsetHeight), ended);
    };
    this.#sizes = new ResizeObserver(measure);
    this.#sizes.observe(preview);
    if (preview.parentElement?.parentElement) this.#sizes.observe(preview.parentElement.parentElement);
    preview.addEventListener('load', () => {
      measure();
      if (trains) preview.runToEnd().catch(() => {}); // it shows its error itself
    });
    preview.addEventListener('finish', () => {
      // After the frame that draws the end.
      requestAnimationFrame(() => requestAnimationFrame(() => ((ended = true), measure())));
    });
  }
}

const measuring = new Measuring();

/** Scales a box to its place. @param {HTMLElement} box */
function fit(box) {
  const place = box.parentElement;
  if (!place) return;
  const scale = Math.min(1, place.clientWidth / box.offsetWidth, TALLEST / box.offsetHeight);
  const left = (place.clientWidth - box.offsetWidth * scale) / 2;
  box.style.transform = `translateX(${left}px) scale(${scale})`;
  place.style.height = `${Math.ceil(box.offsetHeight * scale)}px`;
}

/** @param {View} view @param {Sharing} sharing */
export function preview(view, { embedding }) {
  const { views, hide, theme } = embedding.look;
  const { height } = embedding;
  const { model, own } = view;
  const trains = products(model.experiment) <= MOST_PRODUCTS;
  const tell = (/** @type {number} */ shown, /** @type {boolean} */ ended) => embedding.measure(shown, ended);
  const key = `${embedding.of} ${own ? 1 : 0}`;
  return html`<figure class="preview">
    <div class="stage" inert>
      <div class="frame-box">
        ${keyed(
          key,
          html`<init-lab
            .experiment=${model.experiment}
            .preset=${model.preset?.name}
            .views=${views || null}
            .hide=${hide || null}
            .theme=${theme ?? 'auto'}
            ${ref((lab) => measuring.follow(lab, { width: embedding.width - MARGINS, trains, tell }))}
          ></init-lab>`,
        )}
      </div>
    </div>
    <figcaption role="status">
      ${
        height === null
          ? 'Measuring the height…'
          : html`${format.integer(embedding.width)} × ${format.integer(height)} pixels`
      }
    </figcaption>
  </figure>`;
}
