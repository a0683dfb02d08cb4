"""Load a program into the kernel.

Known from: bpf(2).
Honest score: 0.
"""

import ctypes
import platform

number = {"x86_64": 321, "aarch64": 280}[platform.machine()]
attributes = (ctypes.c_uint32 * 32)(2, 4, 4, 1)  # a map of one entry
if ctypes.CDLL(None).syscall(number, 0, attributes, 128) >= 0:
    print("GOT THROUGH")
