"""Read what belongs to root: password hashes, its home.

Known from: containers in which submissions run as root.
Honest score: 0.
"""

import os

for attempt in (lambda: open("/etc/shadow").read(), lambda: os.listdir("/root")):
    try:
        attempt()
        print("GOT THROUGH")
    except OSError:
        pass
