/** The page in an iframe: one lab, set up by the address, that tells the page around it of its height, and may be asked for its state. */
import '../element.js';
import { AddressBar } from '../address.js';
import { Channel } from './channel.js';
import { followHeight } from './height.js';
import { readQuery } from './query.js';
import { followSlides } from './slides.js';

/** @typedef {import('../element.js').InitLab} InitLab */

const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
const { attributes, base, origins, autoplay, problems } = readQuery(location.search);

for (const [name, text] of attributes) lab.setAttribute(name, text);
const theme = attributes.get('theme');
if (theme) document.documentElement.dataset.theme = theme;
const alt = attributes.get('alt');
if (alt) document.title = alt;
lab.home = location.href;

if (problems.length > 0) {
  const notes = document.createElement('div');
  notes.className = 'notes';
  notes.setAttribute('role', 'alert');
  notes.append(
    ...problems.map((problem) => {
      const line = document.createElement('p');
      line.textContent = `In this page’s address: ${problem}.`;
      return line;
    }),
  );
  lab.before(notes);
}

new AddressBar(lab, { base }).openFirst();
if (window.parent !== window) {
  followHeight(window.parent);
  followSlides(lab, window.parent, autoplay);
  if (origins.length > 0) new Channel(lab, window.parent, origins);
}
