/** State and actions of the share dialog, implemented in www/share/. */
import type { Code } from '../../export/qr.js';
import type { Choice, Format, Item, Look } from '../../export/items.js';
import type { View } from '../view.js';

export type Tab = 'link' | 'embed' | 'export' | 'open';

/** A part of a lab that an embed may leave out. */
export interface EmbedPart {
  name: string;
  title: string;
  /** Names of `hide`. */
  hide: string[];
}

/** A place that takes code. */
export interface EmbedFormat {
  name: string;
  title: string;
  help: string;
}

/** The embed builder. */
export interface Embedding {
  /** Those that the lab's home can serve, and titles of the others. */
  readonly formats: EmbedFormat[];
  readonly unserved: string[];
  readonly choices: Record<string, { title: string; parts: string[] }>;
  readonly widths: { least: number; most: number };
  readonly format: EmbedFormat;
  readonly theme: 'auto' | 'light' | 'dark' | 'projector';
  readonly starts: boolean;
  readonly width: number;
  readonly parts: EmbedPart[];
  keeps(name: string): boolean;
  keep(name: string, kept: boolean): void;
  /** The choice made; empty: one's own. */
  readonly choice: string;
  choose(name: string): void;
  writeFor(place: string): void;
  set(what: Partial<Pick<Embedding, 'theme' | 'starts' | 'width'>>): void;
  /** Attributes of the embedded element. */
  readonly look: Record<string, string | null | undefined>;
  /** What the height was measured of. */
  readonly of: string;
  /** Of a frame that shows all of it; null: not measured yet. */
  readonly height: number | null;
  /** The code; empty for a file. */
  readonly text: string;
  measure(height: number, ended: boolean): void;
}

/** A message with its place. */
export interface Said {
  place: string;
  text: string;
  problem: boolean;
}

/** Copies texts, with messages. */
export interface Copies {
  saidAt(place: string): Said;
  copy(place: string, text: string): Promise<void>;
  say(place: string, text: string, problem?: boolean): void;
}

/** The export: one item in one of its formats. */
export interface Exports {
  readonly items: Item[];
  readonly item: Item;
  readonly format: Format;
  /** Text is empty if it is too long to show. */
  made: { text: string; long: boolean; blob: Blob; url: string; alt: string; iteration: number } | null;
  problem: string;
  readonly busy: boolean;
  follow(view: View): void;
  choose(item: Item): void;
  set(what: { format?: string; choice?: string }): void;
  choice(view: View): Choice | undefined;
  look(view: View): Required<Look>;
  setLook(part: Look): void;
  drop(): void;
}

export interface ShareDialog {
  tab: Tab;
  /** The message over the lab: the opened experiment, or why none was opened. */
  notice: { text: string; problem: boolean; before: object | null } | null;
  /** Whether the QR code fills the dialog. */
  enlarged: boolean;
  /** Whether it is known where links can lead. */
  readonly ready: boolean;
  making: Exports;
  copying: Copies;
  /** The sweep on stage. */
  readonly sweep: ShownSweep | null;
  /** Whether the lab or the sweep was running when the dialog opened, and resumes when it closes. */
  readonly pauses: boolean;
  /** The page that links lead to; null if none is known. */
  readonly home: string | null;
  readonly permalink: string;
  /** The experiment's part of the link. */
  readonly linkEnd: string;
  /** Whether the link works only on this computer. */
  readonly local: boolean;
  readonly embedding: Embedding;
  readonly code: Code | null;
  show(tab?: Tab): Promise<void>;
  close(): void;
  closed(): void;
  turn(tab: Tab): void;
  enlarge(): void;
  copyPicture(place: string, blob: Blob): Promise<void>;
  save(place: string, blob: Blob, name: string): void;
  saveLater(place: string, doing: string, name: string, make: () => Promise<Blob>): Promise<void>;
  fileName(extension: string, words?: (string | null | undefined)[], moment?: boolean): string;
  bring(brought: File[] | string, where: 'lab' | 'open'): Promise<void>;
  goBack(): Promise<void>;
  forget(): void;
  forgive(): void;
}
