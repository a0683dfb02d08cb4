"""Ask the kernel for the machine's addresses.

Known from: netlink(7).
Honest score: 0.
"""

import socket

with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as link:
    print("GOT THROUGH")
