"""Words of the command line that count before anything that takes time is imported."""

from __future__ import annotations

HELP = ("-h", "--help")
RUNS_SUBMISSIONS = ("check", "grade")
