/**
 * The state machine of a sweep on the page: a state and an event give the next state. Whether it trains follows from the
 * state. No promises, DOM or time.
 */

/**
 * @typedef {object} SweepState
 * @property {boolean} open      the engine has the sweep
 * @property {boolean} wanted    the user wants it to train
 * @property {string[]} held     why it waits in spite of that: `away` (a lab opened from it is shown), `removed` (its element is)
 * @property {number} done       trainings
 * @property {number} total
 * @property {string | null} failure
 */
/**
 * @typedef {{ type: 'opened', total: number } | { type: 'play' } | { type: 'pause' } | { type: 'hold', why: string }
 *   | { type: 'release', why: string } | { type: 'trained', done: number } | { type: 'failed', message: string }
 *   | { type: 'emptied' }} SweepEvent
 *   emptied: what was trained is forgotten
 */
/** @typedef {'opening' | 'rest' | 'running' | 'paused' | 'done' | 'failed'} Phase */

/** @returns {SweepState} */
export const newState = () => ({ open: false, wanted: false, held: [], done: 0, total: 0, failure: null });

/** @param {SweepState} state @returns {Phase} */
export function phaseOf({ open, wanted, held, done, total, failure }) {
  if (failure !== null) return 'failed';
  if (!open) return 'opening';
  if (done === total) return 'done';
  if (wanted && held.length === 0) return 'running';
  return done > 0 ? 'paused' : 'rest';
}

/** @param {SweepState} state @param {SweepEvent} event @returns {SweepState} */
export function next(state, event) {
  switch (event.type) {
    case 'opened':
      return { ...state, open: true, total: event.total };
    case 'play':
      return { ...state, wanted: true, failure: null };
    case 'pause':
      return { ...state, wanted: false };
    case 'hold':
      return { ...state, held: [...state.held.filter((why) => why !== event.why), event.why] };
    case 'release':
      return { ...state, held: state.held.filter((why) => why !== event.why) };
    case 'trained':
      return { ...state, done: event.done };
    case 'failed':
      return { ...state, wanted: false, failure: event.message };
    case 'emptied':
      return { ...newState(), held: state.held };
  }
}
