/** Refusals in the reader's words. No DOM. */
import * as format from '../charts/format.js';

/** A path without its run, which may have moved since. @param {string} path */
const within = (path) => path.replace(/^runs\[\d+\]\.(training\.)?/, '');

/**
 * A refusal at a control: the control's name, the allowed values, and the value that stays in force.
 * @param {Error & import('../experiment/refused.js').Refused} error @param {string} label @param {{ path: string, allowed: string }} spec
 * @param {string} kept @param {string} typed
 */
export function refusal(error, label, { path, allowed }, kept, typed) {
  const told = sentence(error, within(path), label, typed);
  const end = allowed && told.endsWith(allowed) ? told.slice(0, -allowed.length) + format.grouped(allowed) : told;
  return `${end}. ${kept === '' ? 'Nothing was changed.' : `It stays ${format.grouped(kept)}.`}`;
}

/**
 * The refused value: the typed one, or another that conflicts with it and that the core names.
 * @param {Error & import('../experiment/refused.js').Refused} error @param {string} own  path of the typed value @param {string} label
 * @param {string} typed
 */
function sentence({ message, path, value = '', allowed = '' }, own, label, typed) {
  if (path === undefined) return message;
  const refused = within(path);
  const reason = message.slice(path.length);
  if (refused === own) return label + reason;
  const beside = `${label}: ${typed.trim()} is not allowed`;
  const start = own.slice(0, own.lastIndexOf('.') + 1);
  const name = refused.startsWith(start) ? refused.slice(start.length) : refused;
  // For two parameters of one object; other messages are quoted unchanged.
  return /^\w+$/.test(name) && allowed.includes(`the value of ${own.slice(start.length)}`)
    ? `${beside} while ${name} is ${value}; ${name} must be ${allowed}`
    : `${beside} with ${refused}${reason}`;
}
