/** The pictures of a sweep, as its stage uses them. */
import type { Theme } from '../../charts/colours.js';
import type { ShownSweep, SweepPlace } from '../../charts/sweep-model.js';

export type {
  ShownAxis,
  ShownMeasure,
  ShownSweep,
  SweepPlace,
  SweepResults,
  SweepSummary,
} from '../../charts/sweep-model.js';

export interface SweepCallbacks {
  /** Opens the lab of a place. */
  open(place: SweepPlace): void;
  /** Trains again between these ends: of x, then y. */
  zoom(ranges: { from: number; to: number }[]): void;
  zoomBack(): void;
}

/** How a picture is drawn, besides its model. */
export interface PictureLook {
  theme: Theme;
  /** Whether costs are on a log axis. */
  logarithmic: boolean;
  /** Whether to paint now, not in the next animation frame: the page is being printed. */
  now: boolean;
}

/** A picture with its pointer, its keyboard and its readout. */
export interface SweepPicture {
  /** The stage puts it into its frame, as a block of the frame's width. */
  element: HTMLElement;
  /** Paints. Called after each change of the model, the size or the theme; often with nothing new. */
  show(shown: ShownSweep, look: PictureLook): void;
  free(): void;
}

/**
 * seeds-picture.js exports `seedsPicture`, line-picture.js `linePicture` and map-picture.js `mapPicture` of this type.
 * Their styles are www/styles/sweep-pictures.css.
 */
export type MakePicture = (callbacks: SweepCallbacks) => SweepPicture;
