"""A ring that does system calls on one's behalf, past the filter.

Known from: io_uring_setup(2).
Honest score: 0.
"""

import ctypes

parameters = ctypes.create_string_buffer(120)
if ctypes.CDLL(None).syscall(425, 4, parameters) >= 0:
    print("GOT THROUGH")
