#!/usr/bin/env bash
# gradescope-utils 0.5.0, JSONTestRunner, which writes Gradescope's results.json from unittest.
#
# One would expect: a test in which a subTest fails is reported as failed, with 0 points of its weight.
# What happens: it is not reported at all. The entry is absent from "tests", the total score lacks nothing but its
#   points, and neither a name nor a message says why. If all its subTests pass, it is there.
# Why it matters to a grader: the student sees only passed tests and a score below the maximum; whoever adds up
#   max_score over the file gets another maximum for each student, and percentages become wrong.
# Source: https://github.com/gradescope/gradescope-utils/issues/5

set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

"${PYTHON:-python3}" -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install -q --no-compile 'gradescope-utils==0.5.0' > pip.log 2>&1 ||
  { cat pip.log; echo "not checked: the packages could not be installed"; exit 2; }

cat > grade.py <<'PY'
import io, json, sys, unittest
from importlib.metadata import version
from gradescope_utils.autograder_utils.decorators import weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

def run(relu):
    class Tests(unittest.TestCase):
        @weight(2)
        def test_positive(self):
            self.assertEqual(relu(3), 3)
        @weight(8)
        def test_others(self):
            for x in (0, -1, -2):
                with self.subTest(x=x):
                    self.assertEqual(relu(x), 0)
    out = io.StringIO()
    result = JSONTestRunner(stream=out).run(unittest.defaultTestLoader.loadTestsFromTestCase(Tests))
    tests = json.loads(out.getvalue())["tests"]
    return [(t["name"].split()[0], t["score"], t["max_score"]) for t in tests], len(result.failures)

right, wrong = run(lambda x: max(x, 0)), run(lambda x: x)
print("gradescope-utils", version("gradescope-utils"))
print("a right answer: ", right)
print("expected for a wrong one: test_others with 0 of 8 points")
print("seen:           ", wrong, "(unittest itself counts the failures)")
if right != ([("test_others", 8, 8), ("test_positive", 2, 2)], 0) or wrong != ([("test_positive", 2, 2)], 2):
    sys.exit("CHANGED: failing subtests are reported differently now")
PY
python grade.py
