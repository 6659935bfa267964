/** A page in React: the component, and the element as JSX has it. */
import { createElement, useEffect, useRef, useState } from 'react';
import { InitLab } from 'init-lab/react';

const props = {
  preset: 'moons',
  experiment: { seed: 9 },
  learningRate: 0.05,
  initializers: [{ initializer: 'he' }, { initializer: 'zeros', label: 'None' }],
  theme: 'dark',
  dataset: 'circles',
  className: 'wide',
  hidden: false,
};

export function App() {
  const [given, give] = useState(true);
  const [heard, hear] = useState(0);
  const lab = useRef(null);
  useEffect(() => {
    document.title = lab.current?.localName ?? 'no element';
  }, []);
  return createElement(
    'main',
    null,
    createElement('button', { id: 'change', onClick: () => give(!given) }, 'Change'),
    createElement('output', null, heard),
    createElement(InitLab, {
      ref: lab,
      ...(given ? props : { preset: 'moons' }),
      onFinish: ({ detail }) => hear(detail.iteration),
    }),
    createElement('init-lab', { preset: 'moons', learningRate: 0.05 }),
  );
}
