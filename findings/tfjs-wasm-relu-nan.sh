#!/usr/bin/env bash
# TensorFlow.js 4.22.0, WebAssembly backend: a network whose weights are NaN predicts 0.5 and has a finite cost. tf.relu
# keeps NaN, but a Dense layer with activation 'relu' (a fused kernel), relu6 and clipping turn it into a number; the
# backend "cpu" says NaN each time. So a training that has diverged can look healthy on this backend.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >npm.log
npm install --no-audit --no-fund --ignore-scripts @tensorflow/tfjs@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0 >>npm.log 2>&1

cat >nan.cjs <<'JS'
console.warn = console.info = () => {};
const tf = require('@tensorflow/tfjs');
require('@tensorflow/tfjs-backend-wasm');
(async () => {
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    await tf.ready();
    const model = tf.sequential();
    model.add(tf.layers.dense({ units: 3, activation: 'relu', inputShape: [2] }));
    model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
    model.compile({ optimizer: 'sgd', loss: 'binaryCrossentropy' });
    const [x, y] = [tf.tensor2d([[1, 2]]), tf.tensor2d([[1]])];
    model.layers[0].setWeights([tf.fill([2, 3], NaN), tf.fill([3], NaN)]);
    const show = (tensor) => Array.from(tensor.dataSync()).join(' ');
    console.log(`${tf.getBackend()}: relu ${show(tf.relu([NaN]))}, relu6 ${show(tf.relu6([NaN]))}`);
    console.log(`${tf.getBackend()}: model.predict ${show(model.predict(x))}`);
    console.log(`${tf.getBackend()}: cost in training ${await model.trainOnBatch(x, y)}`);
  }
})();
JS
node nan.cjs 2>/dev/null | tee seen

diff seen - <<'SEEN'
cpu: relu NaN, relu6 NaN
cpu: model.predict NaN
cpu: cost in training NaN
wasm: relu NaN, relu6 0
wasm: model.predict 0.5
wasm: cost in training 16.11809539794922
SEEN
