/**
 * Full-batch gradient descent in TensorFlow.js, in a Node process of its own. Its backends compute in f32. Arguments:
 * its installation folder, and the backend, `wasm` or `cpu`.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { answerLines } from '../lines.js';

const [folder, backend] = process.argv.slice(2);
/** Untyped, because its packages are installed for the benchmark only. @type {(name: string) => any} */
const load = createRequire(path.join(folder, 'package.json'));
const tf = load('@tensorflow/tfjs');
if (backend === 'wasm') load('@tensorflow/tfjs-backend-wasm');

/** @typedef {{ weights: any, biases: any }[]} Layers tensors of f32, inputs × units and units */
/** @type {Map<string, { points: any, labels: any, layers: Layers, learningRate: number }>} */
const works = new Map();

/** @param {any} points @param {any} labels @param {Layers} layers */
function cost(points, labels, layers) {
  let a = points;
  for (const { weights, biases } of layers.slice(0, -1)) a = tf.relu(tf.add(tf.matMul(a, weights), biases));
  const { weights, biases } = layers[layers.length - 1];
  const z = tf.add(tf.matMul(a, weights), biases);
  return tf.mean(tf.sub(tf.softplus(z), tf.mul(labels, z)));
}

await answerLines(async ({ task, ...request }) => {
  if (task === 'about') {
    if (!(await tf.setBackend(backend))) throw new Error(`the backend ${backend} does not start here`);
    await tf.ready();
    return { versions: `TensorFlow.js ${tf.version_core}` };
  }
  if (task === 'open') {
    const { points, labels, layers, learningRate } = /** @type {import('../work.js').Work} */ (request.work);
    works.set(request.key, {
      points: tf.tensor2d(points, [labels.length, 2]),
      labels: tf.tensor2d(labels, [labels.length, 1]),
      layers: layers.map(({ units, inputs, weights, biases }) => ({
        weights: tf.tidy(() => tf.keep(tf.transpose(tf.tensor2d(weights, [units, inputs])))),
        biases: tf.tensor1d(biases),
      })),
      learningRate,
    });
    return {};
  }
  const work = works.get(request.key);
  if (task !== 'train' || !work) throw new Error(`cannot ${task} ${request.key}`);
  const layers = work.layers.map(({ weights, biases }) => ({
    weights: tf.variable(weights),
    biases: tf.variable(biases),
  }));
  const optimizer = tf.train.sgd(work.learningRate);
  const { updates, piece = updates } = request;
  const seconds = [];
  for (let done = 0; done < updates; done += piece) {
    const start = performance.now();
    for (let k = done; k < Math.min(updates, done + piece); k += 1) {
      optimizer.minimize(() => cost(work.points, work.labels, layers));
    }
    await layers[0].weights.data();
    seconds.push((performance.now() - start) / 1000);
  }
  const result = tf.tidy(() => cost(work.points, work.labels, layers).dataSync()[0]);
  layers.forEach(({ weights, biases }) => tf.dispose([weights, biases]));
  optimizer.dispose();
  return { seconds, cost: result };
});
