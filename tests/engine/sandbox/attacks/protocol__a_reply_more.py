"""Send each reply twice, so that the second is taken for that to the next question.

Known from: replies that are matched by their order.
Honest score: 2.
"""

from autograder.sandbox.guest.instrumentation.content import content
from autograder.sandbox.guest.messages import Returned, to_wire
from autograder.sandbox.guest.runtime.worker import Channel, PipeLine

CHANNEL = Channel(PipeLine())

def mean(X):
    CHANNEL.send(to_wire(Returned(X.mean(axis=0), after=[content(X)])))
    return X.mean(axis=0)
