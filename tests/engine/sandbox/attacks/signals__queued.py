"""Send a signal by another call than kill.

Known from: rt_sigqueueinfo(2), tgkill(2).
Honest score: 0.
"""

import ctypes
import os
import platform

number = {"x86_64": 234, "aarch64": 131}[platform.machine()]
if ctypes.CDLL(None).syscall(number, os.getppid(), os.getppid(), 18) == 0:
    print("GOT THROUGH")
