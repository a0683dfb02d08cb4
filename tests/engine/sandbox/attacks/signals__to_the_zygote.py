"""Kill the process that started this one.

Known from: kill(2) by the same user.
Honest score: 0.
"""

import os
import signal


def attempt():
    os.kill(os.getppid(), signal.SIGKILL)
    print("GOT THROUGH")


attempt()
