/** The iframe page and the one-file page as one self-contained classic script. */
import './own-source.js';
import '../embed/embed-page.js';
