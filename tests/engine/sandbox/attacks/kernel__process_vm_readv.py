"""Copy memory out of the process that started this one.

Known from: process_vm_readv(2).
Honest score: 0.
"""

import ctypes
import os


class Piece(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


buffer = ctypes.create_string_buffer(64)
here = Piece(ctypes.cast(buffer, ctypes.c_void_p), 64)
there = Piece(id(object), 64)
read = ctypes.CDLL(None).process_vm_readv
if read(os.getppid(), ctypes.byref(here), 1, ctypes.byref(there), 1, 0) > 0:
    print("GOT THROUGH")
