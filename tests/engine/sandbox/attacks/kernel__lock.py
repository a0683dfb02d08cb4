"""Lock a file that all may read, for another worker to find locked: a bit for each file.

Known from: flock(2); the page cache and lock files as side channels between containers.
Honest score: 0.
"""

import fcntl
import os

for lock in (
    lambda file: fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB),
    lambda file: fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB),
    lambda file: fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK),
    lambda file: fcntl.fcntl(file, 37, bytes(32)),
):
    with open(os.__file__) as file:
        try:
            lock(file)
        except PermissionError:
            continue
        print("GOT THROUGH")
