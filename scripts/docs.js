/** Generates the tables of docs/ from the catalogue. A test compares them. */
import { runScript } from './report.js';
import { runOrFail } from './run.js';
import { hostCargo } from './toolchain.js';

await runScript(() =>
  runOrFail(hostCargo(), ['test', '--quiet', '--test', 'docs', '--test', 'verdicts'], {
    env: { UPDATE_DOCS: '1' },
    failure: 'The tables of docs/ could not be written. See cargo’s output above.',
  }),
);
