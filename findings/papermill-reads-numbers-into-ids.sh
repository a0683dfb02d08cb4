#!/usr/bin/env bash
# papermill 2.7.0, papermill -p NAME VALUE.
#
# One would expect: -p student 12e4567 hands "12e4567" over; at the least, only what a person calls a number is one.
# What happens: whatever Python's int() or float() accepts becomes a number: 007 is 7, 12_34 is 1234, 12e4567 is inf,
#   a person called Inf or NaN is a float, and None is None. (-r hands strings over as they are.)
# Why it matters to a grader: ids of students and short commit hashes look like this. Two of them (007 and 7, or two
#   hashes of digits around an e) become one, and reports written under that name replace each other.
# Source: none known for ids; the papermill command's help names -p and -r.

set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

"${PYTHON:-python3}" -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install -q --no-compile 'papermill==2.7.0' > pip.log 2>&1 ||
  { cat pip.log; echo "not checked: the packages could not be installed"; exit 2; }
export HOME="$work"

cat > a.ipynb <<'JSON'
{"nbformat": 4, "nbformat_minor": 4, "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3",
 "language": "python"}, "language_info": {"name": "python"}}, "cells": [{"cell_type": "code", "metadata":
 {"tags": ["parameters"]}, "outputs": [], "execution_count": null, "source": "student = ''"}]}
JSON
parameter() {
  papermill --prepare-only "$1" student "$2" a.ipynb b.ipynb > papermill.log 2>&1 || { cat papermill.log; exit 1; }
  python -c "import json; print([c for c in json.load(open('b.ipynb'))['cells'] if 'injected-parameters' in c['metadata']['tags']][0]['source'][-1])"
}
seen=""
for id in 007 12_34 12e4567 Inf None 12ab; do seen="$seen$id: $(parameter -p "$id")"$'\n'; done
raw="$(parameter -r 007)"
echo "papermill $(python -c 'from importlib.metadata import version; print(version("papermill"))')"
echo "expected: each id as a string"
echo "seen, with -p:"; printf '%s' "$seen"
echo "seen, with -r: 007: $raw"
[ "$seen" = '007: student = 7
12_34: student = 1234
12e4567: student = float('"'inf'"')
Inf: student = float('"'inf'"')
None: student = None
12ab: student = "12ab"
' ] && [ "$raw" = 'student = "007"' ] || { echo "CHANGED: papermill reads these values differently now"; exit 1; }
