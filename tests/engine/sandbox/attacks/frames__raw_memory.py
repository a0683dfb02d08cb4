"""Search this process's own memory for the text of a reference.

Known from: references deleted before a fork: they stay in raw memory.
Honest score: 0.
"""


needle = b"".join([b".sum(ax", b"is=0) / le", b"n(X)"])
try:
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb") as memory:
        for line in maps:
            where, flags, *_ = line.split()
            start, end = (int(part, 16) for part in where.split("-"))
            if flags.startswith("rw") and end - start < 1 << 28 and start < 1 << 63:
                memory.seek(start)
                if needle in memory.read(end - start):
                    print("GOT THROUGH")
                    break
except OSError:
    pass
