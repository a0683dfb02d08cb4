"""Count what the processor does: a clock for what others compute.

Known from: perf_event_open(2).
Honest score: 0.
"""

import ctypes
import platform

number = {"x86_64": 298, "aarch64": 241}[platform.machine()]
attributes = (ctypes.c_uint32 * 32)(1, 128)  # a software event
if ctypes.CDLL(None).syscall(number, attributes, 0, -1, -1, 0) >= 0:
    print("GOT THROUGH")
