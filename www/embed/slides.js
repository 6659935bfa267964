/** reveal.js tells a frame when its slide comes and goes: a lab on a slide that is not seen rests. */

/**
 * A lab goes on where the slide's leaving stopped it. It begins by itself only where its author asked for it, and then once.
 * @param {import('../element/init-lab-element.js').InitLab} lab @param {Window} host @param {boolean} autoplay
 */
export function followSlides(lab, host, autoplay) {
  /** How it goes on. @type {(() => void) | null} */
  let resume = autoplay ? () => lab.play() : null;
  let shown = false;
  const start = () => {
    if (!shown || !resume || lab.getState() === null) return; // not yet, or not any more
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
