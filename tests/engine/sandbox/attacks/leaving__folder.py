"""Make a folder whose name is the message.

Known from: mkdir(2) needs no open.
Honest score: 0.
"""

import os


def attempt():
    os.mkdir("/tmp/left-behind-folder")
    print("GOT THROUGH")


attempt()
