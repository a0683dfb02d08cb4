"""A System V segment, which no process has to hold.

Known from: shmget(2).
Honest score: 0.
"""

import ctypes

if ctypes.CDLL(None).shmget(0, 4096, 0o1600) >= 0:
    print("GOT THROUGH")
