"""Open a file by openat2, whose flags a filter cannot read.

Known from: openat2(2).
Honest score: 0.
"""

import ctypes

how = (ctypes.c_uint64 * 3)(0, 0, 0)
if ctypes.CDLL(None).syscall(437, -100, b"/etc/passwd", how, ctypes.sizeof(how)) >= 0:
    print("GOT THROUGH")
