"""Become root in a user namespace of its own.

Known from: unshare(2) with CLONE_NEWUSER, the first step of many escapes.
Honest score: 0.
"""

import ctypes

CLONE_NEWUSER = 0x10000000
if ctypes.CDLL(None).unshare(CLONE_NEWUSER) == 0:
    print("GOT THROUGH")
