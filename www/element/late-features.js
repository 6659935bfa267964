/** Optional features of an element, loaded on first use: set-up, Look inside, results and Share. */
import { adoptStyles } from './late-styles.js';
import { editorOf } from './own-points.js';
import { LateFeature } from '../views/late-feature.js';

/**
 * @typedef {object} Host  the parts of the element that this class uses
 * @property {import('../player/player.js').Player} player
 * @property {import('lit').CSSResultOrNative[]} styles  the element's own styles
 * @property {() => ShadowRoot | undefined} root
 * @property {() => void} changed
 * @property {(reader: typeof import('../charts/reader.js').ChartReader) => void} read  called when the cost chart can be read
 * @property {() => void} repoint  called when other points are to be drawn
 * @property {Omit<import('../share/sharing.js').Host, 'player'>} share
 */

export class LateFeatures {
  #host;
  /** The editor of the user's own points, while it is open. @type {import('../data/editor.js').DataEditor | null} */
  own = null;
  /** @type {import('../views/inside/paint.js').InsidePainter | null} */
  insidePainter = null;
  /** @type {import('../share/sharing.js').Sharing | null} */
  sharing = null;

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
    const come = () => this.#come();
    this.parts = {
      setup: new LateFeature(() => import('../views/settings/index.js'), come),
      inside: new LateFeature(() => import('../views/inside/index.js'), come),
      results: new LateFeature(() => import('../views/results/index.js'), come),
      share: new LateFeature(() => import('../share/index.js'), come),
    };
  }

  /** Called when the state of a feature changes: loading, loaded or failed. */
  #come() {
    const { player, read, repoint, changed, share: host } = this.#host;
    const { setup, inside, results, share } = this.parts;
    this.adopt();
    if (results.part) read(results.part.ChartReader);
    if (inside.part) this.insidePainter ??= new inside.part.InsidePainter();
    if (share.part) this.sharing ??= new share.part.Sharing({ player, ...host });
    if (setup.part && !this.own) {
      this.own = editorOf(setup.part.DataEditor, { player, repoint, changed });
      const { experiment } = player.model;
      if (experiment) this.own.follow(experiment.dataset);
    }
    changed();
  }

  /** Adds the styles of the loaded features to the element's root. @param {ShadowRoot | undefined} [root] */
  adopt(root = this.#host.root()) {
    const { setup, inside, results, share } = this.parts;
    const late = [results, setup, inside, share].flatMap(({ part }) => (part ? [part.css] : []));
    if (root) adoptStyles(root, this.#host.styles, late);
  }
}
