"""Tell the grader of protections that there are not.

Known from: reports that believe the process they are about.
Honest score: 0.
"""

from autograder.sandbox.guest.runtime.worker import Channel, PipeLine

CHANNEL = Channel(PipeLine())

CHANNEL.send({"isolation": [["everything", "enforced"]], "functions": []})
