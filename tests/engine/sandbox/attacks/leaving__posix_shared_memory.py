"""Shared memory under /dev/shm.

Known from: multiprocessing.shared_memory.
Honest score: 0.
"""


def attempt():
    with open("/dev/shm/left-behind-memory", "wb") as file:
        file.write(b"42")
    print("GOT THROUGH")


attempt()
