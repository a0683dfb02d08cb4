"""Read every descriptor that may have been inherited.

Known from: descriptors without close-on-exec, CWE-403.
Honest score: 0.
"""

import os

for number in range(5, 4096):
    try:
        os.fstat(number)
        print("GOT THROUGH", number)
    except OSError:
        pass
