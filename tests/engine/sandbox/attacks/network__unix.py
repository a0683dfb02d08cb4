"""Listen on a Unix socket with a path.

Known from: /var/run/docker.sock and its like.
Honest score: 0.
"""

import socket

with socket.socket(socket.AF_UNIX) as server:
    server.bind("/tmp/left-behind-socket")
    print("GOT THROUGH")
