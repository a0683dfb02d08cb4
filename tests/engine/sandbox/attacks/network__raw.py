"""A raw socket on the loopback device.

Known from: packet(7).
Honest score: 0.
"""

import socket

with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP):
    print("GOT THROUGH")
