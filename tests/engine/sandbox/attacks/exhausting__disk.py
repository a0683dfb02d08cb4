"""Write forty megabytes to a file.

Known from: disks that fill up.
Honest score: 0.
"""


def attempt():
    with open("/tmp/left-behind-large", "wb") as file:
        for _ in range(40):
            file.write(b"x" * (1 << 20))
    print("GOT THROUGH")


attempt()
