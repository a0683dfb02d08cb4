"""Fork by clone3, whose flags a filter cannot read.

Known from: clone3(2).
Honest score: 0.
"""

import ctypes
import os

arguments = (ctypes.c_uint64 * 11)()
arguments[4] = 17
pid = ctypes.CDLL(None).syscall(435, arguments, ctypes.sizeof(arguments))
if pid == 0:
    os._exit(0)
if pid > 0:
    print("GOT THROUGH")
