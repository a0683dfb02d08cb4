"""Read the grader's environment, where tokens are.

Known from: /proc/PID/environ, and CI systems with tokens in it.
Honest score: 0.
"""

import os

pid = os.getppid()
for _ in range(3):
    with open(f"/proc/{pid}/environ", "rb") as file:
        if b"AUTOGRADER_TOKEN" in file.read():
            print("GOT THROUGH")
    with open(f"/proc/{pid}/stat") as file:
        pid = int(file.read().rpartition(")")[2].split()[1])
