#!/usr/bin/env bash
# Hypothesis 6.170.17 and NumPy 2.4.6.
#
# One would expect: code under @given that calls np.random draws other numbers in every example.
# What happens: Hypothesis seeds NumPy's global generator with 0 before each example (and puts the old state back
#   afterwards). np.random.rand() is 0.5488135039273248 in all of them. np.random.default_rng() is not touched.
# Why it matters to a grader: "a hundred examples" of dropout or of random weights are one single draw; a mask that
#   is wrong for other draws passes, and "two calls differ" across examples fails for right code. Two students who
#   only chose another of NumPy's two generators are tested differently.
# Source: https://hypothesis.readthedocs.io (register_random: "random" and numpy.random are seeded)

set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

"${PYTHON:-python3}" -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install -q --no-compile 'hypothesis==6.170.17' 'numpy==2.4.6' > pip.log 2>&1 ||
  { cat pip.log; echo "not checked: the packages could not be installed"; exit 2; }

python - <<'PY'
import sys
import hypothesis, numpy as np
from hypothesis import given, settings, strategies as st
old, new = set(), set()

@settings(max_examples=100, database=None)
@given(st.integers())
def draw(n):
    old.add(float(np.random.rand()))
    new.add(float(np.random.default_rng().random()))

np.random.seed(12345)
before = np.random.get_state()[1].tolist()
draw()
restored = np.random.get_state()[1].tolist() == before
print("Hypothesis", hypothesis.__version__, "NumPy", np.__version__)
print("expected: some 100 different numbers from both generators")
print(f"seen:     {len(old)} from np.random.rand(): {old}; {len(new)} from default_rng(); state put back: {restored}")
if old != {0.5488135039273248} or len(new) < 50 or not restored:
    sys.exit("CHANGED: Hypothesis treats the global generator differently now")
PY
