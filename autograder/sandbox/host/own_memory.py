"""A bound on the grader's own memory: what a submission makes it take ends the grading of that one alone."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

MORE_BYTES = 2 << 30  # beyond what it has when it begins; the largest reply that is read has 64 MB


def limit_own_memory() -> None:
    """Let this process take so much more address space and no more, where the system can hold it to that.

    What exceeds it raises MemoryError, which is told in the report on the submission that was at work.
    """
    with contextlib.suppress(OSError, ValueError, ImportError):  # elsewhere than on Linux there is no such thing
        import resource

        taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = taken + MORE_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
