"""Open its own memory as a file: what is written there goes past the protection of every page.

Known from: /proc/self/mem.
Honest score: 0.
"""

with open("/proc/self/mem", "rb"):
    print("GOT THROUGH")
