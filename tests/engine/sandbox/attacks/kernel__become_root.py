"""Become root, or whoever started this.

Known from: setuid(2) with a saved user left behind.
Honest score: 0.
"""

import os

for change in (os.setuid, os.seteuid, os.setgid):
    try:
        change(0)
        print("GOT THROUGH")
    except OSError:
        pass
