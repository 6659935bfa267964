/** HTML that puts a lab into a page: an iframe, or the element. Functions to text; no DOM. */
import { fields } from '../experiment/catalogue.js';
import { properties, propertyNamed } from '../experiment/fields.js';
import { wellFormed } from '../experiment/notation.js';

/**
 * @typedef {object} Snippet
 * @property {string} home       where links to the lab lead: of dist/ a page, or the folder
 * @property {string} [script]   of the element, where it is not beside that
 * @property {string} link       what the lab shows, as getLink() gives it
 * @property {Record<string, string | null | undefined>} [look]  attributes of the element: views, hide, theme, alt, loading
 * @property {string} [title]    what the frame is called for those who do not see it, where `alt` does not say it
 * @property {string} [credit]   the address that its licence asks to be named, of a figure that is somebody's work
 * @property {number} [height]   of the frame, in pixels, until it is told of another
 */

/** Of the notebook, where a text is some 900 pixels wide; narrower, it is higher. */
const HEIGHT = 1400;
/** Longer queries some servers do not take; a fragment they do not get. */
const LONGEST_QUERY = 2000;

/** Also in a page that does not say how its letters are encoded. @param {string} text */
const attributeText = (text) =>
  wellFormed(text).replace(
    /[&<>"]|[^ -~]/gu,
    (character) =>
      ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? `&#${character.codePointAt(0)};`,
  );

/** @param {Record<string, string | null | undefined>} look */
const given = (look) => /** @type {[string, string][]} */ (Object.entries(look).filter(([, value]) => value));

/** A tag's attributes, each with a space before. @param {[string, string | number | null | undefined][]} attributes */
const attributesText = (attributes) =>
  attributes.map(([name, value]) => ` ${name}="${attributeText(String(value))}"`).join('');

/** Whether an address is of the pages that the build writes, with embed.html and element.js beside it. @param {string} home */
export const isDist = (home) => /(^|\/)(index\.html|embed\.html)?$/.test(new URL(home).pathname);

/** What follows it. @param {Snippet} snippet */
const creditText = ({ credit }) =>
  credit ? `\n<p><small>Figure from <a${attributesText([['href', credit]])}>init-lab</a>, CC BY 4.0</small></p>` : '';

/**
 * An iframe of embed.html, for places that take no scripts. Where links lead to a one-file page, that page itself is in the frame.
 * @param {Snippet} snippet
 */
export function iframeSnippet({ home, link, look = {}, title, credit, height = HEIGHT }) {
  const looks = new URLSearchParams(given(look)).toString();
  const embeds = isDist(home);
  const url = new URL(home);
  url.hash = '';
  if (embeds) url.search = '';
  const page = embeds ? new URL('embed.html', url).href : url.href;
  const query = [...(embeds && link.length <= LONGEST_QUERY ? [link] : []), ...(embeds && looks ? [looks] : [])];
  const hash = query.includes(link) ? '' : `#${link}`;
  const src = `${page}${query.length > 0 ? `?${query.join('&')}` : ''}${hash}`;
  return `<iframe${attributesText([
    ['src', src],
    ['title', look.alt || title || 'init-lab'],
    ['width', '100%'],
    ['height', height],
    ['loading', 'lazy'],
    ['allow', 'clipboard-write; fullscreen'],
  ])} style="border: 0"></iframe>${creditText({ home, link, credit })}`;
}

/**
 * The script and the element, with an attribute for each field that differs from its preset.
 * @param {Snippet} snippet
 */
export function elementSnippet({ home, script, link, look = {}, credit }) {
  const table = properties(fields);
  const said = Array.from(new URLSearchParams(link), ([name, text]) => {
    const attribute = propertyNamed(table, name)?.attribute ?? name;
    return /** @type {[string, string]} */ ([attribute, text]);
  });
  const src = script ?? new URL('element.js', home).href;
  return `<script type="module"${attributesText([['src', src]])}></script>
<init-lab${attributesText([...said, ...given(look)])}></init-lab>${creditText({ home, link, credit })}`;
}
