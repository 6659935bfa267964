/** HTML that puts a lab into a page: an iframe, or the element. No DOM. */
import { fields } from '../experiment/catalogue.js';
import { properties, propertyNamed } from '../experiment/fields.js';
import { fromLink } from '../experiment/read-link.js';
import { attributesText, given } from '../export/html-attributes.js';

/** @typedef {Record<string, string | null | undefined>} Look  attributes of the element: views, hide, theme, autoplay, alt, loading */
/**
 * @typedef {object} Snippet
 * @property {string} home       target of links: a page of dist/, or the folder; empty if not known
 * @property {string} [script]   address of the element's script, if not beside `home`
 * @property {string} link       the experiment, from getLink()
 * @property {Look} [look]
 * @property {string} [title]    the frame's accessible name, unless `alt` gives it
 * @property {string} [credit]   address to credit, as the licence of the figure asks
 * @property {number} [width]    of the frame, in pixels; default: that of its column
 * @property {number} [height]   initial height of the frame, in pixels
 */

/** Height of the notebook preset in texts of 760 to 1,000 pixels, as measured; narrower ones are higher. */
const HEIGHT = 1320;
/** Maximum query length: some servers refuse longer ones, and never receive a fragment. */
const LONGEST_QUERY = 2000;

/** Whether an address is in the build's folder, with embed.html and element.js beside it. @param {string} home */
export const isDist = (home) => /(^|\/)(index\.html|embed\.html)?$/.test(new URL(home).pathname);

/** The folder with the build's scripts; null if it is not known, as of a one-file page. @param {Snippet} snippet */
export const scriptsOf = ({ home, script }) => (home && isDist(home) ? home : (script ?? null));

/** The credit line. @param {Snippet} snippet */
const creditText = ({ credit }) =>
  credit ? `\n<p><small>Figure from <a${attributesText([['href', credit]])}>init-lab</a>, CC BY 4.0</small></p>` : '';

/** The address of a one-file page with these looks in place of its own. @param {URL} url @param {Look} look */
function withLooks(url, look) {
  for (const [name, value] of Object.entries(look))
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  return url;
}

/**
 * The address of a page that is the lab alone: embed.html, or a one-file page if links lead to one.
 * @param {Snippet} snippet
 */
export function frameAddress({ home, link, look = {} }) {
  const url = new URL(home);
  url.hash = '';
  if (!isDist(home)) return `${withLooks(url, look).href}#${link}`;
  url.search = '';
  const looks = new URLSearchParams(given(look)).toString();
  const query = [link.length <= LONGEST_QUERY ? link : '', looks].filter(Boolean);
  const hash = query.includes(link) ? '' : `#${link}`;
  return `${new URL('embed.html', url).href}${query.length > 0 ? `?${query.join('&')}` : ''}${hash}`;
}

/** @param {Snippet} snippet */
const titleOf = ({ look, title }) => look?.alt || title || 'init-lab';

/**
 * An iframe of embed.html, for places without scripts.
 * @param {Snippet} snippet
 */
export const iframeSnippet = (snippet) =>
  `<iframe${attributesText([
    ['src', frameAddress(snippet)],
    ['title', titleOf(snippet)],
    ['width', snippet.width ?? '100%'],
    ['height', snippet.height ?? HEIGHT],
    ['loading', 'lazy'],
    ['allow', 'clipboard-write; fullscreen'],
  ])} style="border: 0${snippet.width ? '; max-width: 100%' : ''}"></iframe>${creditText(snippet)}`;

/** A slide of reveal.js, which loads the frame before its slide, and keeps it within `viewDistance`. @param {Snippet} snippet */
export const revealSnippet = (snippet) =>
  `<!-- Reveal.initialize({ viewDistance: 1000, mobileViewDistance: 1000 }) keeps the lab while far slides are shown. -->
<section>
  <iframe data-preload${attributesText([
    ['data-src', frameAddress(snippet)],
    ['title', titleOf(snippet)],
    ['width', snippet.width ?? '100%'],
    ['height', snippet.height ?? HEIGHT],
  ])}></iframe>
</section>`;

/** A cell of a Jupyter notebook. @param {Snippet} snippet */
export const jupyterSnippet = (snippet) =>
  `from IPython.display import IFrame

IFrame(${JSON.stringify(frameAddress(snippet))}, width=${snippet.width ?? 900}, height=${snippet.height ?? HEIGHT})`;

/** A directive of MyST: the widget, whose height follows its content. @param {Snippet} snippet */
export function mystSnippet(snippet) {
  const { home, link, look = {}, title } = snippet;
  const { experiment } = fromLink(link, fields);
  const { views, hide, theme, autoplay, alt } = look;
  const asked = Object.fromEntries(given({ views, hide, theme, autoplay, alt: alt || title }));
  const { preset, ...rest } = experiment;
  const model = {
    ...(preset ? { preset } : {}),
    ...(Object.keys(rest).length > 0 ? { experiment: rest } : {}),
    ...asked,
  };
  return `:::{anywidget} ${new URL('init-lab-widget.js', scriptsOf(snippet) ?? home).href}
${JSON.stringify(model)}
:::`;
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
