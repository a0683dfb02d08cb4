#!/usr/bin/env bash
# otter-grader 7.0.0, otter run with a .py hand-in.
#
# One would expect: a .py is run or imported as a Python file.
# What happens: its text becomes the one cell of a notebook. There is no __file__, so a line such as
#   Path(__file__).parent ends the run there, and all functions below it do not exist (the results name only those, not
#   the line that failed); and as __name__ is
#   "__main__", the student's own demonstration under "if __name__ == ..." is run, which an import would not do.
# Why it matters to a grader: right functions below a line that works in every other place get 0 points; and a training
#   of some minutes under "__main__" counts against the time limit of the whole hand-in.
# Source: https://github.com/ucbds-infra/otter-grader/pull/610 (hand-ins are executed by nbconvert since)

set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

"${PYTHON:-python3}" -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install -q --no-compile 'otter-grader==7.0.0' 'ipykernel==7.4.0' 'nbconvert==7.17.2' > pip.log 2>&1 ||
  { cat pip.log; echo "not checked: the packages could not be installed"; exit 2; }

export HOME="$work"
mkdir tests
cat > tests/q1.py <<'PY'
OK_FORMAT = True
test = {"name": "q1", "points": 4, "suites": [{"type": "doctest", "scored": True, "cases": [
    {"code": ">>> relu(-1) == 0 and relu(2) == 2\nTrue"}]}]}
PY
python -c "
import zipfile
with zipfile.ZipFile('ag.zip', 'w') as z:
    z.write('tests/q1.py'); z.writestr('otter_config.json', '{}'); z.writestr('requirements.txt', '')"
cat > early.py <<'PY'
def relu(x):
    return max(x, 0)

if __name__ == "__main__":
    relu = None   # stands for a demonstration that only a direct call should run
PY
cat > file.py <<'PY'
from pathlib import Path
HERE = Path(__file__).parent

def relu(x):
    return max(x, 0)
PY
cat > plain.py <<'PY'
def relu(x):
    return max(x, 0)
PY
score() {
  mkdir "$1"
  otter run --no-logo -a ag.zip -o "$1" "$1.py" > "$1.log" 2>&1 || { cat "$1.log"; echo "CHANGED: otter run fails" >&2; exit 1; }
  python -c "import json; print([t['score'] for t in json.load(open('$1/results.json'))['tests'] if t['name'] == 'q1'][0])"
}
python -c "import early, file, plain; print('imported, all are right:', plain.relu(-1), early.relu(-1), file.relu(2))"
plain="$(score plain)"; file="$(score file)"; early="$(score early)"
echo "otter-grader $(python -c 'from importlib.metadata import version; print(version("otter-grader"))')"
echo "expected: 4 of 4 points for all three, which are right when imported"
echo "seen:     $plain for the function alone, $file for the one that reads __file__, $early for the one with a part under __main__"
[ "$plain $file $early" = "4.0 0 0" ] || { echo "CHANGED: otter runs a .py differently now"; exit 1; }
