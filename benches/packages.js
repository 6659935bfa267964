/** Packages that measurements need, installed under target/ and not among the project's dependencies: they weigh hundreds of MB. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exclusively } from '../scripts/exclusive.js';
import { inRoot } from '../scripts/paths.js';
import { step } from '../scripts/report.js';
import { npmCommand } from '../scripts/run.js';
import { install } from './processes.js';

/**
 * A folder of target/ whose node_modules/ has the packages.
 * @param {string} name of the folder
 * @param {string} title what is installed, for people
 * @param {string[]} packages each with its version
 * @returns {Promise<string>}
 * @throws {Error} saying why they cannot be had
 */
export async function folderWith(name, title, packages) {
  const folder = inRoot('target', name);
  const stampFile = path.join(folder, '.installed');
  const isInstalled = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === packages.join('\n');
  if (isInstalled()) return folder;
  await exclusively(name, async () => {
    if (isInstalled()) return;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
    const [program, parameters] = npmCommand(['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages]);
    await step(`installing ${title} in target/${name}`, () => install(program, parameters, { cwd: folder }));
    writeFileSync(stampFile, packages.join('\n'));
  });
  return folder;
}
