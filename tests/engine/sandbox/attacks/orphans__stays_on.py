"""Run on when the process that started this one is killed.

Known from: daemons by accident. The zygote is killed while this sleeps.
Honest score: 0.
"""

import time

time.sleep(60)
