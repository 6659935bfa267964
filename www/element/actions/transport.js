/**
 * What the controls around the pictures ask for that is done at once: transport, speed, what is shown, presets. What is typed, and runs:
 * entry-actions.js.
 */

/** @typedef {import('../../views/parts.js').View} View */
/**
 * @typedef {object} Host  the element, as far as it is needed here
 * @property {import('../../player/player.js').Player} player
 * @property {Pick<View, 'showTest' | 'logarithmic' | 'draggedRate'>} look
 * @property {(control: string, work: () => Promise<any> | void) => Promise<void>} byUser
 * @property {(control: string, message: string | null) => void} problem
 * @property {() => void} stopReading
 * @property {() => void} changed
 * @property {() => void} repaint
 * @property {() => { play: () => void, advance: (count: number) => any, preset: string }} lab
 * @property {(experiment: any) => Promise<any>} open
 * @property {(name: string) => Promise<any>} openPreset
 */

/** @param {Host} host */
export function controlActions(host) {
  const { player, look, byUser, problem, stopReading, changed, repaint } = host;

  return /** @satisfies {Partial<import('../../views/parts.js').Actions>} */ ({
    playOrPause: () => {
      problem('', null);
      stopReading();
      if (player.model.mode === 'rest') host.lab().play();
      else player.pause();
    },
    /** @param {number} count */
    advance: (count) => {
      problem('', null);
      host.lab().advance(count);
    },
    runToEnd: () => {
      problem('', null);
      if (['end', 'return'].includes(player.model.mode)) player.pause();
      else player.runToEnd();
    },
    accept: () => problem('', null),
    rewind: () => byUser('seed', () => player.rewind()),
    /** @param {number | null} rate */
    dragRate: (rate) => {
      look.draggedRate = rate;
      changed();
    },
    /** @param {number} speed */
    setSpeed: (speed) => player.setSpeed(speed),
    reset: () => byUser('preset', () => host.open({ preset: player.model.preset?.name ?? host.lab().preset })),
    restart: () => byUser('runs', () => player.restart()),
    fetchPart: () => player.fetchPart(),
    /** @param {boolean} showTest */
    showTest: (showTest) => {
      look.showTest = showTest;
      repaint();
    },
    /** @param {boolean} logarithmic */
    setLogarithmic: (logarithmic) => {
      look.logarithmic = logarithmic;
      repaint();
    },
    stopReading,
    /** @param {string} name */
    openPreset: (name) => byUser('preset', () => host.openPreset(name)),
  });
}
