import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { exclusively } from './exclusive.js';
import { inRoot } from './paths.js';
import { SetupError, step } from './report.js';
import { npm } from './run.js';

/** Stamp of a complete installation. `npm ci` deletes the folder first, so an interrupted installation has no stamp. */
const stampFile = inRoot('node_modules', '.init-lab-stamp');

function expectedStamp() {
  const lock = readFileSync(inRoot('package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`;
}

const isInstalled = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === expectedStamp();

function checkNodeVersion() {
  const { engines } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const [major, minor] = engines.node.match(/\d+/g).map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  throw new SetupError(`Node ${process.versions.node} is too old: init-lab needs ${engines.node}.`);
}

/** Checks Node, and installs the packages of package-lock.json unless exactly these are installed. */
export async function ensureNodeModules() {
  checkNodeVersion();
  if (isInstalled()) return;
  await exclusively('npm', async () => {
    if (isInstalled()) return;
    await step('installing the packages of package-lock.json', () =>
      npm(['ci', '--no-audit', '--no-fund'], {
        failure: 'npm ci failed. Check the network and that package.json and package-lock.json agree, and start again.',
      }),
    );
    writeFileSync(stampFile, expectedStamp());
  });
}
