"""Kill everybody that it may.

Known from: kill(-1).
Honest score: 0.
"""

import os
import signal

os.kill(-1, signal.SIGKILL)
