"""Make a folder of its own the root of the file system.

Known from: chroot(2), from which root walks out.
Honest score: 0.
"""

import os


def attempt():
    os.chroot("/tmp")
    print("GOT THROUGH")


attempt()
