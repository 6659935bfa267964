/**
 * The page in an iframe: one lab, set up by the address. It reports its height to the host page and offers it the state
 * channel.
 */
import '../element/init-lab-element.js';
import { AddressBar } from './address.js';
import { BLOCK } from '../experiment/notation.js';
import { Channel } from './channel.js';
import { followHeight } from './height.js';
import { ownExperiment } from './own-experiment.js';
import { readQuery } from './query.js';
import { followSlides } from './slides.js';

/** @typedef {import('../element/init-lab-element.js').InitLab} InitLab */

const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
const own = ownExperiment(document.getElementById(BLOCK)?.textContent);
const { looks, base, origins, autoplay, problems } = readQuery(location.search, own.experiment);

for (const [name, text] of looks) lab.setAttribute(name, text);
// A one-file page has looks of its own.
document.documentElement.dataset.theme = lab.getAttribute('theme') ?? 'auto';
document.title = lab.getAttribute('alt') || document.title;
// A srcdoc frame has no address.
if (/^(https?|file):$/.test(location.protocol)) lab.home = location.href;

new AddressBar(lab, { base }).open({ always: true, problems: [...own.problems, ...problems] });
if (window.parent !== window) {
  followHeight(window.parent);
  followSlides(lab, window.parent, autoplay);
  if (origins.length > 0) new Channel(lab, window.parent, origins);
}
