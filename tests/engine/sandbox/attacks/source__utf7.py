# -*- coding: utf-7 -*-
"""A comment that is code in the encoding that the first line declares.

Known from: PEP 263: UTF-7 hides a line break from the reader.
Honest score: 0.
"""


# +AAo-print('ran as UTF-7')
def mean(X):
    return 0 * X[0]
