/** What TypeScript knows of the React component, and of the element in JSX. */
import { useRef } from 'react';
import { InitLab } from 'init-lab/react';
import type { InitLab as Element } from 'init-lab/element';

export function Lab() {
  const lab = useRef<Element>(null);
  return (
    <>
      <InitLab
        ref={lab}
        preset="moons"
        experiment={{ seed: 9 }}
        learningRate={0.05}
        initializers={[{ initializer: 'he' }]}
        views={['panels', 'chart']}
        className="wide"
        onProgress={({ detail }) => detail.iteration.toFixed()}
        onFinish={() => lab.current?.rewind()}
      />
      {/* @ts-expect-error no theme has this name */}
      <InitLab theme="pink" />
      <init-lab preset="moons" learning-rate="0.05" seed={9} className="wide" />
      {/* @ts-expect-error a preset is a name */}
      <init-lab preset={7} />
    </>
  );
}
