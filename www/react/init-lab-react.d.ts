/** Types of `init-lab/react`, and of <init-lab> in JSX. */
import type { DetailedHTMLProps, ForwardRefExoticComponent, HTMLAttributes, Ref } from 'react';
import type { InitLab as InitLabElement, InitLabEventMap, InitLabFields } from '../element/public/element.js';

/** Properties of the element that are not fields of the experiment. */
type Looks = Pick<
  InitLabElement,
  'preset' | 'experiment' | 'theme' | 'loading' | 'autoplay' | 'views' | 'hide' | 'alt' | 'home'
>;

export type InitLabProps = Partial<Looks> &
  InitLabFields &
  Pick<HTMLAttributes<HTMLElement>, 'children' | 'className' | 'id' | 'style' | 'hidden' | 'title' | 'lang'> & {
    /** The element: its methods and results. */
    ref?: Ref<InitLabElement>;
    /** As the attribute; the property `datasetName` is the same. */
    dataset?: string;
    onLoad?: (event: InitLabEventMap['load']) => void;
    onChange?: (event: InitLabEventMap['change']) => void;
    onProgress?: (event: InitLabEventMap['progress']) => void;
    onFinish?: (event: InitLabEventMap['finish']) => void;
    onError?: (event: InitLabEventMap['error']) => void;
    onSweepProgress?: (event: InitLabEventMap['sweep-progress']) => void;
    onSweepFinish?: (event: InitLabEventMap['sweep-finish']) => void;
  };

/** A lab. Its script loads in the browser; on a server it renders an empty element. */
export const InitLab: ForwardRefExoticComponent<InitLabProps>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      /** The element itself: attributes as in HTML, or properties where no server renders the page. */
      'init-lab': Omit<
        DetailedHTMLProps<HTMLAttributes<InitLabElement>, InitLabElement>,
        'onLoad' | 'onChange' | 'onError'
      > &
        Partial<Looks> &
        InitLabFields;
    }
  }
}
