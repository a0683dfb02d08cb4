"""Lower the limits of the process that started this one.

Known from: prlimit(2).
Honest score: 0.
"""

import os
import resource


def attempt():
    resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (3, 3))
    print("GOT THROUGH")


attempt()
