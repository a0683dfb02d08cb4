"""A System V message queue with an answer in it.

Known from: msgget(2).
Honest score: 0.
"""

import ctypes

if ctypes.CDLL(None).msgget(0, 0o1600) >= 0:
    print("GOT THROUGH")
