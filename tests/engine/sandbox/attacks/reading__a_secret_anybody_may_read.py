"""Read a file that another left readable in /tmp.

Known from: other students' submissions; world-readable files.
Honest score: 0.
"""

import glob
import os

for name in os.listdir("/tmp"):
    if name.startswith("attack-secret-"):
        with open(os.path.join("/tmp", name)) as file:
            print("GOT THROUGH", file.read())
print(glob.glob("/tmp/*"))
