/**
 * The state machine of a lab's movement: a state and an event give the next state and a list of effects. The player
 * reports events and carries out effects. No promises, DOM or time.
 */

/** @typedef {'rest' | 'play' | 'steps' | 'end' | 'return'} Mode  return: training back to the iteration before a restart */
/** @typedef {{ mode: Mode, count: number, from?: number, at: number }} Command  count: iterations to go on by, or to go to; from: the iteration that steps are counted from, if not that of their beginning; at: its number */
/**
 * @typedef {object} Transport
 * @property {Mode} mode
 * @property {Command | null} command  requested but not started: changes requested earlier go first
 * @property {Command | null} then     starts after the lab has returned to its iteration
 * @property {number} commands         number of commands so far
 * @property {number} beforeLoad       number of commands at the last load request; the load ends those commands
 * @property {number} stop             iteration to stop at, if before the goal
 * @property {number} origin           iteration at which the movement began
 * @property {number} iteration        iteration shown
 * @property {number} behind           updates missing in runs that were switched on
 * @property {number} goal             last iteration of training
 */
/**
 * @typedef {{ type: 'move', mode: Mode, count?: number, from?: number }
 *   | { type: 'pause' }
 *   | { type: 'rest' }
 *   | { type: 'load-asked' }
 *   | { type: 'opened', commands: number, returnTo: number, goal: number }
 *   | { type: 'return', to: number }
 *   | { type: 'begin' }
 *   | { type: 'rewound' }
 *   | { type: 'goal', goal: number }
 *   | { type: 'shown', iteration: number, goal: number, behind: number }
 *   | { type: 'arrive', waits: boolean }
 *   | { type: 'stopped' }} Event
 *   pause: rests if moving; rest: drops every command; opened: `commands` is the count when it was requested; return: the opened lab is
 *   shown and returns to its iteration; begin: no change waits, so the command can start; arrive: checks for the end, `waits`: a change waits;
 *   stopped: the engine failed, restarted or closed
 */
/** @typedef {'tell' | 'depart' | 'rewind' | 'finish'} Effect  tell: the mode or its end has changed; depart: it moves from here on */
/** @typedef {{ state: Transport, effects: Effect[] }} Next */

/** @returns {Transport} */
export const atRest = () => ({
  mode: 'rest',
  command: null,
  then: null,
  commands: 0,
  beforeLoad: 0,
  stop: Infinity,
  origin: 0,
  iteration: 0,
  behind: 0,
  goal: 0,
});

/** The iteration at which the current mode ends. It follows changes of the goal. @param {Transport} state */
export const endOf = ({ mode, stop, goal, iteration }) => (mode === 'rest' ? iteration : Math.min(stop, goal));

/** The same, also for a return that has not started. @param {Transport} state */
export const targetOf = (state) => (state.command?.mode === 'return' ? state.command.count : endOf(state));

/**
 * The mode and end with which a paused lab would resume. Null if nothing was moving, or while returning after a
 * restart.
 * @param {Transport} state @returns {{ mode: Mode, to: number } | null}
 */
export function resumption(state) {
  const { mode, command } = state;
  if (mode === 'rest' || mode === 'return') return null;
  return { mode, to: mode === 'steps' && command ? (command.from ?? startOf(state)) + command.count : endOf(state) };
}

/** The iteration that steps are counted from. Further steps add to the end of pending ones. @param {Transport} state */
const startOf = (state) => (Number.isFinite(state.stop) ? Math.max(state.iteration, endOf(state)) : state.iteration);

/** @param {Transport} state @param {Effect[]} effects @returns {Next} */
const to = (state, ...effects) => ({ state, effects });

/** @param {Transport} state @returns {Transport} */
const rested = (state) => ({ ...state, mode: 'rest', command: null, then: null, stop: Infinity });

/** @param {Transport} state @param {Omit<Command, 'at'>} command @param {Command | null} [then] @returns {Transport} */
const commanded = (state, { mode, count, from }, then = null) => {
  const commands = state.commands + 1;
  return { ...state, mode, commands, command: { mode, count, from, at: commands }, then };
};

/** @param {Transport} before @param {Omit<Command, 'at'>} command @returns {Next} */
function depart(before, { mode, count, from = startOf(before) }) {
  const { iteration } = before;
  const stop = mode === 'return' ? count : mode === 'steps' ? from + count : Infinity;
  const state = { ...before, command: null, stop, origin: iteration };
  return endOf(state) <= iteration ? to(rested(state), 'tell') : to(state, 'depart', 'tell');
}

/** @param {Transport} state @param {Event} event @returns {Next} */
export function next(state, event) {
  switch (event.type) {
    case 'move': {
      const { mode, count = 0, from } = event;
      const { command, beforeLoad } = state;
      const adds = mode === 'steps' && command?.mode === 'steps' && command.at > beforeLoad;
      const asked = adds ? { mode, count: command.count + count, from: command.from } : { mode, count, from };
      return to(commanded(state, asked), 'tell');
    }
    case 'pause':
      return state.mode === 'rest' ? to(state) : to(rested(state), 'tell');
    case 'rest':
      return to(rested(state), 'tell');
    case 'load-asked':
      return to({ ...state, beforeLoad: state.commands });
    case 'opened': {
      const { commands, returnTo, goal } = event;
      // A return is of the lab before. What was asked for while that one opened is not.
      const given = state.command?.mode === 'return' ? state.then : state.command;
      const command = commands === state.commands ? null : given;
      const returns = !command && returnTo > 0;
      const mode = command?.mode ?? (returns ? 'return' : 'rest');
      return to({ ...state, mode, command, then: null, stop: returns ? returnTo : Infinity, goal });
    }
    case 'return':
      return to(commanded(state, { mode: 'return', count: event.to }, state.command), 'tell');
    case 'begin': {
      if (!state.command) return to(state);
      const { mode } = state.command;
      if (mode === 'play' && state.iteration >= state.goal) return to({ ...state, command: null }, 'rewind');
      return depart(state, state.command);
    }
    case 'rewound':
      return state.mode === 'rest' || state.command ? to(state) : depart(state, { mode: state.mode, count: 0 });
    case 'goal':
      return to({ ...state, goal: event.goal });
    case 'shown': {
      const { iteration, goal, behind } = event;
      return to({ ...state, iteration, goal, behind });
    }
    case 'arrive':
      return arrive(state, event.waits);
    case 'stopped':
      return to(rested(state));
  }
}

/** @param {Transport} state @param {boolean} waits @returns {Next} */
function arrive(state, waits) {
  const { mode, command, then, iteration, behind, goal, origin } = state;
  if (mode === 'rest' || command || waits || iteration < endOf(state)) return to(state);
  // Runs of a lost helper are training again, and the movement ends only when they have caught up.
  if (behind > 0) return to(state);
  if (then) return to(commanded(state, then), 'tell');
  const finished = mode !== 'return' && iteration >= goal && iteration > origin;
  return finished ? to(rested(state), 'tell', 'finish') : to(rested(state), 'tell');
}
