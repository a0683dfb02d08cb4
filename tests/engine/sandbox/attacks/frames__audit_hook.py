"""Forbid everything from now on: each event that Python audits raises.

Known from: PEP 578: a hook cannot be taken back.
Honest score: 0.
"""

import sys


def forbid(event, arguments):
    raise RuntimeError(event)


sys.addaudithook(forbid)
