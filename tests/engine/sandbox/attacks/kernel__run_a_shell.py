"""Run a shell by every way that Python has.

Known from: command injection, CWE-78.
Honest score: 0.
"""

import os
import subprocess

for attempt in (
    lambda: subprocess.check_output(["/bin/sh", "-c", "echo GOT THROUGH"]),
    lambda: os.posix_spawn("/bin/sh", ["sh", "-c", "echo GOT THROUGH"], {}),
    lambda: os.system("echo GOT THROUGH"),
    lambda: os.popen("echo GOT THROUGH").read(),
):
    try:
        print(attempt())
    except OSError:
        pass
