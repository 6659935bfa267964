/** Attributes in HTML that is handed out. No DOM. */
import { wellFormed } from '../experiment/notation.js';

/** Escapes a text for HTML, readable in any page encoding. @param {string} text */
const attributeText = (text) =>
  wellFormed(text).replace(
    /[&<>"]|[^ -~]/gu,
    (character) =>
      ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? `&#${character.codePointAt(0)};`,
  );

/** The attributes that have a value. @param {Record<string, string | null | undefined>} look */
export const given = (look) => /** @type {[string, string][]} */ (Object.entries(look).filter(([, value]) => value));

/** A tag's attributes, each with a leading space. @param {[string, string | number | null | undefined][]} attributes */
export const attributesText = (attributes) =>
  attributes.map(([name, value]) => ` ${name}="${attributeText(String(value))}"`).join('');
