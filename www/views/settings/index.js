/** The settings feature: its sections, and the editor of custom points. */
import { takeShown } from '../../data/points-shown.js';
import { DataEditor } from '../../data/editor.js';
import ownDataCss from '../../styles/own-data.css?inline';
import settingsCss from '../../styles/settings.css?inline';
import { dataSection } from './data-section.js';
import { networkSection } from './network-section.js';
import { runsSection } from './runs-section.js';
import { trainingSection } from './training-section.js';

export { bench, paintSheets, sheet, useFiles } from '../draw.js';
export { DataEditor, takeShown };

export const css = settingsCss + ownDataCss;

/** @type {Record<import('./settings-bar.js').Section, (view: import('../view.js').EditorView) => unknown>} */
export const sections = { data: dataSection, network: networkSection, training: trainingSection, runs: runsSection };
