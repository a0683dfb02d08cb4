"""Give itself every capability.

Known from: capset(2).
Honest score: 0.
"""

import ctypes

header = (ctypes.c_uint32 * 2)(0x20080522, 0)
data = (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6)
if ctypes.CDLL(None).capset(header, data) == 0:
    print("GOT THROUGH")
