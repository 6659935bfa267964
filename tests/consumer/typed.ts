/** What TypeScript knows of the package; each line that must not pass says so. */
import { createLab, forecast, readModel, type Lab } from 'init-lab';
import { InitLab } from 'init-lab/element';

export async function costs(): Promise<number[]> {
  const lab: Lab = await createLab({ preset: 'notebook', training: { learningRate: 0.1 } });
  const reached: number = lab.advance(1000);
  // @ts-expect-error an experiment's seed is a number
  await createLab({ seed: 'three' });
  return lab.snapshot().runs.map(({ cost }) => cost + reached);
}

export async function survives(code: string): Promise<boolean> {
  const model = readModel(code, { inputs: 784 });
  const { verdict, layers, remedy } = await forecast(model, { seeds: 3, loss: 'mse' });
  // @ts-expect-error no forecast has this loss
  await forecast(model, { loss: 'hinge' });
  const signal: number = layers[0].simulation?.signal.mean ?? layers[0].theory.signal ?? NaN;
  return verdict === 'healthy' && remedy === null && signal > 0 && model.layers[0].units > 0;
}

export function begin(): InitLab {
  const element = document.createElement('init-lab');
  element.theme = 'dark';
  // @ts-expect-error no theme has this name
  element.theme = 'pink';
  element.addEventListener('progress', ({ detail }) => detail.iteration.toFixed());
  element.addEventListener('change', ({ detail }) => detail.experiment.seed);
  element.addEventListener('click', ({ clientX }) => clientX);
  element.learningRate = 0.1;
  element.views = ['panels', 'chart'];
  element.toBlob({ what: 'chart' }).then((picture) => picture.size);
  element.setState({ preset: 'notebook' }).then(() => element.advance(10));
  const results = element.getResults();
  element
    .inspect()
    .then(({ iteration, runs }) => runs[0].inspection.layers[0].gradientRms + runs[0].weights[0].stddev + iteration);
  // @ts-expect-error there are no results before load
  results.iteration.toFixed();
  const found: InitLab | null = document.querySelector('init-lab');
  return found ?? element;
}
