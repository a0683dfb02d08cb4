"""Have the kernel send the signal: whoever owns a pipe is told when there is input.

Known from: fcntl(2) with F_SETOWN and F_SETSIG.
Honest score: 0.
"""

import fcntl
import os
import signal

F_SETSIG = 10
inside, outside = os.pipe()
fcntl.fcntl(inside, fcntl.F_SETOWN, os.getppid())
fcntl.fcntl(inside, F_SETSIG, signal.SIGKILL)
fcntl.fcntl(inside, fcntl.F_SETFL, os.O_ASYNC)
os.write(outside, b"x")
