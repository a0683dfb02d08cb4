#!/usr/bin/env bash
# IPython 9.18.1, what it does to a cell before Python sees it (TransformerManager).
#
# One would expect: a cell that is plain, valid Python reaches Python as it was written.
# What happens: if a string that is assigned to a name holds a line ">>> ...", anywhere in the cell, the cell counts
#   as a pasted session. The prompts are taken out of the string, and a line "..." elsewhere in the cell (the body
#   of a stub!) is taken out as well, which leaves a function without a body. Nothing is said. (Docstrings, which are
#   not assigned, are spared.)
# Why it matters to a grader: doctests kept in a string lose their examples and pass for any answer; and one such
#   string turns a cell with an unfinished stub into an IndentationError, so the finished functions beside it
#   are lost. The same for a .py that a tool runs as one cell.
# Source: https://github.com/ipython/ipython/pull/15386 and https://github.com/ipython/ipython/issues/12843

set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

"${PYTHON:-python3}" -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install -q --no-compile 'ipython==9.18.1' > pip.log 2>&1 ||
  { cat pip.log; echo "not checked: the packages could not be installed"; exit 2; }

python - <<'PY'
import ast, doctest, sys
import IPython
from IPython.core.inputtransformer2 import TransformerManager

TESTS = 'tests = """\n>>> relu(-1)\n0\n>>> relu(2)\n2\n"""\n'
STUB = "def relu(x):\n    return max(x, 0)\n\ndef softmax(x):\n    ...\n\n"
transform = TransformerManager().transform_cell

def examples(source):
    scope = {}
    exec(source, scope)
    return len(doctest.DocTestParser().get_examples(scope["tests"]))

def error(source):
    try:
        ast.parse(source)
    except SyntaxError as e:
        return type(e).__name__

seen = examples(TESTS), examples(transform(TESTS)), error(STUB + TESTS), error(transform(STUB + TESTS)), error(transform(STUB))
print("IPython", IPython.__version__)
print("expected: 2 doctest examples in the string, in Python and in IPython")
print(f"seen:     {seen[0]} in Python, {seen[1]} in IPython")
print("expected: a stub above the string is as valid in IPython as in Python")
print(f"seen:     {seen[2] or 'valid'} in Python, {seen[3]} in IPython, {seen[4] or 'valid'} in IPython without the string")
print("\nwhat IPython passes on:\n" + transform(STUB + TESTS))
if seen != (2, 0, None, "IndentationError", None):
    sys.exit("CHANGED: IPython treats this cell differently now")
PY
