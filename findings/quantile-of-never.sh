#!/usr/bin/env bash
# Iterations to solve, with infinity for "never": NumPy 2.4.6 and pandas 3.0.0 take the median as one would, but their
# quantile 0.5 of the same numbers is NaN, and so is the lower quartile where a whole rank falls on a finite number next
# to an infinite one. Polars 2.1.0 gives the number. A table of a sweep has to say how its quantiles were taken.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --no-compile --quiet --disable-pip-version-check numpy==2.4.6 pandas==3.0.0 polars==2.1.0

cat >quantiles.py <<'PY'
import warnings

import numpy as np
import pandas as pd
import polars as pl

warnings.simplefilter("ignore")
iterations = [1200.0, 3400.0, np.inf, np.inf, np.inf]
shares = (0.25, 0.5, 0.75)

print("numpy", np.median(iterations), *(np.quantile(iterations, share) for share in shares))
print("numpy, a rank", *(np.quantile(iterations, share, method="inverted_cdf") for share in shares))
series = pd.Series(iterations)
print("pandas", series.median(), *(series.quantile(share) for share in shares))
series = pl.Series(iterations)
print("polars", series.median(), *(series.quantile(share, "linear") for share in shares))
PY
env/bin/python quantiles.py | tee seen

diff seen - <<'SEEN'
numpy inf nan nan nan
numpy, a rank 3400.0 inf inf
pandas inf nan nan nan
polars inf 3400.0 inf inf
SEEN
