#!/usr/bin/env bash
# pytest 9.2.0 and NumPy 2.4.6, pytest.approx with an array that is expected.
#
# One would expect: a plain number is not "approximately equal" to a (3, 4) matrix; arrays of another shape are not.
# What happens: a Python or NumPy scalar is compared with each element and passes; against an expected array without
#   elements ANY number passes, 7.0 as well as nan. Arrays of shape () or (1,) with the same value fail.
# Why it matters to a grader: "return 0.5" passes for a gradient that happens to be constant (a zero gradient, a
#   bias after one step), and a test on an empty batch passes whatever number the function returns.
# Source: https://github.com/pytest-dev/pytest/issues/3312 (the comparison was asked for; shapes were not discussed)

set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

"${PYTHON:-python3}" -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install -q --no-compile 'pytest==9.2.0' 'numpy==2.4.6' > pip.log 2>&1 ||
  { cat pip.log; echo "not checked: the packages could not be installed"; exit 2; }

python - <<'PY'
import sys
import numpy as np, pytest
full, empty = np.full((3, 4), 0.5), np.zeros((0, 3))
def same(answer, expected):
    return bool(answer == pytest.approx(expected))
seen = {
    "0.5             for a (3, 4) matrix of 0.5": same(0.5, full),
    "np.float64(0.5) for a (3, 4) matrix of 0.5": same(np.float64(0.5), full),
    "7.0             for an empty (0, 3) matrix": same(7.0, empty),
    "nan             for an empty (0, 3) matrix": same(float("nan"), empty),
    "np.array(0.5)   for a (3, 4) matrix of 0.5": same(np.array(0.5), full),
    "np.array([0.5]) for a (3, 4) matrix of 0.5": same(np.array([0.5]), full)}
print("pytest", pytest.__version__, "NumPy", np.__version__)
print("expected: False, six times")
for k, v in seen.items():
    print("seen:    ", k, v)
if list(seen.values()) != [True] * 4 + [False] * 2:
    sys.exit("CHANGED: approx judges these differently now")
PY
