#!/usr/bin/env bash
# autograd 1.9.1 (HIPS autograd, NumPy 2.4.6): the derivative of ReLU, written in three usual ways, at exactly 0.
#
# One would expect: the same derivative for the same function: 0 by the usual convention.
# What happens: np.maximum(x, 0) gives 0.5, because a tie is shared between its two arguments; np.where(x > 0, x, 0)
#   and x * (x > 0) give 0. np.max of k equal largest numbers gives each 1/k, where "the first argmax" gives 1, 0, 0.
# Why it matters to a grader: zeros are no rare case (zero padding, biases of zero, dead units). A reference made by
#   autograd marks every right ReLU as wrong there, and max-pooling as well; it has to be written with where.
# Source: https://github.com/HIPS/autograd/issues/212

set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

"${PYTHON:-python3}" -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install -q --no-compile 'autograd==1.9.1' 'numpy==2.4.6' > pip.log 2>&1 ||
  { cat pip.log; echo "not checked: the packages could not be installed"; exit 2; }

python - <<'PY'
import sys
from importlib.metadata import version
import autograd.numpy as np
from autograd import grad
x, ties = np.array([-1.0, 0.0, 2.0]), np.array([1.0, 4.0, 4.0])
seen = {"np.maximum(x, 0)": grad(lambda x: np.sum(np.maximum(x, 0.0)))(x).tolist(),
        "np.where(x > 0, x, 0)": grad(lambda x: np.sum(np.where(x > 0, x, 0.0)))(x).tolist(),
        "x * (x > 0)": grad(lambda x: np.sum(x * (x > 0)))(x).tolist(),
        "np.max([1, 4, 4])": grad(np.max)(ties).tolist()}
print("autograd", version("autograd"), "NumPy", version("numpy"))
print("expected: [0.0, 0.0, 1.0] for x = [-1, 0, 2] in each of the three, and [0.0, 1.0, 0.0] for the maximum")
for k, v in seen.items():
    print("seen:    ", k, v)
if list(seen.values()) != [[0.0, 0.5, 1.0], [0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [0.0, 0.5, 0.5]]:
    sys.exit("CHANGED: autograd gives other derivatives now")
PY
