/** Whether labs of this page are training. */

/** Milliseconds after its last frame for which a lab counts as training. */
const RECENT = 300;

let last = -Infinity;

/** Notes that a lab asks for a frame. */
export const noteFrame = () => {
  last = performance.now();
};

export const labsAreTraining = () => performance.now() - last < RECENT;
