"""Run a program that belongs to root and runs as root.

Known from: setuid binaries: su, mount.
Honest score: 0.
"""

import os

os.execv("/bin/su", ["su", "-c", "echo GOT THROUGH"])
