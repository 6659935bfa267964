/** Lighthouse scores of the page, from 0 to 100, for its default phone on a slow network and for a desktop. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { ensureBrowser } from '../../scripts/browser.js';
import { folderWith } from '../packages.js';

/** The last version that supports all of the project's Node versions. */
const VERSION = '12.8.2';
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
/** Time limit in milliseconds, far above a normal run. */
const PATIENCE = 5 * 60_000;

/**
 * @param {string} url
 * @param {'mobile' | 'desktop'} device
 * @returns {Promise<{ scores: Record<string, number>, failed: string[] }>} failed: audits below the full score, with their values
 * @throws {Error} with the reason why there are no scores
 */
export async function lighthouse(url, device) {
  const folder = await folderWith('lighthouse', `Lighthouse ${VERSION}`, [`lighthouse@${VERSION}`]);
  const { executablePath, args } = await ensureBrowser();
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      path.join(folder, 'node_modules', 'lighthouse', 'cli', 'index.js'),
      url,
      '--quiet',
      '--output=json',
      '--output-path=stdout',
      `--only-categories=${CATEGORIES.join(',')}`,
      `--chrome-flags=${args.join(' ')}`,
      ...(device === 'desktop' ? ['--preset=desktop'] : []),
    ],
    { env: { ...process.env, CHROME_PATH: executablePath }, maxBuffer: 1 << 28, timeout: PATIENCE },
  );
  const { categories, audits, runtimeError } = JSON.parse(stdout);
  if (runtimeError?.message) throw new Error(runtimeError.message);
  return {
    scores: Object.fromEntries(CATEGORIES.map((name) => [name, Math.round(100 * categories[name].score)])),
    failed: Object.values(audits)
      .filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode !== 'informative')
      .map(({ title, displayValue }) => (displayValue ? `${title}: ${displayValue}` : title)),
  };
}
