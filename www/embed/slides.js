/** Pauses a lab while its reveal.js slide is hidden. */

/**
 * A lab continues where the slide left off. It starts by itself only with `autoplay`, and then once.
 * @param {import('../element/init-lab-element.js').InitLab} lab @param {Window} host @param {boolean} autoplay
 */
export function followSlides(lab, host, autoplay) {
  /** Resumes the lab. @type {(() => void) | null} */
  let resume = autoplay ? () => lab.play() : null;
  let shown = false;
  const start = () => {
    if (!shown || !resume || lab.getState() === null) return; // not yet, or no longer
    if (lab.paused) resume();
    resume = null;
  };
  lab.addEventListener('load', start);
  addEventListener('message', ({ source, data }) => {
    if (source !== host) return;
    if (data === 'slide:start') {
      shown = true;
      start();
    } else if (data === 'slide:stop') {
      shown = false;
      resume = lab.suspend() ?? resume;
    }
  });
}
