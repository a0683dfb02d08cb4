#!/usr/bin/env bash
# jupytext 1.19.6, writing a notebook as a Python script (py:percent).
#
# One would expect: a line of valid Python arrives as it is.
# What happens: a line that begins with a name that is also a shell alias, then a blank, is commented out as a
#   magic, unless a plain "=" follows: "ls = []" stays, "ls += [1.0]" and "cat @ W" become comments.
# Why it matters to a grader: the exported script compiles and runs; it only lacks a step (here: the losses are
#   never collected), so a right answer gives wrong numbers, with nothing that points at the conversion.
# Source: an earlier form of it, repaired for other lines: https://github.com/jupytext/jupytext/issues/339

set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

"${PYTHON:-python3}" -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install -q --no-compile 'jupytext==1.19.6' > pip.log 2>&1 ||
  { cat pip.log; echo "not checked: the packages could not be installed"; exit 2; }
export HOME="$work"

python - <<'PY' > a.ipynb
import json
source = "ls = []\nfor loss in (3.0, 2.0):\n    pass\nls += [loss]\nprint(ls)"
print(json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {"kernelspec": {
    "name": "python3", "display_name": "Python 3", "language": "python"}}, "cells": [{"cell_type": "code",
    "metadata": {}, "outputs": [], "execution_count": None, "source": source}]}))
PY
jupytext --quiet --to py:percent a.ipynb
echo "jupytext $(python -c 'import jupytext; print(jupytext.__version__)')"
sed -n '/^# %%/,$p' a.py
echo "expected: the script prints [2.0]"
echo "seen:     $(python a.py)"
if [ "$(python a.py)" != "[]" ] || ! grep -qx '# ls += \[loss\]' a.py || ! grep -qx 'ls = \[\]' a.py; then
  echo "CHANGED: jupytext no longer comments that line out"; exit 1
fi
