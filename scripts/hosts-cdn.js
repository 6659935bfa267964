/**
 * Stands in for servers that pages of hosts load from: https://course.example/ of the docs is dist/, and files of CDNs come from
 * the same packages of npm. So a run needs no server but the registries, and shows nothing that a server has changed since.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { distFolder, inRoot } from './paths.js';
import { npm } from './run.js';

const FOLDER = inRoot('target', 'hosts', 'cdn');
/** What pages of nbconvert and Panel load. */
const PACKAGES = ['@jupyter-widgets/html-manager@1.0.15', 'requirejs@2.3.7', 'anywidget@0.11.0'];

/** Installs what stands in for CDNs. */
export async function installCdn() {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(path.join(FOLDER, 'package.json'), '{ "private": true }');
  const quiet = ['--silent', '--no-audit', '--no-fund', '--ignore-scripts'];
  await npm(['install', ...quiet, ...PACKAGES], { cwd: FOLDER, failure: 'What stands in for CDNs was not installed.' });
}

/** The file of a package that a CDN has at an address; undefined: none. @param {URL} address */
function fileOf({ hostname, pathname }) {
  if (/\/require(\.min)?\.js$/.test(pathname)) return path.join(FOLDER, 'node_modules', 'requirejs', 'require.js');
  if (!['cdn.jsdelivr.net', 'unpkg.com'].includes(hostname)) return undefined;
  const [, name, file] =
    /^(?:\/npm)?\/((?:@[^/]+\/)?[^@/]+)(?:@[^/]+)?\/(.+)$/.exec(decodeURIComponent(pathname)) ?? [];
  if (!name) return undefined;
  return path.join(FOLDER, 'node_modules', name, /\.\w+$/.test(file) ? file : `${file}.js`);
}

/** Answers the address of the docs. @param {import('playwright-core').Page} page */
export const standInForCourse = (page) =>
  page.route('https://course.example/init-lab/**', (route) =>
    route.fulfill({ path: path.join(distFolder, new URL(route.request().url()).pathname.replace('/init-lab/', '')) }),
  );

/** @param {import('playwright-core').Page} page */
export async function standInForServers(page) {
  await standInForCourse(page);
  await page.route(
    ({ protocol, hostname }) => protocol === 'https:' && hostname !== 'course.example',
    (route) => {
      const file = fileOf(new URL(route.request().url()));
      return file ? route.fulfill({ path: file }) : route.abort();
    },
  );
}
