"""Open the memory of the process that started this one.

Known from: /proc/PID/mem.
Honest score: 0.
"""

import os

with open(f"/proc/{os.getppid()}/mem", "rb"):
    print("GOT THROUGH")
