/** The names of the events that an element fires about its lab. */
const NAMES = ['load', 'error', 'progress', 'change', 'finish'];

/**
 * Keeps events of controls inside the element, and of elements in its place, from listeners for the element's own, which have
 * its details: extensions and test tools send such events on as composed.
 * @param {HTMLElement} element  before anything listens to it
 */
export function onlyOwnEvents(element) {
  for (const name of NAMES)
    element.addEventListener(name, (event) => {
      if (event.composed || event.target !== element) event.stopImmediatePropagation();
    });
}
