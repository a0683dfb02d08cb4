"""Print letters with a thousand marks above each.

Known from: "Zalgo" text, which covers the lines around it.
Honest score: 0.
"""


print("a" + "\u0301\u0336\u20dd" * 500)
