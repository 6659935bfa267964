#!/usr/bin/env bash
# ml-fnn 5.0.0: every named activation function is tanh (the check asks for an index where it means a name), whatever is asked for.
# Options of 0 are taken for the defaults: 0 iterations are 50, a regularization of 0 is 0.01, a rate of 0 is 0.01. The starting
# weights, which are made in train(), can't be seen before they have learned.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ml-fnn@5.0.0

cat >options.cjs <<'JS'
const loaded = require('ml-fnn');
const Network = loaded.default ?? loaded;

/** A network after training on XOR. The generator is the same for each. */
function trained(options) {
  let state = 1;
  Math.random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const network = new Network({ hiddenLayers: [3], ...options });
  network.train([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]);
  return network.toJSON();
}

const numbers = (options) => JSON.stringify(trained(options).layers.map(({ W, b }) => [W, b]));
for (const activation of ['tanh', 'relu', 'logistic', 'identity', 'sine'])
  console.log(`${activation}: ${trained({ activation }).activation}, as tanh:`, numbers({ activation }) === numbers({ activation: 'tanh' }));
const same = (a, b) => numbers(a) === numbers(b);
console.log('0 iterations are 50:', same({ iterations: 0 }, { iterations: 50 }));
console.log('0 iterations are 1:', same({ iterations: 0 }, { iterations: 1 }));
console.log('a rate of 0 is 0.01:', same({ learningRate: 0 }, { learningRate: 0.01 }));
console.log('no regularization is 0.01:', same({ regularization: 0 }, { regularization: 0.01 }));
JS
node options.cjs | tee seen
diff seen - <<'SEEN'
tanh: tanh, as tanh: true
relu: tanh, as tanh: true
logistic: tanh, as tanh: true
identity: tanh, as tanh: true
sine: tanh, as tanh: true
0 iterations are 50: true
0 iterations are 1: false
a rate of 0 is 0.01: true
no regularization is 0.01: true
SEEN
