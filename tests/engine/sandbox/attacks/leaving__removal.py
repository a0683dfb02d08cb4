"""Remove, empty or rename what somebody else has written.

Known from: unlink(2), truncate(2), rename(2).
Honest score: 0.
"""

import os

for name in [each for each in os.listdir("/tmp") if each.startswith("attack-secret-")]:
    for act in (lambda path: os.truncate(path, 0), lambda path: os.rename(path, path + "x"), os.unlink):
        try:
            act(f"/tmp/{name}")
            print("GOT THROUGH")
        except OSError:
            pass
