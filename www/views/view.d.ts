/** State and actions of the views; the element implements them. */
import type { TemplateResult } from 'lit';
import type { Reading } from '../charts/reader.js';
import type { DataEditor, Place as SaidAt } from '../data/editor.js';
import type { LabView } from '../export/source.js';
import type { Followed, InsideLook, Kind } from './inside/inside-look.js';
import type { Place } from '../charts/network-diagram.js';
import type { Edit } from '../player/edits.js';
import type { LateFeature } from './late-feature.js';
import type { Entry } from './settings/setting-field.js';
import type { Section } from './settings/settings-bar.js';
import type { ShareDialog, Tab } from './share/share-dialog.js';
import type { SweepKind, SweepStage } from './sweep/sweep-stage.js';

export type { Model } from '../player/model.js';

/** Curves pinned in the cost chart. */
export interface Pin {
  preset: string | undefined;
  experiment: any;
  iteration: number;
  lines: { slot: number; iterations: Float64Array; costs: Float64Array }[];
}

/** State of the view, not of the experiment. */
export interface Look {
  showTest: boolean;
  reading: Reading;
  /** The cost axis that the user chose, and the preset that it was chosen for. */
  axis: { preset: string | undefined; logarithmic: boolean } | null;
  /** Pinned curves, oldest first. */
  pins: Pin[];
  /** The cut of the linear cost axis, and the highest cost. */
  cut: { at: number; largest: number } | null;
  /** The iteration that the lab is on its way to, from the progress line. */
  sought: number | null;
  /** The slider's value during a drag. */
  draggedRate: number | null;
  /** Problems with the opened input. */
  notes: string[];
  /** Refusals, by control. */
  problems: Record<string, string>;
  /** Whether the settings are open. */
  settingsOpen: boolean;
  /** What the shown refusal asks: answers that the user may choose. */
  answers: { text: string; use: () => void }[];
  /** The open section of the settings. */
  section: '' | Section;
  /** The available run whose details are open. */
  more: any;
  tableOpen: boolean;
  /** Whether a narrow lab shows all of the transport. */
  unfolded: boolean;
  /** The picture that a narrow lab shows enlarged. */
  enlarged: number | null;
  /** The announcement for screen readers. */
  status: string;
  /** Files waiting for the settings feature. */
  dropped: File[] | null;
}

export interface ShareLook {
  /** Whether the dialog is open. */
  open: boolean;
  /** Dropped or pasted input waiting for the share feature. */
  brought: File[] | string | null;
  /** The share dialog, if its feature is loaded. */
  sharing: ShareDialog | null;
}

/** Features loaded on demand. */
export interface LateFeatures {
  setup: LateFeature<typeof import('./settings/index.js')>;
  inside: LateFeature<typeof import('./inside/index.js')>;
  results: LateFeature<typeof import('./results/index.js')>;
  sweep: LateFeature<typeof import('./sweep/index.js')>;
  share: LateFeature<{ css: string; shareViews: (view: View, sharing: ShareDialog) => TemplateResult }>;
}

export interface View extends LabView, Look {
  /** Whether the cost axis is logarithmic: as chosen, or as the preset has it. */
  logarithmic: boolean;
  /** The runs as far as attributes tell, before they are known. */
  expected: { label: string; formulaText: string }[];
  /** Whether a sweep is going to be on stage, as far as attributes tell. */
  expectsStage: boolean;
  /** State of the look inside the networks. */
  look: InsideLook;
  /** The diagrams show every n-th layer. */
  insideStride: number;
  /** The editor of custom points, if the settings feature is loaded. */
  own: DataEditor | null;
  parts: LateFeatures;
  /** Whether a sweep is shown in place of pictures and chart. */
  staged: boolean;
  /** Whether the lab, or its sweep, is moving. */
  moves: boolean;
  /** The stage of the lab's sweeps, if its feature is loaded. */
  stage: SweepStage | null;
  share: ShareLook;
  /** Whether a view or a part is shown, by its name in `views` or `hide`. */
  shows: (name: string) => boolean;
  act: Actions;
}

/** With the editor of points loaded. */
export type EditorView = View & { own: DataEditor };

/** Actions of the controls. Run indices count available runs. */
export interface Actions {
  playOrPause(): void;
  advance(count: number): void;
  runToEnd(): void;
  rewind(): void;
  setSpeed(speed: number): void;
  /** Goes to an iteration, with training paused until the drag has ended. */
  seek(iteration: number): void;
  endSeek(): void;
  /** Resets to the preset. */
  reset(): void;
  openPreset(name: string): void;
  /** Restarts the engine. */
  restart(): void;
  /** Restarts the engine, and opens what was open before this experiment. */
  goBack(): void;

  showTest(show: boolean): void;
  setLogarithmic(logarithmic: boolean): void;
  /** Pins the present curves in the cost chart. */
  pin(): void;
  unpin(pin: Pin, name: string): void;
  clearPins(): void;
  openTable(open: boolean): void;
  /** Moves the cursor in the cost chart. */
  moveReading(steps: number | 'first' | 'last'): void;
  stopReading(): void;
  dismissNotes(): void;

  newSeed(): void;
  /** Uses a seed that nobody chose. */
  surprise(): void;
  setSeed(text: string): void;
  setIterations(text: string): void;
  setLearningRate(text: string): void;
  dragRate(rate: number | null): void;
  useRate(rate: number): void;
  toggle(run: any): void;
  /** Handles an unchanged entry: only clears its refusal. */
  accept(): void;
  /** Applies an edit of the experiment. Resolves to the edit's answer. */
  apply(edit: Edit): Promise<any>;
  /** Uses a typed value, or shows the refusal at its control. */
  enter(entry: Entry & { id: string }, text: string): void;

  openSettings(open: boolean): void;
  openSection(section: Look['section']): void;
  /** Opens the catalogue of initializers, to add a run. */
  chooseInitializer(): Promise<void>;
  unfold(unfolded: boolean): void;
  enlarge(run: number | null): void;
  openMore(run: any): void;
  useFiles(files: File[], where: SaidAt): Promise<void>;
  useOwnData(): Promise<void>;
  /** Sets the text of a control that changes nothing by itself. */
  read(id: string): string;
  /** Runs an action and shows a refusal beside the control. */
  change(control: string, work: () => Promise<any>): void;
  newData(): void;
  useDataset(name: string): Promise<any>;
  setProperty(path: string, value: any): Promise<any>;

  openInside(open: boolean): void;
  lookIntoOnly(run: number | null): void;
  chooseKind(kind: Kind): void;
  openInsideTable(id: string, open: boolean): void;
  selectUnit(unit: Place | null): void;
  listLayer(layer: number): void;
  follow(follow: Followed | null): void;
  /** Compares the followed point with another one. */
  compare(second: Followed | null): void;
  /** Shows a verdict's definition. */
  define(run: number | null, above?: boolean): void;

  openShare(tab?: Tab): Promise<void>;
  /** Opens dropped or pasted input. */
  bring(brought: File[] | string): Promise<void>;

  /** Makes a sweep of the lab on screen. */
  enterSweep(kind: SweepKind): Promise<void>;

  /** Focuses a control after the next render. */
  focus(id: string): Promise<void>;
  /** Loads a feature; `id`: the focused control. */
  fetch(feature: keyof LateFeatures, id?: string): void;
}
