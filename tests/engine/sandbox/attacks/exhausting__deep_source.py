"""A source that nests so deeply that the compiler gives up.

Known from: the parser's stack.
Honest score: 0.
"""


exec("x = " + "(" * 5000 + "1" + ")" * 5000)
