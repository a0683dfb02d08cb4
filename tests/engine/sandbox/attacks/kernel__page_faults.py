"""Handle one's own page faults, and hold the kernel up in the middle of a copy.

Known from: userfaultfd(2), a part of many exploits.
Honest score: 0.
"""

import ctypes
import platform

number = {"x86_64": 323, "aarch64": 282}[platform.machine()]
if ctypes.CDLL(None).syscall(number, 1) >= 0:
    print("GOT THROUGH")
