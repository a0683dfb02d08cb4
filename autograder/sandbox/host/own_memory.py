"""Limits the grader's own memory, so that a submission that inflates it stops nothing but its own grading."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

MORE_BYTES = 2 << 30  # beyond what it has when it begins; the largest reply that is read has 64 MB


def limit_own_memory() -> None:
    """Limit the address space that this process may take in addition, where the system supports it.

    Beyond it, MemoryError is raised, and appears in the report on the current submission.
    """
    with contextlib.suppress(OSError, ValueError, ImportError):  # elsewhere than on Linux there is no such thing
        import resource

        taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = taken + MORE_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
