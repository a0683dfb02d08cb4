"""A temporary file without a name, later linked into place.

Known from: O_TMPFILE.
Honest score: 0.
"""

import os


def attempt():
    os.open("/tmp", os.O_TMPFILE | os.O_RDWR)
    print("GOT THROUGH")


attempt()
