"""End the process at once with the exit code of success.

Known from: test runners that trust an exit code.
Honest score: 0.
"""

import os

os._exit(0)
