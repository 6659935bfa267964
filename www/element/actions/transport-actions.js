/** Actions of the controls around the pictures: transport, speed, display options and presets. */
import { seek } from '../../player/edits.js';

/**
 * Going to an iteration. A lab that moves is paused from the first step of a drag, and goes on from where the drag ends,
 * unless that is where training ends.
 * @param {import('../element-lab.js').Lab} lab
 */
function seekActions(lab) {
  const { player } = lab;
  /** @type {(() => void) | null} */
  let resume = null;
  /** The newest request. */
  let newest = 0;
  return {
    /** @param {number} iteration */
    seek: async (iteration) => {
      resume ??= player.suspend();
      lab.stopReading();
      lab.set({ sought: iteration });
      const own = (newest += 1);
      await player.apply(seek(iteration)).catch(() => {}); // superseded, or the lab has failed and says so itself
      if (own === newest) lab.set({ sought: null });
    },
    endSeek: () => {
      const to = lab.state.sought ?? player.iteration;
      if (to < player.model.lastIteration) resume?.();
      resume = null;
    },
  };
}

/** @param {import('../element-lab.js').Lab} lab @param {import('../element-lab.js').Element} element */
export function transportActions(lab, element) {
  const { player, opener } = lab;
  const dropProblem = () => lab.problem('', null);

  return /** @satisfies {Partial<import('../../views/view.js').Actions>} */ ({
    ...seekActions(lab),
    playOrPause: () => {
      dropProblem();
      lab.stopReading();
      if (lab.sweeping.moves) lab.sweeping.pause();
      else lab.sweeping.play();
    },
    /** @param {number} count */
    advance: (count) => {
      dropProblem();
      lab.untilRest(() => player.advance(count));
    },
    runToEnd: () => {
      dropProblem();
      if (['end', 'return'].includes(player.model.mode)) player.pause();
      else player.runToEnd();
    },
    rewind: () => lab.byUser('seed', () => player.rewind()),
    /** @param {number} speed */
    setSpeed: (speed) => player.setSpeed(speed),
    reset: () =>
      lab.byUser('preset', () =>
        player.asUser(() => opener.open({ preset: player.model.preset?.name ?? element.preset })),
      ),
    /** @param {string} name */
    openPreset: (name) => lab.byUser('preset', () => opener.openPreset(name)),
    restart: () => lab.byUser('runs', () => player.restart()),
    goBack: () => lab.byUser('runs', () => player.restart(true)),
    /** @param {boolean} showTest */
    showTest: (showTest) => {
      lab.set({ showTest });
      lab.painting.repaint();
    },
    /** @param {boolean} logarithmic */
    setLogarithmic: (logarithmic) => {
      lab.set({ axis: { preset: player.model.preset?.name, logarithmic } });
      lab.painting.repaint();
    },
    stopReading: () => lab.stopReading(),
    accept: dropProblem,
  });
}
