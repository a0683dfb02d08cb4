#!/usr/bin/env bash
# nbgrader 0.9.6, how a test cell becomes points (determine_grade).
#
# One would expect: a test cell whose last line is a comparison gives points if it is True.
# What happens: the displayed value is read as a number of points. "False" is no number, and what is no number
#   gives FULL points (with a line in the log). A number is the points themselves: 3 of 4 for "3 checks failed".
# Why it matters to a grader: "all_close(...)" without "assert" as the last line marks every answer as right;
#   and a count of mistakes that is displayed there is turned upside down.
# Source: https://nbgrader.readthedocs.io (partial credit), https://github.com/jupyter/nbgrader/issues/1339

set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

"${PYTHON:-python3}" -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install -q --no-compile 'nbgrader==0.9.6' 'nbconvert==7.17.2' 'ipykernel==7.4.0' > pip.log 2>&1 ||
  { cat pip.log; echo "not checked: the packages could not be installed"; exit 2; }

export HOME="$work"
python - <<'PY'
import sys
from importlib.metadata import version
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import v4
from nbgrader.utils import determine_grade

def cell(source):
    test = v4.new_code_cell(source)
    test.metadata["nbgrader"] = {"grade": True, "solution": False, "locked": True, "points": 4, "grade_id": source,
                                 "schema_version": 3, "cell_type": "code"}
    return test

tests = [cell("assert relu(-1) == 0"), cell("relu(-1) == 0"), cell("mistakes = [relu(-1) != 0, relu(-2) != 0, relu(-3) != 0]\nsum(mistakes)")]
nb = v4.new_notebook(cells=[v4.new_code_cell("def relu(x):\n    return x   # wrong"), *tests])
ExecutePreprocessor(timeout=60, kernel_name="python3", allow_errors=True).preprocess(nb, {})
seen = [determine_grade(t)[0] for t in tests]
print("nbgrader", version("nbgrader"))
print("expected: 0 of 4 points in every case, as the answer is wrong")
for t, p in zip(tests, seen):
    print(f"seen:     {float(p)} of 4 for a test cell that ends in:", t.source.splitlines()[-1])
if seen != [0, 4.0, 3.0]:
    sys.exit("CHANGED: nbgrader reads displayed values differently now")
PY
