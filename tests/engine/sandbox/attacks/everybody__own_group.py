"""Kill the process group that it was started in.

Known from: kill(0), which reaches the parent unless the child has a session of its own.
Honest score: 0.
"""

import os
import signal

os.kill(0, signal.SIGKILL)
