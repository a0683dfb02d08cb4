"""A file in memory, executable and without a path.

Known from: memfd_create(2), the usual way past noexec.
Honest score: 0.
"""

import os


def attempt():
    os.memfd_create("left-behind")
    print("GOT THROUGH")


attempt()
