"""Listen on 127.0.0.1 and connect to it.

Known from: submissions that send home what they find.
Honest score: 0.
"""

import socket

with socket.socket() as server, socket.socket() as client:
    server.bind(("127.0.0.1", 0))
    server.listen()
    client.connect(server.getsockname())
    print("GOT THROUGH")
