"""Send a datagram on 127.0.0.1.

Known from: DNS tunnels; rules that know only TCP.
Honest score: 0.
"""

import socket

with socket.socket(type=socket.SOCK_DGRAM) as here, socket.socket(type=socket.SOCK_DGRAM) as there:
    there.bind(("127.0.0.1", 0))
    here.sendto(b"42", there.getsockname())
    print("GOT THROUGH", there.recv(2))
