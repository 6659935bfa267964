/** The Share feature: its dialog, links, exports, and importing of experiments. */
import { Sharing } from './sharing.js';
import brought from '../styles/brought.css?inline';
import dialog from '../styles/share-dialog.css?inline';
import pages from '../styles/share-pages.css?inline';
import { shareViews } from '../views/share/dialog.js';

export const css = dialog + pages + brought;

export { Sharing, shareViews };
export { experimentIn, toBlob } from '../export/image.js';
export { pythonNotebook } from '../export/notebook.js';
export { parametersJSON, parametersNPZ } from '../export/parameters.js';
export { pythonInput, pythonScript } from '../export/python/index.js';
export { FRAMEWORKS, frameworkSnippet } from '../export/snippets/index.js';
export { costsCSV, csvOf, resultsTable } from '../export/tables.js';
