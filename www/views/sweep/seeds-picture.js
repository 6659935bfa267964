/** The picture of a sweep without axes: the costs of all seeds as bands, and a strip of what each seed ends with. */
import { BandsPart } from './bands-part.js';
import { StripPart } from './strip-part.js';

/** @type {import('./sweep-view.js').MakePicture} */
export function seedsPicture({ open }) {
  const parts = [new BandsPart(), new StripPart(open)];
  const element = document.createElement('div');
  element.append(...parts.map((part) => part.element));
  return {
    element,
    // The strip first: the bands take what it leaves of the screen.
    show: (shown, look) => parts.toReversed().forEach((part) => part.show(shown, look)),
    free: () => {
      parts.forEach((part) => part.free());
      element.remove();
    },
  };
}
