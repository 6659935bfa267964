/** What comes when a section of the set-up is first opened, or a file is dropped: fields, and the user's own points. */
import { takeShown } from '../data/shown.js';
import { DataEditor } from '../data/editor.js';
import ownDataCss from '../styles/own-data.css?inline';
import settingsCss from '../styles/settings.css?inline';
import { dataSection } from '../views/settings/data.js';
import { networkSection } from '../views/settings/network.js';
import { runsSection } from '../views/settings/runs.js';
import { trainingSection } from '../views/settings/training.js';

export { bench, paintSheets, sheet, useFiles } from '../views/draw.js';
export { DataEditor, takeShown };

export const css = settingsCss + ownDataCss;

/** @type {Record<import('../views/settings/setup.js').Section, (view: import('../views/parts.js').EditorView) => unknown>} */
export const sections = { data: dataSection, network: networkSection, training: trainingSection, runs: runsSection };
