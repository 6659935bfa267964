/** Optional features of an element, loaded on first use: set-up, Look inside, results, Share and sweeps. */
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
 * @property {Omit<import('../share/sharing.js').Host, 'player' | 'sweep'>} share
 * @property {Omit<import('../views/sweep/sweep-stage.js').StageHost, 'player' | 'createSweep' | 'changed'> & { come: () => void }} sweep  come: called when the feature has loaded
 */

export class LateFeatures {
  #host;
  /** The editor of the user's own points, while it is open. @type {import('../data/editor.js').DataEditor | null} */
  own = null;
  /** @type {import('../views/inside/paint.js').InsidePainter | null} */
  insidePainter = null;
  /** @type {import('../share/sharing.js').Sharing | null} */
  sharing = null;
  /** @type {import('../views/sweep/sweep-stage.js').SweepStage | null} */
  stage = null;

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
    const come = () => this.#come();
    this.parts = {
      setup: new LateFeature(() => import('../views/settings/index.js'), come),
      inside: new LateFeature(() => import('../views/inside/index.js'), come),
      results: new LateFeature(() => import('../views/results/index.js'), come),
      share: new LateFeature(() => import('../share/index.js'), come),
      sweep: new LateFeature(() => import('../views/sweep/index.js'), come),
    };
  }

  /** Called when the state of a feature changes: loading, loaded or failed. */
  #come() {
    const { player, read, repoint, changed, share: host, sweep: sweepHost } = this.#host;
    const { setup, inside, results, share, sweep } = this.parts;
    this.adopt();
    if (results.part) read(results.part.ChartReader);
    if (inside.part) this.insidePainter ??= new inside.part.InsidePainter();
    if (share.part)
      this.sharing ??= new share.part.Sharing({ player, sweep: () => this.stage?.shown ?? null, ...host });
    if (sweep.part && !this.stage) {
      const { SweepStage, createSweep } = sweep.part;
      this.stage = new SweepStage({ player, changed, createSweep, ...sweepHost });
      sweepHost.come();
    }
    if (setup.part && !this.own) {
      this.own = editorOf(setup.part.DataEditor, { player, repoint, changed });
      const { experiment } = player.model;
      if (experiment) this.own.follow(experiment.dataset);
    }
    changed();
  }

  /** Adds the styles of the loaded features to the element's root. @param {ShadowRoot | undefined} [root] */
  adopt(root = this.#host.root()) {
    const { setup, inside, results, share, sweep } = this.parts;
    const late = [results, setup, inside, share, sweep].flatMap(({ part }) => (part ? [part.css] : []));
    if (root) adoptStyles(root, this.#host.styles, late);
  }
}
