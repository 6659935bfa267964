/** A sweep as its painting, pictures, tables and exports take it. */
import type { Catalogue } from '../experiment/catalogue.js';

/** Arrays of the shape runs × y × x × seeds; NaN where nothing is done. They are filled as the sweep goes on. */
export interface SweepResults {
  runs: string[];
  axes: { field: string; values: Float64Array }[];
  seeds: Float64Array;
  dataSeeds: Float64Array;
  shape: number[];
  cost: Float64Array;
  trainAccuracy: Float64Array;
  testAccuracy: Float64Array;
  iterationsToSolve: Float64Array;
  diverged: Float64Array;
  signalRatio: Float64Array;
  errorSignalRatio: Float64Array;
  collapsed: Float64Array;
}

/** A measure over the seeds: arrays of the shape runs × y × x. */
export interface SweepSummary {
  shape: number[];
  median: Float64Array;
  q10: Float64Array;
  q25: Float64Array;
  q75: Float64Array;
  q90: Float64Array;
  n: Float64Array;
  solvedShare: Float64Array;
  solvedLow: Float64Array;
  solvedHigh: Float64Array;
}

/** Quantiles of each group of `size` values: of its numbers, by the rule of the summaries. */
export type Quantiles = (
  values: Float64Array,
  size: number,
) => { q10: Float64Array; median: Float64Array; q90: Float64Array };

export interface ShownAxis {
  /** As in the experiment: `network.weightScale`, `runs.stddev`, `depth`. */
  field: string;
  /** In words: "weight scale". */
  title: string;
  values: Float64Array;
  scale: 'linear' | 'log';
}

/** A measure of the catalogue. */
export interface ShownMeasure {
  /** Name in the experiment. */
  name: string;
  /** Name among the results. */
  property: keyof SweepResults;
  title: string;
  smallerIsBetter: boolean | null;
  /** Whether it measures a training; otherwise it measures the network at iteration 0. */
  needsTraining: boolean;
}

/** Depths of six times ξ, perhaps infinite. */
export interface SignalReach {
  /** At the first axis's values. */
  own: Float64Array;
  /** The first axis's values, and numbers between them. */
  values: Float64Array;
  /** At `values`. */
  depths: Float64Array;
}

export interface ShownSweep {
  /** The labels of the runs. */
  runs: string[];
  /** Slots of the runs, for seriesColour and seriesDash of charts/series.js. */
  series: number[];
  /** The complete experiment, with its sweep. Its runs name the schemes that a scale axis marks. */
  experiment: any;
  catalogue: Catalogue;
  /** x, then y; none, one or two. */
  axes: ShownAxis[];
  /** Runs, y, x, seeds. */
  shape: number[];
  /** The seeds of the weights. */
  seeds: Float64Array;
  measure: ShownMeasure;
  /** Views: they are filled as the sweep goes on. */
  results: SweepResults;
  /** Of the measure, of this revision. */
  summary: SweepSummary;
  /** For values of which there is no summary. */
  quantiles: Quantiles;
  /** Of each run, in a sweep without axes. Costs: seeds × iterations, NaN where nothing is done. */
  curves: { iterations: Float64Array; costs: Float64Array }[] | null;
  /** Runs that the field of an axis does not change, by axis. */
  constant: boolean[][];
  /** For each run, how deep a signal reaches in theory, where the second axis is the depth; else null. */
  reaches: (SignalReach | null)[];
  done: number;
  total: number;
  /** A new number whenever something was filled. */
  revision: number;
  /** The place last opened, by indices. */
  place: SweepPlace | null;
  /** Whether there is a wider view to go back to. */
  zoomed: boolean;
}

/** Indices of a run, a cell and a seed. */
export interface SweepPlace {
  run: number;
  x: number;
  y: number;
  seed: number;
}
