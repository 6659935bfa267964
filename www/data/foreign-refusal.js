/** What refusals of foreign texts and files have in common. No DOM. */

/**
 * Reason why a text or a file is refused, or the choices that it leaves open.
 * @template Choice
 */
export class Refusal extends RangeError {
  /**
   * @param {string} name  of the class
   * @param {string} message
   * @param {{ path: string, value?: unknown, allowed: string, choices?: Choice[] }} details  path: an option, or a place in what was given
   */
  constructor(name, message, { path, value, allowed, choices }) {
    super(message);
    this.name = name;
    this.path = path;
    this.value = value;
    this.allowed = allowed;
    this.choices = choices;
  }
}

/**
 * Makes the error of an argument or an option of the wrong type.
 * @param {string} path @param {unknown} value @param {string} shown  the value in the message @param {string} allowed
 */
export const wrongType = (path, value, shown, allowed) =>
  Object.assign(new TypeError(`${path}: ${shown} is not allowed; must be ${allowed}.`), { path, value, allowed });
