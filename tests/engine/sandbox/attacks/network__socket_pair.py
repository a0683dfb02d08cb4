"""A pair of connected sockets, through which descriptors can be passed.

Known from: socketpair(2) and SCM_RIGHTS.
Honest score: 0.
"""

import socket


def attempt():
    a, b = socket.socketpair()
    print("GOT THROUGH")


attempt()
