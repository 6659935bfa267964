import { existsSync } from 'node:fs';
import { findProgram, runOrFail } from './run.js';
import { step } from './report.js';

export const hasApt = () => existsSync('/etc/debian_version') && findProgram('apt-get') !== undefined;

export const isRoot = () => process.getuid?.() === 0;

/**
 * Set-up installs system packages only as root, in other words in a container or CI, where that overrides nobody's
 * choices.
 */
export const mayInstallPackages = () => hasApt() && isRoot();

/** @param {string[]} packages */
export const aptCommand = (packages) => `apt-get install -y --no-install-recommends ${packages.join(' ')}`;

/** @param {string[]} packages */
export async function aptInstall(packages) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const failure = `Installing ${packages.join(', ')} failed. See apt-get's output above.`;
  await step(`installing ${packages.join(', ')}`, async () => {
    await runOrFail('apt-get', ['update', '-q'], { env, failure });
    await runOrFail('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env, failure });
  });
}
