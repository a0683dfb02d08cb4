"""Wake whoever waits at a page of a file that both have mapped: the answer tells how many did.

Known from: futex(2), which knows processes apart only if it is asked to.
Honest score: 0.
"""

import ctypes
import mmap
import os

libc = ctypes.CDLL(None, use_errno=True)
FUTEX = {"x86_64": 202, "aarch64": 98}[os.uname().machine]
FUTEX_WAKE, MANY = 1, 1000
with open(os.__file__, "rb") as file:
    libc.mmap.restype = ctypes.c_void_p
    page = libc.mmap(None, ctypes.c_size_t(4096), mmap.PROT_READ, mmap.MAP_SHARED, file.fileno(), ctypes.c_long(0))
    if libc.syscall(FUTEX, ctypes.c_void_p(page), FUTEX_WAKE, MANY, None, None, 0) >= 0:
        print("GOT THROUGH")
