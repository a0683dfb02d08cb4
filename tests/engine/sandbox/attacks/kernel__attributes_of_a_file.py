"""Make a file of Python's own unchangeable, by a descriptor that was opened for reading.

Known from: chattr(1), FS_IOC_SETFLAGS in ioctl_iflags(2).
Honest score: 0.
"""

import fcntl
import os


def attempt():
    descriptor = os.open(os.__file__, os.O_RDONLY)
    attributes = bytearray(8)
    fcntl.ioctl(descriptor, 0x80086601, attributes)
    fcntl.ioctl(descriptor, 0x40086602, attributes)  # as they were
    print("GOT THROUGH")


attempt()
