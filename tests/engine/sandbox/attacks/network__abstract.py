"""Listen on a Unix socket without a path, which no permission guards.

Known from: abstract sockets, CVE-2020-15257.
Honest score: 0.
"""

import socket

with socket.socket(socket.AF_UNIX) as server:
    server.bind("\0left-behind")
    print("GOT THROUGH")
