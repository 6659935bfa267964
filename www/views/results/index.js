/** What a lab shows of its data and results: a hint on scales, the sentence at the end, what presets are about, what initializers do and verdicts mean, the table of costs, the cursor in the chart, pinned curves. */
import resultsCss from '../../styles/results.css?inline';

export { ChartReader } from '../../charts/reader.js';
export { definitionOf, sentenceOf, summaryOf } from '../../experiment/full-catalogue.js';
export { outcomeSentence } from '../../export/outcome-sentence.js';
export { scaleHint } from './scale-hint.js';
export { costTable } from './cost-table.js';
export { nameOf, pinList, pinOf } from './pin-list.js';

export const css = resultsCss;
