/** Public types of <init-lab>. Written by hand, so that they need no types of other packages. */
import type { Experiment, ExperimentInput, Inspection, LayerStart, Moments, Run } from '../../engine/lab.js';

export type { Experiment, ExperimentInput };

export interface InitLabEventMap {
  /** The first frame is drawn. */
  load: CustomEvent<null>;
  progress: CustomEvent<{ iteration: number; iterations: number }>;
  change: CustomEvent<{ experiment: Experiment; isUserInitiated: boolean; isOpened: boolean }>;
  finish: CustomEvent<{ iteration: number }>;
  /** Trainings of the sweep on screen, as they are done. */
  'sweep-progress': CustomEvent<{ done: number; total: number }>;
  /** All trainings of the sweep are done. */
  'sweep-finish': CustomEvent<{ done: number; total: number }>;
  /** `attribute`: the invalid attribute, if the error is about one. */
  error: CustomEvent<{ type: string; reason: string; message: string; attribute?: string }>;
}

/** Contents and format of a picture. */
export interface PictureOptions {
  what?: 'figure' | 'panels' | 'chart' | 'panel';
  /** For a panel: the index of its run in the experiment, from 0. */
  run?: number;
  type?: 'image/png' | 'image/svg+xml';
  /** Pixels of a PNG per CSS pixel; 2 by default. */
  scale?: number;
  [option: string]: unknown;
}

/**
 * Single fields of the experiment, which override `preset` and `experiment`. Each is a value, or text as in an
 * attribute. Null: not overridden.
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
  standardize?: boolean | string | null;
  classNames?: [ofClass0: string, ofClass1: string] | string | null;
  hiddenUnits?: number[] | string | null;
  activation?: string | null;
  initialBias?: number | string | null;
  weightScale?: number | string | null;
  biasStddev?: number | string | null;
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
  /** What a sweep varies and measures. */
  sweep?: ExperimentInput['sweep'] | string | null;
}

/** What is trained of a sweep: arrays of the shape runs × y × x × seeds, NaN where nothing is done; a sweep fills them. */
export interface SweepResults {
  runs: string[];
  axes: { field: string; values: Float64Array }[];
  /** Seeds of the weights. */
  seeds: Float64Array;
  /** Seeds of the training samples; NaN for points of your own. */
  dataSeeds: Float64Array;
  shape: number[];
  cost: Float64Array;
  trainAccuracy: Float64Array;
  testAccuracy: Float64Array;
  /** Infinity if never. */
  iterationsToSolve: Float64Array;
  diverged: Float64Array;
  signalRatio: Float64Array;
  errorSignalRatio: Float64Array;
  collapsed: Float64Array;
  /** Number of trainings that are done. */
  done: number;
  total: number;
}

/** Results of a run. */
export interface RunResults {
  label: string;
  initializer: string;
  cost: number;
  /** A fraction. */
  trainAccuracy: number;
  /** Null without test samples. */
  testAccuracy: number | null;
  /** The run's state in a word; `evidence` gives the numbers behind it in a sentence. */
  verdict: string;
  evidence: string;
  /** Every word that holds, the verdict first. */
  findings: string[];
}

/** Results of a run, with measurements inside its network. */
export interface RunInspection extends RunResults {
  /** The cost at iteration 0. */
  startCost: number;
  inspection: Inspection;
  /** The root mean square of z that theory predicts for each layer at iteration 0; NaN where it makes no prediction. */
  expected: Float64Array;
  /** The standard deviation of z between samples that theory predicts, likewise. */
  expectedBetweenSamples: Float64Array;
  /** Each layer at iteration 0. */
  layers: LayerStart[];
  /** Statistics of each layer's current weights. */
  weights: Moments[];
}

export interface Results<R extends RunResults = RunResults> {
  /** The iteration of all results. */
  iteration: number;
  /** The last iteration of training. */
  iterations: number;
  /** Updates missing in runs that were switched on; their results are from earlier iterations. */
  behind: number;
  /** Numbers of samples; accuracies are fractions of them. */
  samples: { train: number; test: number };
  runs: R[];
}

export interface InitLab extends InitLabFields {}

export class InitLab extends HTMLElement {
  /** Name of the preset to start from. */
  preset: string;
  /** Fields of the experiment that override the preset's. */
  experiment: ExperimentInput | null;
  theme: 'auto' | 'light' | 'dark' | 'projector';
  loading: 'eager' | 'lazy';
  autoplay: 'never' | 'seen';
  /** Names of views, as a text or a list; null: all. */
  views: string | string[] | null;
  /** Names of hidden parts, as a text or a list. */
  hide: string | string[] | null;
  /** Accessible name of the figure; null: the preset's title. */
  alt: string | null;
  /** The page that links to the experiment lead to; null: the page beside the script. */
  home: string | null;

  /** Whether the lab is at rest. */
  get paused(): boolean;
  /** The iteration reached by all runs. */
  get iteration(): number;
  /** Whether the lab is at rest and its picture is complete. Out of sight, a coarse picture counts as complete. */
  get settled(): boolean;

  /** Plays at the chosen speed. An element that is not on a page plays after it is added to one. */
  play(): void;
  pause(): void;
  /** Returns to iteration 0 with the same weights. */
  rewind(): Promise<void>;
  /** Advances by `count` iterations, 1 by default. Resolves to the iteration at which the lab next comes to rest. */
  advance(count?: number): Promise<number>;
  runToEnd(): Promise<number>;
  /** Goes back to an iteration, or forward to one that the lab has been at. Resolves once all runs are there. */
  seek(iteration: number): Promise<number>;
  /** The results on screen; null before load. */
  getResults(): Results | null;
  /** What is trained of the sweep on screen; null without one. */
  getSweepResults(): SweepResults | null;
  /** Exact results and measurements inside each run's network, at the iteration reached. */
  inspect(): Promise<Results<RunInspection>>;
  /** The complete experiment; null before load. */
  getState(): Required<Experiment> | null;
  /** Opens an experiment. Rejects a refused one and keeps the current experiment. */
  setState(experiment: ExperimentInput): Promise<void>;
  /** The experiment as the text of a link, without "#"; empty before load. */
  getLink(): string;
  /** Opens a link. Leaves out refused parts and reports them above the lab. */
  openLink(text: string): Promise<void>;
  /** A picture, including caption and link; by default a PNG of the whole comparison. */
  toBlob(options?: PictureOptions): Promise<Blob>;
  /** The recorded costs of every run, as CSV; of a sweep on stage, every training. */
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
