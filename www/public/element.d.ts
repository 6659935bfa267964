/** <init-lab>, as other people's code sees it: written by hand, so that it needs no other package's types. */
import type { Experiment, ExperimentInput } from '../engine/lab.js';

export type { Experiment, ExperimentInput };

export interface InitLabEventMap {
  /** The first frame is drawn. */
  load: CustomEvent<null>;
  progress: CustomEvent<{ iteration: number; iterations: number }>;
  change: CustomEvent<{ experiment: Experiment; isUserInitiated: boolean }>;
  finish: CustomEvent<{ iteration: number }>;
  error: CustomEvent<{ reason: string; message: string }>;
}

export class InitLab extends HTMLElement {
  /** The experiment to begin with. */
  preset: string;
  /** Laid over the preset. */
  experiment: ExperimentInput | null;
  theme: 'auto' | 'light' | 'dark' | 'projector';
  loading: 'eager' | 'lazy';

  /** The iteration that all runs have reached. */
  get iteration(): number;
  /** Whether nothing moves and the picture is complete. */
  get settled(): boolean;

  play(): void;
  pause(): void;
  /** Iteration 0, with the same weights. */
  rewind(): Promise<void>;
  /** Goes on by so many iterations: 1 unless given. */
  advance(count?: number): void;
  runToEnd(): void;
  /** The complete experiment; null before load. */
  getState(): Required<Experiment> | null;
  /** Opens an experiment. A refused one rejects, and leaves what was shown. */
  setState(experiment: ExperimentInput): Promise<void>;

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
