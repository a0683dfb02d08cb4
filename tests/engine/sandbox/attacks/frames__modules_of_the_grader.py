"""Look for the judge, the assignment and the references among what is imported.

Known from: graders that import the solutions and then the submission.
Honest score: 0.
"""

import sys

for name in list(sys.modules):
    if any(word in name for word in ("solutions", "judging", "grading", "assignment", "authoring", "report")):
        print("GOT THROUGH to", name)
