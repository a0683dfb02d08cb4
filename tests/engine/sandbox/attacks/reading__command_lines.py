"""Read the command lines of all processes, for seeds and paths.

Known from: /proc/PID/cmdline, which anybody may read.
Honest score: 0.
"""

import os

for name in os.listdir("/proc"):
    if name.isdigit() and int(name) != os.getpid():
        with open(f"/proc/{name}/cmdline", "rb") as file:
            if file.read():
                print("GOT THROUGH")
                break
