"""Take a descriptor out of the process that started this one.

Known from: pidfd_getfd(2).
Honest score: 0.
"""

import ctypes
import os

libc = ctypes.CDLL(None)
pidfd = libc.syscall(434, os.getppid(), 0)
if pidfd >= 0:
    print("GOT THROUGH")
    if libc.syscall(438, pidfd, 0, 0) >= 0:
        print("GOT THROUGH twice")
