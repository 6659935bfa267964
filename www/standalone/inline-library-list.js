/** In place of the list of libraries, which self-contained pages have no room for. The names work in them too. */
import { html } from 'lit';

export const libraryList = () =>
  html`<p class="help">
    The list of libraries is not part of this file; it is on the lab’s own page. Names of libraries work here too: a run
    with the initializer library/keras starts as Keras does.
  </p>`;
