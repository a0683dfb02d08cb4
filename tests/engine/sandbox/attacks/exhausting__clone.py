"""Fork by the system call itself, past the library.

Known from: clone(2), which limits on fork() alone forget.
Honest score: 0.
"""

import ctypes
import os
import platform

number = {"x86_64": 56, "aarch64": 220}[platform.machine()]
pid = ctypes.CDLL(None).syscall(number, 17, 0, 0, 0, 0)
if pid == 0:
    os._exit(0)
if pid > 0:
    print("GOT THROUGH")
