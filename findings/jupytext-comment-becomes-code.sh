#!/usr/bin/env bash
# jupytext 1.19.6, reading a plain Python file as a notebook.
#
# One would expect: a comment stays a comment.
# What happens: a comment whose first word is a shell alias (copy, cat, echo, ls, rm, mv, mkdir ...) is taken for
#   a magic command that had been commented out, and is made active: "# copy the weights" becomes the code line
#   "copy the weights". Comments that begin with another word ("# more tests") or that are indented stay.
# Why it matters to a grader: a correct .py hand-in becomes a notebook with a syntax error, and the whole cell,
#   with all its functions, is lost. English, not syntax, decides.
# Source: aliases count as magics since https://github.com/jupytext/jupytext/issues/149

set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

"${PYTHON:-python3}" -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install -q --no-compile 'jupytext==1.19.6' > pip.log 2>&1 ||
  { cat pip.log; echo "not checked: the packages could not be installed"; exit 2; }
export HOME="$work"

cat > layers.py <<'PY'
import numpy as np
# more tests are below
def step(w, g, lr):
    return w - lr * g
# copy the weights first, so that the caller keeps his
def step_all(ws, gs, lr):
    return [step(w.copy(), g, lr) for w, g in zip(ws, gs)]
PY
python -c "import ast; ast.parse(open('layers.py').read()); print('layers.py is valid Python')"
jupytext --quiet --to ipynb layers.py
python - <<'PY'
import ast, json, sys
import jupytext
code = ["".join(c["source"]) for c in json.load(open("layers.ipynb"))["cells"] if c["cell_type"] == "code"]
lines = "\n".join(code).splitlines()
print("jupytext", jupytext.__version__)
print("expected: # copy the weights first, so that the caller keeps his")
print("seen:    ", lines[4])
try:
    ast.parse("\n".join(code))
    broken = False
except SyntaxError:
    broken = True
print("the code cells are valid Python:", not broken)
if lines[4] != "copy the weights first, so that the caller keeps his" or lines[1] != "# more tests are below" or not broken:
    sys.exit("CHANGED: jupytext no longer makes that comment active")
PY
