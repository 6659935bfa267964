/** What was typed and refused, in the reader's words. No DOM. */
import * as format from '../charts/format.js';

/**
 * A refusal as a control says it: what the control is called, what is allowed, and what stays in force.
 * @param {string} message @param {string} label @param {{ path: string, allowed: string }} spec @param {string} kept
 * @param {string} typed
 */
export function refusal(message, label, { path, allowed }, kept, typed) {
  const [own, said] = [path, message].map((text) => text.replace(/^runs\[\d+\]\.(training\.)?/, ''));
  const told = said.startsWith(`${own}:`) ? label + said.slice(own.length) : besides(said, own, label, typed);
  const end = allowed && told.endsWith(allowed) ? told.slice(0, -allowed.length) + format.grouped(allowed) : told;
  return `${end}. ${kept === '' ? 'Nothing was changed.' : `It stays ${format.grouped(kept)}.`}`;
}

/**
 * What was typed goes ill with another value, which is the one that the core then names.
 * @param {string} said @param {string} own  path of what was typed @param {string} label @param {string} typed
 */
function besides(said, own, label, typed) {
  const [whole, other, value, allowed] = /^([\w.[\]]+): (.+) is not allowed; must be (.+)$/s.exec(said) ?? [];
  if (!whole) return said;
  const start = own.slice(0, own.lastIndexOf('.') + 1);
  const name = other.startsWith(start) ? other.slice(start.length) : other;
  const beside = `${label}: ${typed.trim()} is not allowed`;
  // Of two parameters of one thing; anything else is quoted as it was said.
  return /^\w+$/.test(name) && allowed.includes(`the value of ${own.slice(start.length)}`)
    ? `${beside} while ${name} is ${value}; ${name} must be ${allowed}`
    : `${beside} with ${said}`;
}
