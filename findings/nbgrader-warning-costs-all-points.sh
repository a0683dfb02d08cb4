#!/usr/bin/env bash
# nbgrader 0.9.6, how a test cell becomes points (determine_grade).
#
# One would expect: a test cell that runs to its end without an exception gives its points.
# What happens: anything written to stderr counts as an error and gives 0. A RuntimeWarning of NumPy is written there.
# Why it matters to a grader: a sigmoid that is right for all numbers, but whose exp() overflows on the way, passes
#   every assertion and loses all points; so does a call of a deprecated function after an upgrade of NumPy.
# Source: such a case at https://github.com/jupyter/nbgrader/pull/1904

set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

"${PYTHON:-python3}" -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install -q --no-compile 'nbgrader==0.9.6' 'nbconvert==7.17.2' 'ipykernel==7.4.0' 'numpy==2.4.6' > pip.log 2>&1 ||
  { cat pip.log; echo "not checked: the packages could not be installed"; exit 2; }

export HOME="$work"
python - <<'PY'
import sys
from importlib.metadata import version
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import v4
from nbgrader.utils import determine_grade

def points(answer):
    test = v4.new_code_cell("assert np.allclose(sigmoid(np.array([-1000.0, 0.0])), [0, 0.5])")
    test.metadata["nbgrader"] = {"grade": True, "solution": False, "locked": True, "points": 4, "grade_id": "t",
                                 "schema_version": 3, "cell_type": "code"}
    nb = v4.new_notebook(cells=[v4.new_code_cell("import numpy as np\n" + answer), test])
    ExecutePreprocessor(timeout=60, kernel_name="python3", allow_errors=True).preprocess(nb, {})
    return determine_grade(test)[0], [o.output_type + " " + o.get("name", "") for o in test.outputs]

loud = points("def sigmoid(x):\n    return 1 / (1 + np.exp(-x))")
quiet = points("def sigmoid(x):\n    with np.errstate(over='ignore'):\n        return 1 / (1 + np.exp(-x))")
print("nbgrader", version("nbgrader"))
print("expected: 4 points for both, whose values are the same and pass the same assertion")
print("seen:     ", loud[0], "with", loud[1], "and", quiet[0], "with", quiet[1])
if (loud, quiet) != ((0, ["stream stderr"]), (4.0, [])):
    sys.exit("CHANGED: nbgrader counts a warning differently now")
PY
