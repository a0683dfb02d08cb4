"""A System V semaphore set: its values are bits for the next submission.

Known from: semget(2).
Honest score: 0.
"""

import ctypes

if ctypes.CDLL(None).semget(0, 8, 0o1600) >= 0:
    print("GOT THROUGH")
