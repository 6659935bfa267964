/** <init-lab>, as other people's code sees it: written by hand, so that it needs no other package's types. */
import type { Experiment, ExperimentInput, Inspection, LayerStart, Moments, Run } from '../../engine/lab.js';

export type { Experiment, ExperimentInput };

export interface InitLabEventMap {
  /** The first frame is drawn. */
  load: CustomEvent<null>;
  progress: CustomEvent<{ iteration: number; iterations: number }>;
  change: CustomEvent<{ experiment: Experiment; isUserInitiated: boolean; isOpened: boolean }>;
  finish: CustomEvent<{ iteration: number }>;
  /** `attribute`: the one that cannot be used, where it is one. */
  error: CustomEvent<{ type: string; reason: string; message: string; attribute?: string }>;
}

/** What a picture shows, and how. */
export interface PictureOptions {
  what?: 'figure' | 'chart' | 'panel';
  /** Of a panel: its place in the experiment, from 0. */
  run?: number;
  type?: 'image/png' | 'image/svg+xml';
  /** Pixels of a PNG in a CSS pixel: 2 unless given. */
  scale?: number;
  [option: string]: unknown;
}

/**
 * A field of the experiment by itself, which goes before `preset` and `experiment`: as its own value, or as text as in an attribute. Null:
 * as those say.
 */
export interface InitLabFields {
  /** The attribute `dataset`. */
  datasetName?: string | null;
  samples?: number | string | null;
  noise?: number | string | null;
  datasetSeed?: number | string | null;
  testSamples?: number | string | null;
  testSeed?: number | string | null;
  points?: [number, number, number][] | string | null;
  testPoints?: [number, number, number][] | string | null;
  hiddenUnits?: number[] | string | null;
  activation?: string | null;
  initialBias?: number | string | null;
  learningRate?: number | string | null;
  iterations?: number | string | null;
  loss?: string | null;
  optimizer?: string | null;
  momentum?: number | string | null;
  rho?: number | string | null;
  beta1?: number | string | null;
  beta2?: number | string | null;
  epsilon?: number | string | null;
  batchSize?: number | string | null;
  batchSeed?: number | string | null;
  learningRateChanges?: [iteration: number, learningRate: number][] | string | null;
  seed?: number | string | null;
  initializers?: Run[] | string | null;
}

/** A run's figures. */
export interface RunResults {
  label: string;
  initializer: string;
  cost: number;
  /** A fraction. */
  trainAccuracy: number;
  /** Null without test samples. */
  testAccuracy: number | null;
  /** What is happening to the run, in a word, and the numbers that the word rests on, in a sentence. */
  verdict: string;
  evidence: string;
}

/** What passes through a run's network, beside its figures. */
export interface RunInspection extends RunResults {
  /** The cost at iteration 0. */
  startCost: number;
  inspection: Inspection;
  /** Of each layer, what theory expects of the standard deviation of z at iteration 0; NaN where it has nothing to say. */
  expected: Float64Array;
  /** Each layer as its initializer left it. */
  layers: LayerStart[];
  /** Of each layer's weights as they are. */
  weights: Moments[];
}

export interface Results<R extends RunResults = RunResults> {
  /** Of which all figures are. */
  iteration: number;
  /** Where training ends. */
  iterations: number;
  /** Updates that runs which were switched on are behind; their figures are of where they are. */
  behind: number;
  /** How many there are: accuracies are fractions of them. */
  samples: { train: number; test: number };
  runs: R[];
}

export interface InitLab extends InitLabFields {}

export class InitLab extends HTMLElement {
  /** The experiment to begin with. */
  preset: string;
  /** Laid over the preset. */
  experiment: ExperimentInput | null;
  theme: 'auto' | 'light' | 'dark' | 'projector';
  loading: 'eager' | 'lazy';
  /** Names of views, as a text or a list; null: all. */
  views: string | string[] | null;
  /** Names of what is hidden, as a text or a list. */
  hide: string | string[] | null;
  /** What the figure is called for those who do not see it; null: the preset's title. */
  alt: string | null;
  /** The page that links lead to; null: the one beside the script. */
  home: string | null;

  /** Whether nothing moves the lab. */
  get paused(): boolean;
  /** The iteration that all runs have reached. */
  get iteration(): number;
  /** Whether nothing moves and the picture is complete. Out of sight it may be a coarse one; it is made fine once it is seen. */
  get settled(): boolean;

  /** Trains at the speed set; an element that is on no page plays once it is there. */
  play(): void;
  pause(): void;
  /** Iteration 0, with the same weights. */
  rewind(): Promise<void>;
  /** Goes on by so many iterations, 1 unless given; resolves to the iteration at which the lab next comes to rest. */
  advance(count?: number): Promise<number>;
  runToEnd(): Promise<number>;
  /** What is on screen; null before load. */
  getResults(): Results | null;
  /** What passes through each run's network, exactly, at the iteration reached. */
  inspect(): Promise<Results<RunInspection>>;
  /** The complete experiment; null before load. */
  getState(): Required<Experiment> | null;
  /** Opens an experiment. A refused one rejects, and leaves what was shown. */
  setState(experiment: ExperimentInput): Promise<void>;
  /** The text of a link to the experiment, without "#"; empty before load. */
  getLink(): string;
  /** Opens what a link says; what of it is refused is left out, and said above the lab. */
  openLink(text: string): Promise<void>;
  /** A picture, with caption and link written in: of the whole comparison, as PNG, unless said otherwise. */
  toBlob(options?: PictureOptions): Promise<Blob>;
  /** The costs that were kept of every run. */
  toCSV(): Promise<string>;

  addEventListener<K extends keyof InitLabEventMap>(
    type: K,
    listener: (this: InitLab, event: InitLabEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends Exclude<keyof HTMLElementEventMap, keyof InitLabEventMap>>(
    type: K,
    listener: (this: InitLab, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'init-lab': InitLab;
  }
}
