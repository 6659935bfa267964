/** What a lab shows of its results: the sentence at the end, summaries, the table of costs, the cursor in the chart, pinned curves. */
import resultsCss from '../../styles/results.css?inline';

export { ChartReader } from '../../charts/reader.js';
export { summaryOf } from '../../export/summaries.js';
export { outcomeSentence } from '../../export/outcome-sentence.js';
export { costTable } from './cost-table.js';
export { pinList, pinOf } from './pin-list.js';

export const css = resultsCss;
