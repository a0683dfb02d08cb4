#!/usr/bin/env bash
# marimo 0.25.2, marimo convert NOTEBOOK.ipynb.
#
# One would expect: a notebook that runs in Jupyter runs after the conversion; the converter does rename names that
#   clash, so it would rename these.
# What happens: in marimo a name with a leading underscore belongs to its cell. The converter leaves such names as
#   they are, without a word, and the function that uses "_EPS" from the cell above fails with NameError; not when
#   its cell runs, but when the function is called.
# Why it matters to a grader: "_EPS", "_rng", "_softmax" are what tidy students write for helpers. Every one of
#   their functions that uses one fails in the grader and only there.
# Source: the rule is documented; https://github.com/marimo-team/marimo/issues/9623, issues/7498

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
cells = ["_EPS = 0.5", "def safe(x):\n    return max(x, _EPS)", "print(safe(0.0))"]
print(json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [{"cell_type": "code", "metadata": {},
    "outputs": [], "execution_count": None, "source": s} for s in cells]}))
PY
marimo -q convert a.ipynb -o a.py > convert.log 2>&1 || { cat convert.log; exit 1; }
echo "marimo $(marimo --version)"
sed -n '/^@app/,$p' a.py
echo "expected: 0.5, as in Jupyter"
if python a.py > out.log 2>&1; then cat out.log; echo "CHANGED: the converted notebook now runs"; exit 1; fi
seen="$(grep -o "NameError: name '_[^']*' is not defined" out.log | tail -1)"
echo "seen:     $seen"
[ -n "$seen" ] || { cat out.log; echo "CHANGED: it fails differently now"; exit 1; }
