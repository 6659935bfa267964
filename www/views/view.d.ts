/** What views draw from, and what they can ask for: declared once, for views and for the element that fills it in. */
import type { TemplateResult } from 'lit';
import type { Reading } from '../charts/reader.js';
import type { DataEditor, Place as SaidAt } from '../data/editor.js';
import type { LabView } from '../export/source.js';
import type { Followed, InsideLook, Kind } from './inside/inside-look.js';
import type { Place } from '../charts/network-diagram.js';
import type { LateFeature } from './late-feature.js';
import type { Entry } from './settings/setting-field.js';
import type { Section } from './settings/settings-bar.js';
import type { ShareDialog, Tab } from './share/share-dialog.js';

export type { Model } from '../player/model.js';

/** What belongs to looking, not to the experiment. */
export interface Look {
  showTest: boolean;
  logarithmic: boolean;
  reading: Reading;
  /** Where the linear cost axis is cut, and the highest cost. */
  cut: { at: number; largest: number } | null;
  /** The slider's value while it is being dragged. */
  draggedRate: number | null;
  /** What could not be used of what was to be opened. */
  notes: string[];
  /** What was refused, by control. */
  problems: Record<string, string>;
  /** The section of the set-up that is open. */
  section: '' | Section;
  /** The run, of those offered, that the section of the runs tells more about. */
  more: any;
  tableOpen: boolean;
  /** For a screen reader. */
  status: string;
  /** Files that wait for what reads them. */
  dropped: File[] | null;
}

export interface ShareLook {
  /** Whether the dialog was asked for. */
  open: boolean;
  /** What was dropped or pasted, while it waits for what reads it. */
  brought: File[] | string | null;
  /** What the dialog shows and does; there with its feature. */
  sharing: ShareDialog | null;
}

/** Features that are fetched when they are first wanted. */
export interface LateFeatures {
  setup: LateFeature<typeof import('./settings/index.js')>;
  inside: LateFeature<typeof import('./inside/index.js')>;
  share: LateFeature<{ css: string; shareViews: (view: View, sharing: ShareDialog) => TemplateResult }>;
}

export interface View extends LabView, Look {
  /** How many runs there will be, about, before that is known. */
  expected: number;
  /** What is looked at inside the networks. */
  look: InsideLook;
  /** Every how many-th layer the diagrams show. */
  insideStride: number;
  /** The user's own points, while they are edited; there with the set-up's feature. */
  own: DataEditor | null;
  parts: LateFeatures;
  share: ShareLook;
  /** Whether a view or a part is shown, by its name in `views` or `hide`. */
  shows: (name: string) => boolean;
  act: Actions;
}

/** Once points can be edited. */
export type EditorView = View & { own: DataEditor };

/** What controls can ask for. Of runs, those on offer are meant. */
export interface Actions {
  playOrPause(): void;
  advance(count: number): void;
  runToEnd(): void;
  rewind(): void;
  setSpeed(speed: number): void;
  /** Opens the preset again, as it stands. */
  reset(): void;
  openPreset(name: string): void;
  /** Starts the engine anew. */
  restart(): void;

  showTest(show: boolean): void;
  setLogarithmic(logarithmic: boolean): void;
  openTable(open: boolean): void;
  /** Moves the cursor in the cost chart. */
  moveReading(steps: number | 'first' | 'last'): void;
  stopReading(): void;
  dismissNotes(): void;

  newSeed(): void;
  setSeed(text: string): void;
  setIterations(text: string): void;
  setLearningRate(text: string): void;
  dragRate(rate: number | null): void;
  forgetRates(): void;
  toggle(run: any): void;
  /** What stands in a field already was entered: nothing to do but to drop a complaint. */
  accept(): void;
  /** Uses what was typed into a control, or says there why not. */
  enter(entry: Entry & { id: string }, text: string): void;

  openSection(section: Look['section']): void;
  openMore(run: any): void;
  useFiles(files: File[], where: SaidAt): Promise<void>;
  useOwnData(): Promise<void>;
  /** What stands in a control that changes nothing by itself. */
  read(id: string): string;
  /** Does it, and says beside the control what is refused. */
  change(control: string, work: () => Promise<any>): void;
  newData(): void;
  useDataset(name: string): Promise<any>;
  setProperty(path: string, value: any): Promise<any>;
  setRun(run: any, value: any): Promise<any>;
  addRun(value: any, behind?: any): Promise<any>;
  removeRun(run: any): Promise<any>;
  moveRun(run: any, by: number): Promise<number>;

  openInside(open: boolean): void;
  lookIntoOnly(run: number | null): void;
  chooseKind(kind: Kind): void;
  openInsideTable(id: string, open: boolean): void;
  selectUnit(unit: Place | null): void;
  listLayer(layer: number): void;
  follow(follow: Followed | null): void;
  /** Shows what a run's verdict means. */
  define(run: number | null, above?: boolean): void;

  openShare(tab?: Tab): Promise<void>;
  /** Opens what was dropped or pasted. */
  bring(brought: File[] | string): Promise<void>;

  /** Focuses a control, once what was asked for is drawn. */
  focus(id: string): Promise<void>;
  /** Fetches a late feature; `id`: what has the focus then. */
  fetch(feature: keyof LateFeatures, id?: string): void;
}
