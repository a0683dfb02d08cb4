"""Become another program that prints what it likes.

Known from: execve(2).
Honest score: 0.
"""

import os
import sys

os.execv(sys.executable, [sys.executable, "-c", "print('GOT THROUGH')"])
