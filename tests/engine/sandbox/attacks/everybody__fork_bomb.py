"""Fork until the machine has no process left.

Known from: fork bombs. The loop is bounded, the children are not.
Honest score: 0.
"""

import os


def attempt():
    for _ in range(12):
        os.fork()
    print("GOT THROUGH")


attempt()
