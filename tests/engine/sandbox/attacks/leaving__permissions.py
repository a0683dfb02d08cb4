"""Change the permissions of a file that belongs to the same user.

Known from: chmod(2), which opens nothing and so is no writing to most rules.
Honest score: 0.
"""

import os


def attempt():
    os.chmod(f"/tmp/attack-secret-{os.getuid()}", 0o777)
    print("GOT THROUGH")


attempt()
