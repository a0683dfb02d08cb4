"""Mount a file system over an existing folder.

Known from: mount(2).
Honest score: 0.
"""

import ctypes

CLONE_NEWNS = 0x00020000
libc = ctypes.CDLL(None)
if libc.unshare(CLONE_NEWNS) == 0:  # a namespace of its own first: nothing of the machine's is covered
    print("GOT THROUGH")
