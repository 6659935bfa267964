/** Pauses a lab while its reveal.js slide is hidden, and lets keys that the lab does not use turn slides. */

/** Methods of reveal.js by the keys that call them in a deck. @type {Record<string, string>} */
const TURNS = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'prev',
  PageDown: 'next',
};
/** Keys that scroll a frame with more content than it shows. */
const SCROLLS = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'];

/** The slide's method that a key calls here; undefined if it is used otherwise. @param {KeyboardEvent} event */
function turnOf({ key, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented }) {
  const { scrollHeight, clientHeight } = document.documentElement;
  if (ctrlKey || metaKey || altKey || shiftKey || defaultPrevented) return undefined;
  return SCROLLS.includes(key) && scrollHeight > clientHeight ? undefined : TURNS[key];
}

/**
 * Passes keys on to a deck, once it has said that this is one of its slides. Keys that the lab uses do not get here.
 * @param {Window} host @param {string} origin  of the message that said so
 */
function passKeys(host, origin) {
  addEventListener('keydown', (event) => {
    const method = turnOf(event);
    if (!method) return;
    event.preventDefault();
    // A page opened as a file has no origin to address.
    host.postMessage(JSON.stringify({ method }), origin === 'null' ? '*' : origin);
  });
}

/**
 * A lab continues where the slide left off. It starts by itself only with `autoplay`, and then once.
 * @param {import('../element/init-lab-element.js').InitLab} lab @param {Window} host @param {boolean} autoplay
 */
export function followSlides(lab, host, autoplay) {
  /** Resumes the lab. @type {(() => void) | null} */
  let resume = autoplay ? () => lab.play() : null;
  let shown = false;
  let passes = false;
  const start = () => {
    if (!shown || !resume || lab.getState() === null) return; // not yet, or no longer
    if (lab.paused) resume();
    resume = null;
  };
  lab.addEventListener('load', start);
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== host) return;
    if (data === 'slide:start') {
      if (!passes) passKeys(host, origin);
      passes = true;
      shown = true;
      start();
    } else if (data === 'slide:stop') {
      shown = false;
      resume = lab.suspend() ?? resume;
    }
  });
}
