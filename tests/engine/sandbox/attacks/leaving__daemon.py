"""Fork twice, start a session of its own, and stay for two minutes.

Known from: processes that outlive their grader.
Honest score: 0.
"""

import os
import time


def attempt():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(120)
        os._exit(0)
    print("GOT THROUGH")


attempt()
