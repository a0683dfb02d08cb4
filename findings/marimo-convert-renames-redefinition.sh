#!/usr/bin/env bash
# marimo 0.25.2, marimo convert NOTEBOOK.ipynb.
#
# One would expect: of two definitions of a function the later one counts, as in Jupyter and in Python.
# What happens: marimo allows each name once; the converter therefore keeps the FIRST under the name and calls the
#   later one relu_grad_1. Calls below it are renamed along, so the notebook still runs and prints the same; but
#   whoever imports "relu_grad" from the file gets the superseded one.
# Why it matters to a grader: "first attempt above, corrected version below" is what a student's notebook looks
#   like. After conversion it is the first attempt that is graded.
# Source: such renaming is discussed at https://github.com/marimo-team/marimo/issues/9857

set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

"${PYTHON:-python3}" -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install -q --no-compile 'marimo==0.25.2' > pip.log 2>&1 ||
  { cat pip.log; echo "not checked: the packages could not be installed"; exit 2; }
export HOME="$work"

python - <<'PY' > a.ipynb
import json
cells = ["def relu_grad(x):\n    return 1.0", "def relu_grad(x):\n    return float(x > 0)", "print(relu_grad(-2.0))"]
print(json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [{"cell_type": "code", "metadata": {},
    "outputs": [], "execution_count": None, "source": s} for s in cells]}))
PY
marimo -q convert a.ipynb -o a.py > convert.log 2>&1 || { cat convert.log; exit 1; }
echo "marimo $(marimo --version)"
sed -n '/^@app/,$p' a.py
names="$(python -c 'import a; print(a.relu_grad(-2.0), a.relu_grad_1(-2.0))')"
ran="$(python a.py)"
echo "expected: relu_grad(-2.0) is 0.0 after the conversion, too"
echo "seen:     relu_grad(-2.0), relu_grad_1(-2.0): $names; the notebook itself prints $ran"
[ "$names" = "1.0 0.0" ] && [ "$ran" = "0.0" ] || { echo "CHANGED: the converter names them differently now"; exit 1; }
