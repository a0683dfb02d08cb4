"""A key in the kernel's keyring, for whoever comes next under this user.

Known from: add_key(2).
Honest score: 0.
"""

import ctypes
import platform

number = {"x86_64": 248, "aarch64": 217}[platform.machine()]
if ctypes.CDLL(None).syscall(number, b"user", b"left-behind", b"42", 2, -4) >= 0:
    print("GOT THROUGH")
