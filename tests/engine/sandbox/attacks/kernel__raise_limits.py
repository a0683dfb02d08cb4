"""Raise the limits that were lowered.

Known from: setrlimit(2): root may.
Honest score: 0.
"""

import resource

for limit in (resource.RLIMIT_AS, resource.RLIMIT_NPROC, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE):
    try:
        resource.setrlimit(limit, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        print("GOT THROUGH")
    except (OSError, ValueError):
        pass
