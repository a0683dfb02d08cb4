"""Make a named pipe, at which a reader waits for ever.

Known from: mkfifo(3).
Honest score: 0.
"""

import os


def attempt():
    os.mkfifo("/tmp/left-behind-fifo")
    print("GOT THROUGH")


attempt()
