/** <init-lab> with everything inside: one classic script, which fetches nothing. */
import '../element.js';
