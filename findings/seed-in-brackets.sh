#!/usr/bin/env bash
# Seeds 3 and [3] of one Mersenne Twister. In NumPy 2.4.6 they are two streams of RandomState, and the list is Python's
# random.seed(3), bit for bit. In @stdlib 0.2.3 (JavaScript) they are one: NumPy's RandomState(3), bit for bit.
# NumPy's MT19937(3) is none of these. For default_rng, [3, 0, 0, 0] is the seed 3, but [3, 0, 0, 0, 0] is another.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6
npm init --yes >npm.log
npm install --no-audit --no-fund --ignore-scripts @stdlib/random-base-mt19937@0.2.3 >>npm.log 2>&1

cat >seeds.py <<'PY'
import random

from numpy.random import MT19937, Generator, RandomState, default_rng

random.seed(3)
print("Python random.seed(3)", random.random())
print("NumPy RandomState([3])", RandomState([3]).random_sample())
print("NumPy RandomState(3)", RandomState(3).random_sample())
print("NumPy MT19937(3)", Generator(MT19937(3)).random())
print("NumPy default_rng(3)", default_rng(3).random())
print("NumPy default_rng([3, 0, 0, 0])", default_rng([3, 0, 0, 0]).random())
print("NumPy default_rng([3, 0, 0, 0, 0])", default_rng([3, 0, 0, 0, 0]).random())
PY
cat >seeds.cjs <<'JS'
const { factory } = require('@stdlib/random-base-mt19937');
console.log('@stdlib 3', factory({ seed: 3 }).normalized());
console.log('@stdlib [3]', factory({ seed: [3] }).normalized());
JS
{ env/bin/python seeds.py; node seeds.cjs; } | tee seen

diff seen - <<'SEEN'
Python random.seed(3) 0.23796462709189137
NumPy RandomState([3]) 0.23796462709189137
NumPy RandomState(3) 0.5507979025745755
NumPy MT19937(3) 0.8948367822619527
NumPy default_rng(3) 0.08564916714362436
NumPy default_rng([3, 0, 0, 0]) 0.08564916714362436
NumPy default_rng([3, 0, 0, 0, 0]) 0.5413696492633944
@stdlib 3 0.5507979025745755
@stdlib [3] 0.5507979025745755
SEEN
