"""Open a thousand descriptors.

Known from: limits of open files.
Honest score: 0.
"""

import os


def attempt():
    kept = [os.dup(1) for _ in range(1000)]
    print("GOT THROUGH")


attempt()
