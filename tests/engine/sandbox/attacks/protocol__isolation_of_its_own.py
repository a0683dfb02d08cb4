"""Tell the grader of protections that there are not.

Known from: reports that believe the process they are about.
Honest score: 0.
"""

from autograder.sandbox.guest.runtime.worker import _send

_send({"isolation": [["everything", "enforced"]], "functions": []})
