"""Run on when it is imported.

Known from: uncontrolled resource consumption, CWE-400.
Honest score: 0.
"""


for _ in range(10**10):
    pass
