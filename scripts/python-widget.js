/** Puts the widget's module and its loader into the Python package, from dist/. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { moduleScript, zipped } from './inline.js';
import { inRoot } from './paths.js';

const FOLDER = ['python', 'init_lab', 'static'];

/** Writes `init-lab-widget.js.gz` and `widget-loader.js`. Needs dist/. */
export async function writePythonWidget() {
  mkdirSync(inRoot(...FOLDER), { recursive: true });
  const module = await zipped(readFileSync(inRoot('dist', 'init-lab-widget.js')));
  writeFileSync(inRoot(...FOLDER, 'init-lab-widget.js.gz'), module);
  writeFileSync(inRoot(...FOLDER, 'widget-loader.js'), await moduleScript('standalone/widget-loader.js'));
}
