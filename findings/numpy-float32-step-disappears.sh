#!/usr/bin/env bash
# NumPy 1.26.4 and NumPy 2.2.6: an element of a float32 array plus a small Python float.
#
# One would expect: a slope measured by (f(x + h) - f(x - h)) / 2h with h = 1e-8 is the same after an upgrade.
# What happens: x[0] + 1e-8 was float64 in NumPy 1 (two scalars: Python's float is a double, and the wider one wins)
#   and is float32 in NumPy 2 (Python's numbers take the type of the other side). There 1 + 1e-8 is 1, and the
#   measured slope of x**2 is 0.0 instead of 2. No warning.
# Why it matters to a grader: the student's own gradient check, unchanged, fails his right gradient (or passes a
#   gradient of zero) as soon as the machine has the other NumPy; and the same line with x as an ARRAY was
#   float32 in both, so "it works on a vector" proves nothing.
# Source: https://numpy.org/neps/nep-0050-scalar-promotion.html

set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

python=""
for p in "${PYTHON:-python3}" python3.12 python3.11 python3.10; do
  "$p" -c "import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 12))" 2> /dev/null && { python="$p"; break; }
done
[ -n "$python" ] || { echo "not checked: needs Python 3.10, 3.11 or 3.12 (set PYTHON)"; exit 2; }
"$python" -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install -q --no-compile 'numpy==1.26.4' > pip.log 2>&1 ||
  { cat pip.log; echo "not checked: the packages could not be installed"; exit 2; }

cat > slope.py <<'PY'
import numpy as np
def slope(x, h):
    return float(((x + h) ** 2 - (x - h) ** 2) / (2 * h))
x = np.ones(3, dtype=np.float32)
print(np.__version__, (x[0] + 1e-8).dtype, round(slope(x[0], 1e-8), 3), (x + 1e-8).dtype)
PY
old="$(python slope.py)"
pip install -q --no-compile 'numpy==2.2.6' > pip.log 2>&1 || { cat pip.log; echo "not checked: NumPy 2.2.6 could not be installed"; exit 2; }
new="$(python slope.py)"
echo "columns:  NumPy, dtype of x[0] + 1e-8, measured slope of x**2 at 1, dtype of x + 1e-8"
echo "expected: the same dtype and the slope 2.0 in both"
echo "seen:     $old"
echo "seen:     $new"
[ "$old" = "1.26.4 float64 2.0 float32" ] && [ "$new" = "2.2.6 float32 0.0 float32" ] ||
  { echo "CHANGED: NumPy promotes these differently now"; exit 1; }
