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
/** Multiplications up to which a preview is trained: heavier labs are measured at their start, with room for a line. */
const MOST_PRODUCTS = 3e9;

/** Multiplications of a training: weights × points × iterations × runs. @param {any} experiment  complete */
const products = ({ network, training, runs, dataset }) => {
  const units = [2, ...network.hidden, 1];
  const weights = units.slice(1).reduce((sum, count, k) => sum + count * units[k], 0);
  return weights * (dataset.samples ?? dataset.points?.length ?? 0) * training.iterations * runs.length;
};

/** @typedef {{ width: number, trains: boolean, tell: (height: number, ended: boolean) => void }} How */

/** Follows the height of one preview. */
class Measuring {
  #how;
  /** Ends the listening to a preview. @type {AbortController | null} */
  #listening = null;

  /** @param {How} how */
  constructor(how) {
    this.#how = how;
  }

  /** For `ref`, which calls another function anew in each rendering. @param {Element | undefined} lab */
  take = (lab) => {
    this.#listening?.abort();
    this.#listening = null;
    if (!lab) return;
    const { signal } = (this.#listening = new AbortController());
    // When `ref` calls, the element is not in its box yet.
    queueMicrotask(() => signal.aborted || this.#follow(/** @type {Lab} */ (lab), signal));
  };

  /** @param {Lab} preview @param {AbortSignal} signal */
  #follow(preview, signal) {
    const { width, trains, tell } = this.#how;
    // Set here, since a Content-Security-Policy forbids style attributes.
    if (preview.parentElement) preview.parentElement.style.width = `${width}px`;
    let ended = false;
    const measure = () => {
      const { parentElement: box } = preview;
      if (!box || !preview.isConnected || signal.aborted) return;
      fit(box);
      if (preview.getResults()) tell(Math.ceil(preview.offsetHeight), ended);
    };
    const sizes = new ResizeObserver(measure);
    signal.addEventListener('abort', () => sizes.disconnect());
    sizes.observe(preview);
    if (preview.parentElement?.parentElement) sizes.observe(preview.parentElement.parentElement);
    const start = () => {
      measure();
      if (trains) preview.runToEnd().catch(() => {}); // it shows its error itself
    };
    const end = () => {
      // After the frame that draws the end.
      requestAnimationFrame(() => requestAnimationFrame(() => ((ended = true), measure())));
    };
    preview.addEventListener('load', start, { signal });
    preview.addEventListener('finish', end, { signal });
  }
}

/** The measuring of each builder's preview, one for each key. @type {WeakMap<object, { key: string, measuring: Measuring }>} */
const begun = new WeakMap();

/** @param {object} embedding @param {string} key @param {How} how */
function measuringOf(embedding, key, how) {
  const before = begun.get(embedding);
  if (before?.key === key) return before.measuring;
  const measuring = new Measuring(how);
  begun.set(embedding, { key, measuring });
  return measuring;
}

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
  const { take } = measuringOf(embedding, key, { width: embedding.width - MARGINS, trains, tell });
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
            ${ref(take)}
          ></init-lab>`,
        )}
      </div>
    </div>
    <figcaption>
      <span role="status"
        >${
          height === null
            ? 'Measuring the height…'
            : html`${format.integer(embedding.width)} × ${format.integer(height)} pixels`
        }</span
      >
    </figcaption>
  </figure>`;
}
