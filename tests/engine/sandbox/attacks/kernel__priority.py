"""Put itself before all others on the processor.

Known from: setpriority(2), sched_setscheduler(2).
Honest score: 0.
"""

import os


def attempt():
    os.nice(-5)
    print("GOT THROUGH")


attempt()
