"""Start twenty threads that wait.

Known from: thread bombs; a thread that goes on when the call has answered.
Honest score: 0.
"""

import threading
import time

for _ in range(20):
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    print("GOT THROUGH")
