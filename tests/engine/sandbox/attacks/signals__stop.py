"""Stop the process that started this one: it is there, and does nothing.

Known from: SIGSTOP.
Honest score: 0.
"""

import os
import signal


def attempt():
    os.kill(os.getppid(), signal.SIGSTOP)
    print("GOT THROUGH")


attempt()
