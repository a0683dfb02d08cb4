#!/usr/bin/env bash
# gradescope-utils 0.5.0, the decorator partial_credit for tests that set their own score.
#
# One would expect: a test that fails has 0 points, and one that sets no score has 0, too.
# What happens: a score that was set before the assertion failed is kept, beside "status": "failed"; a test that
#   returns without setting one gets ALL points; and a score above the weight is passed on as it is.
# Why it matters to a grader: "set the points of part 1, then check part 2" pays for part 1 although the test failed
#   (which may be meant), an early "return" pays everything (which is not), and sums can exceed the maximum.
# Source: none known; seen by running it.

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
from gradescope_utils.autograder_utils.decorators import partial_credit
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

class Tests(unittest.TestCase):
    @partial_credit(5)
    def test_a_fails_later(self, set_score=None):
        set_score(4)
        self.assertTrue(False)
    @partial_credit(5)
    def test_b_returns_early(self, set_score=None):
        answer = None
        if answer is None:
            return
        set_score(5)
    @partial_credit(5)
    def test_c_too_much(self, set_score=None):
        set_score(9)

out = io.StringIO()
JSONTestRunner(stream=out).run(unittest.defaultTestLoader.loadTestsFromTestCase(Tests))
seen = [(t["name"].split()[0], t["status"], t["score"], t["max_score"]) for t in json.loads(out.getvalue())["tests"]]
print("gradescope-utils", version("gradescope-utils"))
print("expected: 0, 0 and at most 5 of 5 points")
for s in seen:
    print("seen:    ", *s)
if sorted(seen) != [("test_a_fails_later", "failed", 4, 5), ("test_b_returns_early", "passed", 5, 5), ("test_c_too_much", "passed", 9, 5)]:
    sys.exit("CHANGED: partial credit is counted differently now")
PY
python grade.py
