/** The pages on which the monkey plays, on servers whose answers it can hold up. */
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { distFolder } from '../../scripts/paths.js';
import { serveStatic } from '../../scripts/serve-static.js';

/**
 * page: index.html without the lesson; embed: embed.html in a frame of another origin; file: the one-file page without a
 * server; ten: ten elements on a page of another origin; sweep: index.html with a sweep under way.
 */
export const TARGETS = /** @type {const} */ (['page', 'embed', 'file', 'ten', 'sweep']);
/** @typedef {typeof TARGETS[number]} Target */

/** How answers of the site come: as they should, late, or not at all. @typedef {'mend' | 'slow' | 'fail'} Network */

const SLOW = 400;

/** The experiment of the target `sweep`, small enough to be trained again in Node. */
export const SWEEP = { preset: 'notebook', training: { iterations: 60 }, sweep: { seeds: 20 } };

const HEAD =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title><link rel="icon" href="data:,">';

/** A frame as large as its page, so that places in both are the same, and a stranger that sends it messages too. @param {string} site @param {string} origin */
const embedding = (site, origin) => `${HEAD}
<style>body { margin: 0; overflow: hidden } #lab { position: fixed; inset: 0; width: 100%; height: 100%; border: 0 } #stranger { display: none }</style>
<iframe id="lab" src="${site}embed.html?preset=notebook&origins=${origin}"></iframe>
<iframe id="stranger" sandbox="allow-scripts" srcdoc="<script>onmessage = ({ data }) => parent.frames[0].postMessage(data, '*')</script>"></iframe>
<script>
  var send = (data, isStranger) => (isStranger ? frames[1] : frames[0]).postMessage(data, '*');
</script>`;

const LABS = [
  'preset="notebook"',
  'preset="moons" theme="dark"',
  'preset="deep_relu" loading="lazy"',
  `experiment='{ "preset": "notebook", "network": { "hidden": [3] } }'`,
  'views="panels chart" hide="controls"',
  'learning-rate="0.3" initializers="zeros,he"',
  `experiment='{ "preset": "notebook", "training": { "iterations": 40 }, "sweep": { "seeds": 3 } }'`,
  'hidden-units="4,4" theme="projector"',
  'preset="nothing"',
  'loading="lazy" alt="The last"',
];

/** @param {string} site */
const ten = (site) => `${HEAD}<script type="module" src="${site}element.js"></script>
${LABS.map((attributes) => `<p>A figure:</p><init-lab ${attributes}></init-lab>`).join('\n')}`;

/** The built site in a folder, with index.html without its lesson: its labs would be played on in every burst. @param {string} folder */
async function withoutLesson(folder) {
  await mkdir(folder);
  for (const name of await readdir(distFolder)) await symlink(path.join(distFolder, name), path.join(folder, name));
  const whole = await readFile(path.join(distFolder, 'index.html'), 'utf8');
  const index = whole.replace(/<article\b[^]*<\/article>/, '');
  if (index === whole) throw new Error('index.html has no article');
  await rm(path.join(folder, 'index.html'));
  await writeFile(path.join(folder, 'index.html'), index);
}

/** @typedef {Awaited<ReturnType<typeof openTargets>>} Targets */

export async function openTargets() {
  /** @type {{ how: Network }} */
  const network = { how: 'mend' };
  const folder = await mkdtemp(path.join(tmpdir(), 'init-lab-monkey-'));
  const siteFolder = path.join(folder, 'site');
  await withoutLesson(siteFolder);
  const site = await serveStatic(siteFolder, {
    strictCsp: true,
    headers: { 'Access-Control-Allow-Origin': '*' },
    async hinder() {
      const { how } = network;
      if (how !== 'mend') await wait(SLOW);
      return how === 'fail';
    },
  });
  const hosts = await serveStatic(folder);
  await writeFile(path.join(folder, 'embed.html'), embedding(site.url, new URL(hosts.url).origin));
  await writeFile(path.join(folder, 'ten.html'), ten(site.url));
  const addresses = {
    page: `${site.url}index.html`,
    sweep: `${site.url}index.html`,
    file: pathToFileURL(path.join(distFolder, 'init-lab.html')).href,
    embed: `${hosts.url}embed.html`,
    ten: `${hosts.url}ten.html`,
  };
  return {
    network,
    /** @param {Target} target */
    address: (target) => addresses[target],
    /** Whether an address is one of the tests' own. @param {string} url */
    isOwn: (url) => /^(data|blob|about):/.test(url) || url.startsWith(site.url) || url.startsWith(hosts.url) || url === addresses.file, // prettier-ignore
    async close() {
      await Promise.all([site.close(), hosts.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
