/** The picture of the sweep on stage: made when it is first needed, and put into its place in the template. */
import { linePicture } from './line-picture.js';
import { mapPicture } from './map-picture.js';
import { seedsPicture } from './seeds-picture.js';

/** @typedef {import('./sweep-view.js').ShownSweep} ShownSweep */
/** @typedef {import('./sweep-view.js').SweepPicture} SweepPicture */

/** One maker for each number of axes. @type {import('./sweep-view.js').MakePicture[]} */
const MAKERS = [seedsPicture, linePicture, mapPicture];

export class SweepPictures {
  #callbacks;
  /** @type {(SweepPicture | null)[]} */
  #made = [null, null, null];

  /** @param {import('./sweep-view.js').SweepCallbacks} callbacks */
  constructor(callbacks) {
    this.#callbacks = callbacks;
  }

  /** @param {ShadowRoot} root @param {ShownSweep | null} shown @param {import('./sweep-view.js').PictureLook} look */
  paint(root, shown, look) {
    const place = root.getElementById('sweep-place');
    if (!place || !shown) return;
    const axes = shown.axes.length;
    const picture = (this.#made[axes] ??= MAKERS[axes](this.#callbacks));
    if (picture.element.parentNode !== place) place.replaceChildren(picture.element);
    picture.show(shown, look);
  }
}
