#!/usr/bin/env bash
# nbconvert 7.17.2, jupyter nbconvert --to script, on a notebook whose metadata are those that Colab writes.
#
# One would expect: NAME.py. The notebook says twice that it is Python (kernelspec python3, language_info python).
# What happens: NAME.txt, without an error, exit code 0. Only "language_info.file_extension" counts, which Colab
#   does not write. The text also lacks what --to python gives: magics stay as they are, Markdown is gone.
# Why it matters to a grader: a folder of converted hand-ins has no .py for just those students who used Colab, and
#   a glob for *.py takes them for missing. (--to python does not have this.)
# Source: https://github.com/jupyter/nbconvert/issues/1529

set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

"${PYTHON:-python3}" -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install -q --no-compile 'nbconvert==7.17.2' 'nbformat==5.11.1' > pip.log 2>&1 ||
  { cat pip.log; echo "not checked: the packages could not be installed"; exit 2; }
export HOME="$work"

python - <<'PY'
import nbformat
from nbformat import v4
nbformat.write(v4.new_notebook(metadata={
    "colab": {"provenance": []}, "kernelspec": {"name": "python3", "display_name": "Python 3"},
    "language_info": {"name": "python"}}, cells=[
    v4.new_markdown_cell("# Exercise 1"), v4.new_code_cell("%matplotlib inline\nx = 1")]), "colab.ipynb")
PY
jupyter-nbconvert --log-level=ERROR --to script colab.ipynb
echo "nbconvert $(jupyter-nbconvert --version)"
echo "expected: colab.py"
echo "seen:     $(ls colab.* | grep -v ipynb)"
cat colab.txt; echo
[ ! -e colab.py ] && [ "$(cat colab.txt)" = "$(printf '%%matplotlib inline\nx = 1')" ] ||
  { echo "CHANGED: nbconvert now writes something else"; exit 1; }
