#!/usr/bin/env bash
# nbconvert 7.17.2, jupyter nbconvert --to python.
#
# One would expect: a raw cell, which Jupyter never runs, is a comment in the script (as Markdown cells are), or
#   is left out.
# What happens: its text is written as it is, between the code. What was switched off runs again.
# Why it matters to a grader: students turn a cell into "raw" to switch an old attempt off. In the notebook the
#   right function counts; in the exported script the old attempt comes later and replaces it.
# Source: https://github.com/ipython/ipython/issues/8395 (closed: raw means "unchanged in the target format"),
#   https://github.com/jupyter/notebook/issues/4109

set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

"${PYTHON:-python3}" -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install -q --no-compile 'nbconvert==7.17.2' 'nbformat==5.11.1' 'ipython==9.18.1' > pip.log 2>&1 ||
  { cat pip.log; echo "not checked: the packages could not be installed"; exit 2; }
export HOME="$work"

python - <<'PY'
import nbformat
from nbformat import v4
nbformat.write(v4.new_notebook(cells=[
    v4.new_code_cell("def relu_grad(x):\n    return float(x > 0)"),
    v4.new_markdown_cell("my first attempt, switched off:"),
    v4.new_raw_cell("def relu_grad(x):\n    return 1.0"),
    v4.new_code_cell("print(relu_grad(-2.0))")]), "a.ipynb")
PY
jupyter-nbconvert --log-level=ERROR --to python a.ipynb
echo "nbconvert $(jupyter-nbconvert --version)"
cat a.py
seen="$(python a.py)"
echo "expected: 0.0, as in Jupyter"
echo "seen:     $seen"
[ "$seen" = "1.0" ] || { echo "CHANGED: the raw cell is no longer run by the script"; exit 1; }
