"""Take two gigabytes at once.

Known from: allocation without a limit, CWE-770.
Honest score: 0.
"""

import numpy as np


def attempt():
    np.zeros(2 << 30, np.uint8)
    print("GOT THROUGH")


attempt()
