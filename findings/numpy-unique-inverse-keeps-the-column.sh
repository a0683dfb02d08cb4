#!/usr/bin/env bash
# NumPy 1.26.4, 2.0.0 and 2.2.6: np.unique(labels, return_inverse=True) for labels of shape (n, 1).
#
# One would expect: the inverse is flat, as documented for years, or at least the same in every 2.x.
# What happens: shape (n,) in NumPy 1; (n, 1) in NumPy 2. With axis=0 it is (n,) in 1.26, (n, 1) in 2.0.0 alone, and
#   (n,) again since 2.0.1. The usual one-hot line np.eye(k)[inverse] then gives (n, 1, k) instead of (n, k).
# Why it matters to a grader: (n, 1, k) broadcasts against predictions of shape (n, k) to (n, n, k), and the loss is a
#   plausible number and wrong. Which student is hit depends on his version and on the column he did not flatten.
# Source: https://github.com/numpy/numpy/issues/26738

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

cat > onehot.py <<'PY'
import numpy as np
labels = np.array([[2], [0], [1], [2]])
flat = np.unique(labels, return_inverse=True)[1]
rows = np.unique(labels, axis=0, return_inverse=True)[1]
p = np.full((4, 3), 1 / 3)
loss = -np.sum(np.eye(3)[flat] * np.log(p)) / 4
print(np.__version__, flat.shape, rows.shape, np.eye(3)[flat].shape, round(float(loss), 3))
PY
seen="$(python onehot.py)"
for v in 2.0.0 2.2.6; do
  pip install -q --no-compile "numpy==$v" > pip.log 2>&1 || { cat pip.log; echo "not checked: NumPy $v could not be installed"; exit 2; }
  seen="$seen"$'\n'"$(python onehot.py)"
done
echo "columns:  NumPy, inverse, inverse with axis=0, one-hot labels, cross-entropy of uniform predictions (ln 3 = 1.099)"
echo "expected: the first line, three times"
echo "$seen"
[ "$seen" = "1.26.4 (4,) (4,) (4, 3) 1.099
2.0.0 (4, 1) (4, 1) (4, 1, 3) 4.394
2.2.6 (4, 1) (4,) (4, 1, 3) 4.394" ] || { echo "CHANGED: the shapes or the loss are others now"; exit 1; }
