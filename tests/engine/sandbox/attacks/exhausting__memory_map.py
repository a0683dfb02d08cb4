"""Map two gigabytes past every allocator.

Known from: mmap(2).
Honest score: 0.
"""

import ctypes

READ_AND_WRITE, PRIVATE_AND_ANONYMOUS = 3, 0x22
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_ssize_t
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t] + 3 * [ctypes.c_int] + [ctypes.c_size_t]
if libc.mmap(None, 2 << 30, READ_AND_WRITE, PRIVATE_AND_ANONYMOUS, -1, 0) != -1:
    print("GOT THROUGH")
