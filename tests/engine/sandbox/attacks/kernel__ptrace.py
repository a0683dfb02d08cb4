"""Attach to the process that started this one.

Known from: ptrace(2).
Honest score: 0.
"""

import ctypes
import os

PTRACE_SEIZE = 0x4206
if ctypes.CDLL(None).ptrace(PTRACE_SEIZE, os.getppid(), None, None) == 0:
    print("GOT THROUGH")
