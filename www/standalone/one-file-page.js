/** The page in an iframe, and the page of one file, with everything inside: one classic script, which fetches nothing. */
import './own-source.js';
import '../embed/embed-page.js';
