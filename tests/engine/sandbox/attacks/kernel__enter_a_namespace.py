"""Enter the namespaces of the process that started this one.

Known from: setns(2).
Honest score: 0.
"""

import ctypes
import os

descriptor = os.open(f"/proc/{os.getppid()}/ns/uts", os.O_RDONLY)
if ctypes.CDLL(None).setns(descriptor, 0) == 0:
    print("GOT THROUGH")
