"""Drop a file from the machine's memory, or see whether it is there: a bit for each page, for whoever comes later.

Known from: Gruss and others, "Page Cache Attacks" (2019): mincore(2), posix_fadvise(2), preadv2(2) with RWF_NOWAIT.
Honest score: 0.
"""

import ctypes
import mmap
import os

libc = ctypes.CDLL(None, use_errno=True)
RWF_NOWAIT, MADV_WILLNEED, MADV_PAGEOUT = 8, 3, 21
descriptor = os.open(os.__file__, os.O_RDONLY)
page = mmap.mmap(descriptor, mmap.PAGESIZE, flags=mmap.MAP_PRIVATE)
address = ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(page)))
length, seen = ctypes.c_size_t(mmap.PAGESIZE), ctypes.create_string_buffer(1)
answers = {
    "mincore": libc.mincore(address, length, seen),
    "madvise, in": libc.madvise(address, length, MADV_WILLNEED),
    "madvise, out": libc.madvise(address, length, MADV_PAGEOUT),
    "readahead": libc.readahead(descriptor, ctypes.c_long(0), length),
    "fadvise": libc.posix_fadvise(descriptor, ctypes.c_long(0), ctypes.c_long(0), os.POSIX_FADV_DONTNEED) == 0 or -1,
}
try:
    answers["preadv2"] = os.preadv(descriptor, [bytearray(1)], 0, RWF_NOWAIT)
except OSError:
    pass
if through := [name for name, answer in answers.items() if answer != -1]:
    print("GOT THROUGH", through)
