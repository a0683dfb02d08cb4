"""Make a symbolic link that somebody else will follow.

Known from: CWE-59.
Honest score: 0.
"""

import os


def attempt():
    os.symlink("/etc/passwd", "/tmp/left-behind-link")
    print("GOT THROUGH")


attempt()
