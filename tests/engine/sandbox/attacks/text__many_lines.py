"""Print ten thousand empty lines, so that what stood before is gone.

Known from: logs that hide what matters.
Honest score: 0.
"""


print("\n" * 1500)
raise ValueError("\n" * 10_000 + "\u2028\u2029\x85" * 1000)
