/**
 * The lesson below the page's lab. Its text is on a page of its own (lesson.html), and comes after the lab's first
 * picture; its behaviour comes when the reader goes there.
 */
import { keepForReturn, takeOnReturn } from '../embed/over-a-return.js';

/** @typedef {import('../element/init-lab-element.js').InitLab} InitLab */

/** Key of the reader's place, in pixels below the lesson's upper edge. */
const PLACE = 'init-lab place in the lesson';

/** Resolves after the first picture, or an error message. @param {InitLab} lab */
export const openedBy = (lab) =>
  new Promise((resolve) => {
    for (const name of ['load', 'error']) lab.addEventListener(name, resolve, { once: true });
  });

/**
 * Resolves when the lesson is in view or the reader goes there. Every way scrolls: by hand, link, keyboard, or text
 * search.
 * @param {Element} article
 */
const turnedTo = (article) =>
  new Promise((resolve) => {
    if (scrollY > 0) resolve(undefined);
    addEventListener('scroll', resolve, { once: true, passive: true });
    addEventListener('beforeprint', resolve, { once: true });
    const sight = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      sight.disconnect();
      resolve(undefined);
    });
    sight.observe(article);
  });

/** Resolves when the browser is idle. */
const idle = () =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(resolve, { timeout: 100 });
    else setTimeout(resolve, 50);
  });

/**
 * Repeats a download that fails whenever the connection returns.
 * @template T
 * @param {() => Promise<T>} load @param {string} missing  what the page is without it, in words @param {() => void} [fail]  called when it fails
 */
async function persistently(load, missing, fail) {
  for (;;) {
    try {
      return await load();
    } catch (error) {
      console.warn(`init-lab: ${missing}`, error);
      fail?.();
    }
    await new Promise((resolve) => addEventListener('online', resolve, { once: true }));
  }
}

/** The sections of a page's article. @param {string} address @param {number} status @param {string} text  of the answer */
function sectionsIn(address, status, text) {
  if (status !== 200) throw new Error(`${address} was answered with status ${status}.`);
  const page = new DOMParser().parseFromString(text, 'text/html');
  const sections = [...page.querySelectorAll('article.lesson > section')];
  if (sections.length === 0) throw new Error(`${address} holds no lesson.`);
  return sections;
}

/** @param {string} address */
async function sectionsOf(address) {
  const response = await fetch(address);
  return sectionsIn(address, response.status, await response.text());
}

/**
 * Resolves with the sections when the page is printed. The browser's print waits for no promise, so they are requested
 * while it waits for the event.
 * @param {string} address @param {() => boolean} isWanted @returns {Promise<Element[]>}
 */
const sectionsAtPrint = (address, isWanted) =>
  new Promise((resolve) => {
    addEventListener('beforeprint', () => {
      if (!isWanted()) return;
      try {
        const request = new XMLHttpRequest();
        request.open('GET', address, false);
        request.send();
        resolve(sectionsIn(address, request.status, request.responseText));
      } catch {
        // The page says on paper what is missing (paper.css).
      }
    });
  });

/** Keeps the reader's place, since the browser cannot return to a text that is not there yet. @param {Element} article */
const keepPlace = (article) =>
  addEventListener('pagehide', () => {
    const { top } = article.getBoundingClientRect();
    if (top < 0) keepForReturn(PLACE, location.pathname, -top);
  });

/** Makes links to a page links within this one. @param {Element} part @param {string} page */
function leadHere(part, page) {
  for (const link of part.querySelectorAll(`a[href^="${page}#"]`))
    link.setAttribute('href', /** @type {string} */ (link.getAttribute('href')).slice(page.length));
}

/**
 * Adds the sections, one by one while the browser is idle, or all at once for a reader who goes there.
 * @param {HTMLElement} article @param {Element[]} sections @param {Promise<unknown>} turned
 */
async function add(article, sections, turned) {
  for (const section of sections) {
    await Promise.race([idle(), turned]);
    // On its own page the lesson leads to the lab's; here the lab is above.
    leadHere(section, './');
    article.append(document.adoptNode(section));
  }
}

/**
 * Adds the text of the lesson.
 * @param {HTMLElement} article @param {Promise<unknown>} opened @param {Promise<unknown>} turned @param {() => void} fail
 */
async function complete(article, opened, turned, fail) {
  const { rest } = article.dataset;
  if (rest === undefined) return;
  const place = takeOnReturn(PLACE, location.pathname);
  const target = () => document.getElementById(location.hash.slice(1));
  // A new reader sees the lab first.
  const isNew = 'fresh' in document.documentElement.dataset;
  let isLoaded = false;
  const printed = sectionsAtPrint(rest, () => !isLoaded);
  if (isNew) await Promise.race([opened.then(idle), turned]);
  const fetched = persistently(
    () => sectionsOf(rest),
    'the text of the lesson could not be loaded. It is also on a page of its own.',
    fail,
  );
  const sections = await Promise.race([printed, fetched]);
  isLoaded = true;
  const isThere = target() !== null;
  await add(article, sections, isNew ? turned : Promise.resolve());
  leadHere(article, rest);
  delete article.dataset.rest;
  // Figures take their heights.
  await Promise.all(Array.from(article.querySelectorAll('init-lab'), (figure) => /** @type {InitLab} */ (figure).updateComplete)); // prettier-ignore
  if (typeof place === 'number')
    scrollTo({ top: scrollY + article.getBoundingClientRect().top + place, behavior: 'instant' });
  else if (!isThere) target()?.scrollIntoView();
}

/**
 * Completes the lesson, and brings it to life when the reader goes there, so that the first view never waits for either.
 * @param {HTMLElement} article @param {InitLab} lab  above it
 * @returns {{ completed: Promise<void>, tried: Promise<unknown> }} completed: resolves when the text is there; tried: also when it could not be loaded
 */
export function lessonBelow(article, lab) {
  const opened = openedBy(lab);
  const turned = turnedTo(article);
  let fail = () => {};
  const failed = new Promise((resolve) => {
    fail = () => resolve(undefined);
  });
  const completed = complete(article, opened, turned, fail);
  keepPlace(article);
  Promise.all([opened, completed, turned]).then(async () => {
    const behaviour = await persistently(
      () => import('../lesson/lesson.js'),
      'the interactive parts of the lesson could not be loaded. Its text and figures still work.',
    );
    behaviour.enliven(article, lab);
  });
  return { completed, tried: Promise.race([completed, failed]) };
}
