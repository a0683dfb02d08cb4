"""Leave a file without a byte in it: its name is the message.

Known from: limits of a file's size, which an empty file keeps.
Honest score: 0.
"""

import os


def attempt():
    os.open("/tmp/left-behind-empty", os.O_CREAT | os.O_RDONLY)
    print("GOT THROUGH")


attempt()
