#!/usr/bin/env bash
# nbgrader 0.9.6, nbgrader export (CSV).
#
# One would expect: a value that holds a comma is quoted, as every CSV writer does.
# What happens: values are joined by commas as they are. A last name "Ng, Jr." makes a row of 12 fields under a
#   header of 11, and every field from there on moves by one: the first name becomes the e-mail address, the penalty
#   the score, and the score the maximum.
# Why it matters to a grader: who reads this export by column name books the late penalty as the score, without
#   an error, for just those students.
# Source: none known; seen by running it.

set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

"${PYTHON:-python3}" -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install -q --no-compile 'nbgrader==0.9.6' > pip.log 2>&1 ||
  { cat pip.log; echo "not checked: the packages could not be installed"; exit 2; }

export HOME="$work"
python - <<'PY'
import csv, sys
from importlib.metadata import version
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as gb:
    gb.add_assignment("backprop")
    gb.add_notebook("layers", "backprop")
    gb.add_grade_cell("t", "layers", "backprop", max_score=5, cell_type="code")
    for student, last in (("s1", "Ng"), ("s2", "Ng, Jr.")):
        gb.add_student(student, last_name=last, first_name="Bo", email=f"{student}@example.org")
        gb.add_submission("backprop", student)
        gb.find_grade("t", "layers", "backprop", student).auto_score = 4.0
    gb.db.commit()
PY
nbgrader export --db sqlite:///gradebook.db --to grades.csv > export.log 2>&1 || { cat export.log; exit 1; }
cat grades.csv
python - <<'PY'
import csv, sys
from importlib.metadata import version
rows = list(csv.DictReader(open("grades.csv", newline="")))
print("nbgrader", version("nbgrader"))
print("expected: both students have score 4.0 and an address in the column email")
for r in rows:
    print("seen:    ", {k: r[k] for k in ("last_name", "email", "score", "max_score")}, "left over:", r.get(None))
seen = [(r["email"], r["score"], r["max_score"], r.get(None)) for r in rows]
if seen != [("s1@example.org", "4.0", "5.0", None), ("Bo", "0.0", "4.0", ["5.0"])]:
    sys.exit("CHANGED: nbgrader writes this row differently now")
PY
