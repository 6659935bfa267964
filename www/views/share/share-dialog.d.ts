/** What the share dialog shows, and what it can ask for; www/share/ fills it in. */
import type { Code } from '../../export/qr.js';
import type { Choice, Format, Item, ThemeName } from '../../export/items.js';
import type { View } from '../view.js';

export type Tab = 'link' | 'export' | 'open';

/** Said beside what it is about. */
export interface Said {
  place: string;
  text: string;
  problem: boolean;
}

/** Texts that are copied, and what is said of it. */
export interface Copies {
  saidAt(place: string): Said;
  copy(place: string, text: string): Promise<void>;
  say(place: string, text: string, problem?: boolean): void;
}

/** What is exported: one item, in one of its formats. */
export interface Exports {
  item: Item;
  readonly format: Format;
  made: { text: string; blob: Blob; url: string; iteration: number } | null;
  problem: string;
  readonly busy: boolean;
  /** Whether the text is too long to be shown. */
  readonly long: boolean;
  follow(view: View): void;
  choose(item: Item): void;
  set(what: { format?: string; choice?: string }): void;
  choice(view: View): Choice | undefined;
  theme(view: View): ThemeName;
  colour(theme: ThemeName): void;
  drop(): void;
}

export interface ShareDialog {
  tab: Tab;
  /** Over the lab: what was opened, or why nothing was. */
  notice: { text: string; problem: boolean; before: object | null } | null;
  /** Whether the QR code fills the dialog. */
  enlarged: boolean;
  making: Exports;
  copying: Copies;
  /** Whether the lab moved when the dialog was opened, and goes on when it is closed. */
  readonly pauses: boolean;
  readonly permalink: string;
  /** What of the link says the experiment. */
  readonly linkEnd: string;
  /** Whether only this computer finds the link. */
  readonly local: boolean;
  readonly iframe: string;
  readonly element: string;
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
