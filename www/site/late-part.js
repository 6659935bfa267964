/** What a page does with a part that is fetched when it is needed. */

/** Tells a reader at the page's foot what could not be loaded; nothing, once it is there. @param {string} text */
function tell(text) {
  const footer = document.querySelector('footer');
  let place = footer?.querySelector('[role="alert"]');
  if (!place) {
    if (!text || !footer) return;
    place = document.createElement('p');
    place.setAttribute('role', 'alert');
    footer.append(place);
  }
  place.textContent = text;
  if (text) place.scrollIntoView({ block: 'nearest' });
}

/**
 * Uses a part once it has come. If it does not come, a reader is told, and the next use fetches it again.
 * @template T
 * @param {() => Promise<T>} fetch @param {(part: T) => unknown} use @param {string} what  a reader misses, such as "The help"
 */
export async function whenLoaded(fetch, use, what) {
  let part;
  try {
    part = await fetch();
  } catch (error) {
    console.warn('init-lab: a part of the page could not be loaded.', error);
    tell(`${what} could not be loaded. Try again, or load the page again.`);
    return;
  }
  tell('');
  await use(part);
}
