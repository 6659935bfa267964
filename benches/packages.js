/**
 * Packages for measurements, installed under target/ and not dependencies of the project, because they take hundreds of
 * MB.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exclusively } from '../scripts/exclusive.js';
import { inRoot } from '../scripts/paths.js';
import { step } from '../scripts/report.js';
import { npmCommand } from '../scripts/run.js';
import { install } from './processes.js';

/**
 * A folder of target/ with the packages in its node_modules/.
 * @param {string} name of the folder
 * @param {string} title the packages' name in messages
 * @param {string[]} packages each with its version
 * @returns {Promise<string>}
 * @throws {Error} with the reason why they are unavailable
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
