"""Fork twenty times; each child ends at once.

Known from: fork bombs.
Honest score: 0.
"""

import os

for _ in range(20):
    if os.fork() == 0:
        os._exit(0)
    print("GOT THROUGH")
