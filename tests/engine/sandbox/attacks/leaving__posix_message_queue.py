"""A POSIX message queue with a name.

Known from: mq_open(3).
Honest score: 0.
"""

import ctypes

if ctypes.CDLL(None).mq_open(b"/left-behind-queue", 0o102, 0o600, None) >= 0:
    print("GOT THROUGH")
