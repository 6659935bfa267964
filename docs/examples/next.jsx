import { InitLab } from 'init-lab/react';

/** A lab: props are properties of the element, such as learningRate={0.05} or experiment={{ seed: 9 }}. */
export default function Lab(props) {
  return <InitLab preset="notebook" {...props} />;
}
